import { type Browser, type Page, expect } from '@playwright/test';
import type { Shop } from './shop.ts';
import { hydrated } from './test.ts';

/** The people that the stand-in of a demonstration knows, by what they do. */
export const STAFF = {
  support: { email: 'sam@kassa.example', button: 'Sam Okafor · Support' },
  compliance: { email: 'noor@kassa.example', button: 'Noor Haddad · Compliance' },
  admin: { email: 'ida@kassa.example', button: 'Ida Lindqvist · Administration' },
  nobody: { email: 'tom@kassa.example', button: 'Tom Weaver · Warehouse' },
} as const;

/** One of our own people with a browser of their own, at the page that they asked for; by default where they are led. */
export async function asStaff(browser: Browser, shop: Shop, who: keyof typeof STAFF, to = ''): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: shop.url })).newPage();
  await page.goto(to ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in');
  await hydrated(page);
  await page.getByLabel('E-mail', { exact: true }).fill(STAFF[who].email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who are you?');
  await page.getByRole('button', { name: STAFF[who].button }).click();
  await expect(page).toHaveURL((url) => url.origin === new URL(shop.url).origin);
  return page;
}

/** Searches on `/staff`, and opens the one customer that is found by this name. */
export async function openCustomer(page: Page, term: string, name: string): Promise<void> {
  await page.goto('/staff');
  await hydrated(page);
  await page.getByLabel('Name, address, VAT id or id').fill(term);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
}
