/** The shell as a person uses it: commands, panels, workspaces, what the status bar says. */
import type { Locator, Page } from '@playwright/test';
import { idle } from './app.ts';

/** A panel by its title: `Journal`, `Timeline`. */
export const panel = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });

/** Runs a command by its title, through the palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type(title);
  await page.getByRole('option', { name: title }).first().click();
  await idle(page);
}

/** Brings a panel to the front, opening it if need be. */
export async function showPanel(page: Page, title: string): Promise<Locator> {
  await runCommand(page, `Show ${title}`);
  const shown = panel(page, title);
  await shown.waitFor();
  return shown;
}

/** Opens a sample as a workspace of its own (or goes back to it) and waits for its journal. */
export async function openSample(page: Page, title: string): Promise<void> {
  await showPanel(page, 'Workspaces');
  const samples = panel(page, 'Workspaces').locator('section', { has: page.getByRole('heading', { name: 'Samples' }) });
  await samples.getByRole('button', { name: title, exact: true }).click();
  await page.waitForFunction((name) => window.factline.store.getState().workspace?.name === name, title);
  await idle(page);
}

/** The text of a file of the open workspace, as it would be saved. */
export const fileText = (page: Page, path: string): Promise<string | undefined> =>
  page.evaluate((p) => window.factline.store.getState().workspace?.files.find((f) => f.path === p)?.text, path);

/** Edits a file as the editor does, without its keyboard. */
export const editFile = (page: Page, path: string, text: string): Promise<void> =>
  page.evaluate((file) => window.factline.store.getState().editFile(file), { path, text });

export const statusBar = (page: Page): Locator => page.getByRole('contentinfo');
