import { expect } from '@playwright/test';
import type { Shop } from './shop.ts';

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  sent_at: string;
}

/** The mails to an address so far, the newest first. */
export async function mailsTo(shop: Shop, to: string): Promise<Mail[]> {
  const answer = await fetch(`${shop.url}/dev/mail.json?to=${encodeURIComponent(to)}`);
  if (!answer.ok) throw new Error(`/dev/mail.json answered ${answer.status}`);
  return (await answer.json()) as Mail[];
}

/** Waits for a mail to an address with this subject, and answers the newest. */
export async function mailTo(shop: Shop, to: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect(async () => {
    found = (await mailsTo(shop, to)).find((mail) => subject.test(mail.subject));
    expect(found, `a mail to ${to} with the subject ${subject}`).toBeDefined();
  }).toPass({ timeout: 15_000 });
  return found!;
}

/** Waits until `count` codes have gone to an address, and answers the newest. */
export async function codeFor(shop: Shop, to: string, count = 1): Promise<string> {
  let codes: string[] = [];
  await expect(async () => {
    codes = (await mailsTo(shop, to)).flatMap((mail) => /\b\d{3} ?\d{3}\b/.exec(mail.text)?.[0] ?? []);
    expect(codes.length, `codes to ${to}`).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: 15_000 });
  return codes[0]!.replace(' ', '');
}
