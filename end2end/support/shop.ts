import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The program under test. */
export const binary = process.env.KASSA_BIN ?? join(root, 'target', 'release', 'kassa');

/** A demo shop of its own: the real binary, its payment provider, and a database that nobody else uses. */
export interface Shop {
  /** Where buyers go. */
  readonly url: string;
  /** The payment provider's origin. */
  readonly provider: string;
  /** The merchant's key at the provider. */
  readonly providerKey: string;
  /** Moves the shop's clock forward, like `30d` or `1d 12h`. */
  advance(by: string): Promise<void>;
  /** Stops everything and forgets the data. */
  close(): Promise<void>;
}

/** Starts a shop and waits until it is ready. `settings` are further KASSA_ variables of the server. */
export async function openShop(settings: Record<string, string> = {}): Promise<Shop> {
  const data = await mkdtemp(join(tmpdir(), 'kassa-'));
  const [port, providerPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  // Another host name than the shop's, so that the two are different sites for the browser as well.
  const provider = `http://127.0.0.1:${providerPort}`;
  const providerKey = `sk_test_${randomBytes(16).toString('hex')}`;
  const shared = {
    KASSA_MODE: 'demo',
    KASSA_GATEWAY_KEY: providerKey,
    KASSA_GATEWAY_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
  };
  const own = {
    ...shared,
    KASSA_LISTEN: `127.0.0.1:${port}`,
    KASSA_BASE_URL: url,
    KASSA_DATABASE_URL: `sqlite:${join(data, 'kassa.db')}`,
    KASSA_GATEWAY_URL: provider,
    KASSA_RATE_LIMIT: '0',
    KASSA_LOG: 'warn',
    ...settings,
  };
  const children = [
    start(binary, ['sandbox'], {
      ...shared,
      KASSA_SANDBOX_LISTEN: `127.0.0.1:${providerPort}`,
      KASSA_SANDBOX_STORE: join(data, 'sandbox.db'),
      KASSA_SANDBOX_BASE_URL: provider,
      KASSA_SANDBOX_MERCHANT: url,
      KASSA_SANDBOX_WEBHOOK_URL: `${url}/webhooks/sandbox`,
    }),
    start(binary, ['serve'], own),
  ];
  const close = async (): Promise<void> => {
    await Promise.all(children.map(stop));
    await rm(data, { recursive: true, force: true });
  };
  try {
    await ready(`${url}/readyz`, children);
  } catch (error) {
    await close();
    throw error;
  }
  const advance = (by: string): Promise<void> => run(binary, ['clock', 'advance', ...by.split(' ')], own);
  return { url, provider, providerKey, advance, close };
}

function start(binary: string, args: string[], env: Record<string, string>): ChildProcess {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KASSA_')));
  return spawn(binary, args, { cwd: root, env: { ...inherited, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Runs a command of the binary to its end. */
function run(binary: string, args: string[], env: Record<string, string>): Promise<void> {
  const child = start(binary, args, env);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`))));
  });
}

/** Ends a process and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(patience);
}

/** Asks until the shop answers that it is ready, for at most half a minute. */
export async function ready(address: string, children: ChildProcess[]): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const dead = children.find((child) => child.exitCode !== null);
    if (dead) throw new Error(`${dead.spawnargs.join(' ')} ended with ${dead.exitCode}`);
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`${address} is not ready: ${answer ? await answer.text() : 'no answer'}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
