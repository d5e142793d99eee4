/** The readers of the wizard, through the browser. */
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, importPanel, openImport, pasteText, startImport, waitDone, waitPreview } from '../helpers/import.ts';

const record = (n: number) => ({
  id: `r${n}`,
  type: 'Counted',
  subject_type: 'thing',
  subject_id: 'a',
  sequence: n,
  t_event: `2026-01-01T00:00:0${n}Z`,
  payload: { big: '@', n },
});
const text = (n: number) => JSON.stringify(record(n)).replace('"@"', '9007199254740993');
const event = (n: number) => ({
  specversion: '1.0',
  id: `e${n}`,
  source: '/shop',
  type: 'com.shop.placed',
  time: `2026-01-01T00:00:0${n}Z`,
  data: { n },
});

const journal = (page: Page) => page.evaluate(() => window.factline.store.getState().journal);

const files: readonly (readonly [
  string,
  readonly { readonly name: string; readonly content: string | Uint8Array }[],
  number,
])[] = [
  ['Factline lines', [{ name: 'a.ndjson', content: `${text(1)}\n${text(2)}\n` }], 2],
  ['a JSON array', [{ name: 'a.json', content: `[${text(1)},\n ${text(2)}, ${text(3)}]` }], 3],
  ['gzip', [{ name: 'a.ndjson.gz', content: gzipSync(`${text(1)}\n${text(2)}\n`) }], 2],
  [
    'several files at once',
    [
      { name: 'a.ndjson', content: `${text(1)}\n${text(2)}\n` },
      { name: 'b.ndjson', content: `${text(3)}\n` },
    ],
    3,
  ],
  ['one CloudEvent', [{ name: 'a.json', content: JSON.stringify(event(1)) }], 1],
  ['a batch of CloudEvents', [{ name: 'a.json', content: JSON.stringify([event(1), event(2)]) }], 2],
  [
    'CloudEvents, one a line',
    [{ name: 'a.ndjson', content: `${JSON.stringify(event(1))}\n${JSON.stringify(event(2))}\n` }],
    2,
  ],
  [
    'CSV by a proposed mapping',
    [
      {
        name: 'a.csv',
        content:
          'event_id;event_type;order;occurred_at\n1;Placed;o-1;2026-01-01T00:00:00Z\n2;Shipped;o-1;2026-01-02T00:00:00Z\n',
      },
    ],
    2,
  ],
];

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await openImport(page);
});

for (const [what, list, count] of files) {
  test(`imports ${what}`, async ({ page }) => {
    await dropFile(page, ...list);
    await waitPreview(page);
    await startImport(page);
    await waitDone(page);
    expect(await journal(page)).toMatchObject({ records: count, rejected: 0, state: 'complete' });
  });
}

test('imports pasted text, keeps every digit, and is there after a reload', async ({ page }) => {
  await pasteText(page, `${text(1)}\n${text(2)}`);
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const { id } = (await journal(page)) ?? { id: '' };
  await page.reload();
  await idle(page);
  expect(await journal(page)).toMatchObject({ id, records: 2 });
  const exported = await page.evaluate(
    async (journalId) => (await window.factline.services.journals.export({ id: journalId })).text(),
    id,
  );
  expect(exported).toContain('"big":9007199254740993');
});

test('a journal that is erased is gone from every list at once', async ({ page }) => {
  await page.evaluate(
    async (lines) => {
      const files = [new File([lines], 'other.ndjson')];
      await window.factline.services.journals.import({ files, reading: { format: 'factline' }, name: 'other' });
    },
    `${text(1)}\n`,
  );
  await page.reload();
  await idle(page);
  const listed = page
    .getByRole('list', { name: 'Other journals in this browser' })
    .getByText('other', { exact: false });
  await expect(listed).toBeVisible();
  await openImport(page);
  await importPanel(page).getByRole('button', { name: 'Erase other' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByText('other was erased.')).toBeVisible();
  await expect(listed).toBeHidden();
});

test('a foreign journal goes into a workspace of its own, away from the open model and behavior, unless one says otherwise', async ({
  page,
}) => {
  await openApp(page);
  await dropFile(page, { name: 'till.ndjson', content: '{"id":"1","type":"Sold","payload":{}}\n' });
  await waitPreview(page);
  await expect(page.getByLabel('Import into')).toHaveValue('new');
  await expect(importPanel(page)).toContainText('Shop is a sample with a model of its own.');
  await startImport(page, 'preset');
  await waitDone(page);
  const { name, files } = await page.evaluate(() => {
    const { workspace } = window.factline.store.getState();
    return { name: workspace?.name, files: workspace?.files.length };
  });
  expect({ name, files }).toEqual({ name: 'till', files: 0 });
  expect(await page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(1);
});
