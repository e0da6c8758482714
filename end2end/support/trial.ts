import { expect, type Page } from '@playwright/test';
import { codeFor } from './mail.ts';
import type { Shop } from './shop.ts';

/** Somebody at a browser, in a shop. */
export interface Buyer {
  page: Page;
  shop: Shop;
  /** Whether their browser runs scripts. */
  scripted: boolean;
}

/** Waits until the bundle has taken the page over, where there is script. */
export async function ready({ page, scripted }: Buyer): Promise<void> {
  if (scripted) await expect(page.locator('html[data-hydrated]')).toBeAttached();
}

/** Fills in the form of `/trial/start`, as it is shown in English. */
export async function fillTrialForm(page: Page, email: string): Promise<void> {
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Company').fill('Acme GmbH');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Seats').fill('25');
}

/** Asks for a trial of Premium, up to where its code is entered. */
export async function askForTrial(buyer: Buyer, email: string): Promise<void> {
  const { page, shop } = buyer;
  await page.goto(`${shop.url}/trial/start?plan=premium`);
  await ready(buyer);
  await fillTrialForm(page, email);
  await page.getByRole('button', { name: 'Start the trial' }).click();
  await expect(page).toHaveURL(/\/trials\/[^/]+\/code$/);
}

/** Enters a code. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Six-digit code').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
}

/** Gets a trial from the form to its page, and answers the page's path. */
export async function getTrial(buyer: Buyer, email: string): Promise<string> {
  const { page, shop } = buyer;
  await askForTrial(buyer, email);
  await enterCode(page, await codeFor(shop, email));
  await expect(page).toHaveURL(/\/trials\/[^/]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your trial of Premium');
  return new URL(page.url()).pathname;
}

/** A code that is not this one; another for every number from 1 on. */
export const otherThan = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');

/** Follows a link of a mail: looks at what it opens, and opens it. */
export async function follow(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Open it here' }).click();
  await expect(page).not.toHaveURL(/\/l\//);
}

/** The value of the session's cookie. */
export async function session(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies();
  return cookies.find((cookie) => /^(__Host-)?kassa$/.test(cookie.name))?.value;
}
