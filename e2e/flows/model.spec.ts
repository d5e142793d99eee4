/** Draft and check: the model language in the real editor. */
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editorOf, fileText, findings, openEditor, setText } from '../helpers/editor.ts';

test.beforeEach(async ({ page }) => {
  await openApp(page);
});

test('the worked example has no problem; a typo is named with its place, listed, and mended from the list', async ({
  page,
}) => {
  await openEditor(page, 'model');
  expect(await findings(page)).toEqual([]);
  const text = (await fileText(page, 'shop.model.yaml')) ?? '';
  await setText(
    page,
    'model',
    text
      .replace('delivery: at_least_once', 'delivery: exactly_once')
      .replace('replay_intent: audit_only', 'replay_intnt: audit_only'),
  );
  await expect
    .poll(() => findings(page))
    .toEqual(['delivery-not-exactly-once@25', expect.stringMatching(/^unknown-key@/)]);
  await page
    .getByRole('button', { name: /2 errors/ })
    .first()
    .click();
  const problems = page.locator('[data-panel="problems"]');
  await problems.getByText('Did you mean replay_intent?').click();
  await expect(editorOf(page, 'model').locator('.squiggly-error').first()).toBeAttached();
  await problems.getByRole('button', { name: 'Change to replay_intent' }).click();
  await problems.getByRole('button', { name: 'Change to at_least_once' }).click();
  await expect.poll(() => findings(page)).toEqual([]);
  expect(await fileText(page, 'shop.model.yaml')).toBe(text);
});

test('a problem leads to its rule, and its example opens in the editor', async ({ page }) => {
  await setText(page, 'model', 'profiles: [hless]\nstreams:\n  orders: {}\n');
  await expect.poll(() => findings(page)).toContain('stream-declares-kind@3');
  await page
    .getByRole('button', { name: /\d errors?/ })
    .first()
    .click();
  await page.locator('[data-panel="problems"]').getByRole('button', { name: 'stream-declares-kind' }).click();
  const rules = page.locator('[data-panel="rules"]');
  await expect(rules.getByRole('heading', { name: 'A stream declares its record kind' })).toBeVisible();
  await rules.getByRole('button', { name: 'Open in the editor' }).first().click();
  await expect.poll(() => fileText(page, 'example-stream-declares-kind.model.yaml')).toContain('partition_key');
});

test('completion knows the names of this model', async ({ page }) => {
  const text = (await fileText(page, 'shop.model.yaml')) ?? '';
  await setText(page, 'model', `${text}screens:\n  basket: { reads: [ope] }`);
  await page.keyboard.press('ControlOrMeta+End');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await expect(page.locator('.suggest-widget').getByText('open_orders', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toContain('basket: { reads: [open_orders] }');
});

test('the last good model stays while the text is broken', async ({ page }) => {
  const text = (await fileText(page, 'shop.model.yaml')) ?? '';
  const edit = (to: string) =>
    page.evaluate((t) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text: t }), to);
  await openEditor(page, 'model');
  await edit(`${text}\nevents: {`);
  await expect(page.getByText('This text is broken at a marked place')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(window.factline.store.getState().model?.events ?? {}).length)).toBe(7);
  await edit(text);
  await expect(page.getByText('This text is broken at a marked place')).toBeHidden();
});

test('the profile switch writes the text, and what it finds changes', async ({ page }) => {
  await openEditor(page, 'model');
  await page.locator('[data-panel="model"]').getByRole('button', { name: 'unified', exact: true }).click();
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toContain('profiles: [unified]');
});

test('a typo in a payload field of the behavior is a red line', async ({ page }) => {
  const text = (await fileText(page, 'shop.behavior.ts')) ?? '';
  await setText(page, 'behavior', text.replace('total: event.payload.total }),', 'total: event.payload.totl }),'));
  await expect.poll(() => findings(page)).toEqual(['TS2551@7']);
  await expect(editorOf(page, 'behavior').locator('.squiggly-error').first()).toBeAttached();
  await setText(page, 'behavior', text);
  await expect.poll(() => findings(page)).toEqual([]);
});

test('without a model the types come from the journal', async ({ page }) => {
  await page.evaluate(() => window.factline.store.getState().removeFile('shop.model.yaml'));
  await setText(
    page,
    'behavior',
    "export const projections = { p: { key: 'carrier', initial: { n: 0 }, on: { OrderShipped: (row, event) => ({ n: event.payload.carier }) } } };\n",
  );
  await expect.poll(() => findings(page)).toEqual([expect.stringMatching(/^TS2\d+@1$/)]);
});

test('a model is drafted from the open journal, its open questions with their answers as fixes', async ({ page }) => {
  await page.evaluate(() => window.factline.store.getState().removeFile('shop.model.yaml'));
  await idle(page);
  await page.keyboard.press('F1');
  await page.getByRole('dialog').getByRole('combobox').fill('Draft a model from the open journal');
  await page.keyboard.press('Enter');
  await expect.poll(async () => ((await fileText(page, 'shop.model.yaml')) ?? '').includes('OrderShipped:')).toBe(true);
  await expect.poll(async () => (await findings(page)).some((f) => f.startsWith('undecided@'))).toBe(true);
  expect((await findings(page)).filter((f) => /^(syntax|unknown-key|wrong-type|unknown-type)@/.test(f))).toEqual([]);
});

test.describe('bad input', () => {
  test('an alias bomb, tabs and a deep text are refused in words, and the page goes on', async ({ page }) => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefgh'].map((k, i) => `${k}: &${k} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    ].join('\n');
    for (const text of [bomb, 'events:\n\tA: 1', `a: ${'['.repeat(3000)}`]) {
      await setText(page, 'model', text);
      await expect.poll(async () => (await findings(page)).some((f) => f.startsWith('syntax@'))).toBe(true);
    }
  });

  test('a model with 10,000 problems is counted, listed to its end, and typing stays free', async ({ page }) => {
    const text = `events:\n${Array.from({ length: 5000 }, (_, i) => `  Event${i}: { verson: 1 }`).join('\n')}\n`;
    await page.evaluate((t) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text: t }), text);
    await idle(page);
    const total = await page.evaluate(() => window.factline.store.getState().findingCounts.error);
    expect(total).toBeGreaterThanOrEqual(10_000);
    await page
      .getByRole('button', { name: /errors/ })
      .first()
      .click();
    const list = page.locator('[data-panel="problems"]');
    await expect(list.getByText(/2,000 of [\d,]+ are listed/)).toBeVisible();
    await list.locator('[data-index="0"]').focus();
    // What is found in records comes when it comes, and makes the list longer.
    await expect(async () => {
      await page.keyboard.press('Home');
      await page.keyboard.press('End');
      const last = await page.evaluate(() => {
        const { findings, behaviorFindings, replayFindings, recordFindings } = window.factline.store.getState();
        return findings.length + behaviorFindings.length + replayFindings.length + recordFindings.length - 1;
      });
      expect(last).toBeGreaterThanOrEqual(1999);
      await expect(list.locator(`[data-index="${last}"]`)).toBeFocused({ timeout: 1000 });
    }).toPass({ timeout: 10_000 });
  });

  test('a behavior file that does not parse is a problem at its line', async ({ page }) => {
    await setText(page, 'behavior', 'export const folds = {\n  order: {{ };\n');
    await expect.poll(async () => (await findings(page)).some((f) => f.endsWith('@2'))).toBe(true);
  });
});

test('the first reading of a big model says in the status bar how far it is', async ({ page }) => {
  const types = Array.from({ length: 6000 }, (_, i) => `  Thing${i}Placed: { version: 1, payload: { id: uuid } }\n`);
  await page.evaluate(
    (text) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text }),
    `factline: 1\nmodel: big\nevents:\n${types.join('')}`,
  );
  const status = page.locator('.status-bar').getByRole('status');
  await expect(status).toHaveText(/^(?:Reading|Checking) the model: [\d,]+ of [\d,]+ definitions$/, {
    timeout: 20_000,
  });
  await idle(page);
  await expect(status).toHaveText('Ready');
});
