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
