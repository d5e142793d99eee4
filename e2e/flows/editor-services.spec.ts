/** Writing a model is fast: names across files, counts above events, and definitions from plain lines. */
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editorOf, fileText, findings, openEditor } from '../helpers/editor.ts';
import { runCommand } from '../helpers/shell.ts';

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await openEditor(page, 'model');
});

/** Puts the cursor into a word of a file, as a jump from the Problems panel does. */
async function cursorIn(page: Page, path: string, before: string, word: string): Promise<void> {
  await page.evaluate(
    ([file = '', begin = '', find = '']) => {
      const { workspace, revealAt } = window.factline.store.getState();
      const text = workspace?.files.find((f) => f.path === file)?.text ?? '';
      const lines = text.slice(0, text.indexOf(find, text.indexOf(begin)) + 2).split('\n');
      revealAt({ file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
    },
    [path, before, word],
  );
}
const cursor = (page: Page) => page.evaluate(() => window.factline.store.getState().cursor);
const lineOf = async (page: Page, path: string, text: string) =>
  ((await fileText(page, path)) ?? '').split('\n').findIndex((line) => line.includes(text)) + 1;
const both = async (page: Page) => [await fileText(page, 'shop.model.yaml'), await fileText(page, 'shop.behavior.ts')];

test('F12 leads to the definition, from the model and from behavior', async ({ page }) => {
  await cursorIn(page, 'shop.model.yaml', 'projections:', 'OrderShipped');
  await page.keyboard.press('F12');
  const line = await lineOf(page, 'shop.model.yaml', '  OrderShipped:');
  await expect.poll(async () => (await cursor(page))?.line).toBe(line);

  await openEditor(page, 'behavior');
  await cursorIn(page, 'shop.behavior.ts', 'folds', 'OrderPlaced');
  await expect.poll(async () => (await cursor(page))?.file).toBe('shop.behavior.ts');
  const defined = { file: 'shop.model.yaml', line: await lineOf(page, 'shop.model.yaml', '  OrderPlaced:') };
  // Again, until TypeScript's own mode stands.
  await expect(async () => {
    if ((await cursor(page))?.file !== defined.file) await page.keyboard.press('F12');
    await expect.poll(() => cursor(page), { timeout: 1000 }).toMatchObject(defined);
  }).toPass();

  // What is no name of the model is TypeScript's affair.
  await openEditor(page, 'behavior');
  await cursorIn(page, 'shop.behavior.ts', '...state', 'state');
  await expect.poll(async () => (await cursor(page))?.file).toBe('shop.behavior.ts');
  const used = await cursor(page);
  await page.keyboard.press('F12');
  await expect.poll(async () => (await cursor(page))?.column).toBeLessThan(used?.column ?? 0);
  expect((await cursor(page))?.line).toBe(used?.line);
});

test('Shift+F12 lists every place, behavior and scenarios included', async ({ page }) => {
  await cursorIn(page, 'shop.model.yaml', 'events:', 'OrderShipped:');
  await page.keyboard.press('Shift+F12');
  const peek = page.locator('.peekview-widget');
  await expect(peek).toBeVisible();
  const texts = await both(page);
  const count = texts.reduce((sum, text) => sum + (text?.match(/\bOrderShipped\b/g)?.length ?? 0), 0);
  await expect(peek.locator('.peekview-title')).toContainText(`(${count})`);
  await expect(peek.getByText('shop.behavior.ts').first()).toBeVisible();
});

test('F2 renames in all files, and one undo takes it back in all', async ({ page }) => {
  const before = await both(page);
  await cursorIn(page, 'shop.model.yaml', 'events:', 'OrderShipped:');
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await expect(box).toHaveValue('OrderShipped');
  await box.fill('OrderPlaced');
  await box.press('Enter');
  await expect(page.getByText('There is an event `OrderPlaced` already.')).toBeVisible();
  expect(await both(page)).toEqual(before);

  await page.keyboard.press('F2');
  await box.fill('OrderDispatched');
  await box.press('Enter');
  // Its records are stored under the old name, which stays known.
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toContain('formerly: [OrderShipped]');
  const [model, behavior] = await both(page);
  expect(model?.match(/\bOrderShipped\b/g)).toHaveLength(1);
  expect(behavior).not.toContain('OrderShipped');
  expect(behavior).toContain("type: 'OrderDispatched'");
  await expect.poll(() => findings(page)).toEqual([]);

  await page.keyboard.press('ControlOrMeta+KeyZ');
  await expect.poll(() => both(page)).toEqual(before);
  await page.keyboard.press('ControlOrMeta+Shift+KeyZ');
  await expect.poll(() => both(page)).toEqual([model, behavior]);

  // From the other file, too: it shows what was changed while it was hidden.
  await openEditor(page, 'behavior');
  await editorOf(page, 'behavior')
    .locator('.view-lines')
    .click({ position: { x: 40, y: 16 } });
  await page.keyboard.press('ControlOrMeta+KeyZ');
  await expect.poll(() => both(page)).toEqual(before);
});

test('above each event stands how often it was recorded; a click shows those records', async ({ page }) => {
  const recorded = await page.evaluate(() => {
    const { journal, model } = window.factline.store.getState();
    const types = (journal?.types ?? []).filter(({ type }) => model?.events[type]);
    return types.find(({ count }) => types.filter((other) => other.count === count).length === 1);
  });
  if (!recorded) throw new Error('the sample has no type with a count of its own');
  const lenses = editorOf(page, 'model').locator('.codelens-decoration a');
  await cursorIn(page, 'shop.model.yaml', 'events:', 'DailyOrderCountCalculated:');
  await expect(lenses.filter({ hasText: 'never recorded', visible: true }).first()).toBeVisible();
  await cursorIn(page, 'shop.model.yaml', 'events:', `  ${recorded.type}:`);
  const lens = lenses.filter({ hasText: `${recorded.count.toLocaleString('en')} recorded` });
  await expect(lens).toBeVisible();
  await lens.click();
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().query.types)).toEqual([recorded.type]);
  await expect(page.locator('[data-panel="table"]')).toBeVisible();
});

test('while the text is broken, counts stay with the events that still stand there', async ({ page }) => {
  const lenses = editorOf(page, 'model').locator('.codelens-decoration a');
  const edit = (text: string) =>
    page.evaluate((t) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text: t }), text);
  await edit('events:\n  OrderPlaced: { version: 1 }\n  OrderShipped: { version: 1 }\n');
  await expect(lenses).toHaveCount(2);
  await edit('events:\n  OrderPlaced: { version: 1 }\n  OrderShipped: { version\n');
  await expect(page.getByText('This text is broken at a marked place')).toBeVisible();
  await expect(lenses).toHaveCount(2);
  await edit('a: &a [x]\nb: *c\n');
  await expect(lenses).toHaveCount(0);
});

test('a model of many events has theirs where one looks', async ({ page }) => {
  const events = Array.from({ length: 600 }, (_, i) => `  Thing${i}Done: { version: 1 }\n`).join('');
  await page.evaluate(
    (text) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text }),
    `events:\n${events}`,
  );
  await idle(page);
  const lenses = editorOf(page, 'model').locator('.codelens-decoration a', { hasText: 'never recorded' });
  for (const line of [500, 2, 300]) {
    await page.evaluate(
      (l) => window.factline.store.getState().revealAt({ file: 'shop.model.yaml', line: l, column: 3 }),
      line,
    );
    await expect.poll(async () => (await lenses.all()).length).toBeGreaterThan(5);
    const shown = async () => (await Promise.all((await lenses.all()).map((lens) => lens.isVisible()))).filter(Boolean);
    await expect.poll(async () => (await shown()).length).toBeGreaterThan(3);
  }
  expect(await lenses.count()).toBeLessThan(600);
});

test('completion puts first what the rules miss, and hover quotes the clause', async ({ page }) => {
  const text = (await fileText(page, 'shop.model.yaml')) ?? '';
  const at = text
    .replace('    retention: forever\n', '')
    .replace('\nevents:\n', '\nevents:\n  OrderLost:\n    version: 1\n    \n');
  await page.evaluate((t) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text: t }), at);
  await expect.poll(() => findings(page)).toContainEqual(expect.stringMatching(/^stream-declares-retention@/));
  await idle(page);
  await cursorIn(page, 'shop.model.yaml', 'streams:', 'orders:');
  await page.keyboard.press('ControlOrMeta+KeyK');
  await page.keyboard.press('ControlOrMeta+KeyI');
  await expect(page.locator('.monaco-hover').getByText('HL-062').first()).toBeVisible();
  await page.keyboard.press('Escape');

  const line = (await lineOf(page, 'shop.model.yaml', '  OrderLost:')) + 2;
  await page.evaluate(
    (l) => window.factline.store.getState().revealAt({ file: 'shop.model.yaml', line: l, column: 5 }),
    line,
  );
  await page.keyboard.press('Control+Space');
  await expect(page.locator('.suggest-widget .monaco-list-row').first()).toContainText('stream');
  await page.keyboard.press('Enter');
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toMatch(/version: 1\n {4}stream: order/);
});

test('plain lines become proposals, are confirmed row by row, and stand in the model', async ({ page }) => {
  await runCommand(page, 'Add from plain lines');
  const dialog = page.getByRole('dialog', { name: 'Add from plain lines' });
  await dialog
    .getByRole('textbox', { name: /Plain lines/ })
    .fill(
      'OrderPlaced(order_id)\nOrderReturned(order_id: uuid, why)\ncustomer asks for a refund\nhello there\nFrobnication(x)',
    );
  const row = (name: string) =>
    dialog.getByRole('row').filter({ has: page.getByRole('checkbox', { name: `Add ${name}` }) });
  await expect(row('OrderPlaced').getByText('There is an event `OrderPlaced` already.')).toBeVisible();
  await expect(row('OrderPlaced').getByRole('checkbox', { name: 'Add OrderPlaced' })).toBeDisabled();
  await expect(row('OrderReturned').getByRole('checkbox', { name: 'Add OrderReturned' })).toBeChecked();
  await expect(row('RefundRequested').getByRole('combobox')).toHaveValue('INTENT');
  // A guess is not ticked by itself.
  await expect(row('Frobnication').getByRole('checkbox', { name: 'Add Frobnication' })).not.toBeChecked();
  await expect(dialog.getByText('hello there', { exact: true })).toBeVisible();
  await row('Frobnication').getByRole('combobox').selectOption('OBSERVATION');
  await expect(row('Frobnication').getByRole('checkbox', { name: 'Add Frobnication' })).toBeChecked();
  await row('OrderReturned')
    .getByRole('textbox', { name: 'Fields of OrderReturned' })
    .fill('order_id: uuid, why: damaged | late');
  await row('RefundRequested').getByRole('checkbox', { name: 'Add RefundRequested' }).uncheck();
  await expect(row('OrderReturned').getByRole('checkbox', { name: 'Subject of OrderReturned: order' })).toBeChecked();
  const before = await fileText(page, 'shop.model.yaml');
  await dialog.getByRole('button', { name: 'Add 2 definitions' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toContain('  OrderReturned:\n    kind: FACT\n');
  const after = (await fileText(page, 'shop.model.yaml')) ?? '';
  expect(after).toContain('      why: damaged | late\n');
  expect(after).toContain('  Frobnication:\n    kind: OBSERVATION\n');
  expect(after).not.toContain('RefundRequested');
  await expect
    .poll(async () => (await findings(page)).filter((f) => f.startsWith('undecided@')).length)
    .toBeGreaterThan(0);
  expect((await findings(page)).filter((f) => /^(syntax|unknown-key|wrong-type|unknown-type)@/.test(f))).toEqual([]);

  await editorOf(page, 'model')
    .locator('.view-lines')
    .first()
    .click({ position: { x: 40, y: 16 } });
  await page.keyboard.press('ControlOrMeta+KeyZ');
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toBe(before);
});
