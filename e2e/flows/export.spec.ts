/** Records leave the page: the filter's rows as CSV and as CloudEvents, read here by a few lines of their own; and what left comes back. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { shopJournal } from '../../src/core/workspace/samples/shop-journal.ts';
import { openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { find, goTo, rowCount } from '../helpers/table.ts';

interface Plain {
  readonly id: string;
  readonly type: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly sequence: number;
  readonly t_event: string;
  readonly t_log: string;
  readonly payload: unknown;
}
const SHOP = shopJournal()
  .trim()
  .split('\n')
  .slice(1)
  .map((text) => JSON.parse(text) as Plain)
  .filter(({ type }) => type !== undefined);
const PLACED = SHOP.filter(({ type }) => type === 'OrderPlaced');

const dialog = (page: Page) => page.getByRole('dialog', { name: /^Export / });

async function openExport(page: Page, format: string): Promise<void> {
  await page.getByRole('button', { name: 'Export…' }).click();
  await dialog(page).getByLabel('Format').selectOption({ label: format });
}

/** The saved file's name and text. */
async function save(page: Page): Promise<readonly [name: string, text: string]> {
  const downloading = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: /^Save / })
    .click();
  const download = await downloading;
  await expect(dialog(page)).toHaveCount(0);
  return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
}

/** RFC 4180, by the book. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await find(page, 'type:OrderPlaced');
  await expect.poll(() => rowCount(page)).toBe(PLACED.length);
  expect(PLACED.length).toBeGreaterThan(2);
  expect(PLACED.length).toBeLessThan(SHOP.length);
});

test("the filter's rows as CSV are those of the file, and what CSV cannot carry is shown before", async ({ page }) => {
  await openExport(page, 'CSV');
  await expect(dialog(page).getByRole('radio', { name: `The filter's ${PLACED.length} records` })).toBeChecked();
  await expect(dialog(page)).toContainText('The filter: query type:OrderPlaced');
  await expect(dialog(page).getByRole('status')).toContainText(`${PLACED.length} records`);
  const lost = dialog(page).getByRole('region', { name: 'What is not carried' });
  await expect(lost.getByRole('row').filter({ hasText: 'header.sources' })).toHaveCount(1);
  expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);

  const [name, text] = await save(page);
  expect(name).toMatch(/-filtered\.csv$/);
  const [head = [], ...rows] = cells(text);
  const at = (row: readonly string[], field: string) => row[head.indexOf(field)] ?? '';
  expect(
    rows.map((row) => ({
      id: at(row, 'id'),
      subject: `${at(row, 'subject_type')}/${at(row, 'subject_id')}`,
      sequence: Number(at(row, 'sequence')),
      times: [at(row, 't_event'), at(row, 't_log')],
      payload: JSON.parse(at(row, 'payload')) as unknown,
    })),
  ).toEqual(
    PLACED.map((r) => ({
      id: r.id,
      subject: `${r.subject_type}/${r.subject_id}`,
      sequence: r.sequence,
      times: [r.t_event, r.t_log],
      payload: r.payload,
    })),
  );
});

test('as CloudEvents they are the same events, and imported again the same records', async ({ page }) => {
  await openExport(page, 'CloudEvents 1.0');
  const [name, text] = await save(page);
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(events.map((e) => [e['specversion'], e['id'], e['type'], e['subject'], e['time'], e['data']])).toEqual(
    PLACED.map((r) => ['1.0', r.id, r.type, `${r.subject_type}/${r.subject_id}`, r.t_event, r.payload]),
  );
  expect(events.every(({ source }) => typeof source === 'string' && source !== '')).toBe(true);

  await dropFile(page, { name, content: text });
  await expect(await waitPreview(page)).toBeVisible();
  await startImport(page);
  await waitDone(page);
  await find(page, '');
  await expect.poll(() => rowCount(page)).toBe(PLACED.length);
  await openExport(page, 'Factline records');
  await expect(dialog(page).getByRole('status')).toContainText('Everything is carried.');
  const [, back] = await save(page);
  const pick = ({ id, type, subject_type, subject_id, sequence, t_event, t_log, payload }: Plain) => ({
    ...{ id, type, subject_type, subject_id, sequence, t_event, t_log, payload },
  });
  expect(
    back
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => pick(JSON.parse(line) as Plain)),
  ).toEqual(PLACED.map(pick));
});

test('one record, or all of them; Escape leaves without a file', async ({ page }) => {
  await goTo(page, '2');
  await openExport(page, 'Evidence envelope');
  await dialog(page).getByRole('radio', { name: 'The selected record' }).check();
  const [, one] = await save(page);
  expect(JSON.parse(one)).toMatchObject({ id: PLACED[1]?.id, eventType: 'OrderPlaced' });
  await openExport(page, 'OCEL 2.0');
  await dialog(page)
    .getByRole('radio', { name: `All ${SHOP.length.toLocaleString('en')} records` })
    .check();
  const [, all] = await save(page);
  const ocel = JSON.parse(all) as {
    readonly events: readonly unknown[];
    readonly objects: readonly { readonly id: string }[];
  };
  expect(ocel.events).toHaveLength(SHOP.length);
  expect(new Set(ocel.objects.map(({ id }) => id))).toEqual(
    new Set(SHOP.map((r) => `${r.subject_type}/${r.subject_id}`)),
  );
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Export…' })).toBeFocused();
});
