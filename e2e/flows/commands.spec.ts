/** Commands of the model: started, run step by step, crashed, and their records kept. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { runMany } from '../helpers/commands.ts';
import { editFile, fileText, openSample, showPanel } from '../helpers/shell.ts';

async function openCommands(page: Page): Promise<Locator> {
  await openApp(page);
  await openSample(page, 'Shop');
  return showPanel(page, 'Commands');
}
const steps = (panel: Locator) => panel.locator('.sequence-arrow');
const field = (panel: Locator, name: string) => panel.getByRole('textbox', { name: new RegExp(`^${name} `) });
const run = async (page: Page, panel: Locator, name: string) => {
  await panel.getByRole('button', { name: `Run ${name}` }).click();
  await idle(page);
};
async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include('[data-panel="commands"]')
    .exclude('.monaco-editor')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

test('a command: its way as a diagram, a rejection, undo, and the records in the own journal', async ({ page }) => {
  const panel = await openCommands(page);
  await panel.getByRole('button', { name: 'Start the model' }).click();
  await expect(panel).toContainText('Runs: 2 commands, 1 fold, 1 projection');

  await field(panel, 'total').fill('12.5');
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Accepted. 2 records appended: OrderPlacementRequested, OrderPlaced.');
  const kinds = await steps(panel).evaluateAll((all) => all.map((one) => one.getAttribute('data-kind')));
  expect(kinds).toEqual(['command', 'intent', 'load', 'decide', 'append', 'apply', 'apply', 'answer']);

  // By keyboard along the arrows; each opens what went over it.
  await steps(panel).first().focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
  await expect(steps(panel).nth(4)).toBeFocused();
  const data = panel.getByRole('region', { name: 'Data of the step' });
  await expect(data).toContainText('append, engine to journal');
  await expect(data).toContainText('OrderPlaced');
  await steps(panel).nth(0).click();
  await expect(data).toContainText('12.5');
  await panel.getByText('The same as a table').click();
  await expect(panel.getByRole('row')).toHaveCount(9);

  // The same order again is rejected by its code, and its FACT recorded.
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Rejected: ORDER_EXISTS');
  await expect(panel).toContainText('4 records not kept');
  await expect(panel).toContainText('2 intents: 1 failure, 1 success.');
  await panel.getByRole('button', { name: 'Undo the last command' }).click();
  await expect(panel).toContainText('2 records not kept');

  // The next command has the order's id; what it does is kept, and all panels have it.
  const id = await field(panel, 'order_id').inputValue();
  await panel.getByRole('combobox', { name: 'Command', exact: true }).selectOption('ShipOrder');
  await expect(field(panel, 'order_id')).toHaveValue(id);
  await run(page, panel, 'ShipOrder');
  await expect(panel).toContainText('OrderShipmentRequested, OrderShipped.');
  expect(await serious(page)).toEqual([]);
  await panel.getByRole('button', { name: "Append 4 records to the workspace's own journal" }).click();
  await idle(page);
  const journal = () =>
    page.evaluate(async () => {
      const { journal: open, workspace } = window.factline.store.getState();
      const text = await (await window.factline.services.journals.export({ id: open?.id ?? '' })).text();
      const lines = text.trim().split('\n').slice(1);
      return {
        name: open?.name,
        journals: workspace?.journals.length,
        types: lines.map((line) => (JSON.parse(line) as { readonly type: string }).type),
        ids: new Set(lines.map((line) => (JSON.parse(line) as { readonly id: string }).id)).size,
      };
    });
  const four = ['OrderPlacementRequested', 'OrderPlaced', 'OrderShipmentRequested', 'OrderShipped'];
  expect(await journal()).toEqual({ name: 'Shop, own', journals: 2, types: four, ids: 4 });
  await expect(panel.getByRole('button', { name: 'Undo the last command' })).toBeDisabled();

  // It goes on where it ended, also after a reload, and stays one journal.
  await page.reload();
  await idle(page);
  await showPanel(page, 'Commands');
  await expect(panel).toContainText("It goes on from the workspace's own journal: 4 records.");
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Rejected: ORDER_EXISTS');
  await panel.getByRole('button', { name: "Append 2 records to the workspace's own journal" }).click();
  await idle(page);
  const types = [...four, 'OrderPlacementRequested', 'OrderPlacementRejected'];
  expect(await journal()).toEqual({ name: 'Shop, own', journals: 2, types, ids: 6 });
  const findings = await page.evaluate(async () => {
    const { journal: open } = window.factline.store.getState();
    const { report } = await window.factline.services.journals.integrity({ id: open?.id ?? '' });
    return [report.gaps.length, report.duplicates.length, report.out_of_order.length, report.orphans.length];
  });
  expect(findings).toEqual([0, 0, 0, 0]);
});

test('as JSON, with an envelope: what does not fit is refused, another head is a conflict, the same id the same answer', async ({
  page,
}) => {
  const panel = await openCommands(page);
  await panel.getByText('Envelope').click();
  await field(panel, 'id').fill('once');
  await run(page, panel, 'PlaceOrder');
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('It was answered before: the same answer, and nothing is appended.');
  await field(panel, 'id').fill('');
  await field(panel, 'expected_sequence').fill('7');
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Rejected: CONFLICT');
  await field(panel, 'expected_sequence').fill('');
  await field(panel, 'total').fill('');
  await expect(panel).toContainText('`total` is missing');
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Refused: ErrPayloadInvalid');
  await field(panel, 'total').fill('1e999');
  await expect(panel.getByRole('button', { name: 'Run PlaceOrder' })).toBeDisabled();
  await field(panel, 'total').fill('3');
  await panel.getByRole('button', { name: 'JSON', exact: true }).click();
  await expect(panel.locator('.monaco-editor')).toContainText('"total": 3');
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Rejected: ORDER_EXISTS');
});

test('hostile behavior: a loop, a throw with its line, and a model that refuses to start', async ({ page }) => {
  const panel = await openCommands(page);
  const good = (await fileText(page, 'shop.behavior.ts')) ?? '';
  const decider = (body: string) =>
    good.replace(/PlaceOrder: \(state, command\) =>[\s\S]*?already'\),/, `PlaceOrder: () => {\n      ${body}\n    },`);
  await editFile(page, 'shop.behavior.ts', decider('for (;;) {}'));
  await idle(page);
  await run(page, panel, 'PlaceOrder');
  await expect(panel.getByRole('alert')).toContainText('The behavior did not come back');
  const loop =
    decider('for (;;) {}')
      .split('\n')
      .findIndex((text) => text.includes('PlaceOrder: ()')) + 1;
  await expect(panel.getByRole('alert').getByRole('button', { name: `shop.behavior.ts:${loop}` })).toBeVisible();
  await expect(panel).toContainText('Nothing was written.');
  const thrower = decider("throw new Error('no stock');");
  await editFile(page, 'shop.behavior.ts', thrower);
  await idle(page);
  await run(page, panel, 'PlaceOrder');
  await expect(panel).toContainText('Refused: throw');
  const line = thrower.split('\n').findIndex((text) => text.includes('no stock')) + 1;
  await expect(panel.getByRole('button', { name: `shop.behavior.ts:${line}` })).toBeVisible();
  await expect(panel).toContainText('0 records not kept');

  // Everything at once, each with its place.
  const less = good
    .replace('      OrderShipped: (state) =>', '      OrderSent: (state) =>')
    .replace('  ShipOrder: (state, command) =>', '  Ship: (state, command) =>');
  await editFile(page, 'shop.behavior.ts', less);
  await idle(page);
  await panel.getByRole('button', { name: 'Start the model' }).click();
  const refusals = panel.getByRole('region', { name: 'Why the model does not start' });
  await expect(refusals).toContainText('OrderSent');
  await expect(refusals).toContainText('ShipOrder');
  expect(await refusals.getByRole('listitem').count()).toBeGreaterThanOrEqual(3);
  expect(await serious(page)).toEqual([]);
  await refusals.getByRole('listitem').filter({ hasText: 'OrderSent' }).getByRole('button').first().click();
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().reveal?.file)).toBe('shop.behavior.ts');
});

test('a crash separates two write orders; a lagging projection is stale; inline and outbox end the same', async ({
  page,
}) => {
  const panel = await openCommands(page);
  await run(page, panel, 'PlaceOrder');
  await panel.getByRole('combobox', { name: 'Command', exact: true }).selectOption('ShipOrder');
  await panel.getByRole('button', { name: 'Consistency' }).click();
  await panel.getByRole('button', { name: 'Compare' }).click();
  await expect(panel).toContainText('What separates them');
  const sound = panel.getByRole('region', { name: 'Order: append, apply' });
  const bad = panel.getByRole('region', { name: 'Order: apply, append' });
  await expect(sound.getByRole('listitem').filter({ hasText: 'holds' })).toHaveCount(6);
  await expect(bad).toContainText('view ahead of journal');
  await expect(bad).toContainText('nothing of it');
  expect(await serious(page)).toEqual([]);
  await sound.getByRole('button', { name: 'append → ⚡ → apply OrderShipmentRequested' }).click();
  await expect(sound).toContainText('After the restart every invariant holds.');

  await panel.getByRole('button', { name: 'Lag', exact: true }).click();
  await panel.getByRole('button', { name: 'Write and read' }).click();
  await expect(panel).toContainText('The stale window is 3 seconds long');
  await expect(panel).toContainText('read before it was applied');
  await panel.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(panel).toContainText('The stale window is 4 seconds long');
  await panel.getByLabel('the reader waits').check();
  await expect(panel).not.toContainText('read before it was applied');
  await panel.getByRole('button', { name: 'Run with both' }).click();
  await expect(panel).toContainText('The same state and the same views in both.');
  expect(await serious(page)).toEqual([]);
});

test('a record by hand: checked against envelope and payload as it stands, completed, written', async ({ page }) => {
  const panel = await openCommands(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await panel.getByRole('button', { name: 'Record', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Event' }).selectOption('OrderShipped');
  const editor = panel.locator('.monaco-editor').first();
  await expect(editor).toContainText('"type": "OrderShipped"');
  await expect(panel).toContainText('Envelope and payload fit.');
  const write = panel.getByRole('button', { name: 'Write the record' });
  const paste = async (text: string) => {
    await page.evaluate((t) => navigator.clipboard.writeText(t), text);
    await editor.click({ position: { x: 120, y: 40 } });
    await page.keyboard.press('ControlOrMeta+KeyA');
    await page.keyboard.press('ControlOrMeta+KeyV');
  };
  await paste('{ "id": "r-1", "type": "OrderShipped", "totals": 1, "payload": { "order_id": "no uuid" } }');
  await expect(panel).toContainText('totals is no field of a record');
  await expect(panel).toContainText('correlation_id is missing');
  await expect(write).toBeDisabled();
  await expect(editor.locator('.squiggly-error').first()).toBeVisible();
  expect(await serious(page)).toEqual([]);

  await paste('{ "kind": "');
  await page.keyboard.press('Control+Space');
  await expect(page.locator('.suggest-widget')).toContainText('OBSERVATION');
  await page.keyboard.press('Escape');

  await panel.getByRole('button', { name: 'Begin anew' }).click();
  await write.click();
  await expect(panel).toContainText('written by hand');
  await expect(panel).toContainText('1 record not kept');
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  // What was written is what the decider sees.
  await panel.getByRole('combobox', { name: 'Command', exact: true }).selectOption('ShipOrder');
  await run(page, panel, 'ShipOrder');
  await expect(panel).toContainText('an order that is shipped cannot be shipped');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await serious(page)).toEqual([]);
});

const findings = (page: Page) =>
  page.evaluate(async () => {
    const { journal } = window.factline.store.getState();
    const { report } = await window.factline.services.journals.integrity({ id: journal?.id ?? '' });
    const { gaps, duplicates, out_of_order, orphans } = report;
    return [journal?.records, gaps.length, duplicates.length, out_of_order.length, orphans.length];
  });
const stored = (text: string) => Number((/([\d,]+) records? stored/.exec(text)?.[1] ?? '').replaceAll(',', ''));

test('many commands in grouped commits; what a page committed before it went away is there', async ({ page }) => {
  const panel = await openCommands(page);
  const first = await runMany(page, panel, { count: 600, most: 256 });
  expect(first.text).toContain('600 commands in 3 transactions');
  expect(first.text).toContain(' 0 refused');
  expect(await findings(page)).toEqual([stored(first.text), 0, 0, 0, 0]);
  expect(await serious(page)).toEqual([]);
  // The same seed on top of it: idempotency and state are of what is stored.
  const second = await runMany(page, panel, { count: 20, most: 1 });
  expect(second.text).toContain('20 commands in 20 transactions');
  const before = stored(first.text) + stored(second.text);
  await expect(panel).toContainText(`after ${before.toLocaleString('en')} records`);
  // A page that goes away between commit and layout.
  await page.evaluate(async (records) => {
    const { services, store } = window.factline;
    const line = {
      id: 'late',
      type: 'OrderShipped',
      version: 1,
      subject_type: 'order',
      subject_id: 'late',
      sequence: 1,
      payload: {},
    };
    const lines = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
    await services.journals.commit({ id: store.getState().journal?.id ?? '', first: records, count: 1, lines });
  }, before);
  await page.reload();
  await page.waitForFunction(() => 'factline' in window);
  await idle(page);
  await showPanel(page, 'Commands');
  await expect(panel).toContainText(`after ${(before + 1).toLocaleString('en')} records`);
  await idle(page);
  expect((await findings(page))[0]).toBe(before + 1);
});

test('two tabs issue commands on one workspace: one meets a named conflict, and nothing of its group is written', async ({
  context,
}) => {
  // Where the browser has no locks, both tabs write.
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  const [one, two] = [await context.newPage(), await context.newPage()];
  const first = await openCommands(one);
  await two.goto(one.url());
  await two.waitForFunction(() => 'factline' in window);
  await idle(two);
  const second = await showPanel(two, 'Commands');
  const written = await runMany(two, second, { count: 300, most: 256 });
  const refused = await runMany(one, first, { count: 300, most: 256, seed: 2 });
  expect(refused.text).toContain('ConflictError');
  expect(refused.text).toContain('0 commands in 0 transactions');
  // It has read anew, and goes on from what the other tab wrote.
  await expect(first).toContainText(`after ${stored(written.text).toLocaleString('en')} records`);
  const again = await runMany(one, first, { count: 300, most: 256, seed: 2 });
  expect(again.text).toContain('300 commands in');
  expect(await findings(one)).toEqual([stored(written.text) + stored(again.text), 0, 0, 0, 0]);
});
