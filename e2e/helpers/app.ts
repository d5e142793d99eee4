/** What every flow begins with. */
import { expect, type Page } from '@playwright/test';
import '../../src/app/handle.ts';

/** Waits until the page, which may just be loading, stands and has nothing under way. */
export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => 'factline' in window);
  await page.evaluate(() => window.factline.idle());
}

/** Opens the app in a fresh context and waits for its sample to stand. Fails on any uncaught error of the page. */
export async function openApp(page: Page, hash = ''): Promise<void> {
  page.on('pageerror', (error) => expect.soft(String(error.stack ?? error), 'uncaught error in the page').toBe(''));
  await page.goto(`./${hash}`);
  await idle(page);
}
