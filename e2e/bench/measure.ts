/** Floors, medians and memory for the benches. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Milliseconds that `JSON.parse` alone takes over the lines of a file, in a page of its own that holds nothing else. */
export async function parseFloor(page: Page, path: string): Promise<number> {
  await page.setContent('<input type="file">');
  await page.setInputFiles('input', path);
  return page.evaluate(async () => {
    const file = document.querySelector('input')?.files?.[0];
    if (!file) throw new Error('no file');
    const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    let millis = 0;
    for (;;) {
      const { value, done } = await reader.read();
      const lines = (rest + (value ?? '')).split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      const ready = lines.filter((line) => line !== '');
      const start = performance.now();
      for (const line of ready) JSON.parse(line);
      millis += performance.now() - start;
      if (done) return millis;
    }
  });
}

/** The highest resident set that any renderer process of this browser has had, in MiB (Linux). */
export async function rendererPeakMiB(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter((process) => process.type === 'renderer')
    .map(
      (process) =>
        Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${process.id}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    );
  await session.detach();
  return Math.max(0, ...peaks);
}

export interface Spent {
  readonly script: number;
  /** With style and layout. */
  readonly all: number;
}

/** Milliseconds that a page's own thread spent so far: CPU time, so that what else the machine does is not counted. */
export async function watchMainThread(page: Page): Promise<() => Promise<Spent>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const millis = (metric: string) => 1000 * (metrics.find(({ name }) => name === metric)?.value ?? Number.NaN);
    const script = millis('ScriptDuration');
    return { script, all: script + millis('RecalcStyleDuration') + millis('LayoutDuration') };
  };
}

/** What each step costs the page's thread until two frames are drawn. */
export async function stepCosts(page: Page, steps: readonly (() => Promise<void>)[]): Promise<readonly Spent[]> {
  const spent = await watchMainThread(page);
  const frame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const costs: Spent[] = [];
  for (const step of steps) {
    const before = await spent();
    await step();
    await frame();
    await frame();
    const after = await spent();
    costs.push({ script: after.script - before.script, all: after.all - before.all });
  }
  return costs;
}

/** A page of the app's origin, so that it has a database, without the app and its CSP, and with a library in it. */
export async function openPlainPage(page: Page, body: string, library: string): Promise<void> {
  await page.route('**/plain.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html>${body}` }),
  );
  await page.goto('./plain.html');
  await page.addScriptTag({ path: join(import.meta.dirname, '../../node_modules', library) });
}

/** Counts main-thread tasks over 50 ms from now on; `read` gives the longest in milliseconds. */
export async function watchLongTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const state = window as unknown as { longest: number };
    state.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) state.longest = Math.max(state.longest, entry.duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (window as unknown as { longest: number }).longest);
}

/** One line a measure: what it is, its value, its limit and whether it holds. */
export function report(name: string, value: number, limit: number, note: string): void {
  console.log(`${value <= limit ? 'holds' : 'FAILS'}  ${name}: ${value.toFixed(3)} (limit ${limit}; ${note})`);
}
