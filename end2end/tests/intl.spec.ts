import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { mismatches } from '../intl/compare.mjs';

test.describe('formats', () => {
  test.skip(({ isMobile }) => isMobile, 'the same browser on a phone formats alike');

  test('ux 26: money, numbers and dates are written as the browser’s Intl writes them', async ({ page }) => {
    const file = process.env.KASSA_FORMATS;
    expect(file, 'KASSA_FORMATS names what `cargo run -p messages --example formats` printed').toBeTruthy();
    const samples = JSON.parse(readFileSync(file!, 'utf8'));
    expect(samples.length).toBeGreaterThan(1000);
    await page.goto('about:blank');
    const different = await page.evaluate(
      ([source, list]) => (new Function(`return (${source})`)() as typeof mismatches)(list as never),
      [mismatches.toString(), samples] as const,
    );
    expect(different).toEqual([]);
  });
});
