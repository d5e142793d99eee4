import { defineConfig } from '@playwright/test';
import { findBrowser, LAUNCH_ARGS } from './scripts/browser.mjs';

const port = Number(process.env.FACTLINE_E2E_PORT ?? 4319);
const bench = process.env.FACTLINE_BENCH === '1';

export default defineConfig({
  testDir: bench ? 'e2e/bench' : 'e2e/flows',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // Two browsers on two cores: CI gives a flow that failed one more try, and reports it as flaky.
  retries: process.env['CI'] ? 1 : 0,
  workers: bench ? 1 : 2,
  timeout: bench ? 900_000 : 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    // A trace takes a picture of the DOM at each action, in the page: it costs a third of a flow's time, and a bench would measure it.
    trace: bench ? 'off' : process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: { executablePath: findBrowser(), args: [...LAUNCH_ARGS] },
  },
  webServer: {
    command: `node scripts/start.mjs --port ${port}`,
    port,
    timeout: 240_000,
    reuseExistingServer: !process.env.CI,
  },
});
