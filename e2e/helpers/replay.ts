/** The replay panel as a person uses it: behavior, scrubbing, what stands at a slot. */
import { expect, type Locator, type Page } from '@playwright/test';
import { editFile } from './shell.ts';

export const replayPanel = (page: Page): Locator => page.locator('[data-panel="replay"]');

/** The file that the sample's behavior stands in. */
export const BEHAVIOR_FILE = 'shop.behavior.ts';

/** Brings the panel to the front. */
export async function openReplay(page: Page): Promise<Locator> {
  const panel = replayPanel(page);
  if (!(await panel.isVisible()))
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(panel).toBeVisible();
  return panel;
}

/** Leaves these behavior files in the workspace, and no model or other file. */
export async function onlyBehavior(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(() => {
    const { workspace, removeFile } = window.factline.store.getState();
    for (const { path } of workspace?.files ?? []) removeFile(path);
  });
  for (const [path, text] of Object.entries(files)) await editFile(page, path, text);
}

/** Writes a slot, `line:N`, an id or a time into the panel's box. */
export async function scrubTo(page: Page, at: string | number): Promise<void> {
  const box = replayPanel(page).getByLabel('Go to a slot, line:N, an id or a time');
  await box.fill(String(at));
  await box.press('Enter');
}

export const atSlot = (page: Page, slot: number, of: number): Promise<void> =>
  expect(replayPanel(page).getByText(`Slot ${slot} of ${of}`, { exact: true })).toBeVisible();

/** The sections of the panel. */
export const subjectState = (page: Page): Locator =>
  replayPanel(page).getByRole('region', { name: 'State of the subject' });
export const projectionRows = (page: Page): Locator => replayPanel(page).getByRole('region', { name: 'Projection' });
export const consoleOfStep = (page: Page): Locator => replayPanel(page).getByRole('region', { name: 'Console' });

/** The hash of all state at the slot, as the button gives it. */
export async function hashHere(page: Page): Promise<string> {
  await replayPanel(page).getByRole('button', { name: 'Hash of all state here' }).click();
  const hash = replayPanel(page).locator('.hash');
  await expect(hash).toHaveText(/^sha256:[0-9a-f]{64}$/);
  return (await hash.textContent()) ?? '';
}
