import { loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { bundledRealm } from '../../scripts/vite-realm.mjs';
import { openApp } from '../helpers/app.ts';
import { BEHAVIOR_FILE, onlyBehavior, openReplay, replayPanel, scrubTo, subjectState } from '../helpers/replay.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';
import { median, parseFloor, report, watchMainThread } from './measure.ts';

const COUNT = Number(process.env['FACTLINE_BENCH_RECORDS'] ?? 1_000_000);
const REALMS = 7;
const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

const BEHAVIOR = `export const projections = { per_customer: { key: 'customer', initial: { n: 0, total: 0 }, on: { '*': (row, event) => ({ n: row.n + 1, total: row.total + event.payload.total }) } } };
export const upcasters = { OrderPlaced: { 1: (payload) => ({ ...payload, at: 'shop' }) } };`;

test('fold in the sandbox, against the same function called natively in the same worker', async ({ page }) => {
  const text = await bundledRealm('realm.bench.ts');
  // A page without the app's policy, under which a worker may evaluate.
  await page.setContent('');
  const once = () =>
    page.evaluate(
      (code) =>
        new Promise<{ compartment: number; guarded: number; events: number; native: number }>((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.onmessage = ({ data }) => {
            if (!data?.bench) return;
            worker.terminate();
            resolve(data.bench);
          };
        }),
      text,
    );
  // What a realm makes of the same code differs by a tenth from one to the next.
  const realms: Awaited<ReturnType<typeof once>>[] = [];
  for (let i = 0; i < REALMS; i++) realms.push(await once());
  const of = (figure: 'compartment' | 'guarded' | 'native' | 'events') => median(realms.map((realm) => realm[figure]));
  const [compartment, guarded, native, events] = [of('compartment'), of('guarded'), of('native'), of('events')];
  const note = (times: number) =>
    `its inverse ${times.toFixed(2)} is the throughput; natively ${native.toFixed(1)} ms for ${events.toLocaleString('en')} events, median of ${REALMS} realms, ${load()}`;
  report('time in the compartment / natively', 1 / compartment, 1 / 0.9, note(compartment));
  report('time in the compartment with the guard / natively', 1 / guarded, 1 / 0.6, note(guarded));
});

test(`replay: all of ${COUNT.toLocaleString('en')} records`, async ({ page, context }) => {
  test.setTimeout(600_000);
  const path = await journalFile(COUNT);
  const empty = await context.newPage();
  const floor = await parseFloor(empty, path);
  await empty.close();
  await openApp(page);
  const { id } = await importFile(page, path);
  const whole = await page.evaluate(
    async ({ journal, text, count }) => {
      const { replay, journals } = window.factline.services;
      const { port1, port2 } = new MessageChannel();
      await journals.serveReplay({ id: journal, port: port2 }, { transfer: [port2] });
      const { error } = await replay.load({ files: [{ path: 'bench.behavior.ts', text }], journal: port1 });
      if (error) throw new Error(error.message);
      const begin = performance.now();
      const { slot, rowsTotal } = await replay.seek({ slot: count, rowsCount: 1 });
      if (slot !== count || rowsTotal === 0) throw new Error('it did not fold');
      return performance.now() - begin;
    },
    { journal: id, text: BEHAVIOR, count: COUNT },
  );
  report(
    'whole replay / JSON.parse alone',
    whole / floor,
    7,
    `${whole.toFixed(0)} ms, JSON.parse ${floor.toFixed(0)} ms, ${load()}`,
  );
});

/** 200 groups of 40 items of 650 characters; each record changes one leaf. */
const BIG = `const items = Array.from({ length: 200 }, (_, g) => [\`group\${g}\`, Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [\`item\${i}\`, { name: \`thing \${g}-\${i}\`, note: 'x'.repeat(630), at: { n: i } }]))]);
export const folds = { thing: { initial: { groups: Object.fromEntries(items), touched: 0 }, on: {
  Counted: (state, event) => ({ ...state, touched: event.payload.n, groups: { ...state.groups, group7: { ...state.groups.group7,
    item5: { ...state.groups.group7.item5, at: { n: event.payload.n } } } } }),
} } };
`;
const STEPS = 60;

test('a step on a state of 5 MB: script on the main thread', async ({ page }) => {
  test.setTimeout(300_000);
  await openApp(page);
  const lines = Array.from({ length: 200 }, (_, i) =>
    JSON.stringify({
      id: `r${i}`,
      type: 'Counted',
      subject_type: 'thing',
      subject_id: 'a',
      t_log: new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toISOString(),
      payload: { n: i + 1 },
    }),
  );
  await page.evaluate(async (text) => {
    const file = new File([text], 'big.ndjson');
    const { journals } = window.factline.services;
    const { id } = await journals.import({ files: [file], reading: { format: 'factline' }, name: 'big' });
    await window.factline.store.getState().setJournal(await journals.open({ id }));
  }, lines.join('\n'));
  await onlyBehavior(page, { [BEHAVIOR_FILE]: BIG });
  await openReplay(page);
  await scrubTo(page, 1);
  await expect(subjectState(page).getByRole('tree')).toContainText('touched: 1');
  const size = await page.evaluate(
    async () => JSON.stringify((await window.factline.services.replay.seek({ slot: 1 })).subjectState).length,
  );
  const spent = await watchMainThread(page);
  const millis: number[] = [];
  for (let slot = 2; slot < STEPS + 2; slot++) {
    const before = (await spent()).script;
    // In the page, so that what the driver does is not counted.
    await page.evaluate(
      (to) =>
        new Promise<void>((resolve) => {
          const tree = document.querySelector('[data-panel="replay"] [role="tree"]');
          const watch = new MutationObserver(() => {
            if (!tree?.textContent?.includes(`touched: ${to}`)) return;
            watch.disconnect();
            resolve();
          });
          if (tree) watch.observe(tree, { subtree: true, childList: true, characterData: true });
          window.factline.store.getState().setSlot(to);
        }),
      slot,
    );
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    millis.push((await spent()).script - before);
  }
  await expect(replayPanel(page)).toBeVisible();
  report(
    'script of a step on a large state, ms',
    median(millis),
    4,
    `median of ${STEPS} steps, CPU time, state of ${(size / 1e6).toFixed(1)} MB, ${load()}`,
  );
});
