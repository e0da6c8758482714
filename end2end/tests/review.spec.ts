import { ACCOUNT, agree, atReview, call, CARDS, fault, moved, openCheckout, orderOf, payButton, payByDebit, payWithCard } from '../support/checkout.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

const TOTAL = 810_000;

test.describe('the review step', () => {
  test('ux 24: shows every line with why, who buys, how it is paid and what follows', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.good);
    const main = page.locator('main');
    await expect(main).toContainText('Reverse charge: the recipient is liable for the VAT.');
    await expect(main).toContainText('VAT id DE136695976: format checked.');
    await expect(main).toContainText('Acme GmbH');
    await expect(main).toContainText('10115 Berlin');
    await expect(main).toContainText('Germany');
    await expect(main).toContainText('Visa ending in 4242');
    await expect(main).toContainText(/the plan renews for 1 year, for €8,100\.00/);
    await page.getByText('Why this amount?').first().click();
    await expect(page.locator('.derivation').first()).toContainText('25 seats × €324.00');
    await expect(payButton(page)).toHaveText('Pay €8,100.00');
    for (const [name, step] of [['Change the plan', 'plan'], ['Change the details', 'details'], ['Change the payment', 'payment']]) {
      await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('href', new RegExp(`/${step}$`));
    }
  });

  test('law 3: a paid order is charged once, what was shown', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.good);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    const order = orderOf(page);
    await expect.poll(() => moved(shop, order, 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
    expect(await moved(shop, order, 'authorise')).toEqual({ count: 1, amount_minor: TOTAL });
  });

  test('ux 11: terms and consent are asked for, at their ticks', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payWithCard(page, CARDS.good);
    await payButton(page).click();
    const summary = page.locator('.error-summary');
    await expect(summary).toBeFocused();
    await expect(summary.getByRole('link')).toHaveCount(2);
    await expect(page.getByRole('checkbox', { name: /I accept the terms/ })).toHaveAttribute('aria-invalid', 'true');
    expect(await axe(page)).toEqual([]);
    await agree(page);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
  });

  test('ux 14: pressed twice it is one order, charged once', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.good);
    await payButton(page).dblclick();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    const order = orderOf(page);
    await expect.poll(() => moved(shop, order, 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
    expect(await moved(shop, order, 'authorise')).toEqual({ count: 1, amount_minor: TOTAL });
  });

  test('law 6: in two tabs it is one order, charged once', async ({ page, shop, context }) => {
    const checkout = await atReview(page, shop, CARDS.good);
    const other = await context.newPage();
    await other.goto(checkout.step('review'));
    await hydrated(other);
    await agree(other);
    await Promise.all([payButton(page).click(), payButton(other).click()]);
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect(other).toHaveURL(/\/orders\/ord_/);
    expect(orderOf(other)).toBe(orderOf(page));
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
  });

  test('nothing due: accepted without a payment', async ({ page, shop }) => {
    const free = { plan: 'free', seats: '3', term: '', currency: 'EUR' };
    const checkout = await openCheckout(page, shop, { selection: free });
    await page.goto(checkout.step('review'));
    await hydrated(page);
    await agree(page);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    expect(await moved(shop, orderOf(page), 'authorise')).toEqual({ count: 0, amount_minor: 0 });
  });

  test('a direct debit is accepted, and started once', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payByDebit(page, ACCOUNT);
    await agree(page);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`ux 19: has no fault that axe finds, ${colorScheme}`, async ({ page, shop }) => {
      await page.emulateMedia({ colorScheme });
      await atReview(page, shop, CARDS.good);
      expect(await axe(page)).toEqual([]);
    });
  }
});

test.describe('a declined payment', () => {
  const declines = [
    [CARDS.declined, 'Your bank refused the payment'],
    [CARDS.insufficientFunds, 'There is not enough money'],
    [CARDS.expired, 'This card has expired'],
    [CARDS.wrongCode, 'The security code does not belong to the card'],
    [CARDS.failsWhenCharged, 'Your bank refused the payment'],
  ] as const;
  for (const [number, reason] of declines) {
    test(`law 7: ${number.slice(-4)} says what to do, keeps everything, and another card pays`, async ({ page, shop }) => {
      await atReview(page, shop, number);
      await payButton(page).click();
      await expect(page).toHaveURL(/\/payment$/);
      const said = page.getByRole('alert').filter({ hasText: 'The payment did not go through' });
      await expect(said).toContainText(reason);
      await expect(said).toContainText('Nothing was charged');
      await expect(page.getByRole('radio', { name: /^Use / }), 'the card is not offered again').toHaveCount(0);
      if (number === CARDS.declined) expect(await axe(page)).toEqual([]);
      await payWithCard(page, CARDS.anotherGood);
      await expect(page.locator('main')).toContainText('Mastercard ending in 4444');
      await expect(page.getByRole('checkbox', { name: /I accept the terms/ }), 'not asked twice').toBeChecked();
      await payButton(page).click();
      await expect(page).toHaveURL(/\/orders\/ord_/);
      await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
    });
  }

  test('ux 17: something that went wrong between the banks can be tried again as it is', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.processingError);
    await payButton(page).click();
    const said = page.getByRole('alert').filter({ hasText: 'The payment did not go through' });
    await expect(said).toContainText('please try again');
    await expect(page).toHaveURL(/\/review$/);
    await expect(said.getByRole('link', { name: 'Pay another way' })).toBeVisible();
    await expect(payButton(page)).toHaveText('Pay €8,100.00');
  });
});

test.describe('3-D Secure', () => {
  const bank = (page: import('@playwright/test').Page) => page.frameLocator('.frame--challenge iframe');

  test('is confirmed in a frame, and goes on by itself', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.confirmed);
    await payButton(page).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm with your bank');
    await expect(bank(page).locator('button[value=complete]')).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await bank(page).locator('button[value=complete]').click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
  });

  test('ux 13: survives a reload', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.confirmed);
    await payButton(page).click();
    await expect(bank(page).locator('button[value=complete]')).toBeVisible();
    await page.reload();
    await hydrated(page);
    await bank(page).locator('button[value=complete]').click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
  });

  test('ux 17: a failed confirmation looks like a decline, and can be tried again', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.confirmed);
    await payButton(page).click();
    await bank(page).locator('button[value=fail]').click();
    const said = page.getByRole('alert').filter({ hasText: 'The payment did not go through' });
    await expect(said).toContainText('Your bank could not confirm that it was you');
    await expect(page.getByRole('checkbox', { name: /I accept the terms/ }), 'not asked twice').toBeChecked();
    await payButton(page).click();
    await bank(page).locator('button[value=complete]').click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
  });

  test('ux 17: one that was closed looks different', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.confirmed);
    await payButton(page).click();
    await bank(page).locator('button[value=cancel]').click();
    await expect(page.getByRole('heading', { name: 'You did not confirm the payment' })).toBeVisible();
    await expect(payButton(page)).toBeVisible();
  });

  test('can be left, to pay another way', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.confirmed);
    await payButton(page).click();
    await expect(bank(page).locator('button[value=complete]')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel and pay another way' }).click();
    await expect(page).toHaveURL(/\/payment$/);
    await payWithCard(page, CARDS.good);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
    expect(await moved(shop, orderOf(page), 'authorise')).toEqual({ count: 1, amount_minor: TOTAL });
  });

  test('a confirmed card that is then declined asks for another', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.confirmedThenDeclined);
    await payButton(page).click();
    await bank(page).locator('button[value=complete]').click();
    await expect(page).toHaveURL(/\/payment$/);
    await expect(page.getByRole('alert')).toContainText('Your bank refused the payment');
  });
});

test.describe('an answer that does not come', () => {
  test('ux 17: still being checked looks different, and goes on by itself', async ({ page, shop }) => {
    await atReview(page, shop, CARDS.good);
    await fault(shop, 'authorise', { do: 'error_after' });
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/, { timeout: 30_000 });
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: TOTAL });
    expect(await moved(shop, orderOf(page), 'authorise')).toEqual({ count: 1, amount_minor: TOTAL });
  });
});

test.describe('a price that changed', () => {
  test('law 3: another window’s seats are shown line by line, and nothing is charged', async ({ page, shop }) => {
    const checkout = await atReview(page, shop, CARDS.good);
    const selection = { plan: 'premium', seats: '30', term: '1y', currency: 'EUR' };
    const view = await (await page.request.get(`/fn/checkout_view?id=${checkout.id}`)).json();
    await call(page, shop, 'edit_plan', { id: checkout.id, version: String(view.version), ...selection });
    await payButton(page).click();
    const difference = page.locator('#difference');
    await expect(difference).toBeFocused();
    await expect(difference).toContainText('The price changed before you paid');
    await expect(difference.locator('tbody tr')).toContainText(['€8,100.00']);
    await expect(difference.locator('tfoot')).toContainText('€9,720.00');
    expect(await axe(page)).toEqual([]);
    const renewal = page.getByRole('checkbox', { name: /I agree that the plan renews/ });
    await expect(renewal, 'the new amount needs its own consent').not.toBeChecked();
    await expect(payButton(page)).toHaveText('Pay €9,720.00');
    await renewal.check();
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: 972_000 });
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('ux 1: what costs nothing is bought by forms alone', async ({ page, shop }) => {
    const free = { plan: 'free', seats: '3', term: '', currency: 'EUR' };
    const checkout = await openCheckout(page, shop, { selection: free });
    await page.goto(checkout.step('review'));
    await payButton(page).click();
    await expect(page.locator('.error-summary')).toContainText('Please accept the terms.');
    await page.getByRole('checkbox', { name: /I accept the terms/ }).check();
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
  });
});
