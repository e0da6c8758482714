import { randomBytes } from 'node:crypto';

/** A mail domain that nobody had before: a company of its own. */
export function newCompany(): string {
  return `acme-${randomBytes(5).toString('hex')}.com`;
}

/** An address at a company of its own. */
export function newAddress(name = 'ada'): string {
  return `${name}@${newCompany()}`;
}
