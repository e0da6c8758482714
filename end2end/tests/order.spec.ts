import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { call } from '../support/checkout.ts';
import { mailTo } from '../support/mail.ts';
import { EMPTY_CARD, GOOD_ACCOUNT, GOOD_CARD, authenticate, CONFIRMED_CARD, placeOrder, settle } from '../support/order.ts';
import { verify } from '../support/licence.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });
const licence = (page: Page) => page.getByRole('region', { name: 'Your licence' });
const receipt = (page: Page) => page.locator('section.receipt');
const DONE = 'Done: your licence is ready';

/** Nothing is wider than the window. */
async function fits(page: Page): Promise<void> {
  const { wide, window } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(window);
}

/** The colours of the notice at the head of an order; “none” where there is none. */
async function lookOfNotice(page: Page): Promise<string> {
  const notice = page.locator('.checkout-head .notice');
  if (!(await notice.count())) return 'none';
  return notice.evaluate((e) => {
    const { backgroundColor, borderColor, color } = getComputedStyle(e);
    return [backgroundColor, borderColor, color].join(' ');
  });
}

test.describe('an order', () => {
  test('ux 17: is followed live from the debit to the licence, without loading the page again', async ({ page, shop }) => {
    const { id, email } = await placeOrder(page, shop, { pay: GOOD_ACCOUNT });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText('Your direct debit is on its way');
    await expect(progress(page)).toContainText('Charging €8,100.00');
    await expect(progress(page)).toContainText('This page follows the order by itself.');
    await expect(page.getByText(DONE)).toHaveCount(0);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));

    await settle(shop, id);
    await expect(heading(page)).toHaveText(DONE);
    await expect(progress(page)).toContainText('Paid: €8,100.00');
    await expect(progress(page)).toContainText('Licence issued');
    await expect(licence(page).locator('pre').first()).toHaveText(/^eyJ/);
    await expect(receipt(page)).toContainText('Direct debit from the account ending in 3000');
    await expect(progress(page).getByText('This page follows the order by itself.')).toBeHidden();
    expect(await page.evaluate(() => 'sameDocument' in window), 'the same document all along').toBe(true);
    expect(asked.every((path) => path === '/fn/order_view'), `asked for when something happened only: ${asked}`).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(4);
    const mail = await mailTo(shop, email, /Receipt for order/);
    expect(mail.text).toContain('eyJ');
  });

  test('shows each step, also those that do not apply, and keeps it all over a reload', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    const steps = progress(page).getByRole('listitem');
    await expect(steps).toHaveText([
      /^Order placed/, /^Terms accepted/, /^Payment confirmed/,
      /^ApprovalNot needed for this amount$/, /^ScreeningNot applicable \(not configured\)$/,
      /^Paid: €8,100\.00/, /^Set up/, /^Licence issued/,
    ]);
    const token = await licence(page).locator('pre').first().textContent();
    await page.reload();
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    await expect(licence(page).locator('pre').first()).toHaveText(token!);
  });

  test('law 12: its licence is copied, downloaded, and verified offline with the published keys', async ({ page, shop, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: shop.url });
    const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    await page.getByRole('button', { name: 'Copy the licence' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());

    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the licence' }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^suite-premium-lic_.+\.jwt$/);
    const file = await readFile(await download.path(), 'utf8');
    expect(copied).toBe(file);
    expect(await verify(shop, file)).toMatch(/premium/i);
    const place = file.lastIndexOf('.') + 10;
    const forged = `${file.slice(0, place)}${file[place] === 'A' ? 'B' : 'A'}${file.slice(place + 1)}`;
    await expect(verify(shop, forged)).rejects.toThrow();

    await page.getByText('How to verify it').click();
    await expect(licence(page)).toContainText(`${shop.url}/.well-known/kassa/jwks.json`);
  });

  test('ux 28: its receipt prints on one page, with everything that was paid and why', async ({ page, shop }) => {
    const { id, email } = await placeOrder(page, shop, {
      pay: GOOD_CARD,
      seats: 120,
      addon: { assistant: 25, storage: 2, compute: 3 },
      coupon: 'WELCOME15',
      details: { purchase_order: 'PO-4711' },
    });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    const paper = receipt(page);
    for (const said of [
      'Receipt', 'Kassa', 'Herengracht 1', 'Analytical Engines GmbH', 'Unter den Linden 1', 'Germany', 'DE136695976', email,
      'PO-4711', id, 'Visa ending in 4242', 'Premium', 'Assistant', 'Storage', 'Compute', 'Coupon WELCOME15', '15%',
      'Reverse charge: the recipient is liable for the VAT.', 'This receipt is not a VAT invoice.',
    ]) {
      await expect(paper, said).toContainText(said);
    }
    const sum = await paper.locator('.line__amount').allTextContents();
    expect(sum).toHaveLength(4);
    await page.emulateMedia({ media: 'print' });
    await expect(paper).toBeVisible();
    await expect(licence(page)).toBeHidden();
    await expect(progress(page)).toBeHidden();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g), 'pages').toHaveLength(1);
  });

  test('of nothing is receipted without a payment', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { plan: 'free', seats: 5 });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    await expect(progress(page)).toContainText('Nothing was due');
    await expect(receipt(page)).toContainText('€0.00');
    await expect(receipt(page)).toContainText('This receipt is not a VAT invoice.');
    await expect(page.getByText('Nothing renews: there is no further charge.')).toBeVisible();
    await expect(licence(page).locator('pre').first()).toHaveText(/^eyJ/);
  });

  test('ux 17: a refused, an unconfirmed and a debit under way look different', async ({ page, shop }) => {
    const looks = async (pay: string, headed: string) => {
      const { id, checkout } = await placeOrder(page, shop, { pay });
      if (pay === CONFIRMED_CARD) {
        await page.goto(`/orders/${id}`);
        await expect(heading(page)).toHaveText('Confirm the payment with your bank');
        await expect(page.getByRole('link', { name: 'Go to the confirmation' })).toBeVisible();
        await hydrated(page);
        await authenticate(shop, id, 'cancel');
        await call(page, shop, 'payment_state', { id: checkout });
      }
      await page.goto(`/orders/${id}`);
      await hydrated(page);
      await expect(heading(page)).toHaveText(headed);
      await expect(page.getByText(DONE)).toHaveCount(0);
      const again = page.getByRole('link', { name: 'Pay another way' });
      const link = (await again.count()) ? await again.getAttribute('href') : null;
      seenAs.push(await lookOfNotice(page));
      return link?.replace(checkout, 'ID') ?? null;
    };
    const seenAs: string[] = [];
    expect(await looks(EMPTY_CARD, 'The payment did not go through')).toBe('/checkout/ID/payment');
    await expect(progress(page)).toContainText('There is not enough money or credit on this card.');
    expect(await looks(CONFIRMED_CARD, 'You did not confirm the payment')).toBe('/checkout/ID/payment');
    expect(await looks(GOOD_ACCOUNT, 'Your direct debit is on its way')).toBe(null);
    expect(new Set(seenAs).size, `each in its own colours: ${seenAs.join(' | ')}`).toBe(3);
  });

  test('that waits can be called off', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: EMPTY_CARD });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await page.getByText('Cancel the order').first().click();
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    await expect(heading(page)).toHaveText('Your order was cancelled');
    await expect(page.getByRole('link', { name: 'Pay another way' })).toHaveCount(0);
    await expect(licence(page)).toContainText('No licence was issued.');
  });

  test('speaks German', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
    await page.goto(`/orders/${id}?lang=de`);
    await hydrated(page);
    await expect(heading(page)).toHaveText('Fertig: Ihre Lizenz liegt bereit');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    for (const said of ['Bezahlt: 8.100,00 €', 'Lizenz ausgestellt', 'Entfällt (nicht eingerichtet)', 'Deutschland',
      'Visa mit den Endziffern 4242', 'keine Rechnung im Sinne des Umsatzsteuerrechts']) {
      await expect(page.locator('main'), said).toContainText(said);
    }
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`ux 19: has no fault that axe finds, ${colorScheme}`, async ({ page, shop }) => {
      await page.emulateMedia({ colorScheme });
      for (const wish of [{ pay: GOOD_CARD }, { pay: EMPTY_CARD }, { pay: GOOD_ACCOUNT }]) {
        const { id } = await placeOrder(page, shop, wish);
        await page.goto(`/orders/${id}`);
        await hydrated(page);
        expect(await axe(page)).toEqual([]);
      }
    });
  }

  test('ux 22: fits a narrow window and large text', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    await fits(page);
  });

  test('reads after hydration as it was sent', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect(heading(page)).toHaveText(DONE);
    // Once more, from the beginning: until now it may have followed what happened.
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    const served = await (await page.request.get(`/orders/${id}`)).text();
    const sent = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      return parsed.querySelector('main')?.textContent;
    }, served);
    expect(await page.locator('main').textContent()).toBe(sent);
  });
});

test.describe('an order whose stream is cut', () => {
  test.use({ expectedLog: [/ERR_FAILED/] });

  test('goes on following after the connection was lost', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_ACCOUNT });
    let streams = 0;
    await page.route(/\/orders\/[^/]+\/events/, async (route) => {
      streams += 1;
      if (streams === 1) await route.abort();
      else await route.continue();
    });
    await page.goto(`/orders/${id}`);
    await hydrated(page);
    await expect.poll(() => streams).toBe(2);
    await settle(shop, id);
    await expect(heading(page)).toHaveText(DONE);
  });
});

test.describe('an order of somebody else', () => {
  test.use({ expectedLog: [/404/] });

  test('is not there: neither page, function, stream, nor licence', async ({ page, shop, browser }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
    await page.goto(`/orders/${id}`);
    await expect(heading(page)).toHaveText(DONE);
    const stranger = await browser.newContext();
    const there = await stranger.newPage();
    const answer = await there.goto(`${shop.url}/orders/${id}`);
    expect(answer?.status()).toBe(404);
    await expect(there.locator('main')).not.toContainText('Analytical Engines');
    const asks = there.request;
    const unknown = id.replace(/.{4}$/, '0000');
    const ask = async (order: string) => [
      (await asks.get(`${shop.url}/fn/order_view?id=${order}`)).status(),
      (await asks.post(`${shop.url}/fn/order_ticket`, { form: { id: order } })).status(),
      (await asks.post(`${shop.url}/fn/cancel_order`, { form: { order } })).status(),
      (await asks.get(`${shop.url}/orders/${order}/licence`)).status(),
      (await asks.get(`${shop.url}/orders/${order}/events`)).status(),
      (await asks.get(`${shop.url}/orders/${order}/events?ticket=${'a'.repeat(43)}`)).status(),
    ];
    expect(await ask(id)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(await ask(unknown), 'no other answer than for one that does not exist').toEqual(await ask(id));
    // A ticket opens the stream once, and nothing but the stream.
    const ticket = await call<string>(page, shop, 'order_ticket', { id });
    const stream = `${shop.url}/orders/${id}/events?ticket=${ticket}`;
    expect((await asks.get(`${shop.url}/orders/${id}/licence?ticket=${ticket}`)).status()).toBe(404);
    const opened = await there.evaluate(async (address) => {
      const status = (await fetch(address)).status;
      return [status, (await fetch(address)).status];
    }, stream);
    expect(opened).toEqual([200, 404]);
    await stranger.close();
  });
});

test.describe('without the bundle', () => {
  test.use({ javaScriptEnabled: false });

  test('ux 1: an order is read, its licence downloaded, and it loads again by itself', async ({ page, shop }) => {
    const { id } = await placeOrder(page, shop, { pay: GOOD_ACCOUNT });
    await page.goto(`/orders/${id}`);
    await expect(heading(page)).toHaveText('Your direct debit is on its way');
    await settle(shop, id);
    await expect(async () => {
      await page.getByRole('link', { name: 'Load it again' }).click();
      await expect(heading(page)).toHaveText(DONE, { timeout: 1_000 });
    }).toPass();
    await expect(page.getByRole('link', { name: 'Download the licence' })).toBeVisible();
    const file = await page.request.get(`/orders/${id}/licence`);
    expect(file.headers()['content-disposition']).toMatch(/^attachment/);
    expect(await file.text()).toMatch(/^eyJ/);
  });
});
