import type { APIRequestContext, BrowserContext } from '@playwright/test';
import { axe, expect, hydrated, test } from '../support/test.ts';

/** Opens a checkout and a link to it, as somebody else does on another device. */
async function link(request: APIRequestContext, origin: string): Promise<{ checkout: string; url: string }> {
  const call = async (name: string, form: Record<string, string>): Promise<unknown> => {
    const answer = await request.post(`/fn/${name}`, { form, headers: { origin, accept: 'application/json' } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const checkout = (await call('start_checkout', { plan: 'premium', seats: '25', term: '1y', currency: 'EUR' })) as string;
  const { url } = (await call('share_checkout', { id: checkout })) as { url: string };
  return { checkout, url };
}

/** Every address that the tab's history holds. */
async function history(context: BrowserContext): Promise<string[]> {
  const [page] = context.pages();
  if (!page) throw new Error('no page');
  const session = await context.newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  return entries.map((entry) => entry.url);
}

test.describe('a link to a checkout', () => {
  test('ux: says what it opens, and opens it when asked; the secret is gone from address and history', async ({
    page,
    context,
    request,
    shop,
  }) => {
    const { checkout, url } = await link(request, shop.url);
    await page.goto(url);
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open the checkout');
    await page.getByRole('button', { name: 'Open it here' }).click();
    await expect(page).toHaveURL(new RegExp(`/checkout/${checkout}`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect((await history(context)).filter((address) => address.includes('/l/'))).toEqual([]);
    await page.goto(url);
    await expect(page, 'followed again here it leads on').toHaveURL(new RegExp(`/checkout/${checkout}`));
  });

  test('is not used up by programs that scan mail', async ({ page, request, playwright, shop }) => {
    const { checkout, url } = await link(request, shop.url);
    const scanner = await playwright.request.newContext();
    for (let i = 0; i < 3; i++) expect((await scanner.get(url)).status()).toBe(200);
    await scanner.dispose();
    await page.goto(url);
    await hydrated(page);
    await page.getByRole('button', { name: 'Open it here' }).click();
    await expect(page).toHaveURL(new RegExp(`/checkout/${checkout}`));
  });

  test.describe('that was used elsewhere meanwhile', () => {
    test.use({ expectedLog: [/status of 4/] });

    test('says what to do', async ({ page, browser, request, shop }) => {
      const { url } = await link(request, shop.url);
      const other = await browser.newContext();
      const first = await other.newPage();
      await page.goto(url);
      await hydrated(page);
      await first.goto(url);
      await hydrated(first);
      await first.getByRole('button', { name: 'Open it here' }).click();
      await expect(first).toHaveURL(/\/checkout\//);
      await other.close();
      await page.getByRole('button', { name: 'Open it here' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has been used');
      await expect(page.getByRole('main')).toContainText('Ask whoever sent it for a new one');
      await expect(page.getByRole('main').getByRole('link', { name: 'Sign in' }), 'would not help').toHaveCount(0);
      expect(await axe(page)).toEqual([]);
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no fault that axe finds, ${colorScheme}`, async ({ page, request, shop }) => {
      const { url } = await link(request, shop.url);
      await page.emulateMedia({ colorScheme });
      await page.goto(url);
      await hydrated(page);
      expect(await axe(page)).toEqual([]);
    });
  }

  test.describe('without the bundle', () => {
    test.use({ javaScriptEnabled: false });

    test('opens as well', async ({ page, request, shop }) => {
      const { checkout, url } = await link(request, shop.url);
      await page.goto(url);
      await page.getByRole('button', { name: 'Open it here' }).click();
      await expect(page).toHaveURL(new RegExp(`/checkout/${checkout}`));
    });
  });
});

test.describe('a link that nobody made', () => {
  test.use({ expectedLog: [/410/] });

  test('says so, with a way on', async ({ page }) => {
    const answer = await page.goto('/l/nonsense');
    expect(answer?.status()).toBe(410);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link leads nowhere');
    await page.getByRole('main').getByRole('link', { name: 'Compare plans' }).click();
    await expect(page).toHaveURL('/');
  });
});
