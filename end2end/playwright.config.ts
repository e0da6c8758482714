import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

/** The system's Chromium: without the windows around its pages where it is there so, which saves a quarter of the time. */
const browser = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);

/** The browser's own services would only knock at closed doors. */
const launchOptions = {
  executablePath: process.env.KASSA_CHROMIUM ?? browser,
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./support/counts.ts']],
  use: {
    launchOptions,
    // Tracing every test for the few that fail would cost another quarter: `--trace on` does it for those that are looked into.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'Europe/Amsterdam',
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], launchOptions, viewport: { width: 1440, height: 900 } } },
    { name: 'phone', use: { ...devices['Pixel 7'], launchOptions, viewport: { width: 390, height: 844 } } },
  ],
});
