import type { Page } from '@playwright/test';
import { CARDS, call, fields, newEmail, openCheckout, payButton, payWithCard, SELECTION } from '../support/checkout.ts';
import { codeFor } from '../support/mail.ts';
import type { Shop } from '../support/shop.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

const STEPS = ['plan', 'details', 'payment', 'review'] as const;
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const pressed = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** A checkout that can be looked at in every step, with a card chosen. */
async function everyStep(page: Page, shop: Shop) {
  const checkout = await openCheckout(page, shop);
  await page.goto(checkout.step('payment'));
  await hydrated(page);
  await payWithCard(page, CARDS.good);
  return checkout;
}

/** Each step, loaded anew and taken over by the bundle. */
async function eachStep(page: Page, shop: Shop, look: (step: string) => Promise<void>): Promise<void> {
  const checkout = await everyStep(page, shop);
  for (const step of STEPS) {
    await page.goto(checkout.step(step));
    await hydrated(page);
    if (step === 'payment') await expect(pressed(page, 'Continue to review')).toBeEnabled();
    await look(step);
  }
}

test.describe('every step of a checkout', () => {
  test('ux 2: has a title of its own, one heading, a language and a direction', async ({ page, shop }) => {
    const titles = new Set<string>();
    await eachStep(page, shop, async () => {
      await expect(page.locator('h1')).toHaveCount(1);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
      expect(await page.title()).toContain((await heading(page).textContent())!);
      titles.add(await page.title());
    });
    expect(titles.size).toBe(STEPS.length);
  });

  test('ux 3: takes the focus at its heading, and is the current one', async ({ page, shop }) => {
    const checkout = await everyStep(page, shop);
    await expect(heading(page)).toBeFocused();
    for (const [name, path] of [['Details', 'details'], ['Plan', 'plan']] as const) {
      await page.getByRole('navigation', { name: 'Steps of the checkout' }).getByRole('link', { name }).click();
      await expect(page).toHaveURL(checkout.step(path));
      await expect(heading(page)).toBeFocused();
      await expect(page.locator('[aria-current="step"]')).toContainText(name);
    }
  });

  test('ux 6: stays open for changes, and nothing is asked twice', async ({ page, shop }) => {
    const checkout = await everyStep(page, shop);
    await page.getByRole('link', { name: 'Change the details' }).click();
    await expect(page.getByLabel('Company')).toHaveValue('Acme GmbH');
    await page.getByLabel('Company').fill('Acme AG');
    await pressed(page, /^Continue/).click();
    await expect(page).toHaveURL(checkout.step('review'));
    await expect(page.getByText('Acme AG')).toBeVisible();
    await expect(page.getByText('Visa ending in 4242').first()).toBeVisible();
  });

  test('ux 16: says that it is not reached, keeps everything, and goes on at a press', async ({ page, shop, context }) => {
    const id = await call<string>(page, shop, 'start_checkout', SELECTION);
    await page.goto(`/checkout/${id}/plan`);
    await hydrated(page);
    await page.getByLabel('Seats').fill('31');
    await context.setOffline(true);
    await pressed(page, 'Continue to details').click();
    await expect(pressed(page, /again/i)).toBeVisible();
    await expect(page.getByLabel('Seats')).toHaveValue('31');
    expect(await axe(page)).toEqual([]);
    await context.setOffline(false);
    await expect(page, 'connected again, it tries by itself').toHaveURL(/\/details$/);

    await page.getByLabel('Company').fill('Acme GmbH');
    await page.route('**/fn/edit_details', (route) => route.fulfill({ status: 500, body: '' }), { times: 1 });
    await pressed(page, 'Continue to payment').click();
    await expect(page.getByRole('alert', { name: /^Please correct/ })).toBeVisible();
    for (const [label, text] of [['Work e-mail', newEmail()], ['Your name', 'Ada Lovelace']] as const) {
      await page.getByLabel(label).fill(text);
    }
    await page.getByLabel('Country').selectOption('DE');
    for (const [label, text] of [['Street and number', 'Hauptstraße 1'], ['Postal code', '10115'], ['Town', 'Berlin']] as const) {
      await page.getByLabel(label).fill(text);
    }
    await pressed(page, 'Continue to payment').click();
    await pressed(page, /again/i).click();
    await expect(page).toHaveURL(/\/details\/code$/);
  });
  test.use({ expectedLog: [/ERR_INTERNET_DISCONNECTED|status of 500/] });

  for (const [words, colorScheme] of [['en', 'light'], ['en', 'dark'], ['ar-XB', 'light'], ['ar-XB', 'dark']] as const) {
    test(`ux 19: has no fault that axe finds, ${words}, ${colorScheme}`, async ({ page, shop }) => {
      await page.emulateMedia({ colorScheme });
      const checkout = await everyStep(page, shop);
      for (const step of STEPS) {
        await page.goto(`${checkout.step(step)}?lang=${words}`);
        await hydrated(page);
        expect(await axe(page), step).toEqual([]);
      }
    });
  }

  test('ux 21: targets of 24 px, and 44 px for what is done on a phone', async ({ page, shop, isMobile }) => {
    await eachStep(page, shop, async (step) => {
      const small = await page.evaluate(() => {
        const shown = (e: Element) => e.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !e.closest('.unseen');
        const inSentence = (e: Element) => e.matches('p a, li a, dd a, summary *, p button');
        const target = (e: Element) => (e.matches('input[type=radio], input[type=checkbox]') ? (e.closest('label') ?? e) : e);
        return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
          .filter((e) => shown(e) && !inSentence(e))
          .map((e) => [target(e).getBoundingClientRect(), e.outerHTML.slice(0, 80)] as const)
          .filter(([box]) => box.width > 1 && (box.width < 24 || box.height < 24))
          .map(([box, html]) => `${html} is ${box.width} by ${box.height}`);
      });
      expect(small, step).toEqual([]);
      if (!isMobile) return;
      const main = page.locator('main .button--primary:visible').last();
      expect((await main.boundingBox())!.height, step).toBeGreaterThanOrEqual(44);
    });
  });

  test('ux 22: needs no sideways scroll at 320 px with text of twice the size', async ({ page, shop }) => {
    await page.setViewportSize({ width: 320, height: 720 });
    await eachStep(page, shop, async (step) => {
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, step).toBeLessThanOrEqual(0);
    });
  });

  test('ux 23: forced colours show what is chosen and where the focus is', async ({ page, shop }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    const id = await call<string>(page, shop, 'start_checkout', SELECTION);
    await page.goto(`/checkout/${id}/plan`);
    await hydrated(page);
    const outline = (selector: string) => page.locator(selector).first().evaluate((e) => getComputedStyle(e).outlineStyle);
    expect(await outline('.segmented label:has(:checked)')).not.toBe('none');
    await page.getByLabel('Currency').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await outline('#currency')).not.toBe('none');
  });

  test('ux 25: nothing moves for somebody who asked for that', async ({ page, shop }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await eachStep(page, shop, async (step) => {
      const moving = await page.evaluate(() => {
        const seconds = (list: string) => Math.max(...list.split(',').map((text) => parseFloat(text) || 0));
        return [...document.querySelectorAll('*')]
          .map((e) => [getComputedStyle(e), e.outerHTML.slice(0, 60)] as const)
          .filter(([style]) => seconds(style.transitionDuration) > 0.001 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.001))
          .map(([, html]) => html);
      });
      expect(moving, step).toEqual([]);
    });
  });

  test('ux 27: right to left mirrors the page; codes stay left to right', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(`${checkout.step('details')}?lang=ar-XB`);
    await hydrated(page);
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    const order = (await page.locator('aside.summary').boundingBox())!;
    const form = (await page.locator('main form').first().boundingBox())!;
    if (page.viewportSize()!.width > 1000) expect(order.x).toBeLessThan(form.x);
    await expect(page.locator('#vat_id')).toHaveAttribute('dir', 'ltr');
    await expect(page.locator('#contact_email')).toHaveAttribute('dir', 'ltr');
  });
});

test('ux 5 and 24: the last button says act and amount, after everything was shown', async ({ page, shop }) => {
  await everyStep(page, shop);
  await expect(payButton(page)).toHaveText('Pay €8,100.00');
});

test('ux 20: bought with the keyboard alone, the focus always in sight', async ({ page, shop, isMobile }) => {
  test.skip(isMobile, 'a phone has no tab key');
  // Without smooth scrolling, a stop is in sight as soon as it has the focus.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const email = newEmail();
  await page.goto('/?term=1y&seats=25&currency=EUR');
  await hydrated(page);
  await reach(page, 'Buy Premium');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/plan$/);
  await hydrated(page);
  await reach(page, 'Continue to details');
  await page.keyboard.press('Enter');
  await arrived(page, /\/details$/);
  for (const [label, text] of [
    ['Work e-mail', email],
    ['Your name', 'Ada Lovelace'],
    ['Company', 'Acme GmbH'],
    ['Country', 'Germany'],
    ['Street and number', 'Hauptstraße 1'],
    ['Postal code', '10115'],
    ['Town', 'Berlin'],
  ] as const) {
    await reach(page, label);
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await arrived(page, /\/code$/);
  const code = await codeFor(shop, email);
  await reach(page, 'Six-digit code');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await arrived(page, /\/payment$/);
  await expect(fields(page).locator('#number')).toBeVisible();
  await reach(page, 'the card fields', () => document.activeElement?.tagName === 'IFRAME');
  for (const text of [CARDS.good, '12/34', '123', 'Ada Lovelace']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await reach(page, 'Continue to review');
  await page.keyboard.press('Enter');
  await arrived(page, /\/review$/);
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  for (const tick of ['I accept the terms', 'I agree that the plan renews']) {
    await reach(page, tick);
    await page.keyboard.press('Space');
  }
  await reach(page, 'Pay ');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/orders\//);
  await expect(heading(page)).toHaveText('Done: your licence is ready');
});

/** Waits until the next step is there: it takes the focus at its heading. */
async function arrived(page: Page, address: RegExp): Promise<void> {
  await expect(page).toHaveURL(address);
  await expect(heading(page)).toBeFocused();
}

/** Presses Tab until the focus is where somebody wants it, and checks each stop: not hidden, not covered (WCAG 2.4.11). */
async function reach(page: Page, name: string, there?: () => boolean): Promise<void> {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press('Tab');
    if (there ? await page.evaluate(there) : await isNamed(page, name)) return;
    const covered = () => page.evaluate(() => {
      const stop = document.activeElement;
      if (!stop || stop === document.body || stop.tagName === 'IFRAME') return '';
      const target = stop.matches('input[type=radio], input[type=checkbox]') ? (stop.closest('label') ?? stop) : stop;
      const { left, top, width, height } = target.getBoundingClientRect();
      const seen = [0.1, 0.5, 0.9].some((share) => {
        const found = document.elementFromPoint(left + width / 2, top + height * share);
        return found && (target.contains(found) || found.contains(target));
      });
      return seen ? '' : stop.outerHTML.slice(0, 100);
    });
    // What has just arrived on the page may still push it about; a moment later the focus is in sight.
    await expect.poll(covered, { message: 'the focus is covered', timeout: 2_000 }).toBe('');
  }
  throw new Error(`the Tab key does not reach ${name}`);
}

/** Whether what has the focus is called so. */
function isNamed(page: Page, name: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const stop = document.activeElement as HTMLInputElement | null;
    if (!stop) return false;
    const called = stop.getAttribute('aria-label') ?? stop.labels?.[0]?.textContent ?? stop.textContent ?? '';
    return called.trim().startsWith(wanted);
  }, name);
}
