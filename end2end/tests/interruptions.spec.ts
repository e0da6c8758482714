import type { Page } from '@playwright/test';
import { atReview, call, CARDS, fields, moved, openCheckout, orderOf, payButton, SELECTION, typeCard } from '../support/checkout.ts';
import { GOOD_CARD, placeOrder } from '../support/order.ts';
import { expect, hydrated, test } from '../support/test.ts';

const TOTAL = { count: 1, amount_minor: 810_000 };

test('ux 13: Back from elsewhere keeps what was typed, but no card', async ({ page, shop }) => {
  const id = await call<string>(page, shop, 'start_checkout', SELECTION);
  await page.goto(`/checkout/${id}/details`);
  await hydrated(page);
  await page.getByLabel('Company').fill('Analytical Engines');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Town').fill('Berlin');
  // The browser drives tests without its back-forward cache: the page has to be able to do without.
  await page.goto('/healthz');
  await page.goBack();
  await hydrated(page);
  await expect(page.getByLabel('Company')).toHaveValue('Analytical Engines');
  await expect(page.getByLabel('Country')).toHaveValue('DE');
  await expect(page.getByLabel('Town')).toHaveValue('Berlin');

  const checkout = await openCheckout(page, shop);
  await page.goto(checkout.step('payment'));
  await hydrated(page);
  await typeCard(page, CARDS.good);
  await page.goto('/healthz');
  await page.goBack();
  await hydrated(page);
  for (const part of ['number', 'expiry', 'cvc', 'holder']) await expect(fields(page).locator(`#${part}`)).toHaveValue('');
});

test('ux 14: Enter pressed twice is one order, and so is the same request sent again', async ({ page, shop }) => {
  await atReview(page, shop, CARDS.good);
  const sent = page.waitForRequest('**/fn/accept');
  await payButton(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const request = await sent;
  await expect(page).toHaveURL(/\/orders\/ord_/);
  const order = orderOf(page);
  await expect.poll(() => moved(shop, order, 'capture')).toEqual(TOTAL);
  const again = await Promise.all(
    [1, 2, 3].map(() => page.request.post(request.url(), { headers: { ...request.headers(), origin: shop.url }, data: request.postData()! })),
  );
  for (const answer of again) {
    expect(answer.ok(), await answer.text()).toBe(true);
    expect(await answer.text(), 'the same order').toContain(order);
  }
  expect(await moved(shop, order, 'capture')).toEqual(TOTAL);
  expect(await moved(shop, order, 'authorise')).toEqual(TOTAL);
});

/** By how much what is seen has moved, in shares of the window, since the page was asked to watch. */
async function watchMoves(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const moves = { sum: 0 };
    Object.assign(window, { moves });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moves.sum += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift' });
  });
  return () =>
    page.evaluate(async () => {
      // What has moved is told after the next picture is drawn.
      for (let picture = 0; picture < 3; picture += 1) await new Promise(requestAnimationFrame);
      return (window as unknown as { moves: { sum: number } }).moves.sum;
    });
}

test('ux 16: on a slow network there is a stand-in of the size of what comes, and nothing jumps', async ({ page, shop }) => {
  const { id } = await placeOrder(page, shop, { pay: GOOD_CARD });
  await page.goto('/account');
  await hydrated(page);
  let answer: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/fn/order_view**', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator(`a[href="/orders/${id}"]`).click();
  const skeleton = page.locator('.skeletons').first();
  await expect(skeleton).toBeVisible();
  await expect(skeleton).toContainText('Loading');
  const { height } = (await skeleton.boundingBox())!;
  expect(height, 'a good part of the window').toBeGreaterThan(page.viewportSize()!.height / 4);
  const movedBy = await watchMoves(page);
  answer();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Done: your licence is ready');
  await expect(skeleton).toHaveCount(0);
  expect(await movedBy()).toBeLessThan(0.1);
});
