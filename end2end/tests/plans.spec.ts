import type { Page } from '@playwright/test';
import { axe, expect, hydrated, test } from '../support/test.ts';

const card = (page: Page, plan: string) => page.locator('.plan-card').filter({ has: page.getByRole('heading', { name: plan, exact: true }) });
const seats = (page: Page) => page.getByRole('textbox', { name: 'Seats' });
const term = (page: Page, name: string) => page.getByRole('radio', { name });

test.describe('the plan comparison', () => {
  test('prices follow term, currency and seats at once, without a request', async ({ page }) => {
    await page.goto('/');
    await hydrated(page);
    await page.waitForLoadState('networkidle');
    const asked: string[] = [];
    // The browser asks for the tab's icon on its own whenever the address changes; the page does not.
    page.on('request', (request) => /\/favicon-[^/]*\.svg$/.test(request.url()) || asked.push(request.url()));
    const premium = card(page, 'Premium');

    await expect(premium).toContainText('$348.00');
    await expect(premium).toContainText('$8,700.00 for 25 seats, 1 year');
    await expect(premium).toContainText('$2,100.00 (19%)');

    await seats(page).fill('120');
    await expect(premium).toContainText('$41,412.00 for 120 seats, 1 year');
    await premium.getByText('Why this amount?').click();
    await expect(premium).toContainText('100 seats × $348.00');
    await expect(premium).toContainText('20 seats × $330.60');

    await term(page, '2 years').check({ force: true });
    await page.getByLabel('Currency').selectOption('EUR');
    await expect(card(page, 'Ultimate')).toContainText('€2,097.60');
    await page.getByLabel('Currency').selectOption('KWD');
    await expect(card(page, 'Ultimate')).toContainText('KWD 691.600');
    await page.getByLabel('Currency').selectOption('JPY');
    await expect(card(page, 'Ultimate')).toContainText('¥338,580');
    await page.getByRole('button', { name: 'One seat more' }).click();
    await expect(seats(page)).toHaveValue('121');
    await expect(page.getByRole('status').filter({ hasText: '121 seats' })).toContainText('Prices now for 121 seats, 2 years, in JPY.');
    expect(asked).toEqual([]);
  });

  test('the address follows, shows the same to somebody else, and Back leaves the page', async ({ page, context }) => {
    await page.goto('about:blank');
    await page.goto('/');
    await hydrated(page);
    await term(page, '3 years').check({ force: true });
    await seats(page).fill('40');
    await page.getByLabel('Currency').selectOption('GBP');
    await expect(page).toHaveURL('/?term=3y&seats=40&currency=GBP');
    const shown = await card(page, 'Premium').textContent();

    const other = await context.newPage();
    await other.goto(page.url());
    await hydrated(other);
    expect(await card(other, 'Premium').textContent()).toBe(shown);
    await expect(seats(other)).toHaveValue('40');
    await expect(term(other, '3 years')).toBeChecked();

    await page.goBack();
    await expect(page).toHaveURL('about:blank');
  });

  test('form is forgiven and nonsense refused, with what was typed kept', async ({ page }) => {
    await page.goto('/?term=2Y&seats=1%20200&currency=eur');
    await hydrated(page);
    await expect(card(page, 'Premium')).toContainText('1,200 seats');

    await page.goto('/?term=7y&seats=many&currency=SEK');
    await hydrated(page);
    await expect(page.getByText('We do not sell in SEK')).toBeVisible();
    await expect(page.getByText('one month, or one, two or three years')).toBeVisible();
    await expect(seats(page)).toHaveValue('many');
    await expect(seats(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(seats(page)).toHaveAccessibleDescription(/whole number/);
    await expect(card(page, 'Premium')).toContainText('$8,700.00 for 25 seats, 1 year');
  });

  test('nobody is interrupted while typing a number', async ({ page }) => {
    await page.goto('/');
    await hydrated(page);
    await seats(page).fill('2x');
    await expect(seats(page)).not.toHaveAttribute('aria-invalid');
    await seats(page).blur();
    await expect(seats(page)).toHaveAttribute('aria-invalid', 'true');
    await seats(page).fill('2');
    await expect(seats(page)).not.toHaveAttribute('aria-invalid');
    await seats(page).fill('');
    await seats(page).blur();
    await expect(seats(page)).toHaveValue('2');
  });

  test('what is not sold so says why, and more seats than can be bought lead to sales', async ({ page }) => {
    await page.goto('/?term=1m');
    await hydrated(page);
    const ultimate = card(page, 'Ultimate');
    await expect(ultimate).toContainText('Ultimate is not sold for this term');
    await expect(ultimate.getByRole('button', { name: 'Buy Ultimate' })).toHaveAttribute('aria-disabled', 'true');
    await seats(page).fill('10001');
    await expect(card(page, 'Premium').getByRole('link', { name: 'Talk to sales' })).toHaveAttribute(
      'href',
      '/contact-sales?plan=premium&seats=10001',
    );
    await expect(card(page, 'Ultimate Dedicated').getByRole('link', { name: 'Talk to sales' })).toBeVisible();
  });

  test('the ways on carry the choices', async ({ page }) => {
    await page.goto('/?term=2y&seats=30&currency=CHF');
    await hydrated(page);
    const sent = await card(page, 'Premium').locator('form').evaluate((form: HTMLFormElement) => [...new FormData(form)]);
    expect(sent).toEqual([['plan', 'premium'], ['term', '2y'], ['seats', '30'], ['currency', 'CHF']]);
    await expect(card(page, 'Premium').getByRole('link', { name: /Try Premium free/ })).toHaveAttribute('href', '/trial/start?plan=premium&seats=30');
    const free = await card(page, 'Free').locator('form').evaluate((form: HTMLFormElement) => [...new FormData(form)]);
    expect(free).toEqual([['plan', 'free'], ['seats', '5'], ['currency', 'CHF']]);
  });

  test('the matrix keeps its head in sight and can show differences only', async ({ page }) => {
    await page.goto('/');
    await hydrated(page);
    const same = page.locator('.matrix tbody th', { hasText: 'Two-factor sign-in' });
    const differs = page.locator('.matrix tbody th', { hasText: 'Single sign-on' });
    await page.getByRole('switch').check({ force: true });
    await expect(same).toBeHidden();
    await expect(differs).toBeVisible();
    await page.evaluate(() => document.querySelector('.matrix tbody:last-of-type')?.scrollIntoView());
    await expect(page.getByRole('columnheader', { name: 'Premium' })).toBeInViewport();
  });

  test('what was typed before the bundle took over is kept', async ({ page }) => {
    let release = (): void => undefined;
    const typed = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/*.wasm', async (route) => {
      await typed;
      await route.continue();
    });
    await page.goto('/', { waitUntil: 'domcontentloaded' });
    await seats(page).fill('77');
    await term(page, '2 years').check({ force: true });
    release();
    await hydrated(page);
    await expect(seats(page)).toHaveValue('77');
    await expect(card(page, 'Premium')).toContainText('77 seats, 2 years');
  });

  test('nothing moves when the bundle takes over', async ({ page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { shifted: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
          (window as unknown as { shifted: number }).shifted += entry.value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto('/');
    await hydrated(page);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThanOrEqual(0.01);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const lang of ['en', 'de', 'ar-XB']) {
      test(`has no fault that axe finds, ${lang}, ${colorScheme}, also with errors`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.goto(`/?lang=${lang}&term=7y&seats=many`);
        await hydrated(page);
        expect(await axe(page)).toEqual([]);
      });
    }
  }

  for (const [width, size] of [[320, 16], [390, 32], [1280, 32]] as const) {
    test(`fits ${width} px with text of ${size} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/?seats=10000&term=3y&currency=KWD&lang=de');
      await page.evaluate((text) => document.documentElement.style.setProperty('font-size', `${text}px`), size);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      expect(content).toBeLessThanOrEqual(window!);
    });
  }
});

test.describe('without the bundle', () => {
  test.use({ javaScriptEnabled: false });

  test('the controls are a form, with buttons for one seat more or less', async ({ page }) => {
    await page.goto('/');
    await term(page, '2 years').check({ force: true });
    await seats(page).fill('50');
    await page.getByRole('button', { name: 'Show these prices' }).click();
    await expect(page).toHaveURL(/term=2y&currency=USD&seats=50/);
    await expect(card(page, 'Premium')).toContainText('50 seats, 2 years');
    await page.getByRole('button', { name: 'One seat more' }).click();
    await expect(seats(page)).toHaveValue('51');
    await expect(card(page, 'Premium')).toContainText('51 seats, 2 years');
  });
});
