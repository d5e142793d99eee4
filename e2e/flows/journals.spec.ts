/** Two journals: compared record by record, and put on one axis with the offset of a clock, after a dry run. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, openImport, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { runCommand, showPanel } from '../helpers/shell.ts';
import { rowAt, rowCount } from '../helpers/table.ts';

const line = (id: string, sequence: number, second: number, more: object = {}) =>
  JSON.stringify({
    id,
    type: `Was-${id}`,
    subject_type: 'order',
    subject_id: 'o-1',
    sequence,
    t_log: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
    payload: { n: sequence },
    ...more,
  });
async function importJournal(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await openImport(page);
  await dropFile(page, { name, content: `${lines.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
}
const serious = async (page: Page, panel: string) =>
  (await new AxeBuilder({ page }).include(`[data-panel="${panel}"]`).analyze()).violations.filter(
    ({ impact }) => impact === 'serious' || impact === 'critical',
  );

test('with one journal both pages say what is needed', async ({ page }) => {
  await openApp(page);
  await expect(await showPanel(page, 'Compare journals')).toContainText('Two journals are needed');
  const merge = await showPanel(page, 'Merge journals');
  await expect(merge).toContainText('Two journals are needed');
  await merge.getByRole('button', { name: 'Import a journal' }).click();
  await expect(page.getByRole('region', { name: 'Import', exact: true })).toBeVisible();
});

test('two exports are compared: only left, only right, changed with both values, moved; each record is one click away', async ({
  page,
}) => {
  await openApp(page);
  await importJournal(page, 'now.ndjson', [line('b', 2, 2), line('a', 1, 1), line('c', 3, 9), line('new', 5, 5)]);
  await importJournal(page, 'old.ndjson', [line('a', 1, 1), line('b', 2, 2), line('c', 3, 3), line('gone', 4, 4)]);
  await runCommand(page, 'Compare the open journal with another');
  const panel = page.getByRole('region', { name: 'Compare journals', exact: true });
  await panel.getByLabel('Right').selectOption({ label: 'now (4)' });
  await panel.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(panel.getByRole('status')).toHaveText('2 records say the same in both.');
  for (const kind of ['Only left 1', 'Only right 1', 'Changed 1', 'Moved 1'])
    await expect(panel.getByRole('button', { name: kind })).toBeEnabled();
  await expect(panel.getByRole('row', { name: /^t_log/ })).toContainText('2026-01-01T00:00:03Z');
  await expect(panel.getByRole('row', { name: /^t_log/ })).toContainText('2026-01-01T00:00:09Z');
  expect(await serious(page, 'journals-compare')).toEqual([]);
  await panel.getByRole('button', { name: 'Show c in now, right' }).click();
  await idle(page);
  expect(await page.evaluate(() => window.factline.store.getState().journal?.name)).toBe('now');
  expect(await page.evaluate(() => window.factline.store.getState().row)).toBe(2);
  await showPanel(page, 'Compare journals');
  // The right one is open now: what was compared is still what is chosen.
  await expect(panel.getByLabel('Left').locator('option:checked')).toHaveText('old (4)');
  await expect(panel.getByLabel('Right').locator('option:checked')).toHaveText('now (4)');
  await panel.getByRole('button', { name: 'Only left 1' }).click();
  await expect(panel.getByRole('list', { name: 'Differences' })).toContainText('Was-gone');
});

test('two journals stand on one axis with a proposed offset; the dry run says what changes; the sources stay', async ({
  page,
}) => {
  await openApp(page);
  const effects = [1, 2, 3].map((n) => line(`e${n}`, n, 10 * n - 4, { subject_id: 'mail', causation_id: `c${n}` }));
  await importJournal(page, 'mailer.ndjson', effects);
  await importJournal(
    page,
    'shop.ndjson',
    [1, 2, 3].map((n) => line(`c${n}`, n, 10 * n)),
  );
  const panel = await showPanel(page, 'Merge journals');
  await panel.getByRole('checkbox', { name: 'shop' }).first().check();
  await expect(panel.getByRole('button', { name: 'Dry run' })).toBeDisabled();
  await panel.getByRole('checkbox', { name: 'mailer' }).check();
  const offset = panel.getByLabel('Clock offset of mailer');
  await offset.fill('soon');
  await expect(panel).toContainText('Write +2s');
  await expect(panel.getByRole('button', { name: 'Dry run' })).toBeDisabled();
  await offset.fill('');
  await panel.getByRole('button', { name: 'Dry run' }).click();
  const backwards = panel.getByRole('row', { name: /^Effects before their cause/ });
  await expect(backwards).toContainText(/0\s*3\s*3\s*0/);
  await panel.getByRole('button', { name: 'Look for offsets' }).click();
  await panel.getByRole('button', { name: 'Take +4s for mailer' }).click();
  await expect(offset).toHaveValue('+4s');
  await offset.fill('+5s');
  await panel.getByRole('button', { name: 'Dry run' }).click();
  await expect(panel.getByRole('region', { name: 'Dry run' })).toContainText('The offsets put 3 records elsewhere');
  await expect(backwards).toHaveCount(0);
  expect(await serious(page, 'journals-merge')).toEqual([]);
  await panel.getByRole('textbox', { name: 'Name' }).fill('both');
  await panel.getByRole('button', { name: 'Make this journal of 6 records' }).click();
  await page.waitForFunction(() => window.factline.store.getState().journal?.name === 'both');
  await idle(page);
  await showPanel(page, 'Journal');
  expect(await rowCount(page)).toBe(6);
  for (const [index, type] of ['Was-c1', 'Was-e1', 'Was-c2', 'Was-e2'].entries())
    await expect(rowAt(page, index)).toContainText(type);
  const header = await page.evaluate(() => window.factline.store.getState().journal?.header);
  expect(header?.sources).toMatchObject([{ name: 'shop' }, { name: 'mailer', offset: 'PT5S' }]);
  const names = await page.evaluate(async () => (await window.factline.services.journals.list()).map((j) => j.name));
  expect(names).toEqual(expect.arrayContaining(['both', 'shop', 'mailer']));
});
