import { mailTo } from '../support/mail.ts';
import { openAccount, signedIn } from '../support/members.ts';
import { placeOrder } from '../support/order.ts';
import { newAddress } from '../support/people.ts';
import { asStaff, openCustomer } from '../support/staff.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

// What is not the reader's to see is not found.
test.use({ expectedLog: [/status of 404/] });

const WHY = 'Asked by phone to correct the legal name';

test('the staff area is there for our own people alone', async ({ page, shop, browser }) => {
  await page.goto('/staff');
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fstaff$/);
  const customer = await signedIn(browser, shop, newAddress(), '/staff');
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText('This page does not exist');
  await customer.context().close();
  // The provider knows them, and none of their groups is one of ours.
  const tom = await asStaff(browser, shop, 'nobody', '/staff');
  await expect(tom.getByRole('heading', { level: 1 })).toHaveText('This page does not exist');
  await tom.context().close();
  const noor = await asStaff(browser, shop, 'compliance');
  await expect(noor).toHaveURL(/\/staff$/);
  await expect(noor.getByText('You are here as compliance.')).toBeVisible();
  await noor.getByRole('link', { name: 'Account', exact: true }).click();
  await noor.locator('main').getByRole('link', { name: 'Customers' }).click();
  await expect(noor).toHaveURL(/\/staff$/);
  await noor.context().close();
});

test('support finds a customer, acts on its behalf with a reason, and the customer sees it', async ({ page, shop, browser }) => {
  const owner = newAddress('owner');
  await openAccount(page, shop, owner);
  const sam = await asStaff(browser, shop, 'support');
  await openCustomer(sam, owner.toUpperCase(), 'Acme GmbH');
  await hydrated(sam);
  expect(await axe(sam)).toEqual([]);
  await expect(sam.getByRole('heading', { name: 'Subscriptions' })).toBeVisible();
  await expect(sam.getByText(/^On trial until/)).toBeVisible();
  await expect(sam.locator('li', { hasText: `Start of a trial to ${owner}` })).toBeVisible();
  await expect(sam.locator('.audit__entry', { hasText: 'The account was opened' })).toBeVisible();
  // Giving the account away is not support's.
  await expect(sam.getByRole('button', { name: 'Make answerable' })).toHaveCount(0);
  await expect(sam.getByRole('button', { name: 'Give more days' })).toHaveCount(0);

  await sam.getByRole('button', { name: 'Begin' }).click();
  await expect(sam.getByLabel('Reason, as the customer reads it')).toHaveAttribute('aria-invalid', 'true');
  await sam.getByLabel('Reason, as the customer reads it').fill(WHY);
  await sam.getByRole('button', { name: 'Begin' }).click();
  await expect(sam.getByRole('heading', { name: /^You act on behalf of Acme GmbH until/ })).toBeVisible();
  expect(await axe(sam)).toEqual([]);
  expect((await mailTo(shop, owner, /acts on behalf of Acme GmbH/)).text).toContain(WHY);

  await sam.getByRole('button', { name: 'Give more days' }).click();
  await expect(sam.getByText(/^The trial now ends on/)).toBeVisible();
  await sam.getByRole('link', { name: 'Its billing details' }).click();
  await hydrated(sam);
  await expect(sam.getByRole('heading', { name: /^You act on behalf of/ })).toBeVisible();
  await sam.getByLabel('Legal name').fill('Acme Werke GmbH');
  await sam.getByLabel('Street and number').fill('Hauptstraße 1');
  await sam.getByLabel('Postal code').fill('10115');
  await sam.getByLabel('Town').fill('Berlin');
  await sam.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(sam.getByText('Saved.')).toBeVisible();

  await page.goto('/account/members');
  await expect(page.getByRole('heading', { name: /^sam@kassa\.example of our staff acts on behalf of this account/ })).toBeVisible();
  await expect(page.getByText(`Reason: ${WHY}`)).toBeVisible();
  await page.goto('/account/audit');
  for (const done of ['Billing details were changed', 'A trial got more days', 'Our staff began to act on the account’s behalf']) {
    await expect(page.locator('.audit__entry', { hasText: done }).first()).toContainText('sam@kassa.example');
  }

  await sam.getByRole('button', { name: 'Stop acting' }).click();
  await expect(sam.getByRole('heading', { level: 1 })).toHaveText('Acme Werke GmbH');
  await expect(sam.getByRole('button', { name: 'Begin' })).toBeVisible();
  await page.reload();
  await expect(page.locator('.audit__entry').first()).toContainText('Our staff stopped acting on the account’s behalf');
  await page.goto('/account/members');
  await expect(page.getByText(/of our staff acts/)).toHaveCount(0);
  await sam.context().close();
});

test('an account whose owner is lost is given to somebody else, and every member is told', async ({ page, shop, browser }) => {
  const [owner, heir] = [newAddress('owner'), newAddress('heir')];
  await openAccount(page, shop, owner);
  const ida = await asStaff(browser, shop, 'admin');
  await openCustomer(ida, owner, 'Acme GmbH');
  await hydrated(ida);
  const [address, reason] = [ida.getByLabel('Address of the new owner'), ida.getByLabel('Reason, as every member reads it')];
  await address.fill(heir);
  await reason.fill('The owner left the company');
  await ida.getByRole('button', { name: 'Make answerable' }).click();
  await expect(ida.locator('#email-error')).toContainText('Nobody has signed in with this address yet.');
  await hydrated(ida);
  await expect(address).toHaveValue(heir);

  const other = await signedIn(browser, shop, heir);
  await ida.getByRole('button', { name: 'Make answerable' }).click();
  await expect(ida.getByText(`${heir} answers for the account now.`)).toBeVisible();
  for (const member of [owner, heir]) {
    expect((await mailTo(shop, member, /now answers for Acme GmbH/)).text).toContain('The owner left the company');
  }
  await other.goto('/account/members');
  await expect(other.locator('li.member', { hasText: heir })).toContainText('Answers for the account');
  const former = other.locator('li.member', { hasText: owner });
  await former.getByText('Remove').first().click();
  await former.getByRole('button', { name: 'Remove' }).click();
  await expect(former).toHaveCount(0);
  await other.goto('/account/audit');
  await expect(other.locator('.audit__entry', { hasText: 'Our staff gave the account to another owner' })).toBeVisible();
  await other.context().close();
  await ida.context().close();
});

test('orders that wait are listed with why, and an order is found by its id', async ({ page, shop, browser }) => {
  const { id } = await placeOrder(page, shop, { plan: 'free', seats: 5 });
  const sam = await asStaff(browser, shop, 'support');
  await sam.getByLabel('Name, address, VAT id or id').fill(id);
  await sam.getByRole('button', { name: 'Search' }).click();
  await expect(sam.locator('li', { hasText: id })).toBeVisible();
  expect(await axe(sam)).toEqual([]);
  await sam.getByRole('link', { name: /Free/ }).click();
  await expect(sam).toHaveURL(new RegExp(`/orders/${id}$`));
  await sam.goto('/staff?q=nothing%20is%20called%20so');
  await expect(sam.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await sam.context().close();
});

test('the staff area without script, in German', async ({ browser, page, shop }) => {
  const owner = newAddress('owner');
  await openAccount(page, shop, owner);
  const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false, locale: 'de-DE' });
  const plain = await context.newPage();
  await plain.goto('/staff');
  await plain.getByLabel('E-Mail-Adresse', { exact: true }).fill('sam@kassa.example');
  await plain.getByRole('button', { name: 'Code zuschicken' }).click();
  await plain.getByRole('button', { name: /Sam Okafor/ }).click();
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Kunden');
  await plain.getByLabel('Name, Adresse, USt-IdNr. oder Kennung').fill(owner);
  await plain.getByRole('button', { name: 'Suchen' }).click();
  await plain.getByRole('link', { name: 'Acme GmbH' }).first().click();
  await plain.getByLabel('Begründung, wie der Kunde sie liest').fill('kurz');
  await plain.getByRole('button', { name: 'Beginnen' }).click();
  await expect(plain.getByLabel('Begründung, wie der Kunde sie liest')).toHaveValue('kurz');
  await expect(plain.getByText('Bitte begründen Sie es mit mindestens 10 Zeichen').first()).toBeVisible();
  await plain.getByLabel('Begründung, wie der Kunde sie liest').fill('Telefonisch darum gebeten');
  await plain.getByRole('button', { name: 'Beginnen' }).click();
  await expect(plain.getByText(/^Sie handeln im Namen von Acme GmbH/)).toBeVisible();
  await context.close();
});
