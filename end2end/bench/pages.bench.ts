import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, test } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import config from '../playwright.config.ts';
import { openCheckout } from '../support/checkout.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { hydrated } from '../support/test.ts';

/** A browser as people have it, whole. */
const executablePath = process.env.KASSA_CHROMIUM ?? '/usr/bin/chromium';
/** Lighthouse runs of each page and form factor; the median is printed. */
const RUNS = 5;
/** The debugging port of the measured browser. */
const PORT = 9333;
/** What a page may weigh until it is interactive, in bytes: scripts, styles and WebAssembly as transferred. */
const BUDGET = 250_000;
/** What the medians of Lighthouse have to reach, on a phone and on a desktop. */
const LEAST = { performance: 99, accessibility: 100 };
/** When the largest part of a page has to be painted on the simulated phone, in milliseconds. */
const LARGEST_PAINT = 1_200;

let shop: Shop;
let profile: string;
let context: BrowserContext;
/** The browser that Lighthouse looks with: on the same profile, and nobody else's. What drives a browser runs scripts in every frame. */
let alone: ChildProcess | undefined;
/** The pages that are measured: the plan comparison, and the step where a card is typed. */
const addresses: Record<string, string> = {};

test.beforeAll(async () => {
  shop = await openShop();
  const { args = [] } = config.use!.launchOptions!;
  profile = await mkdtemp(join(tmpdir(), 'kassa-bench-'));
  // Lighthouse looks with the browser's own profile, so that the checkout has to be opened in that.
  context = await chromium.launchPersistentContext(profile, { executablePath, args });
  const page = await context.newPage();
  await page.goto(shop.url);
  const checkout = await openCheckout(page, shop);
  addresses['/'] = shop.url;
  addresses['the payment step'] = shop.url + checkout.step('payment');
  await page.close();
});

test.afterAll(async () => {
  await context.close();
  if (alone && alone.exitCode === null) {
    alone.kill();
    await once(alone, 'exit');
  }
  await rm(profile, { recursive: true, force: true });
  await shop.close();
});

for (const name of ['/', 'the payment step']) {
  test(`page weight of ${name}`, async () => {
    const page = await context.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.clearBrowserCache');
    const kinds = new Map<string, string>();
    const bytes = new Map<string, number>();
    session.on('Network.responseReceived', (event) => kinds.set(event.requestId, event.response.mimeType));
    session.on('Network.loadingFinished', (event) => {
      const kind = kinds.get(event.requestId) ?? 'other';
      bytes.set(kind, (bytes.get(kind) ?? 0) + event.encodedDataLength);
    });
    await page.addInitScript(() => {
      // When the first form is alive: an island's, or the page's.
      const alive = new MutationObserver(() => {
        performance.mark('alive');
        alive.disconnect();
      });
      alive.observe(document, { subtree: true, attributeFilter: ['data-alive', 'data-hydrated'] });
    });
    await page.goto(addresses[name]!);
    await expect(page.locator('html[data-hydrated], [data-alive]').first()).toBeAttached();
    await page.waitForLoadState('networkidle');
    const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
    const parts = [...bytes].map(([kind, size]) => `${kind} ${kilobytes(size)}`).join(', ');
    console.log(`weight of ${name}: ${kilobytes(total)} in ${kinds.size} requests (as transferred, brotli): ${parts}`);
    const first = await page.evaluate(() => {
      const at = performance.getEntriesByName('alive')[0]!.startTime;
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const code = files.filter((file) => file.responseEnd <= at && /\.(js|css|wasm|bin)$/.test(new URL(file.name).pathname));
      return { files: code.length, bytes: code.reduce((sum, file) => sum + file.encodedBodySize, 0) };
    });
    console.log(`scripts, styles and WebAssembly of ${name} to the first interaction: ${kilobytes(first.bytes)} of at most ${kilobytes(BUDGET)} in ${first.files} files`);
    await hydrated(page);
    await page.waitForLoadState('networkidle');
    const code = ['text/javascript', 'text/css', 'application/wasm', 'application/octet-stream'];
    const loaded = code.reduce((sum, kind) => sum + (bytes.get(kind) ?? 0), 0);
    console.log(`scripts, styles and WebAssembly of ${name} once somebody is there: ${kilobytes(loaded)}`);
    expect(first.bytes, 'bytes to the first interaction').toBeLessThanOrEqual(BUDGET);
    await page.close();
  });
}

/** Starts the browser alone, once, after the pages have been weighed. */
async function browserAlone(): Promise<void> {
  if (alone) return;
  await context.close();
  const { args = [] } = config.use!.launchOptions!;
  const flags = ['--headless=new', '--no-first-run', `--remote-debugging-port=${PORT}`, `--user-data-dir=${profile}`];
  alone = spawn(executablePath, [...args, ...flags, 'about:blank'], { stdio: 'ignore' });
  await expect(async () => {
    expect((await fetch(`http://127.0.0.1:${PORT}/json/version`)).ok).toBe(true);
  }).toPass();
}

for (const name of ['/', 'the payment step']) {
  for (const form of ['mobile', 'desktop'] as const) {
    test(`Lighthouse of ${name}, ${form}`, async () => {
      await browserAlone();
      const runs = [];
      for (let run = 0; run < RUNS; run += 1) {
        const flags = { port: PORT, logLevel: 'error', disableStorageReset: true } as const;
        const result = await lighthouse(addresses[name]!, flags, form === 'desktop' ? desktopConfig : undefined);
        const { categories, audits } = result!.lhr;
        const score = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
        const value = (name: string): number => Math.round(audits[name]?.numericValue ?? Number.NaN);
        runs.push({
          performance: score('performance'),
          accessibility: score('accessibility'),
          'best practices': score('best-practices'),
          'FCP ms': value('first-contentful-paint'),
          'LCP ms': value('largest-contentful-paint'),
          'TBT ms': value('total-blocking-time'),
          'TTI ms': value('interactive'),
          'CLS/1000': Math.round((audits['cumulative-layout-shift']?.numericValue ?? Number.NaN) * 1000),
        });
      }
      const names = Object.keys(runs[0]!) as (keyof (typeof runs)[0])[];
      const medians = Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))])) as (typeof runs)[0];
      const shown = Object.entries(medians).map(([name, value]) => `${name} ${value}`);
      console.log(`Lighthouse of ${name}, ${form}, median of ${RUNS}: ${shown.join(', ')}`);
      for (const [category, least] of Object.entries(LEAST)) {
        expect.soft(medians[category as keyof typeof LEAST], category).toBeGreaterThanOrEqual(least);
      }
      if (form === 'mobile') expect.soft(medians['LCP ms'], 'largest contentful paint').toBeLessThan(LARGEST_PAINT);
    });
  }
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
