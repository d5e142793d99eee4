/** No panel has a serious accessibility violation, light and dark, wide and one pane at a time. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';

const PANELS = [
  'Workspaces',
  'Outline',
  'Model',
  'Behavior',
  'Commands',
  'Import',
  'Timeline',
  'Journal',
  'Record',
  'Thread',
  'Replay',
  'Lab',
  'Problems',
  'Scenarios',
  'Compare',
  'Compare journals',
  'Merge journals',
  'Rules',
  'Help',
];

async function serious(page: Page): Promise<readonly string[]> {
  // Monaco and the dock are not ours: what they render inside is excluded, what surrounds them is not.
  const { violations } = await new AxeBuilder({ page })
    .exclude('.monaco-editor')
    .exclude('.dv-tabs-and-actions-container')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 1024, 700],
  ['light', 390, 844],
] as const) {
  test(`every panel, ${theme}, ${width} pixels`, async ({ browser, baseURL }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({
      baseURL: baseURL ?? '',
      colorScheme: theme,
      viewport: { width, height },
    });
    const page = await context.newPage();
    await openApp(page);
    await page.evaluate(() => window.factline.store.getState().selectRow(3));
    for (const name of PANELS) {
      const button = page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });
      await button.click();
      const panel = page.locator(`[data-panel][aria-label="${name}"]`);
      if (!(await panel.isVisible())) await button.click();
      await expect(panel).toBeVisible();
      await idle(page);
      expect(await serious(page), name).toEqual([]);
    }
    await context.close();
  });
}
