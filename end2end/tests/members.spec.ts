import { mailTo } from '../support/mail.ts';
import { invitationOf, invite, openAccount, signedIn } from '../support/members.ts';
import { newAddress } from '../support/people.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';

test('somebody is invited, accepts as the invited address only, and sees what their role may', async ({ page, shop, browser }) => {
  const [owner, member, stranger] = [newAddress('owner'), newAddress('bob'), newAddress('eve')];
  await openAccount(page, shop, owner);
  await page.goto('/account/members');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Members');
  await expect(page.getByText('Answers for the account')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel('E-mail address').fill('nobody');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveAttribute('aria-invalid', 'true');
  await invite(page, member, 'Billing manager');
  const waiting = page.locator('li', { hasText: member });
  await expect(waiting).toContainText('Billing manager');
  await expect(waiting).toContainText('Can accept until');
  const address = await invitationOf(shop, member);

  const eve = await signedIn(browser, shop, stranger, address);
  await expect(eve.getByRole('heading', { level: 1 })).toHaveText('There is no invitation for you here');
  await expect(eve.getByText(stranger)).toBeVisible();
  expect(await axe(eve), 'no invitation').toEqual([]);
  await eve.context().close();

  const bob = await signedIn(browser, shop, member, address);
  await expect(bob.getByRole('heading', { level: 1 })).toHaveText(/invites you to Acme GmbH$/);
  expect(await axe(bob)).toEqual([]);
  await bob.getByRole('button', { name: 'Accept' }).click();
  await expect(bob).toHaveURL(/\/account\/members\?account=acc_/);
  await expect(bob.locator('li', { hasText: member })).toContainText('You');
  await expect(bob.getByRole('button', { name: 'Save role' })).toHaveCount(0);
  await expect(bob.getByRole('radio', { name: 'Owner', exact: true })).toHaveCount(0);
  await bob.goto('/account/audit');
  await expect(bob.getByText('Only an owner of the account can do this.')).toBeVisible();

  await page.reload();
  await expect(page.locator('li.member', { hasText: member })).toBeVisible();
  await expect(page.getByText('Can accept until')).toHaveCount(0);
  await bob.context().close();
});

test('an owner changes roles, hands the account over and leaves; the last one cannot', async ({ page, shop, browser }) => {
  const [owner, second] = [newAddress('owner'), newAddress('second')];
  await openAccount(page, shop, owner);
  await page.goto('/account/members');
  await hydrated(page);
  await page.getByText('Leave the account').first().click();
  await page.getByRole('button', { name: 'Leave the account' }).click();
  await expect(page.getByText('An account needs at least one owner.')).toBeVisible();

  await hydrated(page);
  await invite(page, second, 'Viewer');
  const other = await signedIn(browser, shop, second, await invitationOf(shop, second));
  await other.getByRole('button', { name: 'Accept' }).click();
  await expect(other).toHaveURL(/\/account\/members/);

  await page.reload();
  const row = page.locator('li.member', { hasText: second });
  await row.getByLabel(/^Role/).selectOption('owner');
  await row.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const told = await mailTo(shop, second, /^Your role in Acme GmbH has changed$/);
  expect(told.text).toContain('Your new role: Owner.');
  await row.getByRole('button', { name: 'Make answerable' }).click();
  await expect(row).toContainText('Answers for the account');
  await page.getByText('Leave the account').first().click();
  await page.getByRole('button', { name: 'Leave the account' }).click();
  await expect(page).toHaveURL(/\/account$/);
  await page.goto('/account/members');
  await expect(page.getByText('You are not a member of an account yet')).toBeVisible();
  await hydrated(page);
  expect(await axe(page), 'no account').toEqual([]);

  await other.goto('/account/audit');
  await expect(other.locator('.audit__entry').first()).toContainText('A member left');
  await expect(other.locator('.audit__entry').first()).toContainText(owner);
  expect(await axe(other)).toEqual([]);
  await other.getByLabel('What happened').selectOption('member_role_changed');
  await other.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(other.locator('.audit__entry')).toHaveCount(1);
  await other.getByText(/^\d+ changes?$/).click();
  await expect(other.locator('.audit__entry')).toContainText('viewer');
  const download = other.waitForEvent('download');
  await other.getByRole('link', { name: 'Download as CSV' }).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const csv = Buffer.concat(chunks).toString();
  expect(csv.split('\r\n')[0]).toBe('at,event,actor,who,about,address,browser,id,changes');
  expect(csv).toContain('member_role_changed');
  await other.context().close();
});

test('billing details are kept, and refused by name', async ({ page, shop }) => {
  await openAccount(page, shop, newAddress('owner'));
  await page.goto('/account/settings');
  await hydrated(page);
  await page.getByLabel('Legal name').fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('Legal name')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Legal name').fill('Acme AG');
  await page.getByLabel('Street and number').fill('Hauptstraße 1');
  await page.getByLabel('Postal code').fill('10115');
  await page.getByLabel('Town').fill('Berlin');
  await page.getByLabel('VAT id').fill('DE136695976');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Legal name')).toHaveValue('Acme AG');
  await page.goto('/account/audit');
  await expect(page.locator('.audit__entry').first()).toContainText('Billing details were changed');
});

test('members without script, in German', async ({ browser, page, shop }) => {
  const owner = newAddress('owner');
  await openAccount(page, shop, owner);
  const cookies = await page.context().cookies();
  const context = await browser.newContext({ baseURL: shop.url, javaScriptEnabled: false, locale: 'de-DE' });
  await context.addCookies(cookies.filter((cookie) => cookie.name === 'kassa'));
  const plain = await context.newPage();
  await plain.goto('/account/members');
  await expect(plain.getByRole('heading', { level: 1 })).toHaveText('Mitglieder');
  const guest = newAddress('gast');
  await plain.getByLabel('E-Mail-Adresse').fill(guest);
  await plain.getByRole('radio', { name: 'Leser' }).check();
  await plain.getByRole('button', { name: 'Einladung senden' }).click();
  await expect(plain.getByText(`Die Einladung an ${guest} ist unterwegs.`)).toBeVisible();
  await plain.getByRole('button', { name: 'Zurücknehmen' }).click();
  await expect(plain.getByText(guest)).toHaveCount(0);
  await context.close();
});

test('whoever may buy for two accounts chooses one, and its details are filled in', async ({ page, shop, browser }) => {
  const [boss, buyer] = [newAddress('boss'), newAddress('buyer')];
  await openAccount(page, shop, boss);
  await page.goto('/account/settings');
  await hydrated(page);
  await page.getByLabel('Legal name').fill('Globex Ltd');
  await page.getByLabel('Street and number').fill('Hafenstraße 7');
  await page.getByLabel('Postal code').fill('20457');
  await page.getByLabel('Town').fill('Hamburg');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.goto('/account/members');
  await hydrated(page);
  await invite(page, buyer, 'Billing manager');

  const other = await (await browser.newContext({ baseURL: shop.url })).newPage();
  await openAccount(other, shop, buyer);
  await other.goto(await invitationOf(shop, buyer));
  await other.getByRole('button', { name: 'Accept' }).click();
  await expect(other).toHaveURL(/\/account\/members/);
  await other.goto('/?seats=30');
  await hydrated(other);
  await other.getByRole('button', { name: /^Buy Premium/ }).click();
  await expect(other).toHaveURL(/\/checkout\/[^/]+\/plan$/);
  await hydrated(other);
  await other.getByRole('button', { name: 'Continue to details' }).click();
  await expect(other).toHaveURL(/\/details$/);
  await expect(other.getByRole('group', { name: 'Who is it for?' })).toBeVisible();
  expect(await axe(other)).toEqual([]);
  await other.getByRole('radio', { name: /Globex Ltd/ }).check();
  await expect(other.getByLabel('Company')).toHaveValue('Globex Ltd');
  await expect(other.getByLabel('Town')).toHaveValue('Hamburg');
  await other.getByRole('radio', { name: /Acme GmbH/ }).check();
  await expect(other.getByLabel('Company')).toHaveValue('Acme GmbH');
  await expect(other.getByLabel('Town')).toHaveValue('');
  await other.reload();
  await expect(other.getByRole('radio', { name: /Acme GmbH/ })).toBeChecked();
  await other.context().close();
});
