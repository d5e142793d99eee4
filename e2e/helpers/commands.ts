/** The Commands panel. */
import type { Locator, Page } from '@playwright/test';
import { idle } from './app.ts';

/** Runs generated commands on the own journal, stored in groups of `most`, and waits for the end; the panel shows its Many view. */
export async function runMany(
  page: Page,
  panel: Locator,
  { count, most, seed = 1 }: { readonly count: number; readonly most: 1 | 256; readonly seed?: number },
): Promise<{ readonly text: string; readonly millis: number; readonly layoutMillis: number }> {
  const runs = panel.getByRole('list', { name: 'Batches' }).locator(':scope > li');
  await panel.getByRole('button', { name: 'Many', exact: true }).click();
  await panel.getByRole('textbox', { name: 'Commands', exact: true }).fill(String(count));
  await panel.getByRole('textbox', { name: 'Seed' }).fill(String(seed));
  await panel.getByRole('combobox', { name: 'Stored' }).selectOption(String(most));
  await panel.getByRole('button', { name: 'Run and store' }).click();
  await idle(page);
  const run = runs.first();
  const at = async (name: string) => Number(await run.getAttribute(name));
  return { text: await run.innerText(), millis: await at('data-millis'), layoutMillis: await at('data-layout-millis') };
}
