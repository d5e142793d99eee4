/** The timeline's views: lanes of something else, lags, folded idle time, measures, notes, zones, pictures. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { shopJournal } from '../../src/core/workspace/samples/shop-journal.ts';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { afterMove, surface, timelineReady, timelineWindow, viewBar, xOnPage } from '../helpers/timeline.ts';

interface Line {
  readonly id?: string;
  readonly type?: string;
  readonly t_event?: string;
  readonly t_log?: string;
  readonly subject_type?: string;
  readonly subject_id?: string;
}
/** The sample's records, read with nothing of the product. */
const SHOP: readonly Line[] = shopJournal()
  .trim()
  .split('\n')
  .map((text) => JSON.parse(text) as Line)
  .filter(({ id, type }) => id !== undefined && type !== undefined);

const list = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function showTimeline(page: Page): Promise<void> {
  const button = page
    .getByRole('navigation', { name: 'Panels' })
    .getByRole('button', { name: 'Timeline', exact: true });
  await button.click();
  await timelineReady(page);
}

async function noSeriousFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="timeline"]').analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
}

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await showTimeline(page);
});

test('a lane for each type, subject, producer or consumer, with the records of each', async ({ page }) => {
  test.setTimeout(120_000);
  await surface(page).focus();
  await page.keyboard.press('l');
  for (const [by, of] of [
    ['type', ({ type }: Line) => type ?? ''],
    ['subject', ({ subject_type, subject_id }: Line) => [subject_type, subject_id].filter(Boolean).join('/')],
  ] as const) {
    await viewBar(page).getByRole('combobox', { name: 'Lanes' }).selectOption(by);
    const counts = new Map<string, number>();
    for (const line of SHOP) counts.set(of(line), (counts.get(of(line)) ?? 0) + 1);
    const [first] = [...counts.values()].sort((a, b) => b - a);
    await expect(list(page, 'Lanes').getByRole('heading')).toContainText(`one per ${by}: ${counts.size}`);
    await expect(list(page, 'Lanes').getByRole('row').nth(1).getByRole('cell').last()).toHaveText(String(first));
    await expect(surface(page)).toHaveAccessibleName(new RegExp(`a lane for each of ${counts.size} ${by}`));
  }
  // More subjects than fit: the keys go on to the others.
  const firstLane = list(page, 'Lanes').getByRole('row').nth(1).getByRole('cell').first();
  const before = await firstLane.textContent();
  await surface(page).focus();
  await page.keyboard.press('PageDown');
  await expect(firstLane).not.toHaveText(before ?? '');
  await page.keyboard.press('PageUp');
  await expect(firstLane).toHaveText(before ?? '');
  await noSeriousFault(page);
  for (const by of ['producer', 'consumer']) {
    await viewBar(page).getByRole('combobox', { name: 'Lanes' }).selectOption(by);
    await expect(list(page, 'Lanes').getByRole('heading')).toContainText(`one per ${by}`);
  }
  // Remembered.
  await page.reload();
  await timelineReady(page);
  await expect(viewBar(page).getByRole('combobox', { name: 'Lanes' })).toHaveValue('consumer');
});

test('lag strips give median, 95th percentile and the longest, as the records have them', async ({ page }) => {
  await surface(page).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  const row = list(page, 'Lags').getByRole('row', { name: /t_log − t_event/ });
  const lags = SHOP.flatMap(({ t_event, t_log }) =>
    t_event && t_log ? [Date.parse(t_log) - Date.parse(t_event)] : [],
  );
  await page.keyboard.press('0');
  await page.keyboard.press('0');
  await expect(row.getByRole('cell').first()).toHaveText(String(lags.length));
  const sorted = lags.toSorted((a, b) => a - b);
  const told = async (cell: number) => {
    const [, size = '', unit = ''] =
      /^\+([\d.]+) (ms|s)$/.exec((await row.getByRole('cell').nth(cell).textContent()) ?? '') ?? [];
    return Number(size) * (unit === 's' ? 1000 : 1);
  };
  expect(await told(1)).toBeCloseTo(sorted[Math.ceil(sorted.length * 0.5) - 1] ?? 0, 3);
  expect(await told(2)).toBeCloseTo(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0, 3);
  await noSeriousFault(page);
  await page.keyboard.press('g');
  await expect(list(page, 'Lags')).toBeHidden();
});

const at = (hours: number, seconds: number) => Date.UTC(2026, 2, 28, hours, 0, seconds);
/** Three bursts, hours apart, over the night in which the clocks of Berlin are changed. */
const BURSTS = [at(22, 0), at(24 + 3, 0), at(24 + 9, 0)]
  .flatMap((start) => Array.from({ length: 20 }, (_, i) => start + i * 1000))
  .map((time, i) =>
    JSON.stringify({
      id: `r${i}`,
      type: 'Moved',
      subject_type: 'thing',
      subject_id: 'a',
      sequence: i + 1,
      t_event: new Date(time).toISOString(),
      t_log: new Date(time + 500).toISOString(),
      payload: {},
    }),
  )
  .join('\n');

async function importBursts(page: Page): Promise<void> {
  await dropFile(page, { name: 'bursts.ndjson', content: BURSTS });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await showTimeline(page);
}

test('idle time folds and unfolds, all of it or one stretch', async ({ page }) => {
  await importBursts(page);
  await surface(page).focus();
  await page.keyboard.press('l');
  const idleTime = list(page, 'Idle time');
  await expect(idleTime.getByRole('heading')).toHaveText('Idle stretches: 2, 0 folded');
  const before = await timelineWindow(page);
  await page.keyboard.press('f');
  await expect(idleTime.getByRole('heading')).toHaveText('Idle stretches: 2, 2 folded');
  await expect(viewBar(page).getByRole('button', { name: 'Fold idle' })).toHaveAttribute('aria-pressed', 'true');
  expect(await timelineWindow(page)).toEqual(before);
  await noSeriousFault(page);
  await idleTime.getByRole('button', { name: 'Unfold' }).first().click();
  await expect(idleTime.getByRole('heading')).toHaveText('Idle stretches: 2, 1 folded');
  await idleTime.getByRole('button', { name: 'Fold', exact: true }).click();
  await expect(idleTime.getByRole('heading')).toHaveText('Idle stretches: 2, 2 folded');
  // By a click on the canvas, too: the row below the axis.
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('the timeline is not on screen');
  await expect(async () => {
    for (let x = 0.2; x < 0.95; x += 0.01) {
      await page.mouse.move(box.x + box.width * x, box.y + 31);
      if (await page.locator('.timeline-card').getByText('A click unfolds it').isVisible()) return;
    }
    throw new Error('no fold was found');
  }).toPass();
  await page.mouse.down();
  await page.mouse.up();
  await expect(idleTime.getByRole('heading')).toHaveText('Idle stretches: 2, 1 folded');
  await surface(page).focus();
  await page.keyboard.press('f');
  await expect(idleTime.getByRole('heading')).toHaveText('Idle stretches: 2, 0 folded');
});

test('a measure by drag holds on to records and counts what is between; by keys alone it does too', async ({
  page,
}) => {
  await importBursts(page);
  // The first burst fills the canvas.
  await surface(page).focus();
  await afterMove(page, () =>
    page
      .evaluate(() => {
        const start = Date.UTC(2026, 2, 28, 22) * 1000;
        window.factline.store.getState().setQuery({
          sort: 'slot',
          range: { lane: 't_log', from: start - 1e6, to: start + 21e6 },
        });
      })
      .then(() => page.getByRole('button', { name: 'Zoom to it' }).click()),
  );
  const start = at(22, 0) * 1000;
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('the timeline is not on screen');
  // The middle lane: below the axis, above the overview.
  const y = box.y + 32 + (box.height - 86) / 2;
  await page.keyboard.down('Alt');
  await page.mouse.move((await xOnPage(page, start + 5.5e6)) + 2, y);
  await page.mouse.down();
  await page.mouse.move((await xOnPage(page, start + 9.5e6)) - 2, y, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up('Alt');
  const bar = page.getByRole('region', { name: 'Measure' });
  await expect(bar).toContainText('Δ 4 s');
  await expect(bar).toContainText('5 t_log');
  await noSeriousFault(page);
  await surface(page).focus();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  // From record to record, by keys.
  await page.mouse.move(box.x + box.width / 2, box.y - 60);
  await page.evaluate(() => window.factline.store.getState().selectRow(2));
  await page.keyboard.press('m');
  await expect(bar).toContainText('M sets the other end');
  for (let i = 0; i < 3; i++) await page.keyboard.press('.');
  await page.keyboard.press('m');
  await expect(bar).toContainText('Δ 3 s');
  await expect(bar).toContainText('4 t_log');
});

test('notes and bookmarks are kept, listed, changed and removed, and every change can be undone', async ({ page }) => {
  await page.evaluate(() => window.factline.store.getState().selectRow(4));
  await surface(page).focus();
  await page.keyboard.press('n');
  await page.getByLabel(/^Note at/).fill('Why twice?');
  await noSeriousFault(page);
  await page.keyboard.press('Enter');
  await surface(page).focus();
  await page.keyboard.press('b');
  await page.keyboard.press('l');
  const notes = list(page, 'Notes');
  await expect(notes.getByRole('heading')).toHaveText('Notes and bookmarks: 2');
  await expect(notes.getByRole('row', { name: /Why twice\?/ })).toContainText(SHOP[4]?.id ?? '-');
  await idle(page);
  await idle(page);
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().saved)).toBe('saved');
  await page.reload();
  await timelineReady(page);
  await surface(page).focus();
  await page.keyboard.press('l');
  await notes
    .getByRole('row', { name: /Why twice\?/ })
    .getByRole('button', { name: 'Edit' })
    .click();
  await page.getByLabel(/^Change note at/).fill('Paid twice.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(notes.getByRole('row', { name: /Paid twice\./ })).toBeVisible();
  await notes
    .getByRole('row', { name: /Paid twice\./ })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(notes.getByRole('heading')).toHaveText('Notes and bookmarks: 1');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(notes.getByRole('row', { name: /Paid twice\./ })).toBeVisible();
});

test('a zone: ticks, card, list and name are on its clocks, across a change of them, and it is remembered', async ({
  page,
}) => {
  await importBursts(page);
  await viewBar(page).getByRole('combobox', { name: 'Time zone' }).selectOption('Europe/Berlin');
  await expect(surface(page)).toHaveAccessibleName(/\+01:00 to .*\+02:00 Europe\/Berlin/);
  await surface(page).focus();
  await page.keyboard.press('l');
  await expect(page.getByText('Times are of Europe/Berlin.')).toBeVisible();
  const records = page.getByRole('region', { name: /^Records in the window/ });
  await expect(records).toContainText('2026-03-28 23:00:00 +01:00');
  await expect(records).toContainText('2026-03-29 05:00:00 +02:00');
  await page.reload();
  await timelineReady(page);
  await expect(viewBar(page).getByRole('combobox', { name: 'Time zone' })).toHaveValue('Europe/Berlin');
});

test('what one sees, as PNG and as SVG', async ({ page }) => {
  const save = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      viewBar(page).getByRole('button', { name, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const png = await save('PNG');
  expect(png.name).toBe('shop-timeline.png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  const box = await surface(page).boundingBox();
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(Math.floor((box?.width ?? 0) * 2));
  const svg = (await save('SVG')).bytes.toString();
  expect(svg).toContain('Timeline of shop');
  const found = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const texts = [...parsed.querySelectorAll('text')].map((t) => t.textContent);
    return {
      broken: parsed.querySelector('parsererror') !== null,
      images: parsed.querySelectorAll('image').length,
      texts,
      shapes: parsed.querySelectorAll('path, rect').length,
    };
  }, svg);
  expect(found).toMatchObject({ broken: false, images: 0 });
  for (const text of ['t_event', 't_log', 't_process', 'overview']) expect(found.texts).toContain(text);
  expect(found.texts.join(' ')).toMatch(/, UTC/);
  expect(found.shapes).toBeGreaterThan(10);
});
