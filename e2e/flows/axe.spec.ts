/** No panel has a serious accessibility violation, light and dark, wide and one pane at a time. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';

/** In the whole page, or in the one part of it that a selector names. */
async function serious(page: Page, part = 'html'): Promise<readonly string[]> {
  // Monaco and the dock are not ours: what they render inside is excluded, what surrounds them is not.
  const { violations } = await new AxeBuilder({ page })
    .include(part)
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
    expect(await serious(page)).toEqual([]);
    const buttons = page.getByRole('navigation', { name: 'Panels' }).getByRole('button');
    const names = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label') ?? ''));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const button = buttons.and(page.getByRole('button', { name, exact: true }));
      await button.click();
      const part = `[data-panel][aria-label="${name}"]`;
      const panel = page.locator(part);
      if (!(await panel.isVisible())) await button.click();
      await expect(panel).toBeVisible();
      await idle(page);
      expect(await serious(page, part), name).toEqual([]);
    }
    await context.close();
  });
}
