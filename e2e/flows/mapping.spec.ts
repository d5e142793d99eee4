/** A file that no reader knows: the wizard guesses, the person corrects, and the mapping serves the command line as it served the page. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import type { IntegrityReport } from '../../src/core/journal/report.ts';
import { openApp } from '../helpers/app.ts';
import {
  chooseFile,
  dropFile,
  importPanel,
  openImport,
  pasteText,
  previewCount,
  roleFields,
  startImport,
  waitDone,
  waitPreview,
} from '../helpers/import.ts';
import { fileText } from '../helpers/shell.ts';
import { inFolder, keptJournals, storedCounts, writePieces } from '../helpers/storage.ts';

const HEAD = 'no,event_type,step,order_no,seq,occurred_at\n';
const START = Date.UTC(2026, 2, 2, 8, 0, 0);

/**
 * Orders of three steps each; of every fifth one the second is missing. The column that is named like a type holds the channel of the sale,
 * which no name betrays: what happened stands in `step`.
 */
function rows(from: number, to: number): readonly string[] {
  const all = Array.from({ length: to - from }, (_, k) => from + k).flatMap((order) =>
    ['Placed', 'Paid', 'Shipped'].flatMap((step, i) =>
      order % 5 === 0 && i === 1 ? [] : [{ order, step, pos: i + 1, at: START + order * 60_000 + i * 600_000 }],
    ),
  );
  return all
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map(({ order, step, pos, at }, n) => {
      const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
      return `${from}-${n},${order % 2 ? 'online' : 'store'},${step},o${order},${pos},${time}\n`;
    });
}
const csv = (from: number, to: number) => HEAD + rows(from, to).join('');
const ORDERS = 40;
const CSV = csv(1, ORDERS + 1);
const MISSING = ORDERS / 5;
const EXPECTED = {
  accepted: 3 * ORDERS - MISSING,
  rejected_total: 0,
  subjects: ORDERS,
  types: { Placed: ORDERS, Paid: ORDERS - MISSING, Shipped: ORDERS },
  gaps_total: MISSING,
  duplicates_total: 0,
  out_of_order_total: 0,
};

const field = (page: Page, label: string) => importPanel(page).getByLabel(label, { exact: true });
const firstRow = (page: Page, column: string) =>
  importPanel(page).locator(`.import-records tbody tr`).first().locator(`[data-column="${column}"]`);

/** Chooses the field that the type really is. */
async function correctType(page: Page): Promise<void> {
  await field(page, 'Field 1 of type').selectOption('step');
  await waitPreview(page);
}
const report = (page: Page): Promise<IntegrityReport> =>
  page.evaluate(() =>
    window.factline.services.journals.report({ id: window.factline.store.getState().journal?.id ?? '' }),
  );
/** What the command line says of the same files by that mapping. */
const inspect = (mapping: string, ...files: readonly string[]): IntegrityReport =>
  JSON.parse(
    execFileSync('node', ['dist-cli/factline.js', 'inspect', ...files, '--mapping', mapping, '--format', 'json'], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  ) as IntegrityReport;

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await openImport(page);
});

test('a wrong guess is corrected by hand, its effect is seen at once, and what is imported is what was corrected', async ({
  page,
}) => {
  const before = await storedCounts(page);
  await dropFile(page, { name: 'orders.csv', content: CSV });
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toEqual(['event_type']);
  expect(await roleFields(page, 'subject_id')).toEqual(['order_no']);
  expect(await roleFields(page, 'sequence')).toEqual(['seq']);
  expect(await previewCount(page, 'types')).toBe('2');
  await expect(firstRow(page, 'type')).toHaveText('online');

  await correctType(page);
  expect(await previewCount(page, 'types')).toBe('3');
  expect(await previewCount(page, 'records')).toBe(String(EXPECTED.accepted));
  expect(await previewCount(page, 'findings')).toContain(`${MISSING} gaps`);
  await expect(firstRow(page, 'type')).toHaveText('Placed');

  // The guess comes back by undo, and goes again.
  await importPanel(page).getByRole('button', { name: 'Undo the corrections' }).click();
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toEqual(['event_type']);
  await expect(firstRow(page, 'type')).toHaveText('online');
  await correctType(page);

  // A zone counts as soon as it is one; half of one is marked, and changes nothing.
  const zone = field(page, 'Zone of t_event, where a time says none');
  await zone.fill('+02:00');
  await waitPreview(page);
  await expect(firstRow(page, 't_event')).toHaveText(/T08:01:00\+02:00$|T06:01:00Z$/);
  await zone.fill('+0');
  await expect(zone).toHaveAttribute('aria-invalid', 'true');
  await waitPreview(page);
  await expect(firstRow(page, 't_event')).toHaveText(/T08:01:00\+02:00$|T06:01:00Z$/);

  expect(await storedCounts(page), 'nothing is stored before one imports').toEqual(before);
  await startImport(page);
  await waitDone(page);
  const found = await report(page);
  expect(found).toMatchObject(EXPECTED);
  expect(found.time.t_event?.[0]).toMatch(/^2026-03-02T06:01:00/);
  expect(await page.evaluate(() => window.factline.store.getState().journal?.header.mapping?.roles.type)).toEqual(
    'step',
  );
});

test('a saved mapping is downloaded and kept, read by the command line with the same counts, and offered for the next file', async ({
  page,
}) => {
  await dropFile(page, { name: 'orders.csv', content: CSV });
  await waitPreview(page);
  await correctType(page);
  const coming = page.waitForEvent('download');
  await importPanel(page).getByRole('button', { name: 'Save mapping' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('orders.mapping.json');
  await startImport(page);
  await waitDone(page);
  const found = await report(page);
  expect(found).toMatchObject(EXPECTED);

  await inFolder(async (folder) => {
    const mapping = join(folder, download.suggestedFilename());
    await download.saveAs(mapping);
    const source = join(folder, 'orders.csv');
    writeFileSync(source, CSV);
    expect(inspect(mapping, source)).toEqual({ ...found, format: 'mapping' });
    // Without it the command line guesses as the page did.
    const guessed = execFileSync('node', ['dist-cli/factline.js', 'inspect', source, '--format', 'json'], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(Object.keys((JSON.parse(guessed) as IntegrityReport).types).sort()).toEqual(['online', 'store']);
  });
  expect(JSON.parse((await fileText(page, 'orders.mapping.json')) ?? '')).toMatchObject({ roles: { type: 'step' } });

  await dropFile(page, { name: 'later.csv', content: csv(100, 120) });
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toEqual(['event_type']);
  await importPanel(page).getByRole('radio', { name: 'orders.mapping.json' }).check();
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toEqual(['step']);
  await startImport(page);
  await waitDone(page);
  expect((await report(page)).types).toEqual({ Placed: 20, Paid: 16, Shipped: 20 });
});

test('an import cancelled half-way leaves nothing behind, and its correction stands for another go', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await inFolder(async (folder) => {
    const path = join(folder, 'many.csv');
    await writePieces(path, [
      HEAD,
      ...Array.from({ length: 100 }, (_, i) => rows(i * 2000 + 1, i * 2000 + 2001).join('')),
    ]);
    const stored = await storedCounts(page);
    const kept = await keptJournals(page);
    await chooseFile(page, path);
    await waitPreview(page);
    await correctType(page);
    await startImport(page);
    // Something of it is stored by now, and it is not over.
    await expect
      .poll(() => storedCounts(page).then(({ segments = 0 }) => segments), { intervals: [20] })
      .toBeGreaterThan(stored.segments ?? 0);
    await importPanel(page).getByRole('button', { name: 'Cancel and erase' }).click();
    await expect(importPanel(page)).toContainText('The import was cancelled. Nothing of it was kept');
    expect(await storedCounts(page)).toEqual(stored);
    expect(await keptJournals(page)).toEqual(kept);
    expect(await page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(193);
    // The preview stands as it was corrected.
    await waitPreview(page);
    expect(await roleFields(page, 'type')).toEqual(['step']);
    await expect(importPanel(page).getByRole('button', { name: 'Import', exact: true })).toBeEnabled();
  });
});

test('several files, gzipped or not, make one journal by one corrected mapping, here and on the command line', async ({
  page,
}) => {
  await inFolder(async (folder) => {
    const paths = ['a.csv', 'b.csv.gz', 'c.csv'].map((name) => join(folder, name));
    const [a = '', b = '', c = ''] = paths;
    writeFileSync(a, csv(1, 21));
    writeFileSync(b, gzipSync(csv(21, 31)));
    writeFileSync(c, csv(31, ORDERS + 1));
    await chooseFile(page, a, b, c);
    await waitPreview(page);
    await expect(importPanel(page).getByRole('heading', { name: '3 files' })).toBeVisible();
    await correctType(page);
    expect(await previewCount(page, 'records')).toBe(String(EXPECTED.accepted));
    const coming = page.waitForEvent('download');
    await importPanel(page).getByRole('button', { name: 'Save mapping' }).click();
    const mapping = join(folder, 'm.mapping.json');
    await (await coming).saveAs(mapping);
    await startImport(page);
    await waitDone(page);
    const found = await report(page);
    expect(found).toMatchObject({
      accepted: EXPECTED.accepted,
      types: EXPECTED.types,
      gaps_total: MISSING,
      subjects: ORDERS,
    });
    expect(inspect(mapping, a, b, c)).toEqual({ ...found, format: 'mapping' });
    const sources = await page.evaluate(() => window.factline.store.getState().journal?.sources.map((s) => s.name));
    expect(sources).toEqual(['a.csv', 'b.csv.gz', 'c.csv']);
  });
});

test('a gzipped file is read as what is in it', async ({ page }) => {
  await dropFile(page, { name: 'orders.csv.gz', content: gzipSync(CSV) });
  await waitPreview(page);
  await correctType(page);
  await startImport(page);
  await waitDone(page);
  expect(await report(page)).toMatchObject(EXPECTED);
});

test('pasted text is read as a file is, into the panel or anywhere on the page', async ({ page, context }) => {
  await pasteText(page, CSV);
  await waitPreview(page);
  await correctType(page);
  await startImport(page);
  await waitDone(page);
  expect(await report(page)).toMatchObject(EXPECTED);

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), csv(100, 110));
  await page.locator('[data-panel="table"]').focus();
  await page.keyboard.press('ControlOrMeta+KeyV');
  await waitPreview(page);
  await correctType(page);
  expect(await previewCount(page, 'records')).toBe('28');
  await startImport(page);
  await waitDone(page);
  expect((await report(page)).types).toEqual({ Placed: 10, Paid: 8, Shipped: 10 });
});
