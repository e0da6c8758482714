import { readFile } from 'node:fs/promises';
import { codeFor, mailTo, mailsTo } from '../support/mail.ts';
import { newAddress, newCompany } from '../support/people.ts';
import { openShop } from '../support/shop.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';
import { askForTrial, enterCode, fillTrialForm, follow, getTrial, otherThan, ready, session } from '../support/trial.ts';

// A wrong code is answered with 422, a page of others with 404; the browser logs both.
test.use({ expectedLog: [/status of (404|422)/] });

const link = (text: string): string => /https?:\/\/\S+\/l\/\S+/.exec(text)![0];

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with script' : 'ux 1: without script', () => {
    test.use({ javaScriptEnabled: scripted });

    test('a trial is asked for, proved and used, from the plan page on', async ({ page, shop }) => {
      const buyer = { page, shop, scripted };
      const email = newAddress();
      await page.goto('/?seats=25');
      await ready(buyer);
      await page.getByRole('link', { name: /Try Premium free/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Try Premium free for 30 days');
      await expect(page.getByText('no card').first()).toBeVisible();
      await expect(page.getByLabel('Seats')).toHaveValue('25');
      await fillTrialForm(page, email);
      await page.getByRole('button', { name: 'Start the trial' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your e-mail address');
      await expect(page.getByText(email)).toBeVisible();

      const before = await session(page);
      const code = await codeFor(shop, email);
      await enterCode(page, `${code.slice(0, 3)} ${code.slice(3)}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your trial of Premium');
      await expect(page.getByText('30 days left')).toBeVisible();
      await expect(page.getByRole('heading', { name: 'What happens at the end' })).toBeVisible();
      expect(await session(page), 'proving an address changes the secret of the session').not.toBe(before);
      await expect(page.getByRole('banner').getByRole('link', { name: 'Account' })).toBeVisible();

      const token = (await page.locator('pre.licence').textContent())!;
      expect(token.split('.')).toHaveLength(3);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download the licence' }).click();
      expect(await readFile((await (await download).path())!, 'utf8')).toBe(token);
      const mail = await mailTo(shop, email, /Your trial of Premium has begun/);
      expect(mail.text).toContain(token);

      await page.reload();
      await expect(page.getByText('30 days left')).toBeVisible();
      await page.getByRole('button', { name: 'Convert now' }).click();
      await expect(page).toHaveURL(/\/checkout\/[^/]+\/plan$/);
    });

    test('what is missing is said at its field, and nothing typed is lost', async ({ page, shop }) => {
      const buyer = { page, shop, scripted };
      await page.goto('/trial/start?plan=premium&seats=many');
      await ready(buyer);
      await page.getByLabel('Your name').fill('Ада Лавлейс');
      await page.getByLabel('Work e-mail').fill('ada');
      await page.getByRole('button', { name: 'Start the trial' }).click();
      const summary = page.getByRole('alert').filter({ has: page.getByRole('heading') });
      await expect(summary.getByRole('listitem')).toHaveCount(4);
      await expect(page.getByLabel('Work e-mail')).toHaveAccessibleDescription(/does not look like an e-mail address/);
      await expect(page.getByLabel('Work e-mail')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByLabel('Company')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByLabel('Country')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByLabel('Seats')).toHaveAccessibleDescription(/A trial is for/);
      await expect(page.getByLabel('Your name')).toHaveValue('Ада Лавлейс');
      await expect(page.getByLabel('Seats')).toHaveValue('many');
      await summary.getByRole('link').first().click();
      if (scripted) await expect(page.getByLabel('Work e-mail')).toBeFocused();
    });

    test('a code is tried five times, and another is sent in its place', async ({ page, shop }) => {
      const buyer = { page, shop, scripted };
      const email = newAddress();
      await askForTrial(buyer, email);
      await ready(buyer);
      const first = await codeFor(shop, email);
      for (const left of [4, 3, 2, 1]) {
        await enterCode(page, otherThan(first, left));
        await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(new RegExp(`You have ${left} more tr`));
      }
      await enterCode(page, otherThan(first, 5));
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/tried too often/);
      await enterCode(page, first);
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/tried too often/);

      await page.getByRole('button', { name: 'Send a new code' }).click();
      await expect(page.getByLabel('Six-digit code')).toHaveAccessibleDescription(/ask for the next code in \d+ second/);
      await shop.advance('31s');
      await page.getByRole('button', { name: 'Send a new code' }).click();
      await expect(page.getByText('A new code is on its way.')).toBeVisible();
      await enterCode(page, await codeFor(shop, email, 2));
      await expect(page.getByText('30 days left')).toBeVisible();
    });

    test('a second trial of a company is refused, nothing is revealed, and its owner is sent the link', async ({ browser, page, shop }) => {
      const company = newCompany();
      const [owner, colleague] = [`ada@${company}`, `bob@mail.${company}`];
      const path = await getTrial({ page, shop, scripted }, owner);

      const theirs = await browser.newContext({ javaScriptEnabled: scripted });
      const other = await theirs.newPage();
      const buyer = { page: other, shop, scripted };
      await askForTrial(buyer, colleague);
      await ready(buyer);
      await enterCode(other, await codeFor(shop, colleague));
      await expect(other.getByRole('heading', { name: 'This trial was not started' })).toBeVisible();
      const said = (await other.locator('main').textContent())!;
      expect(said).toContain('No new trial can be started with this address');
      for (const secret of [owner, path, 'Lovelace', 'days left']) expect(said).not.toContain(secret);
      await other.reload();
      await expect(other.getByText('30 days left')).toHaveCount(0);
      expect((await other.goto(`${shop.url}${path}`))!.status()).toBe(404);
      expect((await mailsTo(shop, colleague)).map((mail) => mail.subject)).toEqual([expect.stringMatching(/is your code/)]);

      const letter = await mailTo(shop, owner, /Your company already tries Premium/);
      expect(letter.text).not.toContain('bob');
      const elsewhere = await (await browser.newContext({ javaScriptEnabled: scripted })).newPage();
      await follow(elsewhere, link(letter.text));
      await expect(elsewhere).toHaveURL(`${shop.url}${path}`);
      await expect(elsewhere.getByText('30 days left')).toBeVisible();
    });
  });
}

test.describe('a trial', () => {
  test('counts a free mailbox once, however it is spelled, and its neighbours for themselves', async ({ browser, shop }) => {
    const name = newCompany().replace(/\W/g, '');
    const asked = async (email: string) => {
      const page = await (await browser.newContext()).newPage();
      await askForTrial({ page, shop, scripted: true }, email);
      await enterCode(page, await codeFor(shop, email));
      return page;
    };
    const first = await asked(`${name}@gmail.com`);
    await expect(first.getByText('30 days left')).toBeVisible();
    const again = await asked(`${name.slice(0, 4)}.${name.slice(4)}+trial@googlemail.com`);
    await expect(again.getByRole('heading', { name: 'This trial was not started' })).toBeVisible();
    const neighbour = await asked(`${name}2@gmail.com`);
    await expect(neighbour.getByText('30 days left')).toBeVisible();
  });

  test('ends by itself, says so by mail, and is converted with everything filled in', async ({ browser }) => {
    test.slow();
    const shop = await openShop();
    try {
      const page = await (await browser.newContext()).newPage();
      const email = newAddress();
      const path = await getTrial({ page, shop, scripted: true }, email);
      await shop.advance('26d');
      const ending = await mailTo(shop, email, /Your trial of Premium ends in/);
      await follow(page, link(ending.text));
      expect(new URL(page.url()).pathname).toBe(path);
      await expect(page.getByRole('heading', { name: 'Your trial ends soon' })).toBeVisible();
      await expect(page.getByText('4 days left')).toBeVisible();
      await expect(page.locator('pre.licence')).toBeVisible();

      await shop.advance('4d');
      const ended = await mailTo(shop, email, /Your trial of Premium has ended/);
      const late = await (await browser.newContext()).newPage();
      await follow(late, link(ended.text));
      await expect(late.getByRole('heading', { name: 'Your trial has ended' })).toBeVisible();
      await expect(late.locator('pre.licence')).toHaveCount(0);
      await hydrated(late);
      await late.getByRole('button', { name: 'Convert now' }).click();
      await expect(late).toHaveURL(/\/checkout\/[^/]+\/plan$/);
      await expect(late.getByLabel('Seats', { exact: true })).toHaveValue('25');
      await late.goto(late.url().replace(/plan$/, 'details'));
      await expect(late.getByLabel('Company', { exact: true })).toHaveValue('Acme GmbH');
      await expect(late.locator('[name="contact_email"]')).toHaveValue(email);
      await expect(late.locator('[name="country"]')).toHaveValue('DE');

      await shop.advance('30d');
      const after = await (await browser.newContext()).newPage();
      await after.goto(`${shop.url}/sign-in?to=${encodeURIComponent(path)}`);
      await hydrated(after);
      await after.getByLabel('E-mail', { exact: true }).fill(email);
      await after.getByRole('button', { name: 'Send me a code' }).click();
      await enterCode(after, await codeFor(shop, email, 2));
      await expect(after.getByText('The time to convert is over.')).toBeVisible();
      await expect(after.getByRole('button', { name: 'Convert now' })).toHaveCount(0);
    } finally {
      await shop.close();
    }
  });

  test('shows nothing to a stranger, neither its pages nor its functions', async ({ browser, page, shop, request }) => {
    const path = await getTrial({ page, shop, scripted: true }, newAddress());
    const id = path.split('/').pop()!;
    const stranger = await (await browser.newContext()).newPage();
    for (const address of [path, `${path}/code`]) {
      expect((await stranger.goto(shop.url + address))!.status()).toBe(404);
    }
    expect((await request.get(`/fn/trial_view?id=${id}`)).status()).toBe(404);
    for (const name of ['ask_trial_code', 'prove_trial', 'provision_trial', 'convert_trial']) {
      const answer = await request.post(`/fn/${name}`, { form: { id, code: '123456' }, headers: { origin: shop.url } });
      expect(answer.status(), name).toBe(404);
    }
  });

  test('speaks German', async ({ page, shop }) => {
    const email = newAddress();
    await page.goto('/trial/start?plan=premium&seats=5&lang=de');
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Premium kostenlos testen (30 Tage)');
    await page.getByLabel('Ihr Name').fill('Ada Lovelace');
    await page.getByLabel('Geschäftliche E-Mail-Adresse').fill(email);
    await page.getByLabel('Unternehmen').fill('Acme GmbH');
    await page.getByLabel('Land').selectOption({ label: 'Österreich' });
    await page.getByRole('button', { name: 'Testphase beginnen' }).click();
    await page.getByLabel('Sechsstelliger Code').fill(await codeFor(shop, email));
    await page.getByRole('button', { name: 'Bestätigen' }).click();
    await expect(page.getByText('Noch 30 Tage')).toBeVisible();
    await mailTo(shop, email, /Ihre Testphase für Premium läuft/);
  });

  test('ux 20: can be had with the keyboard alone', async ({ page, shop, isMobile }) => {
    test.skip(isMobile, 'a phone has no tab key');
    const email = newAddress();
    await page.goto('/trial/start?plan=premium&seats=5');
    await hydrated(page);
    await page.getByLabel('Your name').focus();
    for (const text of ['Ada', email, 'Acme', 'Ger']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await expect(page.getByLabel('Country')).toHaveValue('DE');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your e-mail address');
    await expect(page.getByRole('heading', { level: 1 }), 'ux 3: the new page is announced').toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.type(await codeFor(shop, email));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your trial of Premium');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`ux 19: has no fault that axe finds, ${colorScheme}`, async ({ page, shop }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto('/trial/start');
      await hydrated(page);
      expect(await axe(page), 'choosing').toEqual([]);
      const email = newAddress();
      await page.goto('/trial/start?plan=premium');
      await hydrated(page);
      expect(await axe(page), 'asking').toEqual([]);
      await page.getByRole('button', { name: 'Start the trial' }).click();
      await expect(page.getByLabel('Company')).toHaveAttribute('aria-invalid', 'true');
      expect(await axe(page), 'refused').toEqual([]);
      await fillTrialForm(page, email);
      await page.getByRole('button', { name: 'Start the trial' }).click();
      await expect(page.getByLabel('Six-digit code')).toBeVisible();
      expect(await axe(page), 'code').toEqual([]);
      await enterCode(page, await codeFor(shop, email));
      await expect(page.getByText('30 days left')).toBeVisible();
      expect(await axe(page), 'trial').toEqual([]);
    });
  }

  test('ux 22: needs no sideways scroll at 320 px', async ({ page, shop }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const email = newAddress();
    await askForTrial({ page, shop, scripted: true }, email);
    expect(await wide()).toBeLessThanOrEqual(0);
    await page.goBack();
    expect(await wide()).toBeLessThanOrEqual(0);
    await page.goForward();
    await enterCode(page, await codeFor(shop, email));
    await expect(page.getByText('30 days left')).toBeVisible();
    expect(await wide()).toBeLessThanOrEqual(0);
  });
});
