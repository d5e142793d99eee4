/** Floors, medians and memory for the benches. */
import { readFileSync } from 'node:fs';
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
