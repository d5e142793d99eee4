/** The query line: what it finds, what it says of mistakes, its suggestions, questions of precedence, and what it keeps. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { shopJournal } from '../../src/core/workspace/samples/shop-journal.ts';
import { idle, openApp } from '../helpers/app.ts';
import { find, rowCount } from '../helpers/table.ts';

interface Plain {
  readonly type: string;
  readonly subject_id: string;
  readonly t_event: string;
  readonly t_log: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
const SHOP = shopJournal()
  .trim()
  .split('\n')
  .slice(1)
  .map((text) => JSON.parse(text) as Plain);
const count = (pick: (record: Plain) => boolean) => SHOP.filter(pick).length;
const table = (page: Page) => page.locator('[data-panel="table"]');
const line = (page: Page) => page.getByRole('combobox', { name: 'Find records' });

test.beforeEach(async ({ page }) => {
  await openApp(page);
});

test('fields, payload, lateness and words are found, alone and together, as a plain count of the file says', async ({
  page,
}) => {
  const lag = (r: Plain) => Date.parse(r.t_log) - Date.parse(r.t_event);
  const late = (r: Plain) => lag(r) > 200;
  const totals = SHOP.map((r) => Number(r.payload['total'])).filter((n) => n > 0);
  const middle = totals.toSorted((a, b) => a - b)[Math.floor(totals.length / 2)] ?? 0;
  const cases: readonly (readonly [string, number])[] = [
    ['type:OrderP*', count((r) => r.type.startsWith('OrderP'))],
    [`payload.total>=${middle}`, count((r) => Number(r.payload['total'] ?? -1) >= middle)],
    ['late:>200ms', count(late)],
    ['-late:>200ms type:Order*', count((r) => !late(r))],
    ['ups or dhl', count((r) => /ups|dhl/i.test(JSON.stringify(r)))],
  ];
  for (const [query, expected] of cases) {
    expect(expected, query).toBeGreaterThan(0);
    expect(expected, query).toBeLessThan(SHOP.length);
    await find(page, query);
    await expect.poll(() => rowCount(page), query).toBe(expected);
  }
});

test('a mistake is marked at its place and the table keeps what it shows; the link brings the query back', async ({
  page,
}) => {
  await find(page, 'type:OrderShipped');
  const shipped = count((r) => r.type === 'OrderShipped');
  await expect.poll(() => rowCount(page)).toBe(shipped);
  await find(page, 'type:OrderShipped sequence:x');
  await expect(table(page).getByRole('alert')).toContainText('no number');
  await expect(table(page).getByRole('alert')).toContainText('what passed before: query type:OrderShipped.');
  await expect(table(page).locator('mark')).toHaveText('x');
  expect(await rowCount(page)).toBe(shipped);
  await find(page, 'type:OrderShipped');
  await expect(table(page).getByRole('alert')).toHaveCount(0);
  await expect.poll(() => page.url()).toContain('q=type');
  await page.reload();
  await idle(page);
  await expect(line(page)).toHaveValue('type:OrderShipped');
  await expect.poll(() => rowCount(page)).toBe(shipped);
});

test('suggestions come from the journal and are taken by keys; axe finds nothing with them open', async ({ page }) => {
  await line(page).click();
  await page.keyboard.type('ty');
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(list.getByRole('option', { name: /^type:/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="table"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(line(page)).toHaveValue('type:');
  await page.keyboard.type('shipp');
  await expect(list.getByRole('option', { name: /OrderShipped/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(line(page)).toHaveValue('type:OrderShipped');
  await expect.poll(() => rowCount(page)).toBe(count((r) => r.type === 'OrderShipped'));
});

test('a question is answered with its exceptions and its evidence', async ({ page }) => {
  await find(page, 'every OrderShipped needs OrderPlaced within subject');
  const asked = count((r) => r.type === 'OrderShipped');
  const placed = new Set(SHOP.filter((r) => r.type === 'OrderPlaced').map((r) => r.subject_id));
  const lacking = count((r) => r.type === 'OrderShipped' && !placed.has(r.subject_id));
  await expect(table(page)).toContainText(`${asked - lacking} of ${asked} have it before them; ${lacking} lack it.`);
  await table(page).getByRole('button', { name: 'Show the evidence' }).click();
  await expect.poll(() => rowCount(page)).toBe(asked - lacking);
});

test('a query is saved, used after a reload, and forgotten', async ({ page }) => {
  await find(page, 'gap:yes or duplicate:yes');
  await page.getByRole('button', { name: 'Saved queries' }).click();
  await page.getByRole('button', { name: 'Save this query' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.url()).toContain('gap');
  await page.reload();
  await idle(page);
  await page.getByRole('button', { name: 'Clear the query' }).click();
  await page.getByRole('button', { name: 'Saved queries' }).click();
  await page
    .getByRole('list', { name: 'Saved queries' })
    .getByRole('button', { name: 'gap:yes or duplicate:yes', exact: true })
    .click();
  await expect(line(page)).toHaveValue('gap:yes or duplicate:yes');
  await page.getByRole('button', { name: 'Forget gap:yes or duplicate:yes' }).click();
  await expect(page.getByText('None is saved yet.')).toBeVisible();
});
