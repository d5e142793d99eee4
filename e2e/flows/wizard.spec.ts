/** The mapping wizard by hand: fields dragged onto roles, packed text opened, folders and zips, mappings as files, consumer positions. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { idle, openApp } from '../helpers/app.ts';
import {
  dropFile,
  dropPath,
  importPanel,
  openImport,
  previewCount,
  roleFields,
  startImport,
  waitDone,
  waitPreview,
} from '../helpers/import.ts';
import { fileText } from '../helpers/shell.ts';
import { inFolder } from '../helpers/storage.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
/** Rows whose names say nothing: what is what stands in packed text, two deep. */
const row = (n: number) => ({
  k: `k${n % 3}`,
  shop: n % 2 ? 'north' : 'south',
  driver_id: `d${n % 4}`,
  box: JSON.stringify({ what: n % 2 ? 'Loaded' : 'Driven', deep: base64({ weight: n }) }),
});
const ROWS = `${Array.from({ length: 24 }, (_, n) => JSON.stringify(row(n))).join('\n')}\n`;

const field = (page: Page, path: string) =>
  importPanel(page).locator(`[data-field="${path}"]`).getByRole('button', { name: path });
const role = (page: Page, name: string) => importPanel(page).locator(`.import-role-row[data-role="${name}"]`);
const cell = (page: Page, column: string) =>
  importPanel(page).locator('.import-records tbody tr').first().locator(`[data-column="${column}"]`);
const mapping = (page: Page) => page.evaluate(() => window.factline.store.getState().journal?.header.mapping);
async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('.import[data-step]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await openImport(page);
});

test('fields are dragged onto roles, or pressed and put there by keyboard; the preview follows', async ({ page }) => {
  await dropFile(page, { name: 'rows.ndjson', content: ROWS });
  await waitPreview(page);
  await field(page, 'box.what').dragTo(role(page, 'type'));
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toContain('box.what');
  // What was guessed is taken out again: the field that was dropped stands alone.
  while ((await roleFields(page, 'type'))[0] !== 'box.what') {
    await importPanel(page).getByLabel('Field 1 of type', { exact: true }).selectOption('');
    await waitPreview(page);
  }
  expect(await roleFields(page, 'type')).toEqual(['box.what']);
  await expect(cell(page, 'type')).toHaveText('Driven');

  // The same by keyboard, and put down again by Escape.
  await field(page, 'driver_id').focus();
  await page.keyboard.press('Enter');
  await expect(importPanel(page).getByText('driver_id is picked up')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(role(page, 'also').getByRole('button', { name: 'Put driver_id' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await accessible(page);
  await role(page, 'also').getByRole('button', { name: 'Put driver_id here' }).focus();
  await page.keyboard.press('Enter');
  await waitPreview(page);
  await expect(role(page, 'also')).toBeFocused();
  await expect(cell(page, 'also')).toHaveText('driver/d0');
  await field(page, 'shop').click();
  await role(page, 'producer').getByRole('button', { name: 'Put shop' }).click();
  await waitPreview(page);
  await importPanel(page).getByLabel('A record is told from others by').selectOption('producer, id');
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  expect(await mapping(page)).toMatchObject({
    roles: { type: 'box.what', also: 'driver_id' },
    unwrap: ['box'],
    identity: ['producer', 'id'],
  });
});

test('packed text is opened by a tick, and its effect is seen at once', async ({ page }) => {
  await dropFile(page, { name: 'rows.ndjson', content: ROWS });
  await waitPreview(page);
  await field(page, 'box').click();
  await role(page, 'payload').getByRole('button', { name: 'Put box' }).click();
  await waitPreview(page);
  await expect(cell(page, 'payload')).toContainText('"what":"Driven","deep":"ey');
  const deep = importPanel(page).locator('[data-field="box.deep"]').getByLabel('open the base64 JSON');
  await expect(deep).not.toBeChecked();
  await deep.check();
  await waitPreview(page);
  await expect(cell(page, 'payload')).toHaveText('{"what":"Driven","deep":{"weight":0}}');
  await deep.uncheck();
  await waitPreview(page);
  await expect(cell(page, 'payload')).toContainText('"deep":"ey');
  await accessible(page);
});

const FILES: Readonly<Record<string, string>> = {
  'export/a/part-2.ndjson': ROWS,
  'export/a/part-10.ndjson': ROWS,
  'export/README.md': 'not this',
};
function writeFiles(folder: string): string {
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return join(folder, 'export');
}
async function twoParts(page: Page): Promise<void> {
  await waitPreview(page);
  await expect(importPanel(page).getByText('2 files, read in this order')).toBeVisible();
  await expect(importPanel(page).getByText('README.md.')).toBeVisible();
  expect(await previewCount(page, 'records')).toBe('48');
  await importPanel(page).getByText('2 files, read in this order').click();
  const names = await importPanel(page).locator('.import-files li .mono').allTextContents();
  expect(names.map((name) => name.replace(/^.*\//, ''))).toEqual(['part-2.ndjson', 'part-10.ndjson']);
  await startImport(page);
  await waitDone(page);
  expect(await page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(48);
}

test('a folder that is dropped makes one journal', async ({ page }) => {
  await inFolder(async (folder) => {
    await dropPath(page, writeFiles(folder));
    await twoParts(page);
    await accessible(page);
  });
});

test('a folder that is chosen makes one journal', async ({ page }) => {
  await inFolder(async (folder) => {
    await importPanel(page).getByLabel('Folder to import').setInputFiles(writeFiles(folder));
    await twoParts(page);
  });
});

test('a zip makes one journal; a cut one is refused with what to do', async ({ page }) => {
  const zip = zipSync(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name, strToU8(text)])));
  await dropFile(page, { name: 'export.zip', content: zip });
  await twoParts(page);
  await dropFile(page, { name: 'export.zip', content: zip.slice(0, 300) });
  await expect(importPanel(page).getByRole('alert')).toContainText('export.zip cannot be unpacked');
});

test('of several files one that does not belong to them is left out', async ({ page }) => {
  await dropFile(page, { name: 'a.ndjson', content: ROWS }, { name: 'b.csv', content: 'x,y\n1,2\n' });
  await waitPreview(page);
  await expect(importPanel(page).getByRole('alert')).toContainText('b.csv is written in another way');
  await importPanel(page).getByRole('button', { name: 'Leave out b.csv' }).click();
  await waitPreview(page);
  expect(await previewCount(page, 'records')).toBe('24');
});

test('the two tables of Rails Event Store, dropped together, are joined', async ({ page }) => {
  const events = `id,event_id,event_type,metadata,data,created_at,valid_at
1,e1,Orders::Placed,{},"{""a"":1}",2026-01-01 10:00:00,
2,e2,Orders::Paid,{},{},2026-01-01 10:00:01,
`;
  const streams = `id,stream,position,event_id,created_at
1,Order$1,0,e1,2026-01-01 10:00:00
2,$by_type_Orders::Placed,,e1,2026-01-01 10:00:00
3,Order$1,1,e2,2026-01-01 10:00:01
`;
  await dropFile(page, { name: 'events.csv', content: events }, { name: 'streams.csv', content: streams });
  await waitPreview(page);
  expect(await previewCount(page, 'records')).toBe('2');
  await importPanel(page).getByRole('button', { name: 'Import', exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(2);
  const subjects = await page.evaluate(async () => {
    const { services, store } = window.factline;
    const id = store.getState().journal?.id ?? '';
    const details = await Promise.all([0, 1].map((row) => services.journals.record({ id, row })));
    return details.map(({ record }) => [record.subject_id, record.sequence, record.also]);
  });
  expect(subjects).toEqual([
    ['Order$1', 0, [{ subject_id: '$by_type_Orders::Placed' }]],
    ['Order$1', 1, undefined],
  ]);
});

test('a mapping comes as a file, is listed by its name, goes as a file, and can be taken out', async ({ page }) => {
  await dropFile(page, { name: 'rows.ndjson', content: ROWS });
  await waitPreview(page);
  const shared = {
    mapping: 1,
    name: 'lorries',
    shape: 'ndjson',
    roles: { type: 'box.what', subject_id: 'driver_id' },
    unwrap: ['box'],
  };
  await dropFile(page, { name: 'lorries.mapping.json', content: JSON.stringify(shared) });
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toEqual(['box.what']);
  expect(JSON.parse((await fileText(page, 'lorries.mapping.json')) ?? '')).toEqual(shared);
  await expect(importPanel(page).getByRole('radio', { name: 'lorries' })).toBeChecked();

  await importPanel(page).getByLabel('Name of the mapping').fill('trucks');
  await waitPreview(page);
  const coming = page.waitForEvent('download');
  await importPanel(page).getByRole('button', { name: 'Save mapping' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('trucks.mapping.json');
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toEqual({ ...shared, name: 'trucks' });
  await expect(importPanel(page).getByRole('radio', { name: 'trucks' })).toBeVisible();

  await importPanel(page).getByRole('button', { name: 'Remove trucks.mapping.json' }).click();
  await expect(importPanel(page).getByRole('radio', { name: 'trucks' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(importPanel(page).getByRole('radio', { name: 'trucks' })).toBeVisible();
  await dropFile(page, { name: 'bad.mapping.json', content: '{"mapping":1,"shape":"xml","roles":{}}' });
  await expect(importPanel(page).getByRole('alert')).toContainText('`shape` is not one of ndjson, array, csv');
});

const event = (n: number) =>
  `{"id":"r${n}","type":"Placed","subject_type":"order","subject_id":"o-1","sequence":${n},"position":${n},"t_log":"2026-01-01T00:00:0${n}Z","payload":{}}\n`;

test('consumer positions: what they make is seen, then a new journal has processing rows', async ({ page }) => {
  await dropFile(page, { name: 'orders.ndjson', content: [1, 2, 3, 4, 5].map(event).join('') });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await importPanel(page).getByRole('button', { name: 'Add consumer positions to orders', exact: true }).click();
  await accessible(page);
  await importPanel(page)
    .getByLabel('Table of consumer positions')
    .setInputFiles({
      name: 'progression.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'name,last_seq_id,last_updated\nHighWaterMark,5,2026-01-01 00:01:00+00\nMailer:All,3,2026-01-01 00:00:09+00\n',
      ),
    });
  await expect(importPanel(page).getByText('Read as Marten mt_event_progression')).toBeVisible();
  const mailer = importPanel(page).locator('[data-consumer="Mailer:All"]');
  await expect(mailer).toContainText('3 of 5');
  await expect(mailer).toContainText('2026-01-01T00:00:09Z');
  await accessible(page);
  await importPanel(page).getByRole('button', { name: 'Make the journal' }).click();
  await waitDone(page);
  expect(await page.evaluate(() => window.factline.store.getState().journal)).toMatchObject({
    name: 'orders with positions',
    records: 5,
    processingRows: 3,
    consumers: ['Mailer:All'],
  });

  // A table without times waits until one says when it was read; one that nobody knows is read by chosen columns.
  await importPanel(page).getByRole('button', { name: 'Add consumer positions to orders', exact: true }).click();
  await dropFile(page, {
    name: 'mine.csv',
    content: 'who,reader,checkpoint\nteam,r,2\n',
  });
  await expect(importPanel(page).getByText('1 position says no time')).toBeVisible();
  await expect(importPanel(page).getByRole('button', { name: 'Make the journal' })).toBeDisabled();
  await importPanel(page).getByLabel('When the table was read').fill('2026-01-02T00:00:00Z');
  await expect(importPanel(page).locator('[data-consumer="r"]')).toContainText('2 of 5');
  await importPanel(page).getByLabel('The consumer’s name').selectOption('who');
  await expect(importPanel(page).locator('[data-consumer="team"]')).toContainText('2 of 5');
  await idle(page);
  await accessible(page);
});
