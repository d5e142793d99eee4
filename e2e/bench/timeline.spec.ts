import { expect, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { frameMillis, timelineReady, wheelAt } from '../helpers/timeline.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';
import { percentile, report } from './measure.ts';

const COUNT = Number(process.env['FACTLINE_BENCH_RECORDS'] ?? 1_000_000);

test(`timeline: pan and zoom over ${COUNT.toLocaleString('en')} records`, async ({ page }) => {
  await openApp(page);
  const { id } = await importFile(page, await journalFile(COUNT));
  await page.evaluate(async (journal) => {
    const { services, store } = window.factline;
    store.getState().setJournal(await services.journals.open({ id: journal }));
  }, id);
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline', exact: true }).click();
  await timelineReady(page);
  const millis = await frameMillis(page, async () => {
    for (let i = 0; i < 40; i++) await wheelAt(page, 0.3 + (i % 5) / 10, -1);
    for (let i = 0; i < 40; i++) await page.keyboard.press(i % 2 === 0 ? 'KeyD' : 'KeyA');
    for (let i = 0; i < 40; i++) await wheelAt(page, 0.5, 1);
  });
  expect(millis.length).toBeGreaterThan(40);
  report(
    'timeline script a frame, p95 ms',
    percentile(millis, 0.95),
    COUNT > 1_000_000 ? 4 : 2,
    `${millis.length} frames of zoom and pan, ${COUNT} records`,
  );
});
