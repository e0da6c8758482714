import type { Browser, Page } from '@playwright/test';
import { ACME, call, SELECTION } from '../support/checkout.ts';
import { codeFor } from '../support/mail.ts';
import { invitationOf, invite, openAccount, signedIn } from '../support/members.ts';
import { newAddress } from '../support/people.ts';
import type { Shop } from '../support/shop.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';
import { enterCode } from '../support/trial.ts';

// For which account, and for which of its addresses, somebody buys.

/** Somebody on this page who owns an account, which was opened in a browser with script. */
async function owning(page: Page, shop: Shop, browser: Browser): Promise<void> {
  const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: true });
  await openAccount(await context.newPage(), shop, newAddress('owner'));
  await page.context().addCookies(await context.cookies());
  await context.close();
}

/** From the plan page to the details of a checkout. */
async function toDetails(page: Page): Promise<void> {
  await page.goto('/?seats=30');
  await hydrated(page);
  await page.getByRole('button', { name: /^Buy Premium/ }).click();
  await expect(page).toHaveURL(/\/checkout\/[^/]+\/plan$/);
  await hydrated(page);
  await page.getByRole('button', { name: 'Continue to details' }).click();
  await expect(page).toHaveURL(/\/details$/);
}

/** On the form of an address: one in Paris. */
async function typeParis(page: Page, vatId: string): Promise<void> {
  await page.getByLabel('Address', { exact: true }).fill('Rue de Rivoli 1');
  await page.getByLabel('Postal code').fill('75001');
  await page.getByLabel('Town').fill('Paris');
  await page.getByLabel('VAT id').fill(vatId);
}

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with script' : 'ux 1: without script', () => {
    test.use({ javaScriptEnabled: scripted });
    const ready = async (page: Page): Promise<void> => (scripted ? hydrated(page) : undefined);

    test('an account has further addresses, and whoever buys for it chooses among them', async ({ page, shop, browser }) => {
      test.slow();
      await owning(page, shop, browser);
      await page.goto('/account/settings');
      await ready(page);
      await page.getByRole('link', { name: 'Add an address' }).click();
      await expect(page.getByRole('heading', { name: 'A further address' })).toBeVisible();
      await ready(page);
      await page.getByLabel('Country').selectOption('FR');
      if (!scripted) {
        await page.getByRole('button', { name: 'Use this country' }).click();
        await expect(page.getByRole('alert'), 'nothing is stored yet').toHaveCount(0);
      }
      await typeParis(page, 'DE136695976');
      await page.getByRole('button', { name: 'Save address' }).click();
      await expect(page.getByLabel('VAT id')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByLabel('Town'), 'nothing is lost').toHaveValue('Paris');
      if (scripted) expect(await axe(page)).toEqual([]);
      await page.getByLabel('VAT id').fill('FR40303265045');
      await page.getByRole('button', { name: 'Save address' }).click();
      await expect(page.getByText('The address is saved.')).toBeVisible();
      const place = page.getByRole('listitem').filter({ hasText: 'Rue de Rivoli 1, 75001 Paris, FR' });
      await expect(place).toContainText('FR40303265045');
      if (!scripted) return;
      expect(await axe(page)).toEqual([]);

      await page.goto('/account/audit');
      await expect(page.locator('.audit__entry').first()).toContainText('Rue de Rivoli 1');
      await toDetails(page);
      await expect(page.getByRole('group', { name: 'Who is it for?' })).toBeVisible();
      expect(await axe(page)).toEqual([]);
      await page.getByRole('radio', { name: /Rue de Rivoli 1/ }).check();
      await expect(page.getByLabel('Country')).toHaveValue('FR');
      await expect(page.getByLabel('Town')).toHaveValue('Paris');
      await expect(page.getByLabel('VAT id')).toHaveValue('FR40303265045');
      await page.reload();
      await expect(page.getByRole('radio', { name: /Rue de Rivoli 1/ })).toBeChecked();
      await hydrated(page);
      await page.getByLabel('Town').fill('Lyon, not saved');
      await page.getByLabel('Your name').fill('Ada Lovelace');
      await page.getByRole('radio').first().check();
      await expect(page.getByLabel('Country')).toHaveValue('DE');
      await page.getByRole('radio', { name: /Rue de Rivoli 1/ }).check();
      await expect(page.getByLabel('Town'), 'the chosen address, not what was typed over another').toHaveValue('Paris');
      await expect(page.getByLabel('Your name'), 'what is nobody’s address stays').toHaveValue('Ada Lovelace');

      await page.goto('/account/settings');
      await hydrated(page);
      await page.getByRole('link', { name: /^Change: Rue de Rivoli 1/ }).click();
      await expect(page.getByLabel('VAT id')).toHaveValue('FR40303265045');
      await hydrated(page);
      await page.getByLabel('Address', { exact: true }).fill('Rue de Rivoli 2');
      await page.getByRole('button', { name: 'Save address' }).click();
      const moved = page.getByRole('listitem').filter({ hasText: 'Rue de Rivoli 2' });
      await moved.getByText('Remove').first().click();
      await moved.getByRole('button', { name: 'Remove' }).click();
      await expect(page.getByText('The address is removed.')).toBeVisible();
      await expect(moved).toHaveCount(0);
    });
  });
}

test('whoever may not buy for the account they belong to reads that it will be another', async ({ page, shop, browser }) => {
  const [boss, viewer] = [newAddress('boss'), newAddress('viewer')];
  await openAccount(page, shop, boss);
  await page.goto('/account/members');
  await hydrated(page);
  await invite(page, viewer, 'Viewer');
  const other = await signedIn(browser, shop, viewer, await invitationOf(shop, viewer));
  await other.getByRole('button', { name: 'Accept' }).click();
  await expect(other).toHaveURL(/\/account\/members/);
  await toDetails(other);
  await expect(other.getByText('This will be for a new account of your own')).toBeVisible();
  await expect(other.getByText(/you cannot buy for Acme GmbH/)).toBeVisible();
  expect(await axe(other)).toEqual([]);
  await other.context().close();

  // Whoever proves the address on the way to the payment reads it before they pay.
  const guest = await (await browser.newContext({ baseURL: shop.url })).newPage();
  const id = await call<string>(guest, shop, 'start_checkout', SELECTION);
  await call(guest, shop, 'edit_details', { id, version: '1', ...ACME, contact_email: viewer });
  await guest.goto(`/checkout/${id}/details/code`);
  await hydrated(guest);
  await enterCode(guest, await codeFor(shop, viewer, 2));
  await expect(guest).toHaveURL(/\/payment$/);
  await expect(guest.getByText(/you cannot buy for Acme GmbH/)).toBeVisible();
  await guest.context().close();
});

test('prices are first shown in the currency that one’s account prefers', async ({ page, shop }) => {
  await openAccount(page, shop, newAddress('owner'));
  await page.goto('/account/settings');
  await hydrated(page);
  await page.getByLabel('Street and number').fill('Hauptstraße 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByLabel('Preferred currency').selectOption('CHF');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.goto('/');
  await expect(page.getByLabel('Currency')).toHaveValue('CHF');
  await hydrated(page);
  await expect(page.getByLabel('Currency')).toHaveValue('CHF');
  await page.goto('/?currency=GBP');
  await expect(page.getByLabel('Currency')).toHaveValue('GBP');
});
