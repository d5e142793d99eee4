/** The thread of a record: causes above, effects below, what is missing, and one selection with the other panels. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { showPanel } from '../helpers/shell.ts';

/** asked -> (checked -> approved), paid; booked by something that is not here; another thread. */
const LINES = [
  ['asked', undefined, 't1'],
  ['checked', 'asked', 't1'],
  ['paid', 'asked', 't1'],
  ['approved', 'checked', 't1'],
  ['booked', 'elsewhere', 't1'],
  ['other', undefined, 't2'],
].map(([id, causation_id, correlation_id], i) =>
  JSON.stringify({
    id,
    type: `Was-${id}`,
    t_log: `2026-01-01T00:00:0${i}Z`,
    correlation_id,
    causation_id,
    payload: {},
  }),
);
const select = (page: Page, row: number) => page.evaluate((r) => window.factline.store.getState().selectRow(r), row);

async function openLoan(page: Page) {
  await openApp(page);
  await dropFile(page, { name: 'loan.ndjson', content: `${LINES.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  return showPanel(page, 'Thread');
}

test('a thread is drawn as a graph: causes above, effects below, the missing cause in its place, walked by keys', async ({
  page,
}) => {
  const panel = await openLoan(page);
  await select(page, 3);
  const drawing = panel.getByRole('tree', { name: 'Thread, drawn' });
  const top = async (name: string | RegExp) =>
    (await drawing.getByRole('treeitem', { name }).boundingBox())?.y ?? Number.NaN;
  expect(await top('Was-asked')).toBeLessThan(await top(/^Was-checked/));
  expect(await top(/^Was-checked/)).toBeLessThan(await top(/^Was-approved/));
  expect(await top(/^Was-checked/)).toBe(await top(/^Was-paid/));
  expect(await top('missing: elsewhere')).toBeLessThan(await top(/^Was-booked/));
  await drawing.getByRole('treeitem', { name: /^Was-approved/ }).focus();
  const row = () => page.evaluate(() => window.factline.store.getState().row);
  for (const [key, expected] of [
    ['ArrowUp', 1],
    ['ArrowRight', 2],
    ['ArrowUp', 0],
    ['ArrowDown', 1],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(row, key).toBe(expected);
  }
  await expect(drawing.getByRole('treeitem', { name: /^Was-checked/ })).toBeFocused();
  await drawing.getByRole('treeitem', { name: /^Was-booked/ }).click();
  await page.keyboard.press('ArrowUp');
  await expect(drawing.getByRole('treeitem', { name: 'missing: elsewhere' })).toBeFocused();
  expect(await row()).toBe(4);
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="thread"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('a thread is drawn as a tree; what is missing is shown; keys and clicks select', async ({ page }) => {
  const panel = await openLoan(page);
  await expect(panel).toContainText('No record is selected');
  await panel.getByRole('button', { name: 'First record' }).click();
  await expect(panel.getByRole('status')).toContainText('record');
  await select(page, 3);
  await expect(panel.getByRole('status')).toHaveText('5 records, 1 cause is missing.');
  await panel.getByRole('button', { name: 'List' }).click();
  const items = panel.getByRole('treeitem');
  const picture = () =>
    items.evaluateAll((all) =>
      all.map((item) => `${item.getAttribute('aria-level')} ${item.textContent?.split(' ')[0]}`),
    );
  expect(await picture()).toEqual([
    '1 Was-asked',
    '2 Was-checked',
    '3 Was-approved',
    '2 Was-paid',
    '1 missing:',
    '2 Was-booked',
  ]);
  await expect(items.nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(items.nth(4)).toContainText('elsewhere');
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="thread"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await panel.getByRole('tree').press('ArrowUp');
  expect(await page.evaluate(() => window.factline.store.getState().row)).toBe(1);
  await items.nth(5).click();
  expect(await page.evaluate(() => window.factline.store.getState().row)).toBe(4);
  await select(page, 5);
  await expect(panel.getByRole('status')).toHaveText('One record.');
  await expect(panel).toContainText('It names no cause');
});

test('a journal without causes says so, and how to give it some', async ({ page }) => {
  await openApp(page);
  const lines = ['a', 'b'].map((id) => JSON.stringify({ id, type: 'Was', t_log: '2026-01-01T00:00:00Z', payload: {} }));
  await dropFile(page, { name: 'plain.ndjson', content: `${lines.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const panel = await showPanel(page, 'Thread');
  await select(page, 0);
  await expect(panel.getByRole('status')).toHaveText('One record.');
  await expect(panel).toContainText('carries no causation or correlation ids');
  await panel.getByRole('button', { name: 'Import again' }).click();
  await expect(page.locator('[data-panel="import"]')).toBeVisible();
});
