import { type Browser, chromium, expect, test } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import config from '../playwright.config.ts';
import { openShop, type Shop } from '../support/shop.ts';

/** Lighthouse runs of each page and form factor; the median is printed. */
const RUNS = 5;
/** The debugging port of the measured browser. */
const PORT = 9333;

let shop: Shop;
let browser: Browser;

test.beforeAll(async () => {
  shop = await openShop();
  const { executablePath, args = [] } = config.use!.launchOptions!;
  browser = await chromium.launch({ executablePath, args: [...args, `--remote-debugging-port=${PORT}`] });
});

test.afterAll(async () => {
  await browser.close();
  await shop.close();
});

test('page weight of /', async () => {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', (event) => kinds.set(event.requestId, event.response.mimeType));
  session.on('Network.loadingFinished', (event) => {
    const kind = kinds.get(event.requestId) ?? 'other';
    bytes.set(kind, (bytes.get(kind) ?? 0) + event.encodedDataLength);
  });
  await page.goto(shop.url);
  await expect(page.locator('html[data-hydrated]')).toBeAttached();
  await page.waitForLoadState('networkidle');
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  const parts = [...bytes].map(([kind, size]) => `${kind} ${kilobytes(size)}`).join(', ');
  console.log(`weight of /: ${kilobytes(total)} in ${kinds.size} requests (as transferred, brotli): ${parts}`);
  expect(total, 'at most 250 KB to interactive').toBeLessThan(250_000);
  await page.close();
});

for (const form of ['mobile', 'desktop'] as const) {
  test(`Lighthouse of /, ${form}`, async () => {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      const result = await lighthouse(shop.url, { port: PORT, logLevel: 'error' }, form === 'desktop' ? desktopConfig : undefined);
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
    const medians = names.map((name) => `${name} ${median(runs.map((run) => run[name]))}`);
    console.log(`Lighthouse ${form}, median of ${RUNS}: ${medians.join(', ')}`);
  });
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
