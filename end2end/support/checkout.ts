import { type APIResponse, type FrameLocator, type Page, expect } from '@playwright/test';
import { codeFor } from './mail.ts';
import type { Shop } from './shop.ts';
import { hydrated } from './test.ts';

/** Numbers of the provider, as Stripe documents them: https://docs.stripe.com/testing */
export const CARDS = {
  good: '4242424242424242',
  anotherGood: '5555555555554444',
  declined: '4000000000000002',
  insufficientFunds: '4000000000009995',
  expired: '4000000000000069',
  wrongCode: '4000000000000127',
  processingError: '4000000000000119',
  failsWhenCharged: '4000000000000341',
  confirmed: '4000002760003184',
  confirmedThenDeclined: '4000008400001629',
} as const;

/** An account whose debits settle. */
export const ACCOUNT = 'DE89370400440532013000';

/** 25 seats of Premium for a year in euros, as a business in Germany: 25 × €324.00, reverse charge. */
export const SELECTION = { plan: 'premium', seats: '25', term: '1y', currency: 'EUR' };

export const ACME = {
  business: 'yes',
  company: 'Acme GmbH',
  contact_name: 'Ada Lovelace',
  country: 'DE',
  line1: 'Hauptstraße 1',
  city: 'Berlin',
  postal_code: '10115',
  vat_id: 'DE136695976',
};

/** A checkout that a browser has opened. */
export interface Checkout {
  readonly id: string;
  readonly email: string;
  /** The address of one of its steps, like `payment`. */
  step(name: string): string;
}

interface Wishes {
  selection?: Record<string, string>;
  details?: Record<string, string>;
  /** An address of its own for every checkout if none is named. */
  email?: string;
}

let buyers = 0;

/** An address that nobody else uses. */
export function newEmail(): string {
  buyers += 1;
  return `ada.${Date.now().toString(36)}.${process.pid}.${buyers}@acme.example`;
}

/** What a form of the shop answers, asked for as its pages do, with the browser's cookies. */
export async function call<T>(page: Page, shop: Shop, name: string, form: Record<string, string>): Promise<T> {
  const headers = { origin: shop.url, accept: 'application/json' };
  const answer: APIResponse = await page.request.post(`${shop.url}/fn/${name}`, { form, headers });
  if (!answer.ok()) throw new Error(`/fn/${name} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Asks a function of the shop that only answers, as the page's browser. */
export async function look<T>(page: Page, shop: Shop, question: string): Promise<T> {
  const answer: APIResponse = await page.request.get(`${shop.url}/fn/${question}`);
  if (!answer.ok()) throw new Error(`/fn/${question} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/**
 * Opens a checkout in the page's browser and fills it in up to the payment, the e-mail address proved: without clicking
 * through the pages before, which have journeys of their own.
 */
export async function openCheckout(page: Page, shop: Shop, wishes: Wishes = {}): Promise<Checkout> {
  const email = wishes.email ?? newEmail();
  const id = await call<string>(page, shop, 'start_checkout', { ...SELECTION, ...wishes.selection });
  await call(page, shop, 'edit_details', { id, version: '1', ...ACME, contact_email: email, ...wishes.details });
  await call(page, shop, 'prove_email', { id, code: await codeFor(shop, email) });
  return { id, email, step: (name) => `/checkout/${id}/${name}` };
}

/** The provider's fields on the page. */
export function fields(page: Page): FrameLocator {
  return page.frameLocator('.frame iframe');
}

/** Types a card into the provider's fields. */
export async function typeCard(page: Page, number: string): Promise<void> {
  const inside = fields(page);
  await inside.locator('#number').fill(number);
  await inside.locator('#expiry').fill('12/34');
  await inside.locator('#cvc').fill('123');
  await inside.locator('#holder').fill('Ada Lovelace');
}

/** On the payment step: types a card and goes on to the review. */
export async function payWithCard(page: Page, number: string): Promise<void> {
  const anew = page.getByRole('radio', { name: /^Card/ });
  if (!(await anew.isChecked())) await anew.check();
  await typeCard(page, number);
  await page.getByRole('button', { name: 'Continue to review' }).click();
  await expect(page).toHaveURL(/\/review$/);
}

/** On the payment step: types an account for direct debits and goes on to the review. */
export async function payByDebit(page: Page, account: string): Promise<void> {
  await page.getByRole('radio', { name: /^Direct debit/ }).check();
  await fields(page).locator('#iban').fill(account);
  await fields(page).locator('#holder').fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Continue to review' }).click();
  await expect(page).toHaveURL(/\/review$/);
}

/** On the review step: agrees to what has to be agreed to. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /I accept the terms/ }).check();
  const renewal = page.getByRole('checkbox', { name: /I agree that the plan renews/ });
  if (await renewal.count()) await renewal.check();
}

/** The last button. */
export function payButton(page: Page) {
  return page.getByRole('button', { name: /^Pay |^Start free|^Your payment is on its way/ });
}

/** Opens a checkout, types this card, and stands on the review step with everything agreed to. */
export async function atReview(page: Page, shop: Shop, number: string, wishes: Wishes = {}): Promise<Checkout> {
  const checkout = await openCheckout(page, shop, wishes);
  await page.goto(checkout.step('payment'));
  await hydrated(page);
  await payWithCard(page, number);
  await agree(page);
  return checkout;
}

/** What the provider's own books have moved, of one kind, for one order or for all: how often, and how much in all. */
export async function moved(shop: Shop, order: string | undefined, kind: string): Promise<{ count: number; amount_minor: number }> {
  const only = order ? `?metadata.order=${order}` : '';
  const answer = await fetch(`${shop.provider}/v1/_control/ledger${only}`, {
    headers: { authorization: `Bearer ${shop.providerKey}` },
  });
  if (!answer.ok) throw new Error(`the ledger answered ${answer.status}`);
  const { data } = (await answer.json()) as { data: { kind: string; amount_minor: number }[] };
  const lines = data.filter((line) => line.kind === kind);
  return { count: lines.length, amount_minor: lines.reduce((sum, line) => sum + line.amount_minor, 0) };
}

/** The order whose page is shown. */
export function orderOf(page: Page): string {
  const found = /\/orders\/(ord_[0-9a-z]+)/i.exec(page.url());
  if (!found) throw new Error(`${page.url()} is not the page of an order`);
  return found[1]!;
}

/** Makes the provider misbehave at the next request of a kind. */
export async function fault(shop: Shop, on: string, what: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${shop.provider}/v1/_control/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.providerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ on, ...what }),
  });
  if (!answer.ok) throw new Error(`the fault was answered ${answer.status}: ${await answer.text()}`);
}
