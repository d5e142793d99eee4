import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { timelineReady, wheelAt } from '../helpers/timeline.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';
import { openPlainPage, percentile, report, stepCosts } from './measure.ts';
import { timelineFrames } from './timeline-frames.ts';

const COUNT = Number(process.env['FACTLINE_BENCH_RECORDS'] ?? 1_000_000);

/** The first records of a journal: all that a timeline of elements is commonly given. */
async function firstRecords(
  path: string,
  count: number,
): Promise<readonly { readonly type: string; readonly t_log: string }[]> {
  const file = await open(path);
  const { buffer, bytesRead } = await file
    .read(Buffer.alloc(count * 1000), 0, count * 1000, 0)
    .finally(() => file.close());
  const lines = buffer
    .toString('utf8', 0, bytesRead)
    .split('\n')
    .slice(1, count + 1);
  return lines.map((line) => JSON.parse(line));
}

const ITEMS = 1000;
const VIS = 'vis-timeline/standalone/umd/vis-timeline-graph2d.min.js';

/** Zooms in, pans, zooms out over what is under the mouse, a frame each; p95 of what a frame costs the page's thread. */
async function visTimeline(page: Page, path: string): Promise<number> {
  await openPlainPage(page, '<div id="timeline" style="width:1200px"></div>', VIS);
  await page.addStyleTag({
    path: join(import.meta.dirname, '../../node_modules/vis-timeline/styles/vis-timeline-graph2d.min.css'),
  });
  const items = (await firstRecords(path, ITEMS)).map(({ type, t_log }, id) => ({
    id,
    content: type,
    start: t_log,
    group: type,
    type: 'point',
  }));
  expect(items.length).toBe(ITEMS);
  await page.evaluate((data) => {
    const { vis } = window as unknown as {
      vis: { Timeline: new (element: Element | null, items: object, groups: object, options: object) => unknown };
    };
    const groups = [...new Set(data.map(({ group }) => group))].map((id) => ({ id, content: id }));
    // Not stacked, which would cost it more.
    new vis.Timeline(document.querySelector('#timeline'), data, groups, { stack: false, height: 600 });
  }, items);
  await expect(page.locator('.vis-item').first()).toBeAttached();
  const at = await page.locator('.vis-center').first().boundingBox();
  if (!at) throw new Error('vis-timeline is not on screen');
  const x = (share: number) => at.x + share * at.width;
  const y = at.y + at.height / 2;
  const wheel = (share: number, by: number) => async () => {
    await page.mouse.move(x(share), y);
    await page.mouse.wheel(0, by);
  };
  const zoomIn = Array.from({ length: 40 }, (_, i) => wheel(0.3 + (i % 5) / 10, -120));
  const pan = Array.from({ length: 40 }, (_, i) => async () => page.mouse.move(x(i % 2 === 0 ? 0.6 : 0.4), y));
  const zoomOut = Array.from({ length: 40 }, () => wheel(0.5, 120));
  const costs = [...(await stepCosts(page, zoomIn))];
  await page.mouse.down();
  costs.push(...(await stepCosts(page, pan)));
  await page.mouse.up();
  costs.push(...(await stepCosts(page, zoomOut)));
  return percentile(
    costs.map(({ all }) => all),
    0.95,
  );
}

test(`timeline: pan and zoom over ${COUNT.toLocaleString('en')} records`, async ({ page }) => {
  await openApp(page);
  const path = await journalFile(COUNT);
  const { id } = await importFile(page, path);
  await page.evaluate(async (journal) => {
    const { services, store } = window.factline;
    store.getState().setJournal(await services.journals.open({ id: journal }));
  }, id);
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline', exact: true }).click();
  await timelineReady(page);
  const { script, clock } = await timelineFrames(page, async () => {
    for (let i = 0; i < 40; i++) await wheelAt(page, 0.3 + (i % 5) / 10, -1);
    for (let i = 0; i < 40; i++) await page.keyboard.press(i % 2 === 0 ? 'KeyD' : 'KeyA');
    for (let i = 0; i < 40; i++) await wheelAt(page, 0.5, 1);
  });
  expect(script.length).toBeGreaterThan(40);
  console.log(
    `by the clock, the whole journal replayed beside it: p95 ${percentile(clock, 0.95).toFixed(1)} ms a frame`,
  );
  report(
    'timeline script a frame, p95 ms',
    percentile(script, 0.95),
    COUNT > 1_000_000 ? 4 : 2,
    `CPU time; ${script.length} frames of zoom and pan, ${COUNT} records`,
  );
  const vis = await visTimeline(page, path);
  report(
    `timeline script a frame at ${COUNT} records / a frame of vis-timeline with ${ITEMS} items, p95`,
    percentile(script, 0.95) / vis,
    1,
    `vis-timeline: ${vis.toFixed(1)} ms of script, style and layout over the same gestures`,
  );
});
