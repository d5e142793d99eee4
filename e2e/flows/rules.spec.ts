/** Rules in the page: problems of records, fixes of a whole rule, the clauses' coverage, profiles compared, the help. */
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { editFile, fileText, showPanel } from '../helpers/shell.ts';

test.beforeEach(async ({ page }) => {
  await openApp(page);
});

test("the sample's hole is a problem of its clause, and leads to the record", async ({ page }) => {
  const problems = await showPanel(page, 'Problems');
  const gap = problems.getByRole('listitem').filter({ hasText: 'sequence-without-gap' });
  await expect(gap).toContainText('HL-012');
  await gap.getByRole('button').first().click();
  await expect(page.locator('[data-panel="record"]')).toContainText('OrderShipped');
  await problems.getByLabel('Problems of what').selectOption('texts');
  await expect(gap).toHaveCount(0);
});

test('records are checked again when the model changes', async ({ page }) => {
  const problems = await showPanel(page, 'Problems');
  const misfit = problems.getByRole('listitem').filter({ hasText: 'payload-fits-schema' });
  await expect(misfit).toHaveCount(0);
  const text = (await fileText(page, 'shop.model.yaml')) ?? '';
  await editFile(page, 'shop.model.yaml', text.replace(/total: number/g, 'total: boolean'));
  await expect(misfit.first()).toContainText('records');
});

test('a journal that no model knows is checked for integrity only, and profiles are offered', async ({ page }) => {
  const lines = [1, 2, 4].map((n) =>
    JSON.stringify({ id: `x${n}`, type: 'foreign', subject_type: 's', subject_id: 'a', sequence: n, payload: {} }),
  );
  await dropFile(page, { name: 'foreign.ndjson', content: lines.join('\n') });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const problems = await showPanel(page, 'Problems');
  await expect(problems.getByText('only its integrity is checked')).toContainText(/envelope \d+ · evidence \d+/);
  await problems.getByLabel('Problems of what').selectOption('records');
  await expect(problems.getByRole('listitem')).toHaveCount(1);
  await expect(problems.getByRole('listitem')).toContainText('sequence-without-gap');
});

test('all of one rule are fixed at once, and one undo takes it back', async ({ page }) => {
  const text =
    'factline: 1\nprofiles: [envelope]\nevents:\n  shop.order.placed: { purpose: audit }\n  shop.order.paid: { purpose: audit }\n';
  await editFile(page, 'shop.model.yaml', text);
  const problems = await showPanel(page, 'Problems');
  await problems.getByLabel('Filter the problems').fill('event-declares-version');
  await problems.getByRole('button', { name: 'Fix all 2 of event-declares-version' }).click();
  await expect
    .poll(() => fileText(page, 'shop.model.yaml'))
    .toMatch(/placed: \{ version: 1,[\s\S]*paid: \{ version: 1,/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toBe(text);
});

test('the selected problem shows its whole message, and an open question all its answers', async ({ page }) => {
  const text = (classification: string) =>
    `factline: 1\nevents:\n  BookBorrowed:\n    classification: ${classification}\n    subject: '?'\n    payload: { book_id: uuid }\n`;
  await editFile(page, 'shop.model.yaml', text("'?'"));
  const problems = await showPanel(page, 'Problems');
  await problems.getByLabel('Filter the problems').fill('undecided');
  const rows = problems.getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(problems.getByRole('button', { name: /^Fix all/ })).toHaveCount(0);
  const whole = (row: number) =>
    rows
      .nth(row)
      .locator('.problem-message')
      .evaluate((message) => getComputedStyle(message).whiteSpace !== 'nowrap');
  expect([await whole(0), await whole(1)]).toEqual([true, false]);
  await rows.nth(0).locator('.problem-message').focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1).getByRole('button', { name: /a new subject named by book_id/ })).toBeVisible();
  expect([await whole(0), await whole(1)]).toEqual([false, true]);
  await page.keyboard.press('ArrowUp');
  const [above, below] = [await rows.nth(0).boundingBox(), await rows.nth(1).boundingBox()];
  expect(above?.height).toBeGreaterThan(44);
  expect(below?.y).toBeCloseTo((above?.y ?? 0) + (above?.height ?? 0), 0);
  await rows.nth(0).getByRole('button', { name: 'Decide: internal' }).click();
  await expect.poll(() => fileText(page, 'shop.model.yaml')).toBe(text('internal'));
});

test('what is broken now stands above all rules; its page says where, and leads there', async ({ page }) => {
  await editFile(
    page,
    'shop.model.yaml',
    ((await fileText(page, 'shop.model.yaml')) ?? '').replaceAll('OrderShipped', 'ShipOrderNow'),
  );
  await idle(page);
  const rules = await showPanel(page, 'Rules');
  const broken = rules.getByRole('region', { name: 'Broken now' });
  await broken.getByRole('button', { name: /^A stream holds records of one kind/ }).click();
  await expect(rules.getByRole('article')).toContainText('Broken now at');
  await broken
    .getByRole('button', { name: /^shop\.model\.yaml:\d+/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Model', exact: true })).toBeVisible();
  // A second way to the same rule shows it, whatever was looked at meanwhile.
  await rules.getByRole('button', { name: 'Coverage' }).click();
  const problems = await showPanel(page, 'Problems');
  await problems.getByRole('button', { name: 'stream-holds-one-kind', exact: true }).first().click();
  await expect(rules.getByRole('article')).toContainText('Broken now at');
});

test('a fix with many words leaves the message its room', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await editFile(
    page,
    'shop.model.yaml',
    ((await fileText(page, 'shop.model.yaml')) ?? '').replaceAll('OrderShipped', 'ShipOrderNow'),
  );
  await idle(page);
  await showPanel(page, 'Problems');
  const row = page.locator('.problem[data-selected="true"]');
  await expect(row.getByRole('button').last()).toBeVisible();
  const { width } = (await row.boundingBox()) ?? { width: 0 };
  expect((await row.locator('.problem-text').boundingBox())?.width).toBeGreaterThan(width * 0.9);
});

test('coverage leads to the rule, profiles show where they clash, help is searched', async ({ page }) => {
  const rules = await showPanel(page, 'Rules');
  await rules.getByRole('button', { name: 'Coverage' }).click();
  await rules.getByLabel('Specification').selectOption('hless');
  await expect(rules.getByRole('listitem').filter({ hasText: 'HL-' })).toHaveCount(29);
  await rules.getByRole('button', { name: 'fact-not-provisional' }).first().click();
  await expect(rules.getByRole('article')).toContainText('A FACT states nothing provisional');
  await rules.getByRole('button', { name: 'Profiles' }).click();
  for (const [name, on] of [
    ['evidence', true],
    ['eventing', true],
    ['hless', false],
  ] as const)
    await rules.getByRole('checkbox', { name, exact: true }).setChecked(on);
  await idle(page);
  await expect(rules.getByRole('list', { name: 'Settings that differ' })).toContainText('no text pleases');
  await expect(rules.getByRole('region', { name: 'Profiles compared' })).toContainText('Seen by some of them only');
  const help = await showPanel(page, 'Help');
  await help.getByLabel('Search the help').fill('out of order');
  await expect(help.getByRole('navigation', { name: 'Chapters' }).getByRole('listitem')).not.toHaveCount(0);
  await help.getByLabel('Search the help').fill('zzzz');
  await expect(help.getByText('No chapter has these words.')).toBeVisible();
});
