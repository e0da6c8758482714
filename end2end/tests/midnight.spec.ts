import { CARDS, atReview, moved, orderOf, payButton } from '../support/checkout.ts';
import { type Shop, openShop } from '../support/shop.ts';
import { expect, test as base } from '../support/test.ts';

/** A shop whose clock stands at nine in the morning until it is moved. */
const test = base.extend<object, { shop: Shop }>({
  shop: [
    async ({}, use) => {
      const shop = await openShop({ KASSA_TEST_CLOCK: '2026-11-20T09:00:00Z' });
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],
});

test('law 3: a day that began meanwhile is shown, and nothing is charged before it is agreed to', async ({ page, shop }) => {
  await atReview(page, shop, CARDS.good);
  const renewal = page.getByRole('checkbox', { name: /I agree that the plan renews/ });
  await expect(page.locator('main')).toContainText('On November 20, 2027 the plan renews');
  await shop.advance('16h');
  await payButton(page).click();
  const difference = page.locator('#difference');
  await expect(difference).toContainText('Nothing was charged.');
  await expect(difference).toContainText('A new day began (UTC), so the term and its dates moved.');
  await expect(page).toHaveURL(/\/review$/);
  await expect(page.locator('main')).toContainText('On November 21, 2027 the plan renews');
  await expect(renewal).not.toBeChecked();
  await renewal.check();
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\/ord_/);
  await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: 810_000 });
  expect(await moved(shop, orderOf(page), 'authorise')).toEqual({ count: 1, amount_minor: 810_000 });
});
