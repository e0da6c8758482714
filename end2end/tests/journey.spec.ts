import type { Page } from '@playwright/test';
import { CARDS, agree, orderOf, payButton, payByDebit, payWithCard, ACCOUNT, moved, newEmail } from '../support/checkout.ts';
import { claims, verify } from '../support/licence.ts';
import { codeFor, mailTo } from '../support/mail.ts';
import { settle } from '../support/order.ts';
import type { Shop } from '../support/shop.ts';
import { expect, hydrated, test } from '../support/test.ts';
import { enterCode, fillTrialForm } from '../support/trial.ts';

// Whole ways through the shop, by what is on its pages and in its mails alone.

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const DONE = 'Done: your licence is ready';

async function goOn(page: Page, button: string, to: RegExp): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page).toHaveURL(to);
  await hydrated(page);
}

/** From the plan page to the payment step, as a guest whose address is proved on the way. */
async function toPayment(page: Page, shop: Shop, email: string): Promise<void> {
  await page.goto('/?term=1y&seats=25&currency=EUR');
  await hydrated(page);
  await goOn(page, 'Buy Premium', /\/plan$/);
  await goOn(page, 'Continue to details', /\/details$/);
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('Company').fill('Analytical Engines GmbH');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Street and number').fill('Unter den Linden 1');
  await page.getByLabel('Postal code').fill('10117');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByLabel('VAT id').fill('DE136695976');
  await goOn(page, 'Continue to payment', /\/code$/);
  await enterCode(page, await codeFor(shop, email));
  await expect(page).toHaveURL(/\/payment$/);
  await hydrated(page);
}

async function pay(page: Page): Promise<string> {
  await agree(page);
  await payButton(page).click();
  await expect(page).toHaveURL(/\/orders\//);
  return orderOf(page);
}

test('a guest buys, and owns the account that has bought', async ({ page, shop }) => {
  test.slow();
  const email = newEmail();
  await toPayment(page, shop, email);
  await payWithCard(page, CARDS.good);
  await expect(page.getByText(/the plan renews for 1 year, for €8,100.00, without VAT/)).toBeVisible();
  const order = await pay(page);
  await expect(heading(page)).toHaveText(DONE);
  const licence = (await page.getByLabel('Licence text').textContent())!;
  expect(await verify(shop, licence)).toMatch(/premium/i);
  expect((await mailTo(shop, email, /Receipt for order/)).text).toContain(licence);
  expect(await moved(shop, order, 'capture')).toEqual({ count: 1, amount_minor: 810_000 });

  await page.getByRole('banner').getByRole('link', { name: 'Account' }).click();
  await page.getByRole('link', { name: 'Members' }).click();
  const member = page.getByRole('listitem').filter({ hasText: email });
  await expect(member).toContainText('Ada Lovelace');
  await expect(member).toContainText('Answers for the account');
  await expect(member).toContainText('Owner');
});

test('a trial becomes a subscription: the same one, with the next licence of its lineage', async ({ page, shop }) => {
  test.slow();
  const email = newEmail();
  await page.goto('/?seats=25');
  await hydrated(page);
  await page.getByRole('link', { name: /Try Premium free/ }).click();
  await fillTrialForm(page, email);
  await page.getByRole('button', { name: 'Start the trial' }).click();
  await expect(page).toHaveURL(/\/code$/);
  await enterCode(page, await codeFor(shop, email));
  await expect(page.getByText('30 days left')).toBeVisible();
  const tried = claims((await page.locator('pre.licence').textContent())!);

  await hydrated(page);
  await goOn(page, 'Convert now', /\/checkout\/[^/]+\/plan$/);
  await goOn(page, 'Continue to details', /\/details$/);
  await page.getByLabel('Street and number').fill('Hauptstraße 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
  await goOn(page, 'Continue to payment', /\/payment$/);
  await payWithCard(page, CARDS.good);
  const order = await pay(page);
  await expect(heading(page)).toHaveText(DONE);
  const licence = (await page.getByLabel('Licence text').textContent())!;
  expect(await verify(shop, licence)).toMatch(/premium/i);
  const bought = claims(licence);
  expect(bought).toMatchObject({ basis: 'paid', subscription: tried.subscription, account: tried.account, lineage: tried.lineage, sequence: 2 });
  expect(tried).toMatchObject({ basis: 'trial', sequence: 1 });
  expect((await moved(shop, order, 'capture')).count).toBe(1);
});

test('law 7: a debit that comes back days later is told by mail, and paid by card', async ({ page, shop }) => {
  test.slow();
  const email = newEmail();
  await toPayment(page, shop, email);
  await payByDebit(page, ACCOUNT);
  const order = await pay(page);
  await expect(heading(page)).toHaveText('Your direct debit is on its way');

  await settle(shop, order, 'account_closed');
  const mail = await mailTo(shop, email, /the payment failed/);
  await page.goto(new URL(/https?:\/\/\S+\/orders\/\S+/.exec(mail.text)![0]).pathname);
  await page.getByRole('link', { name: 'Pay another way' }).click();
  await expect(page).toHaveURL(/\/payment$/);
  await hydrated(page);
  await expect(page.getByText('Nothing was charged, and everything you entered is kept.')).toBeVisible();
  await payWithCard(page, CARDS.good);
  const paid = await pay(page);
  await expect(heading(page)).toHaveText(DONE);
  expect(await moved(shop, paid, 'capture')).toEqual({ count: 1, amount_minor: 810_000 });
  expect(await verify(shop, (await page.getByLabel('Licence text').textContent())!)).toMatch(/premium/i);
});
