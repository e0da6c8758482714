import { expect, type Page, test } from '@playwright/test';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** What scripts/web/vectors makes: the engine compiled with the profile of the shop's bundle, and its words. */
const engine = process.env.KASSA_VECTORS ?? join(root, 'target', 'vectors-web');
const data = join(root, 'vectors', 'data');
const origin = 'http://vectors.localhost';
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const topics = readdirSync(data)
  .filter((name) => name !== 'catalogues.json' && name !== 'tax.json')
  .sort();

/** Serves the two folders to the page and nothing else. */
async function serve(page: Page): Promise<void> {
  expect(existsSync(join(engine, 'vectors_bg.wasm')), `${engine} is empty: run scripts/web/vectors first`).toBe(true);
  await page.route(`${origin}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const path = [engine, data].map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (name === '') return route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><title>Vectors</title>' });
    if (!path) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: types[extname(name)], body: readFileSync(path) });
  });
  await page.goto(`${origin}/`);
}

/** Answers the requests of a file again, in the page, and compares the bytes there. */
async function replay(page: Page, topic: string, spoilt = false): Promise<{ cases: number; first: string | null }> {
  return page.evaluate(
    async ({ topic, spoilt }) => {
      const text = async (name: string): Promise<string> => (await fetch(`/${name}`)).text();
      // The address is a variable: the module is not there when types are checked.
      const address = '/vectors.js';
      const module = await import(address);
      await module.default({ module_or_path: '/vectors_bg.wasm' });
      const world = ['catalogues.json', 'tax.json', 'words.en.json', 'words.de.json'].map(text);
      const vectors = new module.Vectors(...(await Promise.all(world)));
      const expected = await text(topic);
      const asked = spoilt ? expected.replace('"total_minor":', '"total_minor":1') : expected;
      const found: string = vectors.replay(asked);
      const [a, b] = [expected, found].map((written) => new TextEncoder().encode(written));
      const same = a.length === b.length && a.every((byte, index) => byte === b[index]);
      const [expectedLines, foundLines] = [expected.split('\n'), found.split('\n')];
      const line = expectedLines.findIndex((written, index) => written !== foundLines[index]);
      return {
        cases: JSON.parse(found).length,
        first: same ? null : `expected ${expectedLines[line]}\nfound    ${foundLines[line]}`,
      };
    },
    { topic, spoilt },
  );
}

test.describe('the quote vectors, in the browser', () => {
  test.beforeEach(async ({ page }) => serve(page));

  for (const topic of topics) {
    test(`${topic} is byte-equal to what the server's target wrote`, async ({ page }) => {
      const { cases, first } = await replay(page, topic);
      expect(first).toBeNull();
      expect(cases).toBeGreaterThan(0);
    });
  }

  test('there are at least 500', async ({ page }) => {
    let all = 0;
    for (const topic of topics) all += (await replay(page, topic)).cases;
    expect(all).toBeGreaterThanOrEqual(500);
  });

  test('an answer that was tampered with is put right, so equality means something', async ({ page }) => {
    expect(await replay(page, 'plans.json', true)).toEqual(await replay(page, 'plans.json'));
    const spoilt = readFileSync(join(data, 'plans.json'), 'utf8').replace('"total_minor":', '"total_minor":1');
    expect(spoilt).not.toBe(readFileSync(join(data, 'plans.json'), 'utf8'));
  });
});
