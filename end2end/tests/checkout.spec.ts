import type { Page } from '@playwright/test';
import { codeFor } from '../support/mail.ts';
import { axe, expect, hydrated, inAYear, test } from '../support/test.ts';

const summary = (page: Page) => page.getByRole('complementary', { name: 'Your order' });
const due = (page: Page) => page.locator('.summary__due output');
const next = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** From the plan page to the plan step, for 25 seats of Premium in euro. */
async function begin(page: Page): Promise<void> {
  await page.goto('/?term=1y&seats=25&currency=EUR');
  await hydrated(page);
  await page.getByRole('button', { name: 'Buy Premium' }).click();
  await expect(page).toHaveURL(/\/checkout\/chk_[^/]+\/plan$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What you are buying');
  await hydrated(page);
}

interface Buyer {
  email: string;
  country?: string;
  vatId?: string;
}

async function fillIn(page: Page, { email, country = 'DE', vatId }: Buyer): Promise<void> {
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Company').fill('Analytical Engines GmbH');
  await page.getByLabel('Country').selectOption(country);
  await page.getByLabel('Street and number').fill('Unter den Linden 1');
  await page.getByLabel('Postal code').fill('10117');
  await page.getByLabel('Town').fill('Berlin');
  if (vatId) await page.getByLabel('VAT id').fill(vatId);
}

let people = 0;
const somebody = () => `ada.${test.info().workerIndex}.${people++}@engines.example`;

test.describe('the plan step', () => {
  test('ux 4: the summary is in reach and follows what is chosen, without a request', async ({ page }) => {
    await begin(page);
    await page.waitForLoadState('networkidle');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await expect(due(page)).toHaveText('€8,100.00');
    await expect(summary(page)).toContainText(`Then €8,100.00 on ${await inAYear(page)}`);
    await expect(summary(page)).toContainText('plus VAT');
    await expect(summary(page)).toContainText('Cancel at any time before then');
    await page.getByLabel('Seats').fill('120');
    await expect(due(page)).toHaveText('€38,556.00');
    await page.getByLabel('Quantity of Assistant').fill('10');
    await expect(due(page)).toHaveText('€40,676.00');
    await page.getByRole('radio', { name: /^Ultimate/ }).check({ force: true });
    await expect(due(page)).toHaveText('€134,600.00');
    expect(asked).toEqual([]);
  });

  test('ux 13: reload and Back keep what was chosen', async ({ page }) => {
    await begin(page);
    await page.getByLabel('Seats').fill('30');
    await page.reload();
    await hydrated(page);
    await expect(page.getByLabel('Seats')).toHaveValue('30');
    await next(page, 'Continue to details').click();
    await expect(page).toHaveURL(/\/details$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/plan$/);
    await expect(page.getByLabel('Seats')).toHaveValue('30');
    await expect(due(page)).toHaveText('€9,720.00');
  });

  test('bad input is refused at its field, and kept', async ({ page }) => {
    await begin(page);
    await page.getByLabel('Seats').fill('99999999999');
    await page.getByLabel('Seats').press('Tab');
    await expect(page.getByLabel('Seats')).toHaveAttribute('aria-invalid', 'true');
    await next(page, 'Continue to details').click();
    const errors = page.getByRole('alert', { name: 'Please correct one thing' });
    await expect(errors).toBeFocused();
    await errors.getByRole('link', { name: /^Seats: / }).click();
    await expect(page.getByLabel('Seats')).toBeFocused();
    await expect(page.getByLabel('Seats')).toHaveValue('99999999999');
    await expect(page).toHaveURL(/\/plan$/);
    expect(await axe(page)).toEqual([]);
  });

  test('two windows: the newer edit wins and the older one is told', async ({ page, context }) => {
    await begin(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await hydrated(other);
    await other.getByLabel('Seats').fill('40');
    await next(other, 'Continue to details').click();
    await expect(other).toHaveURL(/\/details$/);

    await page.getByLabel('Seats').fill('50');
    await next(page, 'Continue to details').click();
    await expect(page).toHaveURL(/\/details$/);
    await expect(page.getByText('“40” was entered in another window. Your “50” took its place.')).toBeVisible();
    await expect(due(page)).toHaveText('€16,200.00');
  });
});

test.describe('the coupon', () => {
  test('ux 18: is folded away, changes the total that is announced, and comes off again', async ({ page }) => {
    await begin(page);
    await open(page);
    await expect(page.getByLabel('Coupon code')).toBeHidden();
    await page.getByText('Add a coupon').click();
    await page.getByLabel('Coupon code').fill('welcome15');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(due(page)).toHaveText('€6,885.00');
    await expect(page.getByRole('status').filter({ hasText: 'The new total is €6,885.00.' })).toBeAttached();
    await page.getByRole('button', { name: 'Remove the coupon' }).click();
    await expect(due(page)).toHaveText('€8,100.00');
  });

  for (const [code, reason] of [
    ['EXPIRED', /expired|ended|until/i],
    ['TEAM100', /USD|currency/i],
    ['NOTHING', /no coupon|not know|unknown/i],
  ] as const) {
    test(`${code} is refused with its reason, and nothing is lost`, async ({ page }) => {
      test.info().annotations.push({ type: 'refused', description: code });
      await begin(page);
      await open(page);
      await page.getByText('Add a coupon').click();
      await page.getByLabel('Coupon code').fill(code);
      await page.getByRole('button', { name: 'Apply' }).click();
      await expect(page.getByLabel('Coupon code')).toHaveAccessibleDescription(reason);
      await expect(page.getByLabel('Coupon code')).toHaveValue(code);
      await expect(due(page)).toHaveText('€8,100.00');
    });
  }
  test.use({ expectedLog: [/422/] });
});

/** On a phone the summary is a bar that opens. */
async function open(page: Page): Promise<void> {
  const sheet = summary(page).locator('summary').first();
  if (await sheet.isVisible()) await sheet.click();
}

test.describe('the details step', () => {
  test('ux 12: the country drives the fields, and the tax follows at once', async ({ page }) => {
    await begin(page);
    await next(page, 'Continue to details').click();
    await expect(page.getByText('VAT is added once we know your country.').first()).toBeVisible();
    await page.getByLabel('Country').selectOption('DE');
    await expect(due(page)).toHaveText('€9,639.00');
    await page.getByLabel('VAT id').fill('DE136695976');
    await expect(due(page)).toHaveText('€8,100.00');
    await expect(page.getByText('We have not asked the authority.')).toBeVisible();
    await page.getByLabel('VAT id').fill('DE136695977');
    await page.getByLabel('VAT id').press('Tab');
    await expect(page.getByLabel('VAT id')).toHaveAttribute('aria-invalid', 'true');
    await expect(due(page)).toHaveText('€9,639.00');
    await page.getByLabel('Country').selectOption('US');
    await expect(page.getByLabel('ZIP code')).toBeVisible();
    await expect(page.getByLabel('State')).toBeVisible();
    await expect(due(page)).toHaveText('€8,100.00');
  });

  test('ux 7 and 8: labels, autocomplete tokens and keyboards', async ({ page }) => {
    await begin(page);
    await next(page, 'Continue to details').click();
    await page.getByLabel('Country').selectOption('DE');
    for (const [label, token] of [
      ['Work e-mail', 'email'],
      ['Your name', 'name'],
      ['Company', 'organization'],
      ['Country', 'country'],
      ['Street and number', 'address-line1'],
      ['Postal code', 'postal-code'],
      ['Town', 'address-level2'],
    ] as const) {
      await expect(page.getByLabel(label)).toHaveAttribute('autocomplete', new RegExp(`(^| )${token}$`));
    }
    for (const [label, mode] of [['Work e-mail', 'email'], ['Postal code', 'numeric'], ['E-mail for receipts', 'email']] as const) {
      await expect(page.getByLabel(label)).toHaveAttribute('inputmode', mode);
    }
    for (const label of ['Your name', 'Company', 'Town', 'VAT id']) await expect(page.getByLabel(label)).not.toHaveAttribute('inputmode');
    await page.getByLabel('Country').selectOption('GB');
    await expect(page.getByLabel('Postcode'), 'letters, too').not.toHaveAttribute('inputmode');
  });

  test('ux 8: what is pasted with spaces and in another case is read', async ({ page, shop }) => {
    await begin(page);
    await page.getByLabel('Seats').fill(' 1 2 0 ');
    await expect(due(page)).toHaveText('€38,556.00');
    await next(page, 'Continue to details').click();
    const email = somebody();
    await fillIn(page, { email: ` ${email.toUpperCase()} ` });
    await page.getByLabel('VAT id').fill(' de 136 695 976 ');
    await expect(page.getByText('The format is right (DE136695976).')).toBeVisible();
    await next(page, 'Continue to payment').click();
    await expect(page).toHaveURL(/\/details\/code$/);
    await codeFor(shop, email);
  });

  test('ux 9, 10 and 11: no error while typing; a failed submit focuses a summary with links', async ({ page }) => {
    await begin(page);
    await next(page, 'Continue to details').click();
    const email = page.getByLabel('Work e-mail');
    await email.focus();
    await email.press('Tab');
    await expect(email).not.toHaveAttribute('aria-invalid');
    await email.pressSequentially('ada@');
    await expect(email).not.toHaveAttribute('aria-invalid');
    await email.press('Tab');
    await expect(email).toHaveAttribute('aria-invalid', 'true');
    await email.fill('ada@engines.example');
    await expect(email).not.toHaveAttribute('aria-invalid');

    await next(page, 'Continue to payment').click();
    const errors = page.getByRole('alert', { name: /^Please correct 3 things$/ });
    await expect(errors).toBeFocused();
    await errors.getByRole('link', { name: /^Company: / }).click();
    await expect(page.getByLabel('Company')).toBeFocused();
    await expect(email).toHaveValue('ada@engines.example');
    expect(await axe(page)).toEqual([]);
  });

  test('a code proves the address before the payment; a wrong one is refused, the right one can be pasted', async ({ page, shop }) => {
    const email = somebody();
    await begin(page);
    await next(page, 'Continue to details').click();
    await fillIn(page, { email });
    await next(page, 'Continue to payment').click();
    await expect(page).toHaveURL(/\/details\/code$/);
    await expect(page.getByText(`We have sent a code to ${email}`)).toBeVisible();
    expect(await axe(page)).toEqual([]);
    const code = await codeFor(shop, email);
    await page.getByLabel('Six-digit code').fill(code === '000000' ? '000001' : '000000');
    await next(page, 'Confirm').click();
    await expect(page.getByLabel('Six-digit code')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('Six-digit code').fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
    await next(page, 'Confirm').click();
    await expect(page).toHaveURL(/\/payment$/);
  });
  test.use({ expectedLog: [/422/] });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('ux 1: plan, details and code by plain forms; errors come back with everything typed', async ({ page, shop }) => {
    const email = somebody();
    await page.goto('/?term=1y&seats=25&currency=EUR');
    await page.getByRole('button', { name: 'Buy Premium' }).click();
    await expect(page).toHaveURL(/\/plan$/);
    await page.getByRole('button', { name: 'One seat more' }).click();
    await expect(page.getByLabel('Seats')).toHaveValue('26');
    await page.getByLabel('Seats').fill('0');
    await page.getByLabel('Seats').press('Enter');
    await expect(page.getByRole('alert', { name: 'Please correct one thing' })).toContainText('Seats: ');
    await expect(page.getByLabel('Seats')).toHaveValue('0');
    await page.getByLabel('Seats').fill('30');
    await next(page, 'Continue to details').click();

    await expect(page).toHaveURL(/\/details$/);
    await page.getByLabel('Work e-mail').fill('nonsense');
    await page.getByLabel('Country').selectOption('DE');
    await next(page, 'Continue to payment').click();
    await expect(page.getByRole('alert')).toContainText('Work e-mail: ');
    await expect(page.getByLabel('Work e-mail')).toHaveValue('nonsense');
    await fillIn(page, { email });
    await next(page, 'Continue to payment').click();
    await expect(page).toHaveURL(/\/code$/);
    await page.getByLabel('Six-digit code').fill(await codeFor(shop, email));
    await next(page, 'Confirm').click();
    await expect(page).toHaveURL(/\/payment$/);
  });
});

test('law 13: what the page objects to, the server refuses, in the same words', async ({ page, browser, shop }) => {
  await begin(page);
  const problem = (of: Page) => of.getByRole('alert').getByRole('link');
  await page.getByLabel('Quantity of Assistant').fill('26');
  await next(page, 'Continue to details').click();
  await expect(problem(page)).toHaveCount(1);
  const said = await problem(page).innerText();

  const plain = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false });
  const other = await plain.newPage();
  await other.goto('/?term=1y&seats=25&currency=EUR');
  await other.getByRole('button', { name: 'Buy Premium' }).click();
  await other.getByLabel('Quantity of Assistant').fill('26');
  await next(other, 'Continue to details').click();
  await expect(problem(other)).toHaveText(said);
  await plain.close();
});

test('a stranger opens nothing by an id', async ({ page, browser, shop }) => {
  await begin(page);
  const stranger = await browser.newContext({ baseURL: shop.url });
  const visitor = await stranger.newPage();
  const answer = await visitor.goto(page.url());
  expect(answer?.status()).toBe(404);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('This page does not exist');
  await stranger.close();
});
