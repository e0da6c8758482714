import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary, type Shop } from './shop.ts';

/** What `kassa licence verify` says of a licence, with the keys that the shop publishes and without a network. */
export async function verify(shop: Shop, token: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kassa-licence-'));
  try {
    const [file, keys] = [join(directory, 'licence.jwt'), join(directory, 'keys.json')];
    await writeFile(file, token);
    await writeFile(keys, await (await fetch(`${shop.url}/.well-known/kassa/jwks.json`)).text());
    const offline = { env: { PATH: process.env.PATH, http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' } };
    return (await promisify(execFile)(binary, ['licence', 'verify', '--keys', keys, file], offline)).stdout;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What a licence says. */
export function claims(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}
