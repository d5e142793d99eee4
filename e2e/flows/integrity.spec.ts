/** The integrity panel: counts, explanations, jumps, thresholds, and the report as a file. */

import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { rowCount } from '../helpers/table.ts';

/** Of subject o-1 the numbers 3 and 4 are missing; 6 comes twice, the second time with another amount; o-2 begins at 5; one is 2 h late. */
const RECORDS = [
  ['a', 'o-1', 1, 0],
  ['b', 'o-1', 2, 0],
  ['c', 'o-1', 5, 0],
  ['d', 'o-1', 6, 0],
  ['d', 'o-1', 6, 0],
  ['e', 'o-2', 5, 120],
].map(([id, subject_id, sequence, minutes], i) =>
  JSON.stringify({
    id,
    type: 'Paid',
    subject_type: 'order',
    subject_id,
    sequence,
    t_event: new Date(Date.UTC(2026, 0, 1, 8, i - Number(minutes))).toISOString(),
    t_log: new Date(Date.UTC(2026, 0, 1, 8, i)).toISOString(),
    payload: { amount: i === 4 ? 9 : 1 },
  }),
);
const panel = (page: Page) => page.locator('[data-panel="integrity"]');

const showPanel = (page: Page) =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Integrity', exact: true }).click();

async function openIt(page: Page) {
  await openApp(page);
  await dropFile(page, { name: 'orders.ndjson', content: `${RECORDS.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await page
    .getByRole('navigation', { name: 'Panels' })
    .getByRole('button', { name: 'Integrity', exact: true })
    .click();
  await expect(panel(page).getByRole('heading', { name: /1 gap/ })).toBeVisible();
}

test('each kind is counted, explained and led to; axe finds nothing', async ({ page }) => {
  await openIt(page);
  await expect(panel(page).getByRole('heading', { name: /1 scope that starts late/ })).toBeVisible();
  await expect(panel(page).getByRole('heading', { name: /1 duplicate/ })).toBeVisible();
  await expect(panel(page).getByRole('heading', { name: /1 late record/ })).toBeVisible();
  await expect(panel(page)).toContainText('No records out of order');
  await expect(panel(page)).toContainText('Orphans cannot be judged: no record names its cause');
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="integrity"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await panel(page).getByRole('button', { name: 'subject order/o-1, after 2, before 5, missing 2' }).click();
  expect(await page.evaluate(() => window.factline.store.getState().row)).toBe(2);
  await panel(page).locator('[data-kind="duplicates"]').getByRole('button', { name: 'Show in the table' }).click();
  await expect.poll(() => rowCount(page)).toBe(2);
});

test('another threshold is judged anew', async ({ page }) => {
  await openIt(page);
  await panel(page).getByLabel('Late from').fill('3h');
  await expect(panel(page)).toContainText('No late records');
  await panel(page).getByLabel('Late from').fill('soon');
  await expect(panel(page)).toContainText('Write 250ms');
});

test('the report is saved as a file that says the same', async ({ page }) => {
  await openIt(page);
  const downloading = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Markdown' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text).toContain('# Integrity of orders');
  expect(text).toContain('1 gap (warning)');
  expect(text).toContain('after 2, before 5, missing 2');
  expect(text).toContain('0 records out of order');
});

test('what a gap misses is found in another import of the same workspace', async ({ page }) => {
  await openIt(page);
  const rest = [3, 4].map((sequence) =>
    JSON.stringify({
      id: `x${sequence}`,
      type: 'Paid',
      subject_type: 'order',
      subject_id: 'o-1',
      sequence,
      payload: {},
    }),
  );
  await dropFile(page, { name: 'rest.ndjson', content: `${rest.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await page.getByRole('button', { name: /^orders/ }).click();
  await idle(page);
  await showPanel(page);
  await panel(page)
    .getByRole('button', { name: /Look for them/ })
    .click();
  await expect(panel(page).getByRole('list', { name: 'Found elsewhere' })).toContainText(
    '2 of 2 missing stand in rest',
  );
});
