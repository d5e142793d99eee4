/** The journal table as a person uses it. */
import { expect, type Locator, type Page } from '@playwright/test';

export const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Records' });

/** The row at a 0-based place, when it is on screen. */
export const rowAt = (page: Page, index: number): Locator =>
  grid(page).locator(`[role=row][aria-rowindex="${index + 2}"]`);

/** A cell of it by its column's id (`type`, `t_event`, `to_log`). */
export const cellAt = (page: Page, index: number, column: string): Locator =>
  rowAt(page, index).locator(`[data-column="${column}"]`);

/** How many rows there are; waits until they answer the present filter. */
export async function rowCount(page: Page): Promise<number> {
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');
  return Number(await grid(page).getAttribute('aria-rowcount')) - 1;
}

/** A row number, `slot:N`, `line:N`, `id:X` or a time. */
export async function goTo(page: Page, at: string): Promise<void> {
  const box = page.getByLabel('Go to row, slot:N, line:N, id:X or time');
  await box.fill(at);
  await box.press('Enter');
}

/** The selected row, wherever it was selected. */
export const selectedRow = (page: Page): Locator => grid(page).locator('[role=row][aria-selected=true]');

export async function find(page: Page, query: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Find records' }).fill(query);
}
