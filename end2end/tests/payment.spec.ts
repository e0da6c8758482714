import { ACCOUNT, ACME, agree, call, CARDS, fields, newEmail, openCheckout, payButton, payByDebit, payWithCard, SELECTION, typeCard } from '../support/checkout.ts';
import { placeOrder } from '../support/order.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

test.describe('the payment step', () => {
  test('frames the provider’s fields at the height that they take', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('How would you like to pay?');
    await expect(fields(page).locator('#number')).toBeVisible();
    await expect(page.locator('.frame')).not.toHaveAttribute('aria-busy', 'true');
    const [frame, inside] = [page.locator('.frame'), fields(page).locator('body')];
    await expect(async () => {
      const [outer, inner] = [await frame.boundingBox(), await inside.boundingBox()];
      expect(Math.abs(outer!.height - inner!.height)).toBeLessThanOrEqual(2);
    }).toPass();
    await expect(page.locator('iframe')).toHaveAttribute('title', /Card number/);
  });

  test('law: no card number ever comes to us', async ({ page, shop }) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin === shop.url) {
        sent.push(`${request.url()} ${decodeURIComponent(request.postData() ?? '')} ${JSON.stringify(request.headers())}`);
      }
    });
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payWithCard(page, CARDS.good);
    expect(sent.some((text) => text.includes('/fn/choose_method'))).toBe(true);
    const digits = (text: string) => text.replace(/[ +-]/g, '');
    expect(sent.filter((text) => digits(text).includes(CARDS.good))).toEqual([]);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(digits(kept)).not.toContain(CARDS.good);
  });

  test('ux 10: what is wrong with a card is said at its field, and nothing is wiped', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await typeCard(page, '4242424242424241');
    await page.getByRole('button', { name: 'Continue to review' }).click();
    const number = fields(page).locator('#number');
    await expect(number).toHaveAttribute('aria-invalid', 'true');
    await expect(number).toBeFocused();
    await expect(number).toHaveValue('4242 4242 4242 4241');
    await expect(page).toHaveURL(/\/payment$/);
    await number.fill(CARDS.good);
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await expect(page).toHaveURL(/\/review$/);
  });

  test('ux 13: coming back, the chosen card is kept and not asked for again', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payWithCard(page, CARDS.good);
    await page.goBack();
    await expect(page).toHaveURL(/\/payment$/);
    await expect(page.getByRole('radio', { name: /Use Visa ending in 4242/ })).toBeChecked();
    await page.reload();
    await hydrated(page);
    await expect(page.getByRole('radio', { name: /Use Visa ending in 4242/ })).toBeChecked();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await expect(page).toHaveURL(/\/review$/);
    await expect(page.locator('main')).toContainText('Visa ending in 4242');
  });

  test('takes a direct debit in euros, and offers none in dollars', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payByDebit(page, ACCOUNT);
    await expect(page.locator('main')).toContainText('Direct debit from the account ending in 3000');
    const dollars = await openCheckout(page, shop, { selection: { currency: 'USD' } });
    await page.goto(dollars.step('payment'));
    await hydrated(page);
    await expect(page.getByRole('radio')).toHaveCount(1);
  });

  test('goes on when Enter is pressed in a field', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await typeCard(page, CARDS.good);
    await fields(page).locator('#holder').press('Enter');
    await expect(page).toHaveURL(/\/review$/);
  });

  test('is alive before the rest of the page, and works without it', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/part-payment-*.bin', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(checkout.step('payment'));
    await expect(page.locator('[data-alive]')).toBeAttached();
    await expect(page.locator('html[data-hydrated]')).not.toBeAttached();
    await payWithCard(page, CARDS.good);
    await expect(page.locator('main')).toContainText('Visa ending in 4242');
    release();
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look everything over');
  });

  test('is built where it stands when the step is reached from another, and taken away with it', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('details'));
    await hydrated(page);
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await expect(fields(page).locator('#number')).toBeVisible();
    await page.getByRole('link', { name: 'Back to details' }).click();
    await expect(page).toHaveURL(/\/details$/);
    await expect(page.locator('[data-alive]')).toHaveCount(0);
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await payWithCard(page, CARDS.good);
    await expect(page.locator('main')).toContainText('Visa ending in 4242');
  });

  test('is not there where nothing is due', async ({ page, shop }) => {
    const free = { plan: 'free', seats: '3', term: '', currency: 'EUR' };
    const checkout = await openCheckout(page, shop, { selection: free });
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await expect(page.locator('iframe')).toHaveCount(0);
    await page.getByRole('link', { name: 'Continue to review' }).click();
    await expect(page).toHaveURL(/\/review$/);
    await expect(page.getByRole('button', { name: 'Start free' })).toBeVisible();
  });

  test('offers what the account has saved, and pays with it without a card typed in again', async ({ page, shop }) => {
    const first = await placeOrder(page, shop, { pay: CARDS.good });
    await page.goto(`/orders/${first.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Done: your licence is ready');
    const id = await call<string>(page, shop, 'start_checkout', SELECTION);
    await call(page, shop, 'edit_details', { id, version: '1', ...ACME, contact_email: first.email });
    await page.goto(`/checkout/${id}/payment`);
    await hydrated(page);
    await expect(page.getByRole('radio', { name: /Use Visa ending in 4242/ })).toBeChecked();
    await expect(page.locator('iframe')).toHaveCount(0);
    await page.getByRole('button', { name: 'Continue to review' }).click();
    await expect(page.locator('main')).toContainText('Visa ending in 4242');
    await agree(page);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Done: your licence is ready');
  });

  test('asks for another way to pay when the currency has become one that the chosen one does not take', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payByDebit(page, ACCOUNT);
    await page.goto(checkout.step('plan'));
    await hydrated(page);
    await page.getByLabel('Currency').selectOption('USD');
    await page.getByRole('button', { name: 'Continue to details' }).click();
    await expect(page).toHaveURL(/\/details$/);
    await page.goto(checkout.step('review'));
    await expect(page.locator('main')).toContainText('First complete “Payment”.');
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await expect(page.getByRole('radio')).toHaveCount(1);
    await payWithCard(page, CARDS.good);
  });

  test('opens only once the e-mail address is proved', async ({ page, shop }) => {
    const id = await call<string>(page, shop, 'start_checkout', SELECTION);
    await call(page, shop, 'edit_details', { id, version: '1', ...ACME, contact_email: newEmail() });
    await page.goto(`/checkout/${id}/payment`);
    await hydrated(page);
    await expect(page.locator('iframe')).toHaveCount(0);
    await expect(page.locator('main')).toContainText('First complete “Details”.');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`ux 19: has no fault that axe finds, ${colorScheme}`, async ({ page, shop }) => {
      await page.emulateMedia({ colorScheme });
      const checkout = await openCheckout(page, shop);
      await page.goto(checkout.step('payment'));
      await hydrated(page);
      await expect(fields(page).locator('#number')).toBeVisible();
      expect(await axe(page)).toEqual([]);
    });
  }
});

test.describe('when the provider is away', () => {
  test.use({ expectedLog: [/ERR_|Failed to load resource/] });

  test('ux 16: fields that do not load are said to, and loaded again', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.clock.install();
    await page.route(`${shop.provider}/fields?**`, (route) => route.abort());
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await expect(page.locator('iframe')).toBeAttached();
    await page.clock.fastForward('00:15');
    const said = page.getByRole('alert').filter({ hasText: 'The card fields did not load' });
    await expect(said).toBeVisible();
    await page.unroute(`${shop.provider}/fields?**`);
    await said.getByRole('button', { name: 'Try again' }).click();
    await expect(fields(page).locator('#number')).toBeVisible();
    await expect(said).toHaveCount(0);
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('ux 1: the payment step says that it needs it', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await expect(page.locator('noscript .notice')).toContainText('The payment step needs JavaScript');
  });
});
