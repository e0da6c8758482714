import AxeBuilder from '@axe-core/playwright';
import { type ConsoleMessage, type Page, test as base, expect } from '@playwright/test';
import { openShop, type Shop } from './shop.ts';

/** Waits until the bundle has taken the page over. A page with an island waits for somebody: here is one. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator('html[data-hydrated], [data-alive]').first()).toBeAttached();
  await page.mouse.move(1, 1);
  await page.mouse.move(2, 2);
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
}

/** What axe finds on the page as it stands, a line a rule; nothing is expected. */
export async function axe(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** The day on which a year bought today ends, as English pages write it: the server's day, a year later, no later than its month. */
export async function inAYear(page: Page): Promise<string> {
  const facts = await page.locator('#kassa-page').textContent();
  const [year, month, day] = (JSON.parse(facts!).as_of as string).split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
  const end = new Date(Date.UTC(year + 1, month - 1, Math.min(day, last)));
  return end.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
}

interface Fixtures {
  /** Messages that a test expects the browser to log, such as a refused request's status. */
  expectedLog: RegExp[];
  /** Fails the test if the browser logged an error, or the page broke its content security policy. */
  quiet: void;
}

interface WorkerFixtures {
  shop: Shop;
}

/** A test in a shop that its worker has for itself. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  shop: [
    async ({}, use) => {
      const shop = await openShop();
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ shop }, use) => use(shop.url),
  expectedLog: [[], { option: true }],
  quiet: [
    async ({ page, expectedLog }, use) => {
      const complaints: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} stopped ${event.blockedURI || 'inline'} in ${event.sourceFile}`);
        });
      });
      await use();
      const unexpected = complaints.filter((line) => !expectedLog.some((pattern) => pattern.test(line)));
      expect(unexpected, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
