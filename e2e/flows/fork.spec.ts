/** What if: edits on a copy of a journal, and what came of them. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { onlyBehavior } from '../helpers/replay.ts';
import { fileText, openSample, showPanel } from '../helpers/shell.ts';

const LINES = ['placed', 'paid', 'packed', 'shipped', 'received'].map((what, i) =>
  JSON.stringify({
    id: what,
    type: `Order-${what}`,
    subject_type: 'order',
    subject_id: 'o-1',
    sequence: i + 1,
    t_event: `2026-01-01T00:0${i}:00Z`,
    t_log: `2026-01-01T00:0${i}:00.500Z`,
    payload: { step: i, big: 0 },
  }).replace('"big":0', '"big":9007199254740993'),
);
const select = (page: Page, row: number) => page.evaluate((r) => window.factline.store.getState().selectRow(r), row);

test('a fork: drop, double, delay and edit on a copy; the findings that follow; the original untouched', async ({
  page,
}) => {
  await openApp(page);
  await dropFile(page, { name: 'order.ndjson', content: `${LINES.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const original = await page.evaluate(async () => {
    const id = window.factline.store.getState().journal?.id ?? '';
    return { id, text: await (await window.factline.services.journals.export({ id })).text() };
  });
  const panel = await showPanel(page, 'Fork');
  await expect(panel).toContainText('Choose a record');
  await select(page, 1);
  await expect(panel.getByRole('heading', { name: 'What if Order-paid at slot 2 …' })).toBeVisible();
  await panel.getByRole('button', { name: 'never arrived' }).click();
  await select(page, 4);
  await expect(panel.getByRole('heading', { name: 'What if Order-received at slot 5 …' })).toBeVisible();
  await panel.getByRole('button', { name: 'arrived twice' }).click();
  await select(page, 3);
  await expect(panel.getByRole('heading', { name: 'What if Order-shipped at slot 4 …' })).toBeVisible();
  await panel.getByLabel('Later by').fill('2h');
  await panel.getByRole('button', { name: 'reached the log later by' }).click();
  await expect(panel.getByRole('heading', { name: '3 changes' })).toBeVisible();

  // A change is taken back, and what is begun outlives a reload.
  await panel.getByRole('button', { name: 'Take back: Order-received at slot 5 arrived twice' }).click();
  await page.reload();
  await idle(page);
  await showPanel(page, 'Fork');
  await expect(panel.locator('.fork-edits')).toContainText('Order-shipped at slot 4 reached the log');

  // Another record: text that is none is told, digits are kept.
  await select(page, 2);
  await panel.getByRole('button', { name: 'were another one …' }).click();
  const editor = panel.locator('.monaco-editor').first();
  await expect(editor).toContainText('9007199254740993');
  await panel.getByRole('button', { name: 'Add this change' }).click();
  await expect(panel.getByRole('heading', { name: '3 changes' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="fork"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await panel.getByLabel('Name').fill('order, what if');
  await panel.getByRole('button', { name: 'Make the fork' }).click();
  await expect(panel.getByRole('heading', { name: 'A fork of order' })).toBeVisible();
  await expect(panel.getByRole('list', { name: 'Findings that came or went' })).toHaveText(/gaps: 0 before, 1 now/);
  await panel.getByRole('button', { name: 'slot 2 is the first that differs' }).click();
  expect(await page.evaluate(() => window.factline.store.getState().slot)).toBe(2);
  const made = await page.evaluate(async () => {
    const { journal } = window.factline.store.getState();
    return (await window.factline.services.journals.export({ id: journal?.id ?? '' })).text();
  });
  const ids = made
    .split('\n')
    .slice(1, -1)
    .map((line) => (JSON.parse(line) as { readonly id: string }).id);
  expect(ids).toEqual(['placed', 'packed', 'received', 'shipped']);
  expect(made.match(/9007199254740993/g)).toHaveLength(4);
  await panel.getByRole('button', { name: 'Open the original' }).click();
  await expect(panel.getByRole('heading', { name: 'A fork of order' })).toHaveCount(0);
  expect(
    await page.evaluate(async (id) => (await window.factline.services.journals.export({ id })).text(), original.id),
  ).toBe(original.text);
});

test('a fork beside its original in state: the first difference, and what ends differently', async ({ page }) => {
  await openApp(page);
  await dropFile(page, { name: 'order.ndjson', content: `${LINES.join('\n')}\n` });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const behavior = (on: string) =>
    `export const folds = { order: { initial: { steps: [] }, on: { '*': (s, e) => ${on} } } };\nexport const projections = { count: { initial: { n: 0 }, on: { '*': (r) => ({ n: r.n + 1 }) } } };\n`;
  await onlyBehavior(page, { 'a.behavior.ts': behavior('({ steps: [...s.steps, e.payload.step] })') });
  const panel = await showPanel(page, 'Fork');
  await select(page, 2);
  await panel.getByRole('button', { name: 'never arrived' }).click();
  await panel.getByLabel('Name').fill('without packing');
  await panel.getByRole('button', { name: 'Make the fork' }).click();
  await expect(panel.getByRole('heading', { name: 'A fork of order' })).toBeVisible();
  await expect(panel.getByText('The first difference in state is that of order/o-1 (fold order)')).toBeVisible();
  await expect(panel.getByRole('list', { name: 'The first difference in state' })).toHaveText('steps.2 2 3');
  await expect(panel.getByText('2 states end differently:')).toBeVisible();
  const ends = panel.getByRole('list', { name: 'States that end differently' });
  await expect(ends).toContainText('* projection countn 5 4');
  await expect(ends).toContainText('steps.4 4 removed');
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="fork"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await panel.getByRole('button', { name: 'after slot 3' }).click();
  expect(await page.evaluate(() => window.factline.store.getState().slot)).toBe(3);
});

test('a fork becomes a scenario, which fails where the history cannot be', async ({ page }) => {
  await openApp(page);
  await openSample(page, 'Shop');
  const panel = await showPanel(page, 'Fork');
  // What was placed before it was shipped is taken out.
  const type = await page.evaluate(async () => {
    const { services, store } = window.factline;
    const id = store.getState().journal?.id ?? '';
    const { rows } = await services.journals.rows({ id, query: { sort: 'slot' }, from: 0, count: 500 });
    const shipped = rows.find((row) => row.type === 'OrderShipped');
    const placed = rows.find((row) => row.subject === shipped?.subject && row.type === 'OrderPlaced');
    store.getState().selectRow(placed?.row);
    return placed?.type;
  });
  expect(type).toBe('OrderPlaced');
  await panel.getByRole('button', { name: 'never arrived' }).click();
  await panel.getByLabel('Name').fill('never placed');
  await panel.getByRole('button', { name: 'Make the fork' }).click();
  await panel.getByRole('button', { name: 'Make a scenario of it' }).click();
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toMatch(/^ {2}\w+-from-journal:$/m);
  await idle(page);
  const scenarios = await showPanel(page, 'Scenarios');
  await expect(scenarios.getByRole('status')).toContainText('1 failed');
  await expect(scenarios.getByRole('list', { name: 'Scenarios' })).toContainText('-from-journal');
});
