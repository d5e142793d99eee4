import { chromium, expect, test } from '@playwright/test';
import { findBrowser, LAUNCH_ARGS } from '../../scripts/browser.mjs';
import { parseModel } from '../../src/core/model/parse.ts';
import { openApp } from '../helpers/app.ts';
import { importFile } from './import-file.ts';
import { JOURNAL_TYPES, journalFile } from './journal-file.ts';
import { median, parseFloor, percentile, rendererPeakMiB, report, watchLongTasks } from './measure.ts';

const COUNT = Number(process.env.FACTLINE_BENCH_RECORDS ?? 1_000_000);
const PAIRS = 5;

/** Of what the file holds: every type with its payload, under the profile that has the most rules. */
const { model } = parseModel([
  {
    path: 'bench.model.yaml',
    text: `factline: 1
model: bench
profiles: [unified]
services:
  shop: { owns: [order] }
subjects:
  order: { id: order_id }
events:
${JOURNAL_TYPES.map((type) => `  ${type}: { description: It happened., replay_intent: projection_and_replay, owner: shop, subject: order, version: 1, classification: internal, payload: { order_id: string, total: number, status: string, note: string, lines: 'integer[]', customer: string } }\n`).join('')}`,
  },
]);
if (!model) throw new Error('the model of the bench is broken');

test(`import and reopen ${COUNT.toLocaleString('en')} records`, async ({ page, browser, baseURL }) => {
  const path = await journalFile(COUNT);
  const blank = await browser.newPage();
  await openApp(page);
  const longest = await watchLongTasks(page);
  const imports: number[] = [];
  const withRules: number[] = [];
  const reopens: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const floor = await parseFloor(blank, path);
    const { millis, id, records } = await importFile(page, path);
    expect(records).toBe(COUNT);
    const erase = (journal: string) =>
      page.evaluate((one) => window.factline.services.journals.erase({ id: one }), journal);
    const checked = await importFile(page, path, model);
    const asked = await page.evaluate(
      async ({ journal, text }) => {
        const start = performance.now();
        await window.factline.services.journals.check({ id: journal, model: JSON.parse(text) });
        return performance.now() - start;
      },
      { journal: checked.id, text: JSON.stringify(model) },
    );
    // Before and after: what the machine does changes within a pair. The second lets what was imported reach the disk, as it has when one reopens.
    const after = await parseFloor(blank, path);
    const mean = (floor + after) / 2;
    imports.push(millis / mean);
    withRules.push((checked.millis + asked) / mean);
    const fresh = await page.context().newPage();
    await fresh.goto(baseURL ?? '/');
    await fresh.waitForFunction(() => 'factline' in window);
    const opened = await fresh.evaluate(async (journal) => {
      await window.factline.idle();
      const start = performance.now();
      const { journals } = window.factline.services;
      await journals.open({ id: journal });
      const { port1, port2 } = new MessageChannel();
      await journals.serveReplay({ id: journal, port: port2 }, { transfer: [port2] });
      await new Promise((resolve) => {
        port1.onmessage = ({ data }) => 'order' in data && resolve(undefined);
        port1.postMessage({ id: 1, ask: 'order' });
      });
      return performance.now() - start;
    }, id);
    reopens.push(opened / after);
    await fresh.close();
    // Not before: a gigabyte being erased would be measured with what is reopened.
    await erase(checked.id);
    await erase(id);
    console.log(
      `pair ${pair + 1}: floors ${floor.toFixed(0)} and ${after.toFixed(0)} ms, import ${millis.toFixed(0)} ms, with rules ${checked.millis.toFixed(0)} ms, their findings ${asked.toFixed(0)} ms, reopen ${opened.toFixed(0)} ms`,
    );
  }
  const note = `median of ${PAIRS} interleaved pairs, ${COUNT} records`;
  report('import / JSON.parse floor', median(imports), 4, `${note}; with integrity and the scan for secrets`);
  report('import with record rules / floor', median(withRules), 6, `${note}; the rules hear the records as they come`);
  report('reopen ready to scrub / floor', median(reopens), 0.4, note);
  report('longest main-thread task in imports, ms', await longest(), 50, `worst of ${PAIRS}`);
  console.log(`import p95 ${percentile(imports, 0.95).toFixed(2)}`);
});

test('memory: the renderer at ten times the file', async ({ baseURL }) => {
  const peaks: number[] = [];
  for (const count of [COUNT / 10, COUNT]) {
    const path = await journalFile(count);
    const browser = await chromium.launch({ executablePath: findBrowser(), args: [...LAUNCH_ARGS] });
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    await openApp(page);
    // The page as it stands in use: its heaviest part starts last, and would miss the smaller import alone.
    await page.getByRole('tab', { name: 'Behavior' }).click();
    await expect.poll(() => page.workers().some((worker) => worker.url().includes('ts.worker'))).toBe(true);
    await expect(page.locator('.view-line').first()).toBeVisible();
    await importFile(page, path);
    peaks.push(await rendererPeakMiB(browser));
    await browser.close();
  }
  const [small = 0, large = 0] = peaks;
  report(
    'renderer peak / peak at a tenth',
    large / small,
    1.5,
    `${small.toFixed(0)} MiB and ${large.toFixed(0)} MiB, VmHWM`,
  );
});
