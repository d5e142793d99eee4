/** What the browser keeps, when it is not as this page left it: earlier versions, later ones, damage, no room. */
import { expect, type Page, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { storedCounts } from '../helpers/storage.ts';

/** Raises the version of the database past what this page knows, from a tab of its own, and puts a mark in it. */
const upgradeFromElsewhere = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('factline', 9990);
        request.onupgradeneeded = () => request.result.createObjectStore('later').put('mark', 1);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error);
      }),
  );
const versionAndMark = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('factline');
        request.onsuccess = () => {
          const db = request.result;
          const mark = db.transaction('later').objectStore('later').get(1);
          mark.onsuccess = () => {
            resolve([db.version, mark.result]);
            db.close();
          };
        };
        request.onerror = () => reject(request.error);
      }),
  );

/** A page of this address on which Factline does not run. */
async function beside(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto('./icon.svg');
  return other;
}

test('what a later version stored is left alone, and the page says why it shows none of it', async ({ page }) => {
  await openApp(page);
  const other = await beside(page);
  const before = await storedCounts(other);
  expect(before['journals']).toBe(1);
  await page.close();
  await upgradeFromElsewhere(other);
  const again = await other.context().newPage();
  await openApp(again);
  const banner = again.locator('.banner[role="status"]');
  await expect(banner).toContainText('written by a later version of Factline');
  await expect(banner.getByRole('button', { name: 'Export the workspace' })).toBeVisible();
  // One can work: the sample stands, in memory.
  expect(await again.evaluate(() => window.factline.store.getState().journal?.records)).toBe(193);
  await again.close();
  expect(await versionAndMark(other)).toEqual([9990, 'mark']);
  expect(await storedCounts(other)).toEqual(before);
});

test('a later version that is opened in another tab takes over; this page says so and writes nothing more', async ({
  page,
}) => {
  await openApp(page);
  const other = await beside(page);
  const before = await storedCounts(other);
  await upgradeFromElsewhere(other);
  await expect(page.locator('.banner[role="status"]')).toContainText('taken over what this browser keeps');
  await page.evaluate(() =>
    window.factline.store.getState().editFile({ path: 'shop.model.yaml', text: '# not to be stored\n' }),
  );
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
  expect(await versionAndMark(other)).toEqual([9990, 'mark']);
  expect(await storedCounts(other)).toEqual(before);
});
