import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ACME, agree, call, CARDS, moved, newEmail, openCheckout, payButton, payWithCard, SELECTION } from '../support/checkout.ts';
import { openShop, root } from '../support/shop.ts';
import { expect, hydrated, test } from '../support/test.ts';

/** What is filled in or chosen, by its label. */
type Typed = readonly (readonly [label: string, text: string])[];

/** What a buyer types, the field that is refused, and the reason. */
interface Refusal {
  readonly name: string;
  readonly typed: Typed;
  readonly field: string;
  readonly reason: string | RegExp;
}

const TERRITORY = /^Error: We cannot sell to .+ yet, because VAT works differently there\. Please write to our sales team\.$/;

const OF_DETAILS: readonly Refusal[] = [
  { name: 'the Canary Islands, by their postal code', typed: [['Country', 'ES'], ['Postal code', '35001']], field: 'Postal code', reason: TERRITORY },
  { name: 'Büsingen, by its postal code', typed: [['Country', 'DE'], ['Postal code', '78266']], field: 'Postal code', reason: TERRITORY },
  { name: 'Livigno, by its postal code', typed: [['Country', 'IT'], ['Postal code', '23041']], field: 'Postal code', reason: TERRITORY },
  { name: 'Åland, by its country', typed: [['Country', 'AX']], field: 'Country', reason: TERRITORY },
  { name: 'Réunion, by its country', typed: [['Country', 'RE']], field: 'Country', reason: TERRITORY },
  {
    name: 'an id of another country',
    typed: [['VAT id', 'NL004495445B01']],
    field: 'VAT id',
    reason: 'Error: This VAT id is registered in NL, but your country is DE. Please give an id of your country, or change the country.',
  },
  {
    name: 'a Greek id that begins with GR',
    typed: [['Country', 'GR'], ['VAT id', 'GR094259216']],
    field: 'VAT id',
    reason: 'Error: Greek VAT ids begin with EL, not GR. Please write EL and the nine digits.',
  },
  {
    name: 'an id that begins with EU',
    typed: [['VAT id', 'EU372000041']],
    field: 'VAT id',
    reason: /^Error: Numbers that begin with EU are for sales to consumers and do not identify a customer\./,
  },
  { name: 'an id that was mistyped', typed: [['VAT id', 'DE136695977']], field: 'VAT id', reason: /^Error: The check digits of this DE VAT id do not match\./ },
  { name: 'an id of another form', typed: [['VAT id', 'DE12345']], field: 'VAT id', reason: /^Error: This does not have the form of a VAT id that begins with DE\./ },
  { name: 'a postal code of another form', typed: [['Postal code', '1011']], field: 'Postal code', reason: /^Error: This is not a postal code of the chosen country\./ },
];

/** The page with script takes the field away as soon as somebody buys for themselves; a form cannot. */
const OF_A_PERSON: Refusal = {
  name: 'an id of a private person',
  typed: [['As a private person', ''], ['VAT id', 'DE136695976']],
  field: 'VAT id',
  reason: 'Error: A VAT id belongs to a business. Please say that you buy as a business, or leave the VAT id empty.',
};

const OF_PLAN: readonly Refusal[] = [
  { name: 'more seats than Free has', typed: [['Free', ''], ['Seats', '6']], field: 'Seats', reason: 'Error: Free is for up to 5 seats. Take fewer seats, or another plan.' },
  { name: 'more seats than are sold without talking', typed: [['Seats', '10001']], field: 'Seats', reason: /^Error: More than 10,000 seats are arranged in person\./ },
  { name: 'no seat', typed: [['Seats', '0']], field: 'Seats', reason: 'Error: Premium needs at least 1 seat.' },
  { name: 'an add-on for more people than there are', typed: [['Quantity of Assistant', '26']], field: 'Quantity of Assistant', reason: 'Error: You can take at most 25 of Assistant.' },
];

/** Fills in and chooses, as a buyer would. */
async function type(page: Page, typed: Typed): Promise<void> {
  for (const [label, text] of typed) {
    const control = page.getByLabel(label);
    if (text === '') await page.getByRole('radio', { name: new RegExp(`^${label}`) }).check({ force: true });
    else if (label === 'Country') await control.selectOption(text);
    else await control.fill(text);
  }
}

/** That one thing is refused, at its field, in these words; what was typed is still there, and one is where one was. */
async function refused(page: Page, { typed, field, reason }: Refusal): Promise<void> {
  const address = page.url().replace(/[?#].*/, '');
  const control = page.getByLabel(field);
  await expect(page.getByRole('alert', { name: 'Please correct one thing' })).toBeVisible();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText(new RegExp(`^${field}: `));
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  const described = (await control.getAttribute('aria-describedby'))!.split(' ').find((id) => id.endsWith('-error'));
  expect(described, 'the field names its error').toBeTruthy();
  await expect(page.locator(`[id="${described}"]`)).toHaveText(reason);
  for (const [label, text] of typed) if (text) await expect(page.getByLabel(label)).toHaveValue(text);
  expect(page.url().replace(/[?#].*/, '')).toBe(address);
}

for (const scripted of [true, false]) {
  test.describe(scripted ? 'refused with script' : 'refused without script', () => {
    test.use({ javaScriptEnabled: scripted, expectedLog: [/422/] });
    // The forms are the same at every size.
    test.skip(({ isMobile }) => isMobile && !scripted, 'seen on the desktop');
    const settled = async (page: Page) => {
      if (scripted) await hydrated(page);
    };

    for (const refusal of scripted ? OF_DETAILS : [...OF_DETAILS, OF_A_PERSON]) {
      test(`details: ${refusal.name}`, async ({ page, shop }) => {
        const id = await call<string>(page, shop, 'start_checkout', SELECTION);
        const { vat_id: _, ...details } = ACME;
        await call(page, shop, 'edit_details', { id, version: '1', ...details, contact_email: newEmail() });
        await page.goto(`/checkout/${id}/details`);
        await settled(page);
        await type(page, refusal.typed);
        await page.getByRole('button', { name: 'Continue to payment' }).click();
        await refused(page, refusal);
      });
    }

    for (const refusal of OF_PLAN) {
      test(`plan: ${refusal.name}`, async ({ page, shop }) => {
        const id = await call<string>(page, shop, 'start_checkout', SELECTION);
        await page.goto(`/checkout/${id}/plan`);
        await settled(page);
        await type(page, refusal.typed);
        await page.getByRole('button', { name: 'Continue to details' }).click();
        await refused(page, refusal);
      });
    }
  });
}

test('a private person is asked for no VAT id, and none that was typed before is sent', async ({ page, shop }) => {
  const id = await call<string>(page, shop, 'start_checkout', SELECTION);
  await call(page, shop, 'edit_details', { id, version: '1', ...ACME, contact_email: newEmail() });
  await page.goto(`/checkout/${id}/details`);
  await hydrated(page);
  await expect(page.getByLabel('VAT id')).toHaveValue(ACME.vat_id);
  await page.getByRole('radio', { name: 'As a private person' }).check({ force: true });
  await expect(page.getByLabel('VAT id')).toHaveCount(0);
  await expect(page.locator('.summary__due output')).toHaveText('€9,639.00');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page).toHaveURL(/\/details\/code$/);
  const view = await (await page.request.get(`/fn/checkout_view?id=${id}`)).text();
  expect(view).not.toContain(ACME.vat_id);
});

/** On a step of a checkout, opens the coupon and applies a code. */
async function applyCoupon(page: Page, code: string): Promise<void> {
  const sheet = page.getByRole('complementary', { name: 'Your order' }).locator('summary').first();
  if (await sheet.isVisible()) await sheet.click();
  if (!(await page.getByLabel('Coupon code').isVisible())) await page.getByText('Add a coupon').click();
  await page.getByLabel('Coupon code').fill(code);
  await page.getByRole('button', { name: 'Apply' }).click();
}

test.describe('a coupon', () => {
  test.use({ expectedLog: [/422/] });

  test('for twenty seats is refused below them, and taken with them', async ({ page, shop }) => {
    const id = await call<string>(page, shop, 'start_checkout', { ...SELECTION, currency: 'USD', seats: '19' });
    await page.goto(`/checkout/${id}/plan`);
    await hydrated(page);
    await applyCoupon(page, 'TEAM100');
    await expect(page.getByLabel('Coupon code')).toHaveAccessibleDescription(/The coupon TEAM100 needs at least 20 seats\.$/);
    await expect(page.locator('.summary__due output')).toHaveText('$6,612.00');
    await page.getByLabel('Seats').fill('20');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.locator('.summary__due output')).toHaveText('$6,860.00');
  });

  test('that others have used up meanwhile is refused, and nothing is charged', async ({ browser }) => {
    const files = await mkdtemp(join(tmpdir(), 'kassa-catalogue-'));
    const catalogue = join(files, 'catalogue.toml');
    const demo = await readFile(join(root, 'catalogue', 'demo.toml'), 'utf8');
    await writeFile(catalogue, `${demo}\n[coupon.FIRSTONE]\npercent = "50"\nlasts = "first_term"\nmax_redemptions = 1\n`);
    const shop = await openShop({ KASSA_CATALOGUE: catalogue });
    try {
      const [first, second] = await Promise.all([withCoupon(), withCoupon()]);
      await payButton(first).click();
      await expect(first).toHaveURL(/\/orders\/ord_/);

      await payButton(second).click();
      await expect(second.getByRole('alert').first()).toContainText('The coupon FIRSTONE has been used up.');
      const taken = { count: 1, amount_minor: 405_000 };
      await expect.poll(() => moved(shop, undefined, 'capture'), 'one order alone was charged').toEqual(taken);
      expect(await moved(shop, undefined, 'authorise')).toEqual(taken);
    } finally {
      await shop.close();
      await rm(files, { recursive: true, force: true });
    }

    /** Somebody on the review step, whose order the coupon makes cheaper. */
    async function withCoupon(): Promise<Page> {
      const page = await (await browser.newContext({ baseURL: shop.url })).newPage();
      const checkout = await openCheckout(page, shop);
      await page.goto(checkout.step('payment'));
      await hydrated(page);
      await applyCoupon(page, 'FIRSTONE');
      await expect(page.locator('.summary__due output')).toHaveText('€4,050.00');
      await payWithCard(page, CARDS.good);
      await agree(page);
      return page;
    }
  });
});

test('an add-on of whole years is not sold by the month: it says so, and is left out', async ({ page, shop }) => {
  const id = await call<string>(page, shop, 'start_checkout', { ...SELECTION, 'addon[assistant]': '5' });
  await page.goto(`/checkout/${id}/plan`);
  await hydrated(page);
  await page.getByRole('radio', { name: /month/i }).first().check({ force: true });
  const assistant = page.locator('.addon', { hasText: 'Assistant' });
  await expect(assistant.getByText('Not available with a monthly term.')).toBeVisible();
  await expect(page.getByLabel('Quantity of Assistant')).toBeHidden();
  await expect(page.locator('.summary__due output')).toHaveText('€837.50');
});
