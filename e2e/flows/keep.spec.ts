/** Nothing is lost by accident: earlier texts of files, the bin for journals, erasing at once, and sealing. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editFile, fileText, openSample, showPanel } from '../helpers/shell.ts';

const MODEL = 'shop.model.yaml';
const journalNames = (page: Page) =>
  page.evaluate(async () =>
    (await window.factline.services.journals.list()).map(
      (j) => `${j.name}${j.deletedAt === undefined ? '' : ' in bin'}`,
    ),
  );

test('an earlier text of a file is looked into and restored, and that is undone', async ({ page }) => {
  await openApp(page);
  const first = await fileText(page, MODEL);
  await editFile(page, MODEL, '# second\n');
  await idle(page);
  await page.getByRole('button', { name: 'History' }).click();
  const dialog = page.getByRole('dialog', { name: 'History of the files' });
  await expect(dialog.locator('pre')).toContainText('The worked example of the contract');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore this text' }).click();
  expect(await fileText(page, MODEL)).toBe(first);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await fileText(page, MODEL)).toBe('# second\n');
});

test('a deleted file is in the history too', async ({ page }) => {
  await openApp(page);
  const text = await fileText(page, 'shop.behavior.ts');
  await page.evaluate(() => window.factline.store.getState().removeFile('shop.behavior.ts'));
  await idle(page);
  await page.getByRole('button', { name: 'History' }).click();
  const dialog = page.getByRole('dialog', { name: 'History of the files' });
  await dialog.getByRole('button', { name: /^shop\.behavior\.ts/ }).click();
  await dialog.getByRole('button', { name: 'Restore this text' }).click();
  expect(await fileText(page, 'shop.behavior.ts')).toBe(text);
});

test('a journal goes to the bin, comes back, and is erased at once when one asks for it', async ({ page }) => {
  await openApp(page);
  await page.getByRole('button', { name: 'Delete shop', exact: true }).click();
  await expect.poll(() => journalNames(page)).toEqual(['shop in bin']);
  expect(await page.evaluate(() => window.factline.store.getState().journal)).toBeUndefined();
  const bin = page.getByRole('region', { name: 'Bin' });
  await expect(bin).toContainText(/shop 193 records, until \w+ \d+, \d{4}/);
  await bin.getByRole('button', { name: 'restore' }).click();
  await expect.poll(() => journalNames(page)).toEqual(['shop']);
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(193);
  await page.getByRole('button', { name: 'Delete shop', exact: true }).click();
  await bin.getByRole('button', { name: 'erase now' }).click();
  await expect(page.getByRole('dialog')).toContainText('Not reached');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase now' }).click();
  await expect.poll(() => journalNames(page)).toEqual([]);
});

test('a deleted workspace is in the bin, and comes back open from there', async ({ page }) => {
  await openApp(page);
  await openSample(page, 'Campaign');
  await page.getByRole('button', { name: 'Delete Campaign', exact: true }).click();
  await idle(page);
  const bin = page.getByRole('region', { name: 'Bin' });
  await expect(bin).toContainText(/Campaign workspace, until \w+ \d+, \d{4}/);
  await bin.getByRole('button', { name: 'restore' }).click();
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().workspace?.name)).toBe('Campaign');
  await expect(bin).toHaveCount(0);
});

test('a sealed copy is made, verified and told apart from the original', async ({ page }) => {
  await openApp(page);
  const panel = await showPanel(page, 'Integrity');
  const chain = panel.getByRole('region', { name: 'Hash chain' });
  await expect(chain).toContainText('No record has a hash');
  await chain.getByRole('button', { name: 'Make a sealed copy' }).click();
  await expect(chain.getByRole('heading')).toHaveText('Hash chain: intact');
  await chain.getByRole('button', { name: 'Verify again' }).click();
  await expect(chain.getByRole('status')).toContainText('over 193 records');
  await expect(chain.getByRole('heading')).toHaveText('Hash chain: intact');
  expect((await journalNames(page)).toSorted()).toEqual(['shop', 'shop, sealed']);
});
