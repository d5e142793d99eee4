/** The fleet sample: 100,000 generated records whose faults are listed; every one is marked, and nothing else. */
import { expect, test } from '@playwright/test';
import { fleetJournal } from '../../src/core/workspace/samples/fleet-journal.ts';
import { idle, openApp } from '../helpers/app.ts';
import { goTo, rowAt, rowCount } from '../helpers/table.ts';
import { markCount, timelineReady } from '../helpers/timeline.ts';

test('gaps, duplicates, disorder, skew and late records of the fleet sample are marked as listed', async ({ page }) => {
  test.setTimeout(120_000);
  const { expected } = fleetJournal();
  await openApp(page);
  await page.locator('[data-panel="workspaces"]').getByRole('button', { name: 'Fleet' }).click();
  await expect
    .poll(() => page.evaluate(() => window.factline.store.getState().journal?.records), { timeout: 60_000 })
    .toBe(expected.records);
  await idle(page);
  const report = await page.evaluate(() =>
    window.factline.services.journals.report({ id: window.factline.store.getState().journal?.id ?? '' }),
  );
  const lines = (list: readonly { readonly line: number }[]) => list.map(({ line }) => line).sort((a, b) => a - b);
  expect(report.gaps_total).toBe(expected.gaps.length);
  expect(report.duplicates.map((d) => `${d.kind} ${d.lines.join()}`).sort()).toEqual(
    expected.duplicates.map((d) => `${d.kind} ${d.lines.join()}`).sort(),
  );
  expect(lines(report.out_of_order)).toEqual(lines(expected.out_of_order));
  expect(lines(report.clock_skew)).toEqual(lines(expected.clock_skew));
  expect(lines(report.late)).toEqual(lines(expected.late));
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline', exact: true }).click();
  await timelineReady(page);
  expect(await markCount(page, 'gap')).toBe(expected.gaps.length);
  expect(await markCount(page, 'out-of-order')).toBe(expected.out_of_order.length);
  expect(await markCount(page, 'skew')).toBe(expected.clock_skew.length);
  expect(await markCount(page, 'late')).toBe(expected.late.length);
  // A mark stands at each repeat, the first line of a group has none.
  expect(await markCount(page, 'duplicate')).toBe(expected.duplicates.reduce((sum, d) => sum + d.lines.length - 1, 0));
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Journal', exact: true }).click();
  if (!(await page.getByRole('grid', { name: 'Records' }).isVisible()))
    await page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: 'Journal', exact: true })
      .click();
  expect(await rowCount(page)).toBe(expected.records);
  await goTo(page, '100000');
  await expect(rowAt(page, 99_999)).toBeVisible();
});
