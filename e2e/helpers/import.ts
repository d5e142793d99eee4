/** The import panel as a person uses it: drop or choose a file, wait for the preview, correct, import. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { idle } from './app.ts';

export const importPanel = (page: Page): Locator => page.locator('.import[data-step]');

/** Opens the panel by its command and begins anew. */
export async function openImport(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+KeyI');
  await importPanel(page).waitFor();
}

/** Chooses files by the picker. The panel must be open, at its first step. */
export async function chooseFile(page: Page, ...paths: readonly string[]): Promise<void> {
  await importPanel(page)
    .getByLabel('Files to import')
    .setInputFiles([...paths]);
}

/** Drops files on the page, wherever the panels are; `content` in place of a path makes one up. */
export async function dropFile(
  page: Page,
  ...files: readonly (string | { readonly name: string; readonly content: string | Uint8Array })[]
): Promise<void> {
  const read = await Promise.all(
    files.map(async (file) =>
      typeof file === 'string'
        ? { name: basename(file), base64: (await readFile(file)).toString('base64') }
        : { name: file.name, base64: Buffer.from(file.content).toString('base64') },
    ),
  );
  const data = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, read);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

/** Drops a file or folder of this machine in the middle of the page, as a file manager does. */
export async function dropPath(page: Page, path: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1000, height: 700 };
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      x: width / 2,
      y: height / 2,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  await session.detach();
}

/** Pastes text as one would a file. */
export async function pasteText(page: Page, text: string): Promise<void> {
  const panel = importPanel(page);
  await panel.getByText('Paste text instead').click();
  await panel.getByLabel('Events as text').fill(text);
  await panel.getByRole('button', { name: 'Look at it' }).click();
}

/** Waits until the preview shows what was chosen last. */
export async function waitPreview(page: Page): Promise<Locator> {
  const preview = importPanel(page).locator('.import-preview[aria-busy="false"]');
  await preview.waitFor();
  await idle(page);
  return preview;
}

/** A count of the preview: `records`, `types`, `subjects`, `findings`, `rejected`. */
export const previewCount = async (page: Page, which: string): Promise<string> =>
  (await importPanel(page).locator(`[data-count="${which}"]`).textContent()) ?? '';

/** The fields that a role is made of, as the mapping editor shows them. */
export function roleFields(page: Page, role: string): Promise<readonly string[]> {
  return importPanel(page)
    .locator(`.import-role-row[data-role="${role}"] select[aria-label^="Field"]`)
    .evaluateAll((selects) => selects.map((s) => (s as HTMLSelectElement).value).filter((value) => value !== ''));
}

/** `preset`: where the panel proposes. */
export async function startImport(page: Page, into: 'open' | 'new' | 'preset' = 'open'): Promise<void> {
  if (into !== 'preset') await importPanel(page).getByLabel('Import into').selectOption(into);
  await importPanel(page).getByRole('button', { name: 'Import', exact: true }).click();
}

/** Waits until the journal is stored, in the workspace and open. Fails at once when the import fails. */
export async function waitDone(page: Page, timeoutMillis = 120_000): Promise<void> {
  const step = importPanel(page).and(page.locator('[data-step="done"], [data-step="failed"]'));
  await step.waitFor({ timeout: timeoutMillis });
  if ((await step.getAttribute('data-step')) === 'failed') {
    throw new Error(`the import failed: ${await importPanel(page).getByRole('alert').textContent()}`);
  }
  await idle(page);
}
