/** The Scenarios panel on the shop sample: red and green at each change, the failing step's line, one from the journal. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editFile, fileText, openSample, panel, runCommand, showPanel } from '../helpers/shell.ts';

const MODEL = 'shop.model.yaml';
const BEHAVIOR = 'shop.behavior.ts';

async function open(page: Page) {
  await openApp(page);
  await openSample(page, 'Shop');
  const scenarios = await showPanel(page, 'Scenarios');
  await idle(page);
  return scenarios;
}
async function change(page: Page, path: string, from: string, to: string) {
  const text = (await fileText(page, path)) ?? '';
  expect(text).toContain(from);
  await editFile(page, path, text.replace(from, to));
  await idle(page);
}
const findings = (page: Page) =>
  page.evaluate(() => window.factline.store.getState().scenarioFindings.map(({ place }) => place.line));

test('they run at each change, and what fails is told with its line', async ({ page }) => {
  const scenarios = await open(page);
  await expect(scenarios.getByRole('status')).toContainText('4 passed');
  await expect(scenarios.getByRole('status')).toContainText('0 failed');
  await change(page, BEHAVIOR, "state.status === 'new'", "state.status !== 'shipped'");
  await expect(scenarios.getByRole('status')).toContainText('1 failed');
  await scenarios.getByLabel('failed only').check();
  await expect(scenarios.getByRole('list', { name: 'Scenarios' }).getByRole('button')).toHaveText([/place-twice/]);
  const detail = scenarios.getByRole('article', { name: 'Scenario place-twice' });
  await expect(detail).toContainText('expected to be rejected with ORDER_EXISTS, and was accepted');
  await expect(detail.getByRole('region', { name: 'Given' })).toContainText('OrderPlaced');
  await expect(detail.getByRole('region', { name: 'When' })).toContainText('PlaceOrder');
  const [line] = await findings(page);
  const text = (await fileText(page, MODEL)) ?? '';
  expect(text.split('\n')[(line ?? 0) - 1]).toContain('ORDER_EXISTS');
  await detail
    .getByRole('button', { name: `${MODEL}:${line}` })
    .first()
    .click();
  expect(await page.evaluate(() => window.factline.store.getState().reveal?.line)).toBe(line);
  await change(page, BEHAVIOR, "state.status !== 'shipped'", "state.status === 'new'");
  await expect(scenarios.getByRole('status')).toContainText('0 failed');
  expect(await findings(page)).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="scenarios"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('a decider that throws is told with its line, one that hangs takes only its own scenarios with it', async ({
  page,
}) => {
  const scenarios = await open(page);
  await change(page, BEHAVIOR, "state.status === 'open'\n", "state.nothing.at.all === 'open'\n");
  const detail = scenarios.getByRole('article', { name: 'Scenario ship' });
  const text = (await fileText(page, BEHAVIOR)) ?? '';
  const line = text.split('\n').findIndex((words) => words.includes('nothing.at.all')) + 1;
  await expect(detail.getByRole('button', { name: `${BEHAVIOR}:${line}` })).toBeVisible();
  await change(page, BEHAVIOR, "state.nothing.at.all === 'open'\n", '(() => { for (;;); })()\n');
  await expect(scenarios.getByRole('status')).toContainText('3 passed');
  await expect(scenarios.getByRole('article', { name: 'Scenario ship' })).toContainText('timeout');
  await change(page, BEHAVIOR, 'export const folds = {', 'export const folds = {{');
  await expect(scenarios.getByRole('alert')).toContainText('The behavior does not run');
  await expect(scenarios.getByRole('alert').getByRole('button', { name: new RegExp(BEHAVIOR) })).toBeVisible();
});

test('one is made of the selected record, and passes', async ({ page }) => {
  const scenarios = await open(page);
  const row = await page.evaluate(async () => {
    const { services, store } = window.factline;
    const id = store.getState().journal?.id ?? '';
    const { rows } = await services.journals.rows({
      id,
      query: { sort: 'slot', types: ['OrderShipped'] },
      from: 0,
      count: 1,
    });
    store.getState().selectRow(rows[0]?.row);
    return rows[0]?.row;
  });
  expect(row).toBeDefined();
  await runCommand(page, 'Scenario from the selected record');
  expect(await fileText(page, MODEL)).toContain('  ShipOrder-from-journal:\n');
  await expect(scenarios.getByRole('status')).toContainText('5 passed');
  await scenarios.getByRole('button', { name: /ShipOrder-from-journal/ }).click();
  await expect(scenarios.getByRole('article', { name: 'Scenario ShipOrder-from-journal' })).toContainText('shipped');
});

test('one more is put into the model by a button; without behavior the panel says what is missing', async ({
  page,
}) => {
  const scenarios = await open(page);
  await scenarios.getByRole('button', { name: 'New scenario' }).click();
  await idle(page);
  await expect(scenarios.getByRole('status')).toContainText('5 passed');
  expect(await fileText(page, MODEL)).toContain('  PlaceOrder-once:\n');
  await page.evaluate(() => window.factline.store.getState().removeFile('shop.behavior.ts'));
  await idle(page);
  await expect(scenarios.getByRole('heading', { name: 'No behavior yet' })).toBeVisible();
  await scenarios.getByRole('button', { name: 'Write behavior' }).click();
  await expect(panel(page, 'Behavior')).toBeVisible();
});

test('without one, the panel shows how one looks and puts it into the model', async ({ page }) => {
  const scenarios = await open(page);
  const text = (await fileText(page, MODEL)) ?? '';
  await editFile(page, MODEL, text.slice(0, text.indexOf('\nscenarios:') + 1));
  await idle(page);
  await expect(scenarios.getByRole('heading', { name: 'No scenario yet' })).toBeVisible();
  await scenarios.getByRole('button', { name: 'Put one for PlaceOrder into the model' }).click();
  await idle(page);
  await expect(scenarios.getByRole('status')).toContainText('1 passed');
  await expect(panel(page, 'Model')).toBeVisible();
});

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 1024, 700],
] as const)
  test(`fits its room, ${theme}, ${width}`, async ({ browser, baseURL }, info) => {
    const viewport = { width, height };
    const context = await browser.newContext({ baseURL: baseURL ?? '', colorScheme: theme, viewport });
    const page = await context.newPage();
    const scenarios = await open(page);
    await change(page, BEHAVIOR, "state.status === 'new'", "state.status !== 'shipped'");
    await expect(scenarios.getByRole('article')).toBeVisible();
    const within = await scenarios.evaluate((element) => element.scrollWidth <= element.clientWidth + 1);
    expect(within).toBe(true);
    await page.screenshot({ path: info.outputPath(`scenarios-${theme}-${width}.png`) });
    await context.close();
  });

test('they run whatever panels are open: red and green in the margins, a count in the status bar', async ({ page }) => {
  await openApp(page);
  await openSample(page, 'Shop');
  await idle(page);
  const status = page.locator('.status-bar');
  await expect(status).toContainText('✓ 4 scenarios passed');
  const model = await showPanel(page, 'Model');
  await page.evaluate(() => window.factline.store.getState().revealAt({ file: 'shop.model.yaml', line: 1, column: 1 }));
  const marks = () => page.evaluate(() => window.factline.store.getState().scenarioMarks);
  const text = (await fileText(page, MODEL)) ?? '';
  const [first] = (await marks()).filter(({ file }) => file === MODEL);
  expect(text.split('\n')[(first?.line ?? 0) - 1]).toMatch(/^ {2}[\w-]+:/);
  await page.evaluate(
    (line) => window.factline.store.getState().revealAt({ file: 'shop.model.yaml', line, column: 1 }),
    first?.line ?? 1,
  );
  await expect(model.locator('.code-mark-ok').first()).toBeVisible();
  await change(page, BEHAVIOR, "state.status === 'new'", "state.status !== 'shipped'");
  await expect(status).toContainText('● 1 of 4 scenarios failed');
  const red = (await marks()).filter(({ ok }) => !ok);
  expect(red.map(({ file }) => file).sort()).toEqual([BEHAVIOR, MODEL]);
  const behavior = await showPanel(page, 'Behavior');
  await expect(behavior.locator('.code-mark-bad').first()).toBeVisible();
  const line = red.find(({ file }) => file === BEHAVIOR)?.line ?? 0;
  expect(((await fileText(page, BEHAVIOR)) ?? '').split('\n')[line - 1]).toContain('PlaceOrder:');
  await status.getByRole('button', { name: /1 of 4 scenarios failed/ }).click();
  await expect(panel(page, 'Scenarios').getByRole('status').first()).toContainText('1 failed');
});

test('generated commands against an invariant: the smallest list, kept as a scenario that fails', async ({ page }) => {
  const scenarios = await open(page);
  const code = (await fileText(page, BEHAVIOR)) ?? '';
  await editFile(
    page,
    BEHAVIOR,
    `${code}\nexport const invariants = { order: { 'never below zero': (state) => state.total >= 0 } };\n`,
  );
  await idle(page);
  await scenarios.getByRole('button', { name: 'Generate…' }).click();
  await scenarios.getByRole('button', { name: 'Generate and run' }).click();
  await idle(page);
  const properties = scenarios.getByRole('list', { name: 'Properties' });
  await expect(properties).toContainText('order: never below zero');
  const smallest = scenarios.getByRole('list', { name: 'Smallest list of order: never below zero' });
  await expect(smallest.getByRole('listitem')).toHaveCount(1);
  await expect(smallest).toContainText('PlaceOrder');
  await expect(smallest).toContainText('"total":-1');
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="scenarios"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await scenarios.getByRole('button', { name: 'Keep as a scenario' }).click();
  await idle(page);
  expect(await fileText(page, MODEL)).toContain('  generated-1:');
  await expect(page.locator('.status-bar')).toContainText('● 1 of 5 scenarios failed');
});
