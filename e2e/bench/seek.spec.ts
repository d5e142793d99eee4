import { expect, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';
import { median, percentile, report } from './measure.ts';

const COUNT = Number(process.env['FACTLINE_BENCH_RECORDS'] ?? 1_000_000);
const SEEKS = 60;

const BEHAVIOR = `export const projections = { per_customer: { key: 'customer', initial: { n: 0, total: 0 }, on: { '*': (row, event) => ({ n: row.n + 1, total: row.total + event.payload.total }) } } };`;

test(`replay: seek to random slots of ${COUNT.toLocaleString('en')}`, async ({ page }) => {
  await openApp(page);
  const { id } = await importFile(page, await journalFile(COUNT));
  const { fold, seeks } = await page.evaluate(
    async ({ journal, text, count, wanted }) => {
      const { replay, journals } = window.factline.services;
      const { port1, port2 } = new MessageChannel();
      await journals.serveReplay({ id: journal, port: port2 }, { transfer: [port2] });
      const { error } = await replay.load({ files: [{ path: 'bench.behavior.ts', text }], journal: port1 });
      if (error) throw new Error(error.message);
      const begun = performance.now();
      await replay.seek({ slot: count, rowsCount: 1 });
      const whole = performance.now() - begun;
      const millis: number[] = [];
      let dice = 7;
      for (let i = 0; i < wanted; i++) {
        await replay.dropBlocks();
        dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0;
        const slot = Math.floor((dice / 4_294_967_296) * count);
        const start = performance.now();
        await replay.seek({ slot, rowsCount: 1 });
        millis.push(performance.now() - start);
      }
      return { fold: whole, seeks: millis };
    },
    { journal: id, text: BEHAVIOR, count: COUNT, wanted: SEEKS },
  );
  expect(seeks).toHaveLength(SEEKS);
  console.log(
    `fold from the start ${fold.toFixed(0)} ms; seek p50 ${median(seeks).toFixed(1)} ms, p95 ${percentile(seeks, 0.95).toFixed(1)} ms`,
  );
  report(
    'seek p95 / fold from the start',
    percentile(seeks, 0.95) / fold,
    1 / 500,
    `${SEEKS} random slots, block cache cleared before each`,
  );
});
