/** Bad input: a clear message, a page that goes on, nothing stored before lost. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import {
  chooseFile,
  dropFile,
  importPanel,
  openImport,
  startImport,
  waitDone,
  waitPreview,
} from '../helpers/import.ts';
import { inFolder, keptJournals, storedCounts, writePieces } from '../helpers/storage.ts';
import { rowCount } from '../helpers/table.ts';

const record = (n: number) =>
  JSON.stringify({ id: `r${n}`, type: 'Counted', subject_id: 'a', sequence: n, payload: { n } });
const lines = (n: number) => Array.from({ length: n }, (_, i) => record(i + 1)).join('\n');

const SHOP_RECORDS = 193;

/** The sample's journal is still there, whole and readable to its last record, and the page answers. `more`: what is kept besides. */
async function unharmed(page: Page, ...more: readonly string[]): Promise<void> {
  await idle(page);
  expect([...(await keptJournals(page))].sort()).toEqual([`shop complete ${SHOP_RECORDS}`, ...more].sort());
  const read = await page.evaluate(async () => {
    const { journals } = window.factline.services;
    const shop = (await journals.list()).find(({ name }) => name === 'shop');
    const id = shop?.id ?? '';
    await journals.open({ id });
    const { rows, total } = await journals.rows({ id, query: { sort: 'file' }, from: 0, count: 1000 });
    const lines = (await (await journals.export({ id })).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return {
      total,
      rows: rows.filter(({ id, type }) => id !== '' && type !== '').length,
      exported: lines.filter((line) => 'type' in line).length,
    };
  });
  expect(read).toEqual({ total: SHOP_RECORDS, rows: SHOP_RECORDS, exported: SHOP_RECORDS });
}

const panelButton = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });

/** How long the page's thread was held up at most, from now until it is asked. */
const watchThread = (page: Page) =>
  page.evaluateHandle(() => {
    const watch = { longest: 0, last: performance.now() };
    const beat = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      setTimeout(beat, 0);
    };
    beat();
    return watch;
  });

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await openImport(page);
});

const refused: readonly (readonly [
  string,
  { readonly name: string; readonly content: string | Uint8Array },
  RegExp,
])[] = [
  ['an empty file', { name: 'empty.ndjson', content: '' }, /empty/i],
  [
    'a picture',
    { name: 'a.png', content: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]) },
    /This is a PNG image/,
  ],
  [
    'a zip that is none',
    { name: 'a.zip', content: new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0]) },
    /a.zip cannot be unpacked: /,
  ],
  ['a database', { name: 'a.db', content: 'SQLite format 3\0'.padEnd(200, '\0') }, /This is an SQLite database/],
  ['prose', { name: 'a.txt', content: 'Dear reader,\nthis is no journal.\n' }, /text/i],
];
for (const [what, file, message] of refused) {
  test(`refuses ${what}, and says what it is`, async ({ page }) => {
    const before = await storedCounts(page);
    await dropFile(page, file);
    await expect(importPanel(page).getByRole('alert')).toContainText(message);
    await expect(importPanel(page).getByRole('button', { name: 'Import', exact: true })).toBeHidden();
    await unharmed(page);
    expect(await storedCounts(page)).toEqual(before);
    // Another file is taken from there.
    await dropFile(page, { name: 'good.ndjson', content: lines(4) });
    await waitPreview(page);
    await startImport(page);
    await waitDone(page);
    await unharmed(page, 'good complete 4');
  });
}

test('reads UTF-16', async ({ page }) => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines(5), 'utf16le')]);
  await dropFile(page, { name: 'wide.ndjson', content: bytes });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  expect(await page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(5);
  await unharmed(page, 'wide complete 5');
});

test('reports a broken line and a line without a type with number and reason, and imports the rest', async ({
  page,
}) => {
  const content = [record(1), '{"id": "r2", "type": "Cou', record(3), '{"id":"r4"}', record(5)].join('\n');
  await dropFile(page, { name: 'broken.ndjson', content });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const journal = await page.evaluate(() => window.factline.store.getState().journal);
  expect(journal).toMatchObject({ records: 3, rejected: 2 });
  expect(journal?.rejectedLines.map((r) => r.line)).toEqual([2, 4]);
  expect(journal?.rejectedLines.every((r) => r.reason.length > 10)).toBe(true);
  await unharmed(page, 'broken complete 3');
});

test('reports a ragged row of a CSV', async ({ page }) => {
  await dropFile(page, {
    name: 'a.csv',
    content: 'id,type,time\n1,Placed,2026-01-01T00:00:00Z\n2,Placed\n3,Shipped,2026-01-02T00:00:00Z\n',
  });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const journal = await page.evaluate(() => window.factline.store.getState().journal);
  expect(journal).toMatchObject({ records: 2, rejected: 1 });
  expect(journal?.rejectedLines[0]?.line).toBe(3);
  await unharmed(page, 'a complete 2');
});

test('a gzip that was cut off says so and leaves nothing behind', async ({ page }) => {
  const before = await storedCounts(page);
  const whole = gzipSync(lines(60_000));
  await dropFile(page, { name: 'cut.ndjson.gz', content: whole.subarray(0, Math.floor(whole.length * 0.8)) });
  await waitPreview(page);
  await startImport(page);
  await expect(importPanel(page)).toHaveAttribute('data-step', 'failed', { timeout: 30_000 });
  await expect(importPanel(page)).toContainText(/gzip/);
  await unharmed(page);
  expect(await storedCounts(page)).toEqual(before);
});

/** A gigabyte without the end of a line, a piece at a time. */
function* gigabyte(): Generator<string | Uint8Array> {
  const piece = Buffer.alloc(2 ** 24, 'a');
  yield '{"id":"';
  for (let i = 0; i < 64; i++) yield piece;
  yield '"}\n';
}

test('a gigabyte in one line is refused, while the page goes on', async ({ page }) => {
  test.setTimeout(150_000);
  await inFolder(async (folder) => {
    const path = join(folder, 'one-line.ndjson');
    await writePieces(path, gigabyte());
    const before = await storedCounts(page);
    const watch = await watchThread(page);
    const chosen = chooseFile(page, path);
    await panelButton(page, 'Outline').click();
    await expect(page.locator('[data-panel="outline"]')).toBeVisible();
    await chosen;
    // Two mebibytes without the end of a line are looked at, not a gigabyte.
    await expect(importPanel(page).getByRole('alert')).toContainText(
      'If it is all in one line, that line does not end within what was looked at',
      { timeout: 30_000 },
    );
    await expect(importPanel(page).getByRole('button', { name: 'Import', exact: true })).toBeHidden();
    expect(await watch.evaluate(({ longest }) => longest)).toBeLessThan(1000);
    await unharmed(page);
    expect(await storedCounts(page)).toEqual(before);
  });
});

test('a gigabyte in one line amid good ones is passed over and told; clicks are answered while it is read', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await inFolder(async (folder) => {
    const path = join(folder, 'amid.ndjson');
    const good = (from: number) => `${Array.from({ length: 500 }, (_, i) => record(from + i)).join('\n')}\n`;
    await writePieces(path, [good(1), ...gigabyte(), good(501)]);
    expect(await rowCount(page)).toBe(SHOP_RECORDS);
    await chooseFile(page, path);
    await waitPreview(page);
    const watch = await watchThread(page);
    await startImport(page);
    await expect(importPanel(page)).toHaveAttribute('data-step', 'importing');
    // The other journal can be read meanwhile, by the panels that are not busy.
    const answered = await page.evaluate(async () => {
      const begun = performance.now();
      const stands = (selector: string) => document.querySelector(selector) !== null;
      const until = async (selector: string) => {
        while (!stands(selector)) await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - begun;
      };
      const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
      click('nav[aria-label="Panels"] [aria-label="Outline"]');
      const panel = await until('[data-panel="outline"]');
      click('[role=grid] [role=row][aria-rowindex="4"]');
      const selection = await until('[role=grid] [role=row][aria-selected=true][aria-rowindex="4"]');
      const read = await until('article.record[aria-busy=false]');
      return { panel, selection, read, still: stands('.import[data-step="importing"]') };
    });
    expect(answered.still, 'the file was still read when the clicks were answered').toBe(true);
    expect(Math.max(answered.panel, answered.selection)).toBeLessThan(1000);
    expect(answered.read).toBeLessThan(3000);
    await waitDone(page);
    expect(await watch.evaluate(({ longest }) => longest)).toBeLessThan(1000);
    const journal = await page.evaluate(() => window.factline.store.getState().journal);
    expect(journal).toMatchObject({ records: 1000, rejected: 1 });
    expect(journal?.rejectedLines).toEqual([{ line: 501, reason: expect.stringMatching(/longer than 64 MiB/) }]);
    await unharmed(page, 'amid complete 1000');
  });
});

const MANY = 600_000;
const many = (): Iterable<string> =>
  Array.from(
    { length: 60 },
    (_, i) => `${Array.from({ length: MANY / 60 }, (_, k) => record((i * MANY) / 60 + k + 1)).join('\n')}\n`,
  );

/** Begins to import the file, crashes the tab as soon as some of it is stored, and gives the page that one opens next. */
async function killed(page: Page, path: string): Promise<Page> {
  await writePieces(path, many());
  await chooseFile(page, path);
  await waitPreview(page);
  await startImport(page);
  await expect
    .poll(
      () =>
        page.evaluate(
          async () =>
            (await window.factline.services.journals.list()).find((j) => j.state === 'importing')?.records ?? 0,
        ),
      { intervals: [10] },
    )
    .toBeGreaterThan(0);
  const { hash } = new URL(page.url());
  const cdp = await page.context().newCDPSession(page);
  const crash = page.waitForEvent('crash');
  cdp.send('Page.crash').catch(() => undefined);
  await crash;
  const again = await page.context().newPage();
  await openApp(again, hash);
  await openImport(again);
  return again;
}
const unfinished = (page: Page) => importPanel(page).locator('[data-unfinished]');
/** What the browser keeps of the import that was broken off. */
async function partOf(page: Page): Promise<number> {
  const [part, ...others] = (await keptJournals(page)).filter((line) => line.startsWith('many importing '));
  expect(others).toEqual([]);
  return Number(part?.split(' ').at(-1) ?? Number.NaN);
}

test('an import that a crash broke off is continued by its button, with its own file only, and loses nothing', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await inFolder(async (folder) => {
    const path = join(folder, 'many.ndjson');
    const again = await killed(page, path);
    const part = await partOf(again);
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(MANY);
    await unharmed(again, `many importing ${part}`);
    await expect(unfinished(again)).toContainText(`incomplete, ${part.toLocaleString('en')} records`);
    const go = unfinished(again).getByRole('button', { name: 'Continue many' });

    // Another file is not taken for it, and costs nothing.
    const other = join(folder, 'other', 'many.ndjson');
    await mkdir(join(folder, 'other'));
    await writePieces(other, [`${lines(20)}\n`]);
    let chooser = again.waitForEvent('filechooser');
    await go.click();
    await (await chooser).setFiles(other);
    await expect(importPanel(again)).toHaveAttribute('data-step', 'failed');
    await unharmed(again, `many importing ${part}`);

    chooser = again.waitForEvent('filechooser');
    await go.click();
    await (await chooser).setFiles(path);
    await waitDone(again);
    await unharmed(again, `many complete ${MANY}`);
    const report = await again.evaluate(() =>
      window.factline.services.journals.report({ id: window.factline.store.getState().journal?.id ?? '' }),
    );
    expect(report).toMatchObject({
      accepted: MANY,
      rejected_total: 0,
      gaps_total: 0,
      duplicates_total: 0,
      out_of_order_total: 0,
    });
  });
});

test('an import that a crash broke off goes on when its file is given again, and can begin anew instead', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await inFolder(async (folder) => {
    const path = join(folder, 'many.ndjson');
    const again = await killed(page, path);
    const part = await partOf(again);
    await chooseFile(again, path);
    await waitDone(again);
    await expect(importPanel(again).locator('[data-resumed]')).toContainText(
      `broken off after ${part.toLocaleString('en')} records`,
    );
    await unharmed(again, `many complete ${MANY}`);
    await importPanel(again).getByRole('button', { name: 'Erase it and start anew' }).click();
    await waitPreview(again);
    await unharmed(again);
    await startImport(again);
    await waitDone(again);
    await expect(importPanel(again).locator('[data-resumed]')).toHaveCount(0);
    await unharmed(again, `many complete ${MANY}`);
  });
});

test('an import that a crash broke off is erased by its button, once one agrees, and nothing else is', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await inFolder(async (folder) => {
    const before = await storedCounts(page);
    const again = await killed(page, join(folder, 'many.ndjson'));
    const part = await partOf(again);
    expect(await storedCounts(again)).not.toEqual(before);
    const erase = unfinished(again).getByRole('button', { name: 'Erase many' });
    const dialog = again.getByRole('dialog', { name: 'Erase many?' });
    await erase.click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    await unharmed(again, `many importing ${part}`);
    await erase.click();
    await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
    await expect(unfinished(again)).toHaveCount(0);
    await unharmed(again);
    expect(await storedCounts(again)).toEqual(before);
  });
});

test('a whole journal is erased by its button, and the others stay', async ({ page }) => {
  const before = await storedCounts(page);
  await dropFile(page, { name: 'five.ndjson', content: lines(5) });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await unharmed(page, 'five complete 5');
  await importPanel(page).getByRole('button', { name: 'Erase five' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(importPanel(page).getByRole('button', { name: 'Erase five' })).toHaveCount(0);
  await unharmed(page);
  expect(await storedCounts(page)).toEqual(before);
  expect(await page.evaluate(() => window.factline.store.getState().journal)).toBeUndefined();
  await importPanel(page).getByRole('button', { name: 'Open shop' }).click();
  await expect.poll(() => rowCount(page)).toBe(SHOP_RECORDS);
});

test.describe('IndexedDB refused', () => {
  test('the page works, and says that nothing will be kept', async ({ browser, baseURL }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    await page.addInitScript(() => {
      Object.defineProperty(indexedDB, 'open', {
        value: () => {
          throw new DOMException('refused', 'SecurityError');
        },
      });
    });
    await openApp(page);
    expect(await rowCount(page)).toBe(SHOP_RECORDS);
    await expect(page.getByText(/nothing (will be|is) kept/i).first()).toBeVisible();
    await expect(page.locator('[data-panel="model"] .view-line').first()).toBeVisible();
    await page.close();
  });
});
