/** Find and the table over a journal, and beside them what one would otherwise do: a row of Dexie for each record. */
import { expect, type Page, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';
import { median, openPlainPage, parseFloor, report, stepCosts } from './measure.ts';

const COUNT = Number(process.env['FACTLINE_BENCH_RECORDS'] ?? 1_000_000);
const ROUNDS = 5;

/** Each is asked once, so that no answer comes from the one before. */
const COLUMNS = [
  'type:Order*',
  'type:OrderPaid gap:yes',
  't_log:2026-01-01',
  'subject:order/o-1* type:MailSent',
  'late:>1h',
];
const PAYLOADS = [
  'payload.total>499',
  'payload.customer:k-7',
  '"geprüft"',
  'payload.total<1 type:Order*',
  'payload.note:*good payload.total>498',
];

interface Asked {
  readonly first: number;
  readonly all: number;
  readonly firstRows: number;
  readonly total: number;
}

/** Milliseconds until the first answer with a row in it, and until the whole journal was looked through. */
const ask = (page: Page, journal: string, find: string): Promise<Asked> =>
  page.evaluate(
    async ([id, line]) => {
      const { journals } = window.factline.services;
      const start = performance.now();
      let first = Number.NaN;
      let firstRows = 0;
      for (;;) {
        const { total, searched } = await journals.rows({
          id,
          query: { sort: 'slot', find: line },
          from: 0,
          count: 50,
        });
        if (Number.isNaN(first) && (total > 0 || searched === 1)) {
          first = performance.now() - start;
          firstRows = total;
        }
        if (searched === 1) return { first, all: performance.now() - start, firstRows, total };
      }
    },
    [journal, find] as const,
  );

async function opened(page: Page, count: number): Promise<{ readonly id: string; readonly path: string }> {
  const path = await journalFile(count);
  await openApp(page);
  const { id } = await importFile(page, path);
  await page.evaluate(async (journal) => {
    const { services, store } = window.factline;
    store.getState().setJournal(await services.journals.open({ id: journal }));
    await window.factline.idle();
  }, id);
  return { id, path };
}

test(`find in ${COUNT.toLocaleString('en')} records`, async ({ page, browser }) => {
  const { id, path } = await opened(page, COUNT);
  const blank = await browser.newPage();
  const columns: number[] = [];
  const payloads: number[] = [];
  const firsts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const floor = await parseFloor(blank, path);
    const byColumns = await ask(page, id, COLUMNS[round] ?? '');
    const byPayload = await ask(page, id, PAYLOADS[round] ?? '');
    expect(byPayload.total).toBeGreaterThan(0);
    columns.push(byColumns.all / floor);
    payloads.push(byPayload.all / floor);
    firsts.push(byPayload.first);
    console.log(
      `floor ${floor.toFixed(0)} ms; ${COLUMNS[round]}: ${byColumns.all.toFixed(0)} ms, ${byColumns.total} rows; ${PAYLOADS[round]}: ${byPayload.all.toFixed(0)} ms, ${byPayload.total} rows, the first ${byPayload.firstRows} after ${byPayload.first.toFixed(0)} ms`,
    );
  }
  const note = `median of ${ROUNDS} interleaved rounds, ${COUNT} records`;
  report('query over columns only / JSON.parse floor', median(columns), 0.1, note);
  report('query with payload predicates / floor', median(payloads), 4, note);
  report('first results of it, ms', median(firsts), 100, note);
});

test(`table: scrolling ${COUNT.toLocaleString('en')} records`, async ({ page }) => {
  await opened(page, COUNT);
  const grid = page.getByRole('grid', { name: 'Records' });
  if (!(await grid.isVisible()))
    await page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Journal', exact: true })
      .click();
  await grid.hover();
  const costs = await stepCosts(
    page,
    Array.from({ length: 120 }, (_, step) => () => page.mouse.wheel(0, step % 3 === 0 ? 20_000 : 400)),
  );
  const scripts = costs.map(({ script }) => script);
  const all = costs.map((cost) => cost.all);
  const note = `${scripts.length} steps, ${COUNT} records, main thread's CPU time; median ${median(scripts).toFixed(1)} and ${median(all).toFixed(1)}`;
  report('table scroll, script of a step (two frames), worst ms', Math.max(...scripts), 16, note);
  report('table scroll, script, style and layout of a step (two frames), worst ms', Math.max(...all), 16, note);
});

test('import, beside a row of Dexie for each record', async ({ page }) => {
  const count = COUNT;
  const path = await journalFile(count);
  await openApp(page);
  const { millis, id } = await importFile(page, path);
  const { gaps_total, duplicates_total } = await page.evaluate(
    (journal) => window.factline.services.journals.report({ id: journal }),
    id,
  );
  await openPlainPage(page, '<input type="file">', 'dexie/dist/dexie.min.js');
  await page.setInputFiles('input', path);
  // As one would write it: batches, the durability that the app has too, an index for type, subject and each time, and what is missing or
  // double counted on the way.
  const naive = await page.evaluate(async () => {
    interface Row {
      readonly id: string;
      readonly subject_id: string;
      readonly sequence: number;
    }
    interface Table {
      bulkAdd(rows: readonly object[]): Promise<unknown>;
      count(): Promise<number>;
    }
    interface Db {
      version(n: number): { stores(schema: object): void };
      table(name: string): Table;
    }
    const { Dexie } = window as unknown as { Dexie: new (name: string, options: object) => Db };
    const file = document.querySelector('input')?.files?.[0];
    if (!file) throw new Error('no file');
    const start = performance.now();
    const db = new Dexie('naive', { chromeTransactionDurability: 'relaxed' });
    db.version(1).stores({ records: '++row, type, [subject_type+subject_id], t_event, t_log' });
    const records = db.table('records');
    const ids = new Set<string>();
    const last = new Map<string, number>();
    let gaps = 0;
    let duplicates = 0;
    let batch: Row[] = [];
    const flush = async () => {
      if (batch.length > 0) await records.bulkAdd(batch);
      batch = [];
    };
    const take = async (line: string) => {
      const row = JSON.parse(line) as Row;
      if (row.id === undefined) return;
      if (ids.has(row.id)) duplicates++;
      ids.add(row.id);
      const before = last.get(row.subject_id) ?? 0;
      if (row.sequence > before + 1 && before > 0) gaps++;
      last.set(row.subject_id, Math.max(before, row.sequence));
      batch.push(row);
      if (batch.length === 5000) await flush();
    };
    const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      const lines = (rest + (value ?? '')).split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) if (line !== '') await take(line);
      if (done) break;
    }
    await flush();
    return { millis: performance.now() - start, count: await records.count(), gaps, duplicates };
  });
  expect(naive).toMatchObject({ count, gaps: gaps_total, duplicates: duplicates_total });
  console.log(`import ${millis.toFixed(0)} ms, Dexie ${naive.millis.toFixed(0)} ms`);
  report(
    'our import / one Dexie row a record',
    millis / naive.millis,
    1 / 15,
    `${count} records; Dexie in batches of 5,000, relaxed durability, four indexes, gaps and duplicates counted on the way`,
  );
});
