import { axe, expect, hydrated, test } from '../support/test.ts';

test.describe('the first page', () => {
  test('is taken over by the bundle without a complaint', async ({ page }) => {
    await page.goto('/');
    await hydrated(page);
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page).toHaveTitle(/Kassa/);
  });

  test('says the language and the direction it is in', async ({ page }) => {
    await page.goto('/?lang=de');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
    await page.goto('/');
    await expect(page.locator('html'), 'the choice is remembered').toHaveAttribute('lang', 'de');
    await page.goto('/?lang=en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no fault that axe finds, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto('/');
      await hydrated(page);
      expect(await axe(page)).toEqual([]);
    });
  }

  test('asks nobody but the shop', async ({ page, shop }) => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto('/');
    await hydrated(page);
    expect([...hosts]).toEqual([shop.url]);
  });

  test('asks for each file once, and for few', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/');
    await hydrated(page);
    expect(asked.length).toBe(new Set(asked).size);
    expect(asked.length).toBeLessThanOrEqual(12);
  });

  test('reads after hydration as the server sent it', async ({ page, request }) => {
    const served = await (await request.get('/')).text();
    await page.goto('/');
    await hydrated(page);
    const expected = await page.evaluate((html) => {
      const sent = new DOMParser().parseFromString(html, 'text/html');
      return sent.querySelector('main')?.textContent;
    }, served);
    expect(await page.locator('main').textContent()).toBe(expected);
  });

  test('lets the keyboard skip to the content first', async ({ page, isMobile }) => {
    test.skip(isMobile, 'a phone has no tab key');
    await page.goto('/');
    await hydrated(page);
    await page.keyboard.press('Tab');
    const skip = page.locator('a:focus');
    await expect(skip).toHaveAttribute('href', '#main');
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
  });

  test('sends a policy that allows no script but its own', async ({ request }) => {
    const policy = (await request.get('/')).headers()['content-security-policy'];
    expect(policy).toMatch(/script-src [^;]*'nonce-/);
    expect(policy).not.toMatch(/script-src [^;]*'unsafe-inline'/);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

test.describe('without the bundle', () => {
  test.use({ javaScriptEnabled: false });

  test('the first page can be read', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('h1')).toBeVisible();
    await expect(page.locator('main')).not.toBeEmpty();
  });
});

test.describe('an address that leads nowhere', () => {
  test.use({ expectedLog: [/404/] });

  test('is answered with 404 and a way back', async ({ page }) => {
    const answer = await page.goto('/nowhere');
    expect(answer?.status()).toBe(404);
    await expect(page.locator('h1')).toBeVisible();
    await page.locator('main a[href="/"]').first().click();
    await expect(page).toHaveURL('/');
  });

  test('is left without loading anew, and the focus follows', async ({ page }) => {
    await page.goto('/nowhere');
    await hydrated(page);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.locator('main a[href="/"]').first().click();
    await expect(page).toHaveURL('/');
    await expect(page.locator('h1')).toBeFocused();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });
});

test.describe('when a part of the bundle does not come', () => {
  test.use({ expectedLog: [/ERR_|Failed to load resource|Failed to fetch/] });

  test('ux 16: the page that needs it says so, and is asked for again', async ({ page }) => {
    await page.route('**/part-person-*.bin', (route) => route.abort());
    await page.goto('/');
    await hydrated(page);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Something went wrong on our side');
    await expect(page.getByRole('alert')).toBeVisible();
    await page.unroute('**/part-person-*.bin');
    await page.getByRole('button', { name: 'Try again' }).click();
    await hydrated(page);
    await expect(page.getByLabel('E-mail', { exact: true })).toBeVisible();
  });
});
