import { codeFor, mailTo } from '../support/mail.ts';
import { newAddress } from '../support/people.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';
import { enterCode, getTrial, otherThan, ready, session, type Buyer } from '../support/trial.ts';

// A wrong code is answered with 422, a page of others with 404; the browser logs both.
test.use({ expectedLog: [/status of (404|422)/] });

/** Asks for a code at `/sign-in`, up to where it is entered. */
async function askForCode(buyer: Buyer, email: string, to = ''): Promise<void> {
  const { page } = buyer;
  await page.goto(`/sign-in${to && `?to=${encodeURIComponent(to)}`}`);
  await ready(buyer);
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the code');
}

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with script' : 'ux 1: without script', () => {
    test.use({ javaScriptEnabled: scripted });

    test('somebody signs in with a code, finds what they have, and signs out', async ({ page, shop, browser }) => {
      const email = newAddress();
      const first = await browser.newContext({ javaScriptEnabled: scripted });
      const path = await getTrial({ page: await first.newPage(), shop, scripted }, email);
      await shop.advance('31s');

      const buyer = { page, shop, scripted };
      await askForCode(buyer, email);
      await page.reload();
      await expect(page.getByText(email), 'ux 13: a reload keeps the step').toBeVisible();
      const before = await session(page);
      await enterCode(page, await codeFor(shop, email, 2));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
      const signedIn = await session(page);
      expect(signedIn, 'signing in changes the secret').not.toBe(before);
      await page.getByRole('link', { name: 'Premium, 25 seats' }).click();
      await expect(page).toHaveURL(path);
      await expect(page.getByText('30 days left')).toBeVisible();

      await page.goto('/sign-in');
      await expect(page.getByText(`You are signed in as ${email}.`)).toBeVisible();
      await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByText('You are signed out.')).toBeVisible();
      expect(await session(page)).toBeUndefined();
      expect((await page.goto(path))!.status()).toBe(404);
      // The old cookie opens nothing any more.
      await page.context().addCookies([{ name: 'kassa', value: signedIn!, url: shop.url }]);
      expect((await page.goto(path))!.status()).toBe(404);
    });

    test('a wrong code is said at its field; another address can be given', async ({ page, shop }) => {
      const buyer = { page, shop, scripted };
      const email = newAddress();
      await askForCode(buyer, email, '/contact-sales');
      await ready(buyer);
      const code = await codeFor(shop, email);
      await enterCode(page, otherThan(code));
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/You have 4 more tries/);
      await enterCode(page, 'abc');
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/six digits/);
      await page.getByRole('button', { name: 'Send a new code' }).click();
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/ask for the next code in/);
      await page.getByRole('link', { name: 'Use another address' }).click();
      await page.getByLabel('E-mail', { exact: true }).fill('nobody');
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await expect(page.getByLabel('E-mail', { exact: true })).toHaveAccessibleDescription(/does not look like an e-mail/);
      const other = newAddress('bob');
      await page.getByLabel('E-mail', { exact: true }).fill(other);
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await enterCode(page, await codeFor(shop, other));
      await expect(page, 'back where one came from').toHaveURL('/contact-sales');
    });

    test('the link in the mail signs in where it is opened, once, and leads on', async ({ page, shop, browser }) => {
      const email = newAddress();
      await askForCode({ page, shop, scripted }, email, '/account/security');
      const mail = await mailTo(shop, email, /code/);
      const link = new URL(/https?:\/\/\S+\/sign-in\/code\S+/.exec(mail.text)![0]);
      const phone = await (await browser.newContext({ javaScriptEnabled: scripted, baseURL: shop.url })).newPage();
      const there = `${link.pathname}${link.search}`;
      await phone.goto(there);
      await expect(phone.getByText(`This signs you in as ${email}`)).toBeVisible();
      if (scripted) {
        await hydrated(phone);
        expect(await axe(phone), 'the page of the mailed link').toEqual([]);
      }
      await phone.goto(there);
      await phone.locator('main').getByRole('button', { name: 'Sign in' }).click();
      await expect(phone).toHaveURL('/account/security');
      await expect(phone.getByText('This browser').first()).toBeVisible();
      await phone.goto(there);
      await expect(phone.getByRole('heading', { level: 1 })).toHaveText('This link is over');
      await enterCode(page, await codeFor(shop, email));
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/used/);
      await phone.context().close();
    });

    test('nobody is led to another site', async ({ page, shop }) => {
      const buyer = { page, shop, scripted };
      const email = newAddress();
      await askForCode(buyer, email, '//evil.example/');
      await enterCode(page, await codeFor(shop, email));
      await expect(page).toHaveURL('/account');
      await expect(page.getByText('There is nothing here yet.')).toBeVisible();
    });

    test('one’s own page asks strangers to sign in first', async ({ page }) => {
      await page.goto('/account');
      await expect(page).toHaveURL('/sign-in?to=%2Faccount');
      await expect(page.getByLabel('E-mail', { exact: true })).toHaveAttribute('autocomplete', 'email');
    });
  });
}

test('a code works only in the browser that asked for it', async ({ browser, page, shop }) => {
  const email = newAddress();
  await askForCode({ page, shop, scripted: true }, email);
  const code = await codeFor(shop, email);
  const thief = await browser.newContext();
  const answer = await thief.request.post(`${shop.url}/fn/verify_code`, { form: { email, code }, headers: { origin: shop.url } });
  expect(answer.status()).toBe(422);
  await enterCode(page, code);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a guest who asks for their things is told to sign in, and programs get 401', async ({ request }) => {
  expect((await request.get('/fn/account_view')).status()).toBe(401);
  expect(await (await request.get('/fn/whoami')).json()).toEqual({ email: null, awaits_code_for: null, ended: null });
});

test('signing in speaks German', async ({ page, shop }) => {
  const email = newAddress();
  await page.goto('/sign-in?lang=de');
  await hydrated(page);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByRole('button', { name: 'Code zuschicken' }).click();
  await page.getByLabel('Sechsstelliger Code').fill(await codeFor(shop, email));
  await page.getByRole('button', { name: 'Bestätigen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihr Konto');
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`ux 19: signing in has no fault that axe finds, ${colorScheme}`, async ({ page, shop }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const email = newAddress();
    await page.goto('/sign-in');
    await hydrated(page);
    expect(await axe(page), 'address').toEqual([]);
    await askForCode({ page, shop, scripted: true }, email);
    expect(await axe(page), 'code').toEqual([]);
    await enterCode(page, otherThan(await codeFor(shop, email)));
    await expect(page.getByLabel('Six-digit code')).toHaveAttribute('aria-invalid', 'true');
    expect(await axe(page), 'refused').toEqual([]);
    await enterCode(page, await codeFor(shop, email));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
    expect(await axe(page), 'account').toEqual([]);
  });
}
