/** The open model beside an older version: as it was opened, of another workspace, of a file, pasted; and where each difference leads. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { openCompare, type Side, sideOf } from '../helpers/compare.ts';
import { editFile, fileText, openSample, panel, showPanel } from '../helpers/shell.ts';

const MODEL = 'shop.model.yaml';
const v1 = [
  'factline: 1',
  'profiles: [envelope]',
  'events:',
  '  shop.order.placed:',
  '    version: 1',
  '    payload:',
  '      order_id: uuid',
  '      total: number',
  '',
].join('\n');
const v2 = v1.replace('      total: number\n', '').concat('  shop.order.paid:\n    version: 1\n');

test.beforeEach(async ({ page }) => {
  await openApp(page);
});

const group = (compare: Locator, name: string) => compare.getByRole('region', { name, exact: true });
const cursorLine = async (compare: Locator, side: Side) =>
  (await sideOf(compare, side).locator('.active-line-number').textContent())?.trim();

async function paste(page: Page, text: string): Promise<Locator> {
  const compare = await openCompare(page);
  await compare.getByLabel('Compare with').selectOption('text');
  await compare.getByLabel('The older model, as text').fill(text);
  await compare.getByRole('button', { name: 'Compare with it' }).click();
  return compare;
}

test('what has changed since the workspace was opened, and back', async ({ page }) => {
  const compare = await openCompare(page);
  await expect(compare.getByRole('status')).toHaveText('The two models say the same.');
  const text = (await fileText(page, MODEL)) ?? '';
  await editFile(page, MODEL, text.replace(/total: number/g, 'total: boolean'));
  await expect(group(compare, 'Breaking')).toContainText('`total` of `OrderPlaced`: type changed');
  await expect(sideOf(compare, 'modified')).toContainText('total: boolean');
  await expect(sideOf(compare, 'original')).toContainText('total: number');
  await editFile(page, MODEL, text);
  await expect(compare.getByRole('status')).toHaveText('The two models say the same.');
});

test('pasted text: groups, clauses, and the place of each difference', async ({ page }) => {
  await editFile(page, MODEL, v2);
  const compare = await paste(page, v1);
  await expect(compare.getByRole('status')).toHaveText('1 breaking, 1 compatible, 0 drifted, under envelope.');
  const gone = group(compare, 'Breaking').getByRole('listitem');
  await expect(gone).toContainText('`total` of `shop.order.placed`: field removed');
  await expect(gone).toContainText('breaking-change-versioned');
  await expect(gone).toContainText('ES-031');
  await expect(gone).toContainText('was at pasted text:8');
  await gone.getByRole('button').first().click();
  await expect.poll(() => cursorLine(compare, 'original')).toBe('8');
  const added = group(compare, 'Compatible').getByRole('listitem');
  await added.getByRole('button').first().click();
  await expect.poll(() => cursorLine(compare, 'modified')).toBe('8');
  await expect(group(compare, 'Drifted')).toHaveCount(0);

  await added.getByRole('button', { name: 'Edit' }).click();
  await expect(panel(page, 'Model')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().cursor?.line)).toBe(8);

  await showPanel(page, 'Compare');
  await gone.getByRole('button', { name: 'breaking-change-versioned' }).click();
  const rule = panel(page, 'Rules').getByRole('article');
  await expect(rule).toContainText('A breaking change raises the version');
  await expect(rule).toContainText('Breaks it');
});

test('a comment of the new model sets a difference aside; one for nothing is told', async ({ page }) => {
  const ignore = '# factline-ignore breaking-change-versioned: nobody has it yet\n';
  await editFile(page, MODEL, v2.replace('    payload:', `    ${ignore}    payload:`));
  const compare = await paste(page, v1);
  await expect(group(compare, 'Breaking')).toContainText('set aside: breaking-change-versioned');
  await editFile(page, MODEL, v1.replace('    payload:', `    ${ignore}    payload:`));
  await expect(group(compare, 'Set aside for nothing')).toContainText(`${MODEL}:6`);
});

test("the open workspace's upcasters count", async ({ page }) => {
  const unified = (version: number, rest: string) =>
    `factline: 1\nprofiles: [unified]\nevents:\n  OrderPlaced: { version: ${version}, ${rest} }\n`;
  const plan = 'migrations: { m: { event: OrderPlaced, from: 1, to: 2, plan: both for a month } }\n';
  const kept = 'payload: { gross: number }, versions: { 1: { payload: { total: number } } }';
  await editFile(page, MODEL, unified(2, kept) + plan);
  await editFile(page, 'shop.behavior.ts', 'export const upcasters = {};\n');
  const compare = await paste(page, unified(1, 'payload: { total: number }'));
  const breaking = group(compare, 'Breaking');
  await expect(breaking).toContainText('breaking-change-upcast');
  const code = 'export const upcasters = { OrderPlaced: { 1: ({ total }) => ({ gross: total }) } };\n';
  await editFile(page, 'shop.behavior.ts', code);
  await expect(breaking).not.toContainText('breaking-change-upcast');
  await expect(breaking.getByRole('listitem').first()).toBeVisible();
});

test('another workspace, and files from disk', async ({ page }) => {
  await openSample(page, 'Fleet');
  const compare = await openCompare(page);
  await compare.getByLabel('Compare with').selectOption({ label: 'Shop' });
  await expect(sideOf(compare, 'original')).toContainText('model: shop');
  await expect(group(compare, 'Breaking').getByRole('listitem').first()).toBeVisible();

  await editFile(page, 'fleet.model.yaml', v2);
  await compare.getByLabel('Compare with').selectOption('disk');
  const chooser = page.waitForEvent('filechooser');
  await compare.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name: 'v1.yaml', mimeType: 'text/yaml', buffer: Buffer.from(v1) });
  await expect(compare.getByRole('status')).toHaveText('1 breaking, 1 compatible, 0 drifted, under envelope.');
  await expect(group(compare, 'Breaking')).toContainText('v1.yaml:8');
});

test('a text that is no model says so, and several files are chosen among', async ({ page }) => {
  const compare = await paste(page, 'just: some\nyaml: here\n');
  await expect(compare.getByRole('status')).toContainText('The older text cannot be compared yet');
  await editFile(page, MODEL, `${v1}\t: broken`);
  await compare.getByLabel('Compare with').selectOption('opened');
  await expect(compare.getByRole('status')).toContainText(`The open model cannot be compared yet (${MODEL}`);
  await editFile(page, MODEL, v1);
  await page.evaluate(
    (text) => window.factline.store.getState().addFile({ path: 'more.model.yaml', text }),
    'streams:\n  s: { record_kind: FACT }\n',
  );
  await expect(compare.getByLabel('File', { exact: true })).toContainText('more.model.yaml (added)');
  const added = group(compare, 'Compatible').getByRole('listitem').filter({ hasText: 'stream' });
  await added.getByRole('button').first().click();
  await expect(compare.getByLabel('File', { exact: true })).toHaveValue('more.model.yaml');
  await expect.poll(() => cursorLine(compare, 'modified')).toBe('2');
});

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 1024, 700],
] as const)
  test(`is accessible, ${theme}, ${width} pixels`, async ({ page }, info) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    const text = (await fileText(page, MODEL)) ?? '';
    await editFile(
      page,
      MODEL,
      text.replace(/total: number/g, 'total: boolean').replace('retention: 90d', 'retention: 1d'),
    );
    const compare = await openCompare(page);
    await expect(group(compare, 'Breaking').getByRole('listitem').first()).toBeVisible();
    await idle(page);
    await page.screenshot({ path: info.outputPath('compare.png') });
    const { violations } = await new AxeBuilder({ page })
      .include('[data-panel="compare"]')
      .exclude('.monaco-editor')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
  });
