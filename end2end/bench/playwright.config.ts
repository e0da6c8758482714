import { defineConfig } from '@playwright/test';
import journeys from '../playwright.config.ts';

/** One thing at a time, so that nothing disturbs a figure. */
export default defineConfig({
  ...journeys,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results/bench',
  workers: 1,
  fullyParallel: false,
  timeout: 600_000,
  reporter: [['line']],
  projects: [{ name: 'bench' }],
});
