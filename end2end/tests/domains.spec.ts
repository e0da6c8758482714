import type { Page } from '@playwright/test';
import { openShopWithDns, type ShopWithDns } from '../support/dns.ts';
import { mailTo } from '../support/mail.ts';
import { openAccount, signedIn } from '../support/members.ts';
import { newAddress, newCompany } from '../support/people.ts';
import { axe, expect, hydrated, test as base } from '../support/test.ts';

const test = base.extend<object, { shop: ShopWithDns }>({
  shop: [
    async ({}, use) => {
      const shop = await openShopWithDns();
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],
});

/** Claims a domain on the page of billing details; answers the record that is to be set. */
async function claim(page: Page, domain: string): Promise<{ name: string; value: string }> {
  await page.goto('/account/settings');
  await hydrated(page);
  await page.getByLabel('Domain', { exact: true }).fill(domain);
  await page.getByRole('button', { name: 'Claim domain' }).click();
  await expect(page.getByText(`${domain} is claimed.`)).toBeVisible();
  await hydrated(page);
  const [name, value] = await page.locator('li.claim', { hasText: domain }).locator('dd code').allTextContents();
  return { name: name!, value: value! };
}

async function look(page: Page, domain: string): Promise<void> {
  await page.locator('li.claim', { hasText: domain }).getByRole('button', { name: 'Look for the record' }).click();
}

/** Nothing is cut off, and nothing sticks out to the side. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}

test('a domain is claimed and shown by its record; a colleague asks to join, and an owner takes them in', async ({
  page,
  shop,
  browser,
}) => {
  const [domain, owner] = [newCompany(), newAddress('owner')];
  await openAccount(page, shop, owner);
  await page.goto('/account/settings');
  await hydrated(page);
  await page.getByLabel('Domain', { exact: true }).fill('https://acme');
  await page.getByRole('button', { name: 'Claim domain' }).click();
  await expect(page.getByLabel('Domain', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Domain', { exact: true }).fill('gmail.com');
  await page.getByRole('button', { name: 'Claim domain' }).click();
  await expect(page.getByText('Anybody can have an address at gmail.com').first()).toBeVisible();

  const record = await claim(page, domain);
  expect(record.name).toBe(`_kassa-challenge.${domain}`);
  expect(record.value).toMatch(/^kassa-domain-verification=[0-9a-f]{32}$/);
  expect(await axe(page)).toEqual([]);
  await look(page, domain);
  await expect(page.getByText(`There is no TXT record ${record.name} yet.`).first()).toBeVisible();
  shop.records(record.name, ['kassa-domain-verification=guessed']);
  await hydrated(page);
  await look(page, domain);
  await expect(page.getByText('but it says something else').first()).toBeVisible();
  shop.records(record.name, ['v=spf1 -all', record.value]);
  await hydrated(page);
  await look(page, domain);
  await expect(page.getByText(`${domain} is yours.`)).toBeVisible();
  await expect(page.getByText('Verified since')).toBeVisible();
  expect(await axe(page)).toEqual([]);

  const colleague = `bob@${domain}`;
  const bob = await signedIn(browser, shop, colleague);
  await expect(bob.getByRole('heading', { name: 'Acme GmbH uses Kassa' })).toBeVisible();
  expect(await axe(bob)).toEqual([]);
  await bob.getByRole('button', { name: 'Ask to join' }).click();
  await expect(bob.getByText('The owners of the account have been told.')).toBeVisible();
  await expect(bob.getByRole('button', { name: 'Ask to join' })).toHaveCount(0);

  const mail = await mailTo(shop, owner, /asks to join Acme GmbH/);
  const answer = new URL(/https?:\S+\/account\/members\S+/.exec(mail.text)![0]);
  await page.goto(answer.pathname + answer.search);
  await hydrated(page);
  expect(await axe(page)).toEqual([]);
  const row = page.locator('section', { hasText: 'Asking to join' }).locator('li.member', { hasText: colleague });
  await row.getByLabel(/^Role/).selectOption('technical');
  await row.getByRole('button', { name: 'Take in' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Asking to join' })).toHaveCount(0);
  await expect(page.locator('li.member', { hasText: colleague })).toContainText('Technical contact');

  await mailTo(shop, colleague, /You are now a member of Acme GmbH/);
  await bob.goto('/account/members');
  await expect(bob.locator('li.member', { hasText: colleague })).toContainText('You');
  await bob.goto('/account');
  await expect(bob.getByRole('heading', { name: 'Acme GmbH uses Kassa' })).toHaveCount(0);
  await page.goto('/account/audit');
  await expect(page.getByText('Somebody who asked to join was taken in').last()).toBeVisible();
  await bob.context().close();
});

test('a domain that another account has shown is refused, until that gives it up; who was declined hears so', async ({
  page,
  shop,
  browser,
}) => {
  const domain = newCompany();
  await openAccount(page, shop, newAddress('owner'));
  const record = await claim(page, domain);
  shop.records(record.name, [record.value]);
  await look(page, domain);
  await expect(page.getByText(`${domain} is yours.`)).toBeVisible();

  const other = await (await browser.newContext({ baseURL: shop.url })).newPage();
  await openAccount(other, shop, newAddress('other'));
  const second = await claim(other, domain);
  shop.records(record.name, [record.value, second.value]);
  await look(other, domain);
  await expect(other.getByText(`Another account has shown that ${domain} is theirs.`).first()).toBeVisible();

  const colleague = `carol@${domain}`;
  const carol = await signedIn(browser, shop, colleague);
  await carol.getByRole('button', { name: 'Ask to join' }).click();
  await expect(carol.getByText('You have asked.')).toBeVisible();
  await page.goto('/account/members');
  await hydrated(page);
  await page.getByRole('button', { name: `Decline: ${colleague}` }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await mailTo(shop, colleague, /Your request to join Acme GmbH/);
  await carol.goto('/account');
  await hydrated(carol);
  await carol.getByRole('button', { name: 'Ask to join' }).click();
  await expect(carol.getByText('An owner declined a short while ago.')).toBeVisible();

  await page.goto('/account/settings');
  await hydrated(page);
  await page.locator('li.claim').getByText('Give up').first().click();
  await page.getByRole('button', { name: 'Give up', exact: true }).click();
  await expect(page.getByText(`${domain} is given up.`)).toBeVisible();
  await hydrated(other);
  await look(other, domain);
  await expect(other.getByText(`${domain} is yours.`)).toBeVisible();
  await other.context().close();
  await carol.context().close();
});

test('without script and in German, on a phone', async ({ browser, page, shop }) => {
  const domain = newCompany();
  await openAccount(page, shop, newAddress('owner'));
  const cookies = await page.context().cookies();
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false, locale: 'de-DE', viewport });
  await context.addCookies(cookies.filter((cookie) => cookie.name === 'kassa'));
  const plain = await context.newPage();
  await plain.goto('/account/settings');
  await plain.getByLabel('Domain', { exact: true }).fill(`@${domain}`);
  await plain.getByRole('button', { name: 'Domain beanspruchen' }).click();
  await expect(plain.getByText(`${domain} ist beansprucht.`)).toBeVisible();
  await fits(plain);
  const [name, value] = await plain.locator('li.claim dd code').allTextContents();
  await plain.getByRole('button', { name: 'Nach dem Eintrag sehen' }).click();
  await expect(plain.getByText(`Es gibt noch keinen TXT-Eintrag ${name}.`).first()).toBeVisible();
  shop.records(name!, [value!]);
  await plain.getByRole('button', { name: 'Nach dem Eintrag sehen' }).click();
  await expect(plain.getByText(`${domain} gehört Ihnen.`)).toBeVisible();

  const colleague = await signedIn(browser, shop, `dora@${domain}`);
  await colleague.setViewportSize(viewport);
  await colleague.getByRole('button', { name: 'Ask to join' }).click();
  await expect(colleague.getByText('You have asked.')).toBeVisible();
  await fits(colleague);
  await plain.goto('/account/members');
  await expect(plain.getByRole('heading', { name: 'Bitten um Aufnahme' })).toBeVisible();
  await fits(plain);
  await plain.getByRole('button', { name: 'Aufnehmen' }).click();
  await expect(plain.locator('li.member', { hasText: `dora@${domain}` })).toContainText('Leser');
  await context.close();
  await colleague.context().close();
});
