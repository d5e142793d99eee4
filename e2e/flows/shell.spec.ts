/** The workbench: what it shows at first, what it remembers, and what it never loses. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editFile, fileText, openSample, panel, runCommand, showPanel, statusBar } from '../helpers/shell.ts';

const MODEL = 'shop.model.yaml';
const serious = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(', ')}`);

test('the first visit opens a sample with its journal, no dialog in the way', async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(statusBar(page)).toContainText('193 records');
  await expect(statusBar(page)).toContainText('Saved');
  expect(await serious(page)).toEqual([]);
});

test('what was typed is there after a reload at once, and after a crash within the pause', async ({ page }) => {
  await openApp(page);
  await editFile(page, MODEL, '# typed before a reload\n');
  await page.reload();
  await idle(page);
  expect(await fileText(page, MODEL)).toBe('# typed before a reload\n');
  await editFile(page, MODEL, '# typed before a crash\n');
  await expect(statusBar(page)).toContainText('Saved');
  const { hash } = new URL(page.url());
  const next = await page.context().newPage();
  const cdp = await page.context().newCDPSession(page);
  const crash = page.waitForEvent('crash');
  cdp.send('Page.crash').catch(() => undefined);
  await crash;
  await openApp(next, hash);
  expect(await fileText(next, MODEL)).toBe('# typed before a crash\n');
});

test('a sample is opened as a workspace of its own, and again as it was left', async ({ page }) => {
  await openApp(page);
  await editFile(page, MODEL, '# mine\n');
  await openSample(page, 'Campaign');
  expect(await fileText(page, 'campaign.model.yaml')).toContain('model:');
  await openSample(page, 'Shop');
  expect(await fileText(page, MODEL)).toBe('# mine\n');
});

test('one tab writes, another reads until it takes over; nothing typed is lost', async ({ page, context }) => {
  await openApp(page);
  const second = await context.newPage();
  await openApp(second, new URL(page.url()).hash);
  await expect(second.getByText('Another tab writes this workspace')).toBeVisible();
  await editFile(second, MODEL, '# refused\n');
  await editFile(page, MODEL, '# from the first tab\n');
  await second.locator('.banner').getByRole('button', { name: 'Take over' }).click();
  await expect(second.getByText('Another tab writes this workspace')).toHaveCount(0);
  expect(await fileText(second, MODEL)).toBe('# from the first tab\n');
  await expect(page.getByText('Another tab writes this workspace')).toBeVisible();
  await editFile(second, MODEL, '# from the second tab\n');
  await expect.poll(() => fileText(page, MODEL)).toBe('# from the second tab\n');
});

test('the address restores workspace, panel, journal, record and slot; nonsense in it is left out and said', async ({
  page,
  context,
}) => {
  await openApp(page);
  await showPanel(page, 'Timeline');
  // The replay follows the selection: the record of row 17 stands at slot 18.
  await page.evaluate(() => window.factline.store.getState().selectRow(17));
  await expect.poll(() => new URL(page.url()).hash).toContain('r=17&s=18');
  const { hash } = new URL(page.url());
  await page.close();
  const second = await context.newPage();
  await openApp(second, `${hash}&x=1&r=-3`);
  expect(
    await second.evaluate(() => {
      const { row, slot, journal } = window.factline.store.getState();
      return { row, slot, records: journal?.records };
    }),
  ).toEqual({ row: 17, slot: 18, records: 193 });
  await expect(panel(second, 'Timeline')).toBeVisible();
  await expect(second.getByText('left out: x, r')).toBeVisible();
});

test('a file is renamed, not to a name that is taken, and is there by that name after a reload', async ({ page }) => {
  await openApp(page);
  const behavior = await showPanel(page, 'Behavior');
  await behavior.getByRole('button', { name: 'rename' }).click();
  const name = behavior.getByLabel('New name of shop.behavior.ts');
  await name.fill('a/b');
  await expect(behavior.getByRole('alert')).toContainText('letters, digits');
  await name.fill('store');
  await name.press('Enter');
  await expect(behavior.getByRole('tab', { name: 'store.behavior.ts' })).toBeVisible();
  await idle(page);
  await page.reload();
  await idle(page);
  const paths = await page.evaluate(() => window.factline.store.getState().workspace?.files.map((f) => f.path));
  expect(paths).toContain('store.behavior.ts');
  expect(paths).not.toContain('shop.behavior.ts');
});

test('a deleted workspace comes back by undo', async ({ page }) => {
  await openApp(page);
  const workspaces = await showPanel(page, 'Workspaces');
  await workspaces.getByRole('button', { name: 'Duplicate Shop' }).click();
  await workspaces.getByRole('button', { name: 'Delete Shop (copy)' }).click();
  await expect(workspaces.getByRole('button', { name: 'Shop (copy)', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(workspaces.getByRole('button', { name: 'Shop (copy)', exact: true })).toHaveCount(1);
});

test('exported with its journal and imported again, a workspace is the same', async ({ page }) => {
  await openApp(page);
  const before = await fileText(page, MODEL);
  const download = page.waitForEvent('download');
  await runCommand(page, 'Export the workspace with its journals as a zip');
  const path = await (await download).path();
  const chooser = page.waitForEvent('filechooser');
  await runCommand(page, 'Import a workspace from a zip');
  await (await chooser).setFiles(path);
  await expect(page.getByText('as a new workspace')).toBeVisible();
  await idle(page);
  expect(await fileText(page, MODEL)).toBe(before);
  await expect(statusBar(page)).toContainText('193 records');
});

test('where IndexedDB is refused, all works and the page says that nothing is kept', async ({ page }) => {
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  });
  await openApp(page);
  await expect(page.getByText('refuses to store anything')).toBeVisible();
  expect(await fileText(page, MODEL)).toContain('factline: 1');
});

test('panels remember their place, and come back to it by a command', async ({ page }) => {
  await openApp(page);
  await showPanel(page, 'Journal');
  await runCommand(page, 'Close this panel');
  await expect(panel(page, 'Journal')).toHaveCount(0);
  // The address, which names the panel in front, follows within 150 ms.
  await expect.poll(() => page.url()).not.toContain('p=table');
  await page.reload();
  await idle(page);
  await expect(panel(page, 'Journal')).toHaveCount(0);
  await runCommand(page, 'Put the panels back where they were at first');
  await expect(panel(page, 'Journal')).toBeVisible();
});

test('a second click on its button keeps a panel that one works in, and closes one that only lists', async ({
  page,
}) => {
  await openApp(page);
  const button = (name: string) =>
    page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });
  for (const name of ['Model', 'Workspaces']) {
    await button(name).click();
    await expect(panel(page, name)).toBeVisible();
    await button(name).click();
  }
  await expect(panel(page, 'Workspaces')).toHaveCount(0);
  await expect(panel(page, 'Model')).toBeVisible();
});

test('? shows the keys, but not while one types', async ({ page }) => {
  await openApp(page);
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await page.keyboard.type('?');
  await expect(page.getByRole('combobox', { name: 'Command palette' })).toHaveValue('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const)
  test(`on a phone, ${theme}: one panel at a time, each by its button`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: theme });
    await openApp(page);
    for (const title of ['Workspaces', 'Journal']) {
      await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: title, exact: true }).click();
      await expect(panel(page, title)).toBeVisible();
      expect(await serious(page)).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
