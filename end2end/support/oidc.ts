import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, openShop, ready, type Shop, stop } from './shop.ts';

const script = join(dirname(fileURLToPath(import.meta.url)), 'oidc-provider.mjs');

/** A shop whose people are signed in by a real OpenID provider, too. */
export interface ShopWithProvider extends Shop {
  /** The provider's origin. */
  readonly issuer: string;
  /** The provider goes away, or comes back. */
  down(): Promise<void>;
  up(): Promise<void>;
}

/** The domain that the provider `acme` claims; `open` is the same provider for everybody, `gone` one that is away. */
export const CLAIMED = 'claimed.example';
/** The domain of `gone`. */
export const GONE = 'gone.example';

/** Starts both and waits until they are ready. */
export async function openShopWithProvider(): Promise<ShopWithProvider> {
  const [port, nowhere] = [await freePort(), await freePort()];
  const issuer = `http://127.0.0.1:${port}`;
  const settings = {
    KASSA_OIDC_PROVIDERS: 'acme,open,gone',
    KASSA_OIDC_ACME_NAME: 'Acme',
    KASSA_OIDC_ACME_ISSUER: issuer,
    KASSA_OIDC_ACME_CLIENT_ID: 'kassa-acme',
    KASSA_OIDC_ACME_CLIENT_SECRET: 'a secret of acme: with/odd+characters',
    KASSA_OIDC_ACME_DOMAINS: CLAIMED,
    KASSA_OIDC_OPEN_NAME: 'Open',
    KASSA_OIDC_OPEN_ISSUER: issuer,
    KASSA_OIDC_OPEN_CLIENT_ID: 'kassa-open',
    KASSA_OIDC_OPEN_CLIENT_SECRET: 'a secret of open: with/odd+characters',
    KASSA_OIDC_GONE_NAME: 'Gone',
    KASSA_OIDC_GONE_ISSUER: `http://127.0.0.1:${nowhere}`,
    KASSA_OIDC_GONE_CLIENT_ID: 'kassa',
    KASSA_OIDC_GONE_DOMAINS: GONE,
  };
  const shop = await openShop(settings);
  let child: ChildProcess | undefined;
  const up = async (): Promise<void> => {
    const args = [script, String(port), shop.url, 'acme', 'open'];
    child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore'] });
    await ready(`${issuer}/.well-known/openid-configuration`, [child]);
  };
  const down = async (): Promise<void> => {
    if (child) await stop(child);
    child = undefined;
  };
  const close = async (): Promise<void> => {
    await down();
    await shop.close();
  };
  try {
    await up();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...shop, issuer, up, down, close };
}
