import type { Page } from '@playwright/test';
import { codeFor } from '../support/mail.ts';
import { CLAIMED, GONE, openShopWithProvider, type ShopWithProvider } from '../support/oidc.ts';
import { newAddress } from '../support/people.ts';
import { axe, expect, hydrated, test as base } from '../support/test.ts';
import { enterCode, getTrial, ready, session, type Buyer } from '../support/trial.ts';

const test = base.extend<object, { shop: ShopWithProvider }>({
  shop: [
    async ({}, use) => {
      const shop = await openShopWithProvider();
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],
});

// The provider has no icon, and what is somebody else's is not found.
test.use({ expectedLog: [/status of 404/] });

let people = 0;
/** Somebody at a domain that nobody used this name at before. */
function somebodyAt(domain: string, name = 'ada'): string {
  people += 1;
  return `${name}-${process.pid}-${Date.now()}-${people}@${domain}`;
}

/** Asks to be signed in with this address at `/sign-in`. */
async function give({ page, ...buyer }: Buyer, email: string): Promise<void> {
  await page.goto('/sign-in');
  await ready({ page, ...buyer });
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
}

/** At the provider: signs in as the owner of an address. */
async function signInThere(page: Page, email: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Provider');
  await page.getByLabel('Address at the provider').fill(email);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function byButton(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Continue with Open' }).click();
  await signInThere(page, email);
}

async function isSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
}

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with script' : 'ux 1: without script', () => {
    test.use({ javaScriptEnabled: scripted });

    test('an address in a claimed domain goes to its provider and back, and out again', async ({ page, shop }) => {
      const email = somebodyAt(CLAIMED);
      await give({ page, shop, scripted }, email);
      await expect(page).toHaveURL(new RegExp(`^${shop.issuer}/`));
      const before = await session(page);
      await signInThere(page, email);
      await isSignedIn(page);
      await expect(page.getByText(email)).toBeVisible();
      expect(await session(page), 'signing in changes the secret').not.toBe(before);

      await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leave the provider?');
      expect(await session(page), 'here it is over already').toBeUndefined();
      await page.getByRole('button', { name: 'Leave the provider' }).click();
      await expect(page.getByText('You are signed out.')).toBeVisible();

      // The provider has forgotten them, too: it asks again.
      await give({ page, shop, scripted }, email);
      await expect(page.getByLabel('Address at the provider')).toBeVisible();
    });

    test('whoever used a code before is the same person with a provider', async ({ page, shop, browser }) => {
      const email = newAddress();
      const first = await browser.newContext({ javaScriptEnabled: scripted });
      await getTrial({ page: await first.newPage(), shop, scripted }, email);
      await byButton(page, email);
      await isSignedIn(page);
      await expect(page.getByRole('link', { name: 'Premium, 25 seats' })).toBeVisible();
    });

    test('an address that is not verified is refused, and a code is the way on', async ({ page, shop }) => {
      const email = somebodyAt(CLAIMED, 'unverified');
      await give({ page, shop, scripted }, email);
      await signInThere(page, email);
      await expect(page.getByText(/Acme has not verified your e-mail address/)).toBeVisible();
      expect((await page.goto('/account'))!.url(), 'nobody is signed in').toContain('/sign-in');
      await page.goto('/sign-in?by=code');
      await ready({ page, shop, scripted });
      await page.getByLabel('E-mail', { exact: true }).fill(email);
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await enterCode(page, await codeFor(shop, email));
      await isSignedIn(page);
    });

    test('a provider that is away is said to be, and a code is the way on', async ({ page, shop }) => {
      const email = somebodyAt(GONE);
      await give({ page, shop, scripted }, email);
      await expect(page.getByText(/Gone does not answer at the moment/)).toBeVisible();
      await ready({ page, shop, scripted });
      await page.getByLabel('E-mail', { exact: true }).fill(email);
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await enterCode(page, await codeFor(shop, email));
      await isSignedIn(page);
    });

    test('whoever says no at the provider is not signed in', async ({ page }) => {
      await page.goto('/sign-in');
      await page.getByRole('link', { name: 'Continue with Open' }).click();
      await page.getByRole('button', { name: 'Refuse' }).click();
      await expect(page.getByText(/Open did not sign you in/)).toBeVisible();
    });

    test('one sees where one is signed in, and signs out elsewhere', async ({ page, shop, browser }) => {
      const email = newAddress();
      const others = [];
      for (let count = 0; count < 2; count += 1) {
        const context = await browser.newContext({ javaScriptEnabled: scripted });
        const other = await context.newPage();
        await other.goto(`${shop.url}/sign-in`);
        await other.getByRole('link', { name: 'Continue with Open' }).click();
        await signInThere(other, email);
        await isSignedIn(other);
        others.push(other);
      }
      await give({ page, shop, scripted }, email);
      await enterCode(page, await codeFor(shop, email));
      await isSignedIn(page);
      await page.getByRole('link', { name: 'Where you are signed in' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Security');
      const list = page.getByRole('list').filter({ hasText: 'This browser' });
      await expect(list.getByRole('listitem')).toHaveCount(3);
      await expect(list.getByText('Signed in with a code by e-mail')).toHaveCount(1);
      await expect(list.getByText('Signed in with Open')).toHaveCount(2);
      await expect(list.getByRole('listitem').first()).toContainText(/Chrome/);

      await list.getByRole('button', { name: /^Sign out/ }).first().click();
      await expect(page.getByText('It is signed out there.')).toBeVisible();
      await expect(list.getByRole('listitem')).toHaveCount(2);
      await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
      await expect(page.getByText('You are signed out everywhere else.')).toBeVisible();
      await expect(page.getByText('You are signed in here only.')).toBeVisible();
      for (const other of others) {
        await other.goto(`${shop.url}/account`);
        await expect(other).toHaveURL(/\/sign-in\?to=%2Faccount$/);
      }
    });
  });
}

test('whoever leaves the provider elsewhere is signed out here', async ({ page, shop }) => {
  const email = newAddress();
  await byButton(page, email);
  await isSignedIn(page);
  await page.goto(`${shop.issuer}/session/end`);
  await page.getByRole('button', { name: 'Leave the provider' }).click();
  await expect(async () => {
    await page.goto('/account');
    expect(page.url()).toContain('/sign-in');
  }).toPass();
});

test('an answer works once, and only in the browser that asked', async ({ page, browser, shop }) => {
  let answer = '';
  page.on('request', (request) => {
    if (request.url().includes('/callback?')) answer = request.url();
  });
  await byButton(page, newAddress());
  await isSignedIn(page);
  await page.goto(answer);
  await expect(page.getByText(/This sign-in has been answered already/)).toBeVisible();
  await expect(page.getByText(/You are signed in as/), 'they still are').toBeVisible();
  const thief = await (await browser.newContext()).newPage();
  await thief.goto(answer);
  await expect(thief.getByText(/was not begun in this browser/)).toBeVisible();
  expect((await thief.goto(`${shop.url}/account`))!.url()).toContain('/sign-in');
});

/** Signs in at the provider, and answers the address that it sends the browser back to, without going there. */
async function heldBack(page: Page, email: string, ask: (question: URL) => void = () => {}): Promise<string> {
  const begun = await page.request.get('/sign-in/oidc/open', { maxRedirects: 0 });
  const question = new URL(begun.headers().location!);
  ask(question);
  await page.goto(question.href);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Provider');
  let answer = await page.request.post(page.url(), { form: { login: email, do: 'sign-in' }, maxRedirects: 0 });
  while (!answer.headers().location!.includes('/callback?')) {
    answer = await page.request.get(answer.headers().location!, { maxRedirects: 0 });
  }
  return answer.headers().location!;
}

/** That nobody is signed in, and why. */
async function refused(page: Page, why: RegExp): Promise<void> {
  await expect(page.getByText(why)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Continue with Open' }), 'another try is at hand').toBeVisible();
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
}

const anotherNonce = (question: URL): void => question.searchParams.set('nonce', 'another');
for (const [what, name, ask, why] of [
  ['belongs to another sign-in', 'ada', anotherNonce, /The provider’s answer belongs to another sign-in/],
  ['is over', 'expired', undefined, /The provider’s answer came too late/],
  ['is meant for another site', 'misled', undefined, /The provider’s answer is meant for another site/],
] as const) {
  test(`an answer that ${what} is refused`, async ({ page }) => {
    await page.goto(await heldBack(page, newAddress(name), ask));
    await refused(page, why);
  });
}

test('a code of another sign-in, which was used, is refused', async ({ page, browser }) => {
  const first = new URL(await heldBack(page, newAddress()));
  await page.goto(first.href);
  await isSignedIn(page);
  const thief = await (await browser.newContext({ baseURL: first.origin })).newPage();
  const second = new URL(await heldBack(thief, newAddress()));
  second.searchParams.set('code', first.searchParams.get('code')!);
  await thief.goto(second.href);
  await refused(thief, /The provider did not confirm this sign-in: it may have been used before/);
  await thief.context().close();
});

test('a provider that goes away midway is said to be away, and answers once it is back', async ({ page, shop }) => {
  const email = newAddress();
  const answer = await heldBack(page, email);
  await shop.down();
  try {
    await page.goto(answer);
    await refused(page, /Open does not answer at the moment/);
  } finally {
    await shop.up();
  }
  await byButton(page, email);
  await isSignedIn(page);
});

test('one’s own security page asks strangers to sign in first, and programs get 401', async ({ page, request }) => {
  await page.goto('/account/security');
  await expect(page).toHaveURL('/sign-in?to=%2Faccount%2Fsecurity');
  expect((await request.get('/fn/sessions_view')).status()).toBe(401);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`ux 19: providers and sessions have no fault that axe finds, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/sign-in');
    await hydrated(page);
    expect(await axe(page), 'ways').toEqual([]);
    await page.getByRole('link', { name: 'Continue with Open' }).click();
    await page.getByRole('button', { name: 'Refuse' }).click();
    await hydrated(page);
    expect(await axe(page), 'refused').toEqual([]);
    await byButton(page, newAddress());
    await isSignedIn(page);
    await page.goto('/account/security');
    await hydrated(page);
    await expect(page.getByText('You are signed in here only.')).toBeVisible();
    expect(await axe(page), 'sessions').toEqual([]);
  });
}
