/** Ten million records beside one: what more memory they take in the renderer, and whether they are scrubbed and drawn as quickly. */
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { findBrowser, LAUNCH_ARGS } from '../../scripts/browser.mjs';
import { openApp } from '../helpers/app.ts';
import { timelineReady, wheelAt } from '../helpers/timeline.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';
import { percentile, rendererPeakMiB, report } from './measure.ts';
import { timelineFrames } from './timeline-frames.ts';

const SMALL = Number(process.env.FACTLINE_BENCH_RECORDS ?? 1_000_000);
const TIMES = 10;
const SEEKS = 60;
const MIB = 2 ** 20;

const BEHAVIOR = `export const folds = { order: { initial: { n: 0 }, on: { '*': (state) => ({ n: state.n + 1 }) } } };`;

/** Milliseconds of seeks to random slots, of what is shown of one subject. */
const seeks = (page: Page, journal: string, count: number) =>
  page.evaluate(
    async ({ id, text, most, wanted }) => {
      const { replay, journals } = window.factline.services;
      const { port1, port2 } = new MessageChannel();
      await journals.serveReplay({ id, port: port2 }, { transfer: [port2] });
      const { error } = await replay.load({ files: [{ path: 'bench.behavior.ts', text }], journal: port1 });
      if (error) throw new Error(error.message);
      const millis: number[] = [];
      let dice = 7;
      for (let i = 0; i < wanted; i++) {
        dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0;
        const start = performance.now();
        await replay.seek({ slot: Math.floor((dice / 2 ** 32) * most), rowsCount: 1 });
        millis.push(performance.now() - start);
      }
      return millis;
    },
    { id: journal, text: BEHAVIOR, most: count, wanted: SEEKS },
  );

async function measured(browser: Browser, baseURL: string, count: number) {
  const page = await browser.newPage({ baseURL });
  await openApp(page);
  const { id, records, millis } = await importFile(page, await journalFile(count));
  expect(records).toBe(count);
  const imported = await rendererPeakMiB(browser);
  console.log(`${count}: import ${(millis / 1000).toFixed(1)} s, peak ${imported.toFixed(0)} MiB`);
  await page.evaluate(async (journal) => {
    const { services, store } = window.factline;
    store.getState().setJournal(await services.journals.open({ id: journal }));
  }, id);
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline', exact: true }).click();
  const shown = performance.now();
  await page.locator('.timeline-surface[data-state="ready"]').waitFor({ timeout: 300_000 });
  await timelineReady(page);
  console.log(`${count}: timeline ready after ${((performance.now() - shown) / 1000).toFixed(1)} s`);
  const { script: frames } = await timelineFrames(page, async () => {
    for (let i = 0; i < 40; i++) await wheelAt(page, 0.3 + (i % 5) / 10, -1);
    for (let i = 0; i < 40; i++) await page.keyboard.press(i % 2 === 0 ? 'KeyD' : 'KeyA');
    for (let i = 0; i < 40; i++) await wheelAt(page, 0.5, 1);
  });
  console.log(`${count}: timeline p95 ${percentile(frames, 0.95).toFixed(2)} ms a frame`);
  console.log(`${count}: peak with the timeline ${(await rendererPeakMiB(browser)).toFixed(0)} MiB`);
  const scrubs = await seeks(page, id, count);
  return { imported, peak: await rendererPeakMiB(browser), scrubs, frames };
}

test(`${TIMES * SMALL} records beside ${SMALL}`, async ({ baseURL }) => {
  test.setTimeout(3_600_000);
  const results = [];
  for (const count of [SMALL, TIMES * SMALL]) {
    const browser = await chromium.launch({ executablePath: findBrowser(), args: [...LAUNCH_ARGS] });
    const result = await measured(browser, baseURL ?? '', count);
    await browser.close();
    results.push(result);
    const { peak, scrubs } = result;
    console.log(
      `${count}: peak in all ${peak.toFixed(0)} MiB; seek p50 ${percentile(scrubs, 0.5).toFixed(1)} p95 ${percentile(scrubs, 0.95).toFixed(1)} ms`,
    );
  }
  const [small, large] = results;
  if (!small || !large) throw new Error('nothing was measured');
  const more = (TIMES - 1) * SMALL;
  const note = `${small.imported.toFixed(0)} MiB and ${large.imported.toFixed(0)} MiB, VmHWM`;
  report(
    'import: bytes of renderer peak a further record',
    ((large.imported - small.imported) * MIB) / more,
    100,
    note,
  );
  report(
    'in all: bytes of renderer peak a further record',
    ((large.peak - small.peak) * MIB) / more,
    100,
    'with scrubbing and the timeline',
  );
  report(
    'seek p95 at ten times / at one',
    percentile(large.scrubs, 0.95) / percentile(small.scrubs, 0.95),
    3,
    'folds of subjects',
  );
  report(
    'timeline script a frame at ten times, p95 ms',
    percentile(large.frames, 0.95),
    4,
    `${large.frames.length} frames`,
  );
});
