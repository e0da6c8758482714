import type { Page } from '@playwright/test';
import { codeFor, mailTo } from '../support/mail.ts';
import { invite, invitationOf, openAccount, signedIn } from '../support/members.ts';
import { newAddress } from '../support/people.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';
import { enterCode } from '../support/trial.ts';

/** Opens the part of the page where one's data is erased, and asks for it. */
async function erase(page: Page, confirmation: string): Promise<void> {
  const confirm = page.getByLabel('Your e-mail address, to confirm');
  if (!(await confirm.isVisible())) await page.getByText('Erase your data').click();
  await confirm.fill(confirmation);
  await page.getByRole('button', { name: 'Erase my data' }).click();
}

test('one’s data is downloaded, and holds what is held', async ({ page, shop }) => {
  const email = newAddress();
  await openAccount(page, shop, email);
  await page.goto('/account/security');
  await hydrated(page);
  expect(await axe(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download your data' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^kassa-data-\d{4}-\d{2}-\d{2}\.json$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const data = JSON.parse(Buffer.concat(chunks).toString());
  expect(data).toMatchObject({
    format: 2,
    profile: { email },
    memberships: [{ name: 'Acme GmbH', role: 'owner' }],
    trials: [{ plan: 'premium', status: 'running' }],
  });
  expect(data.sessions).toHaveLength(1);
  expect(data.mails.map((mail: { letter: string }) => mail.letter)).toContain('trial_started');
  expect(data.events.map((event: { event: string }) => event.event)).toContain('user_registered');
});

test('one’s data is erased once it is confirmed; the same address is somebody new then', async ({ page, shop, browser }) => {
  const [owner, member] = [newAddress('owner'), newAddress('bob')];
  await openAccount(page, shop, owner);
  await page.goto('/account/members');
  await hydrated(page);
  await invite(page, member, 'Viewer');
  const bob = await signedIn(browser, shop, member, await invitationOf(shop, member));
  await bob.getByRole('button', { name: 'Accept' }).click();
  await expect(bob).toHaveURL(/\/account\/members/);

  // The owner answers for others.
  await page.goto('/account/security');
  await hydrated(page);
  await erase(page, owner);
  await expect(page.getByText('You answer for Acme GmbH, which has other members.').first()).toBeVisible();
  await hydrated(page);
  expect(await axe(page)).toEqual([]);

  await bob.goto('/account/security');
  await hydrated(bob);
  await erase(bob, 'nobody');
  await expect(bob.getByLabel('Your e-mail address, to confirm')).toHaveAttribute('aria-invalid', 'true');
  await erase(bob, owner);
  await expect(bob.getByText('Please type the address that you are signed in with.').first()).toBeVisible();
  await hydrated(bob);
  await erase(bob, member.toUpperCase());
  await expect(bob).toHaveURL(/\/sign-in$/);
  await expect(bob.getByText('Your data is erased.')).toBeVisible();
  await mailTo(shop, member, /^Your data is erased$/);

  await page.goto('/account/members');
  await expect(page.locator('li.member')).toHaveCount(1);
  await page.goto('/account/audit');
  await expect(page.locator('.audit__entry', { hasText: 'A member left' })).toContainText('Erased person');
  await expect(page.getByText(member)).toHaveCount(0);

  await bob.goto('/sign-in');
  await hydrated(bob);
  await bob.getByLabel('E-mail', { exact: true }).fill(member);
  await bob.getByRole('button', { name: 'Send me a code' }).click();
  await expect(bob.getByLabel('Six-digit code')).toBeVisible();
  await enterCode(bob, await codeFor(shop, member));
  await expect(bob).toHaveURL(/\/account$/);
  await bob.goto('/account/members');
  await expect(bob.getByText('You are not a member of an account yet')).toBeVisible();
  await bob.context().close();
});

test('whoever signed in a while ago signs in again first; without script, on a phone', async ({ browser, page, shop }) => {
  const email = newAddress();
  await openAccount(page, shop, email);
  const cookies = await page.context().cookies();
  const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await context.addCookies(cookies.filter((cookie) => cookie.name === 'kassa'));
  const plain = await context.newPage();
  await shop.advance('20m');
  await plain.goto('/account/security');
  await erase(plain, email);
  await expect(plain.getByText('You signed in a while ago.').first()).toBeVisible();
  await plain.getByRole('link', { name: 'Sign in again' }).click();
  await expect(plain.getByLabel('E-mail', { exact: true })).toHaveValue(email);
  await plain.getByRole('button', { name: 'Send me a code' }).click();
  await enterCode(plain, await codeFor(shop, email, 2));
  await expect(plain).toHaveURL(/\/account\/security$/);
  await erase(plain, email);
  await expect(plain.getByText('Your data is erased')).toBeVisible();
  const width = await plain.evaluate(() => document.documentElement.scrollWidth).catch(() => 390);
  expect(width).toBeLessThanOrEqual(390);
  await context.close();
});
