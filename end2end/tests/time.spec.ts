import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckout } from '../support/checkout.ts';
import { openShop, root } from '../support/shop.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

/** A directory with the demo's catalogue, and with the next version of it, which is in force from tomorrow on. */
async function withTomorrowsPrices(change: (catalogue: string) => string): Promise<string> {
  const files = await mkdtemp(join(tmpdir(), 'kassa-catalogue-'));
  await mkdir(join(files, 'versions'));
  const demo = await readFile(join(root, 'catalogue', 'demo.toml'), 'utf8');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const next = demo
    .replace('version = "demo-1"', 'version = "demo-2"')
    .replace(/^effective_from = \S+.*$/m, `effective_from = ${tomorrow}`);
  await writeFile(join(files, 'versions', '1.toml'), demo);
  await writeFile(join(files, 'versions', '2.toml'), change(next));
  return files;
}

test('ux 15: an expired checkout goes on with today’s prices, and says what changed', async ({ browser }) => {
  const files = await withTomorrowsPrices((catalogue) => catalogue.replace('1y = "324.00"', '1y = "330.00"'));
  const shop = await openShop({ KASSA_CATALOGUE: join(files, 'versions') });
  try {
    const context = await browser.newContext({ baseURL: shop.url });
    const page = await context.newPage();
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('plan'));
    await hydrated(page);
    await expect(page.locator('.summary__due output')).toHaveText('€8,100.00');
    await shop.advance('2d');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This checkout has expired');
    await page.getByRole('button', { name: 'Go on with today’s prices' }).click();
    await expect(page).toHaveURL(/\/plan$/);
    const told = page.locator('.notice', { hasText: 'You go on with today’s prices' });
    await expect(told).toContainText('€8,100.00');
    await expect(told).toContainText('€8,250.00');
    await expect(told).toContainText('The price list changed.');
    await expect(page.getByLabel('Seats')).toHaveValue('25');
    await expect(page.locator('.summary__due output')).toHaveText('€8,250.00');
    await hydrated(page);
    expect(await axe(page)).toEqual([]);
    await context.close();
  } finally {
    await shop.close();
    await rm(files, { recursive: true, force: true });
  }
});

for (const scripted of [true, false]) {
  test(`ux 24: whoever is told that the time runs out takes more, ${scripted ? 'with' : 'without'} script`, async ({ browser }) => {
    const shop = await openShop();
    try {
      const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: scripted });
      const page = await context.newPage();
      const checkout = await openCheckout(page, shop);
      await shop.advance('23h');
      await page.goto(checkout.step('details'));
      if (scripted) await hydrated(page);
      const longer = page.getByRole('button', { name: 'Keep it longer' });
      await expect(longer).toBeVisible();
      await longer.click();
      await expect(longer).toHaveCount(0);
      await shop.advance('23h');
      await page.goto(checkout.step('details'));
      await expect(page.getByLabel('Company'), 'the time it had before is long over').toHaveValue('Acme GmbH');
      await expect(page.getByRole('button', { name: 'Continue to payment' })).toBeVisible();
      await context.close();
    } finally {
      await shop.close();
    }
  });
}
