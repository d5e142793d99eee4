/** The code editors: typing, reading, markers. */
import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from './app.ts';

export type EditorPanel = 'model' | 'behavior';

export const editorOf = (page: Page, panel: EditorPanel): Locator =>
  page.locator(`[data-panel="${panel}"] .monaco-editor`).first();

/** Brings the panel to the front and waits for Monaco. */
export async function openEditor(page: Page, panel: EditorPanel): Promise<Locator> {
  await page
    .getByRole('navigation', { name: 'Panels' })
    .getByRole('button', { name: panel === 'model' ? 'Model' : 'Behavior', exact: true })
    .click();
  const editor = editorOf(page, panel);
  await expect(editor.locator('.view-line').first()).toBeVisible();
  return editor;
}

/** Replaces the whole text, as a paste does. The click goes beside the lenses, which stand at the left. */
export async function setText(page: Page, panel: EditorPanel, text: string): Promise<void> {
  const editor = await openEditor(page, panel);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((t) => navigator.clipboard.writeText(t), text);
  await editor.locator('.view-lines').click({ position: { x: 300, y: 16 } });
  await page.keyboard.press('ControlOrMeta+KeyA');
  await page.keyboard.press('ControlOrMeta+KeyV');
  await page.keyboard.press('ControlOrMeta+Home');
  await idle(page);
}

/** The text of a workspace's file, as the store has it. */
export const fileText = (page: Page, path: string): Promise<string | undefined> =>
  page.evaluate((p) => window.factline.store.getState().workspace?.files.find((f) => f.path === p)?.text, path);

/** `rule@line` of every finding, model and code. */
export const findings = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { findings: model, behaviorFindings, replayFindings } = window.factline.store.getState();
    return [...model, ...behaviorFindings, ...replayFindings].map((f) => `${f.rule}@${f.place.line}`);
  });
