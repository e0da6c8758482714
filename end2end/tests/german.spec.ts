import type { Page } from '@playwright/test';
import { newEmail, openCheckout } from '../support/checkout.ts';
import { mailTo } from '../support/mail.ts';
import { invitationOf, invite, openAccount, signedIn } from '../support/members.ts';
import { newAddress } from '../support/people.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

/** Words that English pages cannot do without and German ones do not have. */
const ENGLISH = /\b(the|your|you|and|with|is|are|this|from|sign in)\b/i;

/** The page speaks German from its title to its foot, and axe finds nothing. */
async function speaksGerman(page: Page, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await hydrated(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(await page.title()).not.toMatch(ENGLISH);
  const text = await page.locator('main').innerText();
  const english = text.split('\n').filter((line) => ENGLISH.test(line));
  expect(english, 'lines in English').toEqual([]);
  expect(await axe(page)).toEqual([]);
}

test('an account’s pages speak German', async ({ page, shop, browser }) => {
  // Six pages, each looked through by axe.
  test.slow();
  const owner = newAddress('owner');
  await openAccount(page, shop, owner);
  await page.goto('/account/settings');
  await hydrated(page);
  await page.getByLabel('Street and number').fill('Hauptstraße 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const guest = newAddress('gast');
  await page.goto('/account/members');
  await hydrated(page);
  await invite(page, guest, 'Viewer');
  for (const [path, heading] of [
    ['/account', 'Ihr Konto'],
    ['/account/members', 'Mitglieder'],
    ['/account/settings', 'Rechnungsdaten'],
    ['/account/audit', 'Protokoll'],
    ['/account/security', 'Sicherheit'],
  ] as const) {
    await page.goto(`${path}?lang=de`);
    await speaksGerman(page, heading);
  }
  const invitation = await invitationOf(shop, guest);
  const bob = await signedIn(browser, shop, guest, invitation);
  await expect(bob).toHaveURL(invitation);
  await bob.goto(`${invitation}?lang=de`);
  await speaksGerman(bob, /lädt Sie zu Acme GmbH ein$/);
  await bob.context().close();
});

test('the order in reach on a phone keeps its words apart', async ({ page, shop, isMobile }) => {
  test.skip(!isMobile, 'a wide window shows it beside the form');
  const checkout = await openCheckout(page, shop, { selection: { seats: '9999' } });
  for (const [width, step] of [[390, 'plan'], [360, 'details'], [320, 'payment'], [200, 'plan']] as const) {
    await page.setViewportSize({ width, height: 740 });
    await page.goto(`${checkout.step(step)}?lang=de`);
    const due = page.locator('.summary__due output');
    await expect(due).toHaveText(/^\d\.\d{3}\.\d{3},\d{2}\s€$/);
    const [amount, more] = [(await due.boundingBox())!, (await page.locator('.summary__more').boundingBox())!];
    const apart = amount.x + amount.width <= more.x || amount.y + amount.height <= more.y;
    expect(apart, `${width} px: ${JSON.stringify([amount, more])}`).toBe(true);
  }
});

test('an approver is asked in German', async ({ page, shop, browser }) => {
  const boss = `chef.${newEmail()}`;
  const checkout = await openCheckout(page, shop);
  await page.goto(`${checkout.step('payment')}?lang=de`);
  await hydrated(page);
  const form = page.locator('details', { hasText: 'An die Person schicken, die bezahlt' });
  await form.locator('summary').click();
  await form.getByLabel('Ihre E-Mail-Adresse').fill(boss);
  await form.getByRole('button', { name: 'Zur Freigabe schicken' }).click();
  await expect(page.getByRole('heading', { name: `Wartet auf ${boss}` })).toBeVisible();
  const mail = await mailTo(shop, boss, /Freigabe|freizugeben/);
  const path = new URL(/https?:\/\/\S+\/l\/\S+/.exec(mail.text)![0]).pathname;
  const approver = await (await browser.newContext({ baseURL: shop.url, locale: 'de-DE' })).newPage();
  await approver.goto(path);
  await speaksGerman(approver, 'Bestellung zur Freigabe öffnen');
  await approver.locator('main').getByRole('button').click();
  await expect(approver.getByRole('heading', { name: 'Ihre Entscheidung' })).toBeVisible();
  await speaksGerman(approver, 'Sehen Sie alles noch einmal an');
  await approver.context().close();
});
