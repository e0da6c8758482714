import type { Browser, BrowserContext, Page } from '@playwright/test';
import { CARDS, type Checkout, agree, call, moved, newEmail, openCheckout, orderOf, payButton, payWithCard } from '../support/checkout.ts';
import { codeFor, mailTo } from '../support/mail.ts';
import type { Shop } from '../support/shop.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';
import { enterCode } from '../support/trial.ts';

/** Somebody with a mailbox and a browser of their own. */
interface Approver {
  email: string;
  context: BrowserContext;
  page: Page;
}

async function approver(browser: Browser): Promise<Approver> {
  const context = await browser.newContext();
  return { email: `boss.${newEmail()}`, context, page: await context.newPage() };
}

/** On the payment step: sends the checkout to somebody, and stands on its review. */
async function send(page: Page, to: string, note: string): Promise<void> {
  const form = page.locator('details', { hasText: 'Send it to the person who pays' });
  if (!(await form.getAttribute('open'))) await form.locator('summary').click();
  await form.getByLabel('Their e-mail address').fill(to);
  await form.getByLabel('Note to them').fill(note);
  await form.getByRole('button', { name: 'Send for approval' }).click();
  await expect(page).toHaveURL(/\/review$/);
  await expect(page.getByRole('heading', { name: `Waiting for ${to}` })).toBeVisible();
}

/** Opens the link that was mailed last, and stands on the review. */
async function open({ email, page }: Approver, shop: Shop, checkout: Checkout): Promise<void> {
  const mail = await mailTo(shop, email, /asks you to approve/);
  const url = /https?:\/\/\S+\/l\/\S+/.exec(mail.text)![0];
  await page.goto(new URL(url).pathname.replace(/^/, shop.url));
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open the order to approve');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open it here' }).click();
  await expect(page).toHaveURL(new RegExp(`${checkout.step('review')}$`));
  await expect(page.getByRole('heading', { name: 'Your decision' })).toBeVisible();
}

/** A checkout that the buyer has sent to somebody, who has it open. */
async function opened(page: Page, shop: Shop, browser: Browser): Promise<{ boss: Approver; checkout: Checkout }> {
  const boss = await approver(browser);
  const checkout = await openCheckout(page, shop);
  await page.goto(checkout.step('payment'));
  await hydrated(page);
  await send(page, boss.email, '');
  await open(boss, shop, checkout);
  return { boss, checkout };
}

const history = (page: Page) => page.getByRole('region', { name: 'What happened so far' }).getByRole('listitem');

test.describe('a checkout is sent to the person who pays', () => {
  test('who comments, returns it and approves it, while the buyer follows; the buyer pays', async ({ page, shop, browser }) => {
    // Two browsers and five mails.
    test.slow();
    const boss = await approver(browser);
    const checkout = await openCheckout(page, shop);
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await send(page, boss.email, 'For the new team');
    expect(await axe(page)).toEqual([]);

    await open(boss, shop, checkout);
    await expect(boss.page.getByText('Ada Lovelace asks you to approve this order')).toBeVisible();
    await expect(boss.page.locator('.derivation').first()).toContainText('25 seats × €324.00');
    await expect(boss.page.getByRole('link', { name: 'Change the plan' })).toHaveCount(0);
    expect(await axe(boss.page)).toEqual([]);
    await expect(history(page).filter({ hasText: `Opened by ${boss.email}` }), 'the buyer sees it live').toBeVisible();

    await boss.page.getByText('Write a comment').click();
    await boss.page.getByLabel('Your comment').fill('Why so many?');
    await boss.page.getByRole('button', { name: 'Send the comment' }).click();
    await expect(history(page).filter({ hasText: 'Why so many?' })).toBeVisible();

    await boss.page.getByText('Return it with a note').click();
    await boss.page.getByLabel('What should change').fill('Twenty are enough');
    await boss.page.getByRole('button', { name: 'Return it', exact: true }).click();
    await expect(boss.page.getByRole('heading', { name: /is with Ada Lovelace again/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: `${boss.email} returned it` }), 'live').toBeVisible();
    await expect(page.locator('.remark')).toHaveText('Twenty are enough');

    const id = checkout.id;
    await call(page, shop, 'edit_plan', { id, version: '2', plan: 'premium', seats: '20', term: '1y', currency: 'EUR' });
    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await send(page, boss.email, 'Twenty it is');
    const approve = boss.page.getByRole('button', { name: 'Approve €6,480.00' });
    await expect(approve, 'the approver sees it come back, live').toBeVisible();
    await approve.click();
    await expect(boss.page.getByRole('heading', { name: /You approved this order/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: `Approved by ${boss.email}` }), 'live').toBeVisible();

    await page.goto(checkout.step('payment'));
    await hydrated(page);
    await payWithCard(page, CARDS.good);
    await agree(page);
    await payButton(page).click();
    await expect(page).toHaveURL(/\/orders\/ord_/);
    await expect.poll(() => moved(shop, orderOf(page), 'capture')).toEqual({ count: 1, amount_minor: 648_000 });
    const progress = page.getByRole('region', { name: /./ }).filter({ has: page.locator('.timeline') }).first();
    for (const said of ['Why so many?', 'Twenty are enough', `Approved by ${boss.email}`]) {
      await expect(progress).toContainText(said);
    }
    await mailTo(shop, checkout.email, /approved your order/);
    await boss.context.close();
  });

  test('who pays it themselves, their address proved', async ({ page, shop, browser }) => {
    const { boss, checkout } = await opened(page, shop, browser);
    await boss.page.getByRole('link', { name: 'Confirm your address and pay' }).click();
    await expect(boss.page).toHaveURL(/\/sign-in/);
    await boss.page.getByLabel('E-mail', { exact: true }).fill(boss.email);
    await boss.page.getByRole('button', { name: 'Send me a code' }).click();
    await expect(boss.page.getByRole('heading', { level: 1 })).toHaveText('Enter the code');
    await enterCode(boss.page, await codeFor(shop, boss.email));
    await expect(boss.page).toHaveURL(/\/payment$/);
    await payWithCard(boss.page, CARDS.good);
    await agree(boss.page);
    await payButton(boss.page).click();
    await expect(boss.page).toHaveURL(/\/orders\/ord_/);
    const order = orderOf(boss.page);
    await expect.poll(() => moved(shop, order, 'capture')).toEqual({ count: 1, amount_minor: 810_000 });
    await expect(boss.page.getByRole('main')).not.toContainText('eyJ');
    await mailTo(shop, checkout.email, /ordered and pays/);
    await page.goto(`/orders/${order}`);
    await expect(page.getByRole('main')).toContainText(`Approved by ${boss.email}`);
    await boss.context.close();
  });

  test('is taken back, and the link opens nothing any more', async ({ page, shop, browser }) => {
    const { boss, checkout } = await opened(page, shop, browser);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByRole('button', { name: 'Take it back' })).toHaveCount(0);
    await expect(boss.page.getByRole('heading', { level: 1 }), 'live').toHaveText('This checkout was taken back');
    expect((await boss.page.goto(shop.url + checkout.step('review')))!.status()).toBe(404);
    await boss.context.close();
  });

  test('who opens it on another device as well, once signed in', async ({ page, shop, browser }) => {
    const { boss, checkout } = await opened(page, shop, browser);

    const mail = await mailTo(shop, boss.email, /asks you to approve/);
    const there = new URL(/https?:\/\/\S+\/l\/\S+/.exec(mail.text)![0]).pathname;
    const phone = await (await browser.newContext({ baseURL: shop.url })).newPage();
    await phone.goto(there);
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('This link has been used');
    await hydrated(phone);
    expect(await axe(phone)).toEqual([]);
    await phone.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await phone.getByLabel('E-mail', { exact: true }).fill(boss.email);
    await phone.getByRole('button', { name: 'Send me a code' }).click();
    await enterCode(phone, await codeFor(shop, boss.email));
    await phone.getByRole('button', { name: 'Open it here' }).click();
    await expect(phone.getByRole('button', { name: 'Approve €8,100.00' })).toBeVisible();
    await phone.getByRole('button', { name: 'Approve €8,100.00' }).click();
    await expect(page.getByRole('heading', { name: `Approved by ${boss.email}` }), 'live').toBeVisible();
    await phone.context().close();
    await boss.context.close();
  });

  test('in German', async ({ page, shop }) => {
    const checkout = await openCheckout(page, shop);
    await page.goto(`${checkout.step('payment')}?lang=de`);
    await hydrated(page);
    const form = page.locator('details', { hasText: 'An die Person schicken, die bezahlt' });
    await form.locator('summary').click();
    await form.getByLabel('Ihre E-Mail-Adresse').fill(`chef.${newEmail()}`);
    await form.getByRole('button', { name: 'Zur Freigabe schicken' }).click();
    await expect(page.getByRole('heading', { name: /^Wartet auf chef\./ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Zurückholen' })).toBeVisible();
  });

  test.describe('without script', () => {
    test.use({ javaScriptEnabled: false });

    test('it works as well', async ({ page, shop }) => {
      const checkout = await openCheckout(page, shop);
      const to = `boss.${newEmail()}`;
      await page.goto(checkout.step('payment'));
      const form = page.locator('details', { hasText: 'Send it to the person who pays' });
      await form.locator('summary').click();
      await form.getByLabel('Their e-mail address').fill('nonsense');
      await form.getByRole('button', { name: 'Send for approval' }).click();
      await expect(form.getByText(/e-mail address/i).first()).toBeVisible();
      await form.getByLabel('Their e-mail address').fill(to);
      await form.getByRole('button', { name: 'Send for approval' }).click();
      await expect(page.getByRole('heading', { name: `Waiting for ${to}` })).toBeVisible();
      await page.getByRole('button', { name: 'Take it back' }).click();
      await expect(page.getByRole('heading', { name: `Waiting for ${to}` })).toHaveCount(0);
    });
  });
});
