/** The Compare panel: an older version beside the open model. */
import { expect, type Locator, type Page } from '@playwright/test';
import { showPanel } from './shell.ts';

export type Side = 'original' | 'modified';

export const sideOf = (compare: Locator, side: Side): Locator => compare.locator(`.editor.${side}`);

/** Brings the panel to the front and waits for both texts. */
export async function openCompare(page: Page): Promise<Locator> {
  const compare = await showPanel(page, 'Compare');
  await expect(sideOf(compare, 'modified').locator('.view-line').filter({ visible: true }).first()).toBeVisible();
  return compare;
}
