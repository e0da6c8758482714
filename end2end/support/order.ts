import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { call, look } from './checkout.ts';
import { codeFor } from './mail.ts';
import type { Shop } from './shop.ts';

/** A card that goes through, and accounts and cards with other fates, as the provider's test table has them. */
export const GOOD_CARD = '4242424242424242';
export const EMPTY_CARD = '4000000000009995';
export const CONFIRMED_CARD = '4000002760003184';
export const GOOD_ACCOUNT = 'DE89370400440532013000';

/** What is bought, and with what it is paid. */
export interface Wish {
  plan?: string;
  seats?: number;
  term?: string;
  currency?: string;
  coupon?: string;
  addon?: Record<string, number>;
  /** The number of a card or of an account; none for what costs nothing. */
  pay?: string;
  details?: Record<string, string>;
}

/** An order that this page's browser has placed, by the same functions that the pages of the checkout call. */
export interface Placed {
  id: string;
  checkout: string;
  email: string;
}

interface View {
  id: string;
  version: number;
  as_of: string;
}

/** Asks the payment provider, as the merchant or as the bank. */
export async function provider<T>(shop: Shop, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${shop.providerKey}`, 'idempotency-key': randomUUID() };
  const sent = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${shop.provider}${path}`, sent);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** What the provider's fields answer for a number. */
async function tokenFor(shop: Shop, number: string): Promise<string> {
  const body = /^\d/.test(number)
    ? { kind: 'card', number, expiry: '12/34', cvc: '123', holder: 'Ada Lovelace' }
    : { kind: 'sepa_debit', iban: number, holder: 'Ada Lovelace' };
  return (await provider<{ id: string }>(shop, '/v1/payment_methods', body)).id;
}

/** Places an order in this page's browser, without going through the pages of the checkout. */
export async function placeOrder(page: Page, shop: Shop, wish: Wish = {}): Promise<Placed> {
  const { plan = 'premium', seats = 25, currency = 'EUR', coupon = '', addon = {} } = wish;
  const term = wish.term ?? (plan === 'free' ? '' : '1y');
  const addons = Object.entries(addon).map(([id, count]) => [`addon[${id}]`, String(count)]);
  const selection = { plan, seats: String(seats), term, currency, coupon, ...Object.fromEntries(addons) };
  const checkout = await call<string>(page, shop, 'start_checkout', selection);

  const email = `ada.${randomUUID().slice(0, 8)}@engines.example`;
  const details = {
    company: 'Analytical Engines GmbH',
    contact_name: 'Ada Lovelace',
    contact_email: email,
    country: 'DE',
    line1: 'Unter den Linden 1',
    postal_code: '10117',
    city: 'Berlin',
    vat_id: 'DE136695976',
    ...wish.details,
  };
  const id = checkout;
  const edited = await call<{ view: View }>(page, shop, 'edit_details', { id, version: '1', ...details });
  let view = await call<View>(page, shop, 'prove_email', { id, code: await codeFor(shop, email) });
  if (wish.pay) {
    await call(page, shop, 'choose_method', { id, token: await tokenFor(shop, wish.pay) });
    view = await look<View>(page, shop, `checkout_view?id=${id}`);
  }

  const { version } = view ?? edited.view;
  const shown = { id, version: String(version), as_of: view.as_of, terms: '2026-01', renewal: 'on' };
  // What is not the quote of now is answered with that, and nothing is placed: so we learn its hash.
  const changed = await call<{ Changed: { now: { hash: string } } }>(page, shop, 'accept', { ...shown, quote_hash: '-' });
  const quote_hash = changed.Changed.now.hash;
  const placed = await call<{ Placed: { order: string } }>(page, shop, 'accept', { ...shown, quote_hash });
  return { id: placed.Placed.order, checkout, email };
}

/** The provider's name for the newest payment of an order. */
async function paymentOf(shop: Shop, order: string): Promise<string> {
  const found = await provider<{ data: { id: string }[] }>(shop, `/v1/intents?metadata.order=${order}`);
  return found.data[0]!.id;
}

/** The banks carry the debit of an order out, or return it for this reason. */
export async function settle(shop: Shop, order: string, returned_for: string | null = null): Promise<void> {
  await provider(shop, `/v1/_control/intents/${await paymentOf(shop, order)}/settle`, { returned_for });
}

/** The buyer answers the bank's question: `complete`, `fail` or `cancel`. */
export async function authenticate(shop: Shop, order: string, result: 'complete' | 'fail' | 'cancel'): Promise<void> {
  await provider(shop, `/v1/_control/intents/${await paymentOf(shop, order)}/authenticate`, { result });
}
