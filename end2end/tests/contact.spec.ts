import { mailTo } from '../support/mail.ts';
import { newAddress } from '../support/people.ts';
import { axe, expect, hydrated, test } from '../support/test.ts';
import { ready } from '../support/trial.ts';

// A refused form is answered with 422, which the browser logs.
test.use({ expectedLog: [/status of 422/] });

const SALES = 'sales@kassa.example';

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with script' : 'ux 1: without script', () => {
    test.use({ javaScriptEnabled: scripted });

    test('more seats than can be bought lead to sales, who are written to', async ({ page, shop }) => {
      const buyer = { page, shop, scripted };
      const email = newAddress();
      await page.goto('/?seats=12000');
      await ready(buyer);
      await page.locator('.plan-card').filter({ has: page.getByRole('heading', { name: 'Premium', exact: true }) }).getByRole('link', { name: 'Talk to sales' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Talk to sales');
      await expect(page.getByLabel('Plan', { exact: true })).toHaveValue('premium');
      await expect(page.getByLabel('Seats')).toHaveValue('12000');
      await page.getByLabel('Your name').fill('Ada Lovelace');
      await page.getByLabel('Work e-mail').fill(email);
      await page.getByLabel('Company').fill('Acme GmbH');
      await page.getByLabel('Country').selectOption('DE');
      await page.getByLabel('What should we know?').fill('We move <b>twelve thousand</b> people.\nIn spring.');
      await page.getByRole('button', { name: 'Send to sales' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your request');
      const reference = /led_[0-9a-z]{26}/.exec((await page.locator('main').textContent())!)![0];
      await mailTo(shop, email, new RegExp(`We have your request ${reference}`));
      const told = await mailTo(shop, SALES, /Acme GmbH/);
      for (const fact of ['Ada Lovelace', email, 'Premium', '12,000', 'twelve thousand']) expect(told.text).toContain(fact);
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your request');
    });

    test('what is wrong is said at its field, and nothing typed is lost', async ({ page, shop }) => {
      await page.goto('/contact-sales?plan=nonsense&seats=many');
      await ready({ page, shop, scripted });
      await expect(page.getByLabel('Plan', { exact: true })).toHaveValue('');
      await page.getByLabel('What should we know?').fill('Please call.');
      await page.getByRole('button', { name: 'Send to sales' }).click();
      for (const label of ['Your name', 'Work e-mail', 'Company', 'Country', 'Seats']) {
        await expect(page.getByLabel(label), label).toHaveAttribute('aria-invalid', 'true');
      }
      await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(5);
      await expect(page.getByLabel('What should we know?')).toHaveValue('Please call.');
    });
  });
}

test('a checkout that cannot be begun is explained on the plan page', async ({ page }) => {
  await page.goto('/?seats=30');
  await hydrated(page);
  const form = page.locator('.plan-card form').filter({ has: page.locator('input[value="premium"]') });
  await form.locator('[name="seats"]').evaluate((input: HTMLInputElement) => input.setAttribute('value', '0'));
  await form.getByRole('button').click();
  await expect(page).toHaveURL('/?seats=30');
  await expect(page.getByRole('alert').filter({ hasText: 'seat' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'seat' })).toBeHidden();
});

test('asking sales speaks German', async ({ page }) => {
  await page.goto('/contact-sales?lang=de');
  await hydrated(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mit dem Vertrieb sprechen');
  await page.getByRole('button', { name: 'An den Vertrieb senden' }).click();
  await expect(page.getByLabel('Ihr Name')).toHaveAccessibleDescription(/Bitte/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`ux 19: asking sales has no fault that axe finds, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/contact-sales');
    await hydrated(page);
    expect(await axe(page), 'form').toEqual([]);
    await page.getByRole('button', { name: 'Send to sales' }).click();
    await expect(page.getByLabel('Company')).toHaveAttribute('aria-invalid', 'true');
    expect(await axe(page), 'refused').toEqual([]);
    await page.goto('/contact-sales/sent/led_00000000000000000000000001');
    expect(await axe(page), 'sent').toEqual([]);
  });
}
