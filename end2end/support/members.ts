import { type Browser, type Page, expect } from '@playwright/test';
import { codeFor, mailTo } from './mail.ts';
import type { Shop } from './shop.ts';
import { hydrated } from './test.ts';
import { askForTrial, enterCode } from './trial.ts';

/** Somebody with a browser of their own, signed in with this address, shown the page that they asked for. */
export async function signedIn(browser: Browser, shop: Shop, email: string, to = '/account'): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: shop.url })).newPage();
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await hydrated(page);
  await signIn(page, shop, email);
  return page;
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, shop: Shop, email: string): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByLabel('Six-digit code')).toBeVisible();
  await enterCode(page, await codeFor(shop, email));
}

/** Opens an account by starting a trial; the owner stays signed in. */
export async function openAccount(page: Page, shop: Shop, owner: string): Promise<void> {
  await askForTrial({ page, shop, scripted: true }, owner);
  await enterCode(page, await codeFor(shop, owner));
  await expect(page).toHaveURL(/\/trials\/[^/]+$/);
}

/** Invites an address with a role, on the page of members. */
export async function invite(page: Page, email: string, role: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('radio', { name: role }).check();
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText(`The invitation to ${email} is on its way.`)).toBeVisible();
}

/** The page that the newest invitation to an address leads to. */
export async function invitationOf(shop: Shop, email: string): Promise<string> {
  const { text } = await mailTo(shop, email, /invites you/);
  return new URL(/https?:\S+\/invitations\/\S+/.exec(text)![0]).pathname;
}
