/** The journal table and the timeline: order, filters, keys, and one selection that all panels share. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { shopJournal } from '../../src/core/workspace/samples/shop-journal.ts';
import { openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { recordPanel } from '../helpers/record.ts';
import { cellAt, find, goTo, grid, rowAt, rowCount, selectedRow } from '../helpers/table.ts';
import { afterMove, surface, timelineReady, timelineWindow } from '../helpers/timeline.ts';

interface Plain {
  readonly id: string;
  readonly type: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly t_log: string;
}
/** The sample's journal, read with nothing of the product: in file order, which is its log order too. */
const SHOP: readonly Plain[] = shopJournal()
  .trim()
  .split('\n')
  .slice(1)
  .map((text) => JSON.parse(text) as Plain);
const count = (pick: (record: Plain) => boolean) => SHOP.filter(pick).length;

/** File order, log order and replay order of these are three: logged 2 4 1 3, and of subject a the first is written after the second. */
const TANGLED = [
  ['r1', 'a', 2, 3],
  ['r2', 'b', 1, 1],
  ['r3', 'a', 1, 4],
  ['r4', 'b', 2, 2],
]
  .map(([id, subject, sequence, second]) =>
    JSON.stringify({
      id,
      type: 'Moved',
      subject_type: 'thing',
      subject_id: subject,
      sequence,
      t_event: `2026-01-01T00:00:0${second}Z`,
      t_log: `2026-01-01T00:00:0${second}.500Z`,
      payload: {},
    }),
  )
  .join('\n');

const table = (page: Page) => page.locator('[data-panel="table"]');
const panelButton = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });
const selected = (page: Page) => page.evaluate(() => window.factline.store.getState().row);
const idOf = (page: Page) =>
  recordPanel(page)
    .getByRole('region', { name: 'Envelope' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'id', exact: true }) })
    .getByRole('cell');

async function showTimeline(page: Page): Promise<void> {
  await panelButton(page, 'Timeline').click();
  await timelineReady(page);
}
/** Presses Tab until the control has the focus, as one without a mouse does. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 40): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

test.beforeEach(async ({ page }) => {
  await openApp(page);
});

test('records stand in replay, log or file order, either way round', async ({ page }) => {
  await dropFile(page, { name: 'tangled.ndjson', content: TANGLED });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  const order = page.getByLabel('Order', { exact: true });
  const subjects = async () => {
    await rowCount(page);
    return Promise.all(
      [0, 1, 2, 3].map(
        async (i) =>
          `${await cellAt(page, i, 'subject').textContent()}#${await cellAt(page, i, 'sequence').textContent()}`,
      ),
    );
  };
  const slots = async () => Promise.all([0, 1, 2, 3].map((i) => cellAt(page, i, 'slot').textContent()));
  const [r1, r2, r3, r4] = ['thing/a#2', 'thing/b#1', 'thing/a#1', 'thing/b#2'];
  await expect(order).toHaveValue('slot');
  await expect.poll(subjects).toEqual([r2, r4, r3, r1]);
  expect(await slots()).toEqual(['1', '2', '3', '4']);
  await order.selectOption('Log order');
  await expect.poll(subjects).toEqual([r2, r4, r1, r3]);
  expect(await slots()).toEqual(['1', '2', '4', '3']);
  await order.selectOption('File order');
  await expect.poll(subjects).toEqual([r1, r2, r3, r4]);
  expect(await slots()).toEqual(['4', '1', '3', '2']);
  await page.getByRole('button', { name: 'Last first' }).click();
  await expect.poll(subjects).toEqual([r4, r3, r2, r1]);
  // A selection stays on its record, wherever the order puts it.
  await rowAt(page, 0).click();
  await expect(idOf(page)).toHaveText('r4');
  await order.selectOption('Replay order');
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '4');
  await expect(selectedRow(page).locator('[data-column="slot"]')).toHaveText('2');
});

test('filters by type, subject and text leave what they say, alone and together', async ({ page }) => {
  expect(await rowCount(page)).toBe(SHOP.length);
  const status = table(page).getByRole('status');
  await expect(status).toHaveText(`${SHOP.length} records`);

  await table(page).getByRole('button', { name: 'Types' }).click();
  await page.getByRole('checkbox', { name: /^OrderShipped/ }).check();
  const shipped = count(({ type }) => type === 'OrderShipped');
  await expect.poll(() => rowCount(page)).toBe(shipped);
  await expect(status).toHaveText(`${shipped} of ${SHOP.length} records`);
  await page.getByRole('checkbox', { name: /^OrderPlaced\b/ }).check();
  await page.keyboard.press('Escape');
  const both = (type: string) => type === 'OrderShipped' || type === 'OrderPlaced';
  await expect.poll(() => rowCount(page)).toBe(count(({ type }) => both(type)));
  const shownTypes = async () => new Set(await grid(page).locator('[role=row] [data-column="type"]').allTextContents());
  await expect.poll(shownTypes).toEqual(new Set(['OrderPlaced']));
  await grid(page).press('End');
  await expect.poll(shownTypes).toEqual(new Set(['OrderShipped']));

  // Part of a subject, on top of the types; then a text that stands in no column of its own.
  const part = '00000000001';
  await find(page, `subject:*${part}*`);
  const has = ({ subject_id }: Plain) => subject_id.includes(part);
  expect(count(has)).toBeGreaterThan(0);
  await expect.poll(() => rowCount(page)).toBe(count((r) => both(r.type) && has(r)));
  await find(page, `subject:*${part}* UPS`);
  const ups = (r: Plain) => JSON.stringify(r).toLowerCase().includes('ups');
  expect(count((r) => both(r.type) && has(r) && ups(r))).toBeGreaterThan(0);
  await expect.poll(() => rowCount(page)).toBe(count((r) => both(r.type) && has(r) && ups(r)));

  // A selected record that the filter leaves out is said, and comes back with the filter's end.
  await page.evaluate(() => window.factline.store.getState().selectRow(0));
  await expect(table(page)).toContainText('The selected record is left out by the filter.');
  await find(page, '"nothing holds this"');
  await expect(table(page)).toContainText('No record passes the filter');
  await expect(table(page)).toContainText('query "nothing holds this"');
  await expect(table(page)).not.toContainText('has a plain value');
  await find(page, 'payload.order_id:nobody meta.user_name:x');
  await expect(table(page)).toContainText('No record of this journal has a plain value at meta.user_name.');
  await expect(table(page)).not.toContainText('at payload.order_id');
  await table(page).getByRole('button', { name: 'Clear the filter' }).last().click();
  await expect.poll(() => rowCount(page)).toBe(SHOP.length);
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '2');
  await expect(page.getByRole('combobox', { name: 'Find records' })).toHaveValue('');
  await expect(table(page).getByRole('button', { name: 'Types' })).toHaveAttribute('aria-pressed', 'false');
});

test('what the toolbar opens stands within the window, whole or scrolling, however small that is', async ({ page }) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(viewport);
    for (const name of ['Types', 'Findings', 'Columns', 'Saved queries', 'What can be asked']) {
      await table(page).getByRole('button', { name, exact: true }).click();
      const opened = page.locator('fieldset:popover-open');
      await expect(opened, name).toBeVisible();
      const box = await opened.boundingBox();
      expect(box?.x, name).toBeGreaterThanOrEqual(0);
      expect(box?.y, name).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(viewport.width);
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(viewport.height);
      // The last thing in it can be brought to sight.
      const last = opened.locator(':scope > *').last();
      await last.scrollIntoViewIfNeeded();
      await expect(last, name).toBeInViewport({ ratio: 0.9 });
      await page.keyboard.press('Escape');
    }
  }
});

test('the timeline follows the filter of the table', async ({ page }) => {
  await showTimeline(page);
  await expect(surface(page)).toHaveAttribute('aria-label', new RegExp(`${SHOP.length} logged`));
  const shipped = count(({ type }) => type === 'OrderShipped');
  await table(page).getByRole('button', { name: 'Types' }).click();
  await page.getByRole('checkbox', { name: /^OrderShipped/ }).check();
  await page.keyboard.press('Escape');
  await expect(surface(page)).toHaveAttribute('aria-label', new RegExp(` ${shipped} logged`));
});

test('the grid is walked by keys; Enter goes to the record, Ctrl+C copies the row', async ({ page, context }) => {
  await rowCount(page);
  await grid(page).focus();
  const at = () => selectedRow(page).getAttribute('aria-rowindex');
  const presses: readonly (readonly [string, (before: number) => number])[] = [
    ['ArrowDown', () => 2],
    ['ArrowDown', () => 3],
    ['ArrowUp', () => 2],
    ['ArrowUp', () => 2],
    ['End', () => SHOP.length + 1],
    ['ArrowDown', () => SHOP.length + 1],
    ['Home', () => 2],
  ];
  let before = 0;
  for (const [key, to] of presses) {
    await page.keyboard.press(key);
    await expect.poll(at, key).toBe(String(to(before)));
    before = to(before);
    await expect(selectedRow(page)).toBeInViewport();
    // The grid has the focus, and names the row that is active.
    await expect(grid(page)).toHaveAttribute('aria-activedescendant', `Records-${to(before) - 2}`);
  }
  await page.keyboard.press('PageDown');
  await expect.poll(async () => Number(await at())).toBeGreaterThan(4);
  const paged = Number(await at());
  await page.keyboard.press('PageUp');
  await expect.poll(at).toBe('2');
  expect(paged).toBeLessThan(SHOP.length);

  await page.keyboard.press('ArrowDown');
  await expect.poll(at).toBe('3');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const type = (await cellAt(page, 1, 'type').textContent()) ?? '';
  await page.keyboard.press('ControlOrMeta+KeyC');
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Row copied');
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\t');
  expect(copied.slice(0, 3)).toEqual(['2', '', type]);

  await page.keyboard.press('Enter');
  await expect(page.locator('[data-panel="record"]')).toBeVisible();
  await expect(idOf(page)).toHaveText(SHOP[1]?.id ?? '');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-panel]')?.getAttribute('data-panel')))
    .toBe('record');
});

test('go to a row, a slot, a line, an id or a time; a place that is none is said', async ({ page }) => {
  await rowCount(page);
  const sixth = SHOP[5] as Plain;
  for (const [at, row] of [
    ['100', 101],
    ['slot:7', 8],
    // The first line of the file is its header.
    ['line:3', 3],
    [`id:${sixth.id}`, 7],
    [sixth.t_log, 7],
  ] as const) {
    await goTo(page, at);
    await expect(selectedRow(page), at).toHaveAttribute('aria-rowindex', String(row));
    await expect(selectedRow(page), at).toBeInViewport();
  }
  for (const at of ['100000', 'id:nobody']) {
    await goTo(page, at);
    await expect(page.getByRole('log', { name: 'Messages' })).toContainText(at);
  }
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '7');
});

test('table, record, timeline and replay hold one selection, whichever of them changes it', async ({ page }) => {
  await showTimeline(page);
  await page.getByRole('button', { name: 'List', exact: true }).click();
  const listed = page.locator('.timeline-list tr[data-selected=true]').last();

  // The table.
  await rowAt(page, 4).click();
  await expect(idOf(page)).toHaveText(SHOP[4]?.id ?? '');
  await expect(listed).toContainText(SHOP[4]?.type ?? '');
  await expect(listed).toContainText(SHOP[4]?.subject_id ?? '');

  // The timeline, by key: the next one that was logged.
  await surface(page).focus();
  await page.keyboard.press('Period');
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '7');
  await expect(idOf(page)).toHaveText(SHOP[5]?.id ?? '');
  await expect(listed).toContainText(SHOP[5]?.subject_id ?? '');
  await page.keyboard.press('Comma');
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '6');
  await expect(idOf(page)).toHaveText(SHOP[4]?.id ?? '');

  // The record, by a link: the same subject's next one.
  const subject = SHOP[4]?.subject_id;
  await recordPanel(page)
    .locator('.record-links > div')
    .filter({ has: page.getByRole('heading', { name: 'Next of its subject' }) })
    .getByRole('button')
    .click();
  const next = SHOP.findIndex((r, i) => i > 4 && r.subject_id === subject);
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', String(next + 2));
  await expect(idOf(page)).toHaveText(SHOP[next]?.id ?? '');
  await expect(listed).toContainText(SHOP[next]?.type ?? '');

  // The replay follows, and leads.
  await panelButton(page, 'Replay').click();
  const replay = page.locator('[data-panel="replay"]');
  await expect(replay.getByText(`Slot ${next + 1} of ${SHOP.length}`, { exact: true })).toBeVisible();
  await replay.getByRole('button', { name: 'Next record' }).click();
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', String(next + 3));
  await expect.poll(() => selected(page)).toBe(next + 1);

  // Escape on the timeline clears it everywhere.
  await surface(page).focus();
  await page.keyboard.press('Escape');
  await expect(selectedRow(page)).toHaveCount(0);
  await expect(page.locator('.timeline-list tr[data-selected=true]')).toHaveCount(0);
});

test('a click on the timeline selects the record under it', async ({ page }) => {
  await showTimeline(page);
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('the timeline is not on screen');
  // Zoomed in around the selected record until records lie apart, so that one is hit for certain.
  await goTo(page, '61');
  await expect(selectedRow(page)).toHaveCount(1);
  await surface(page).focus();
  for (let i = 0; i < 8; i++) await afterMove(page, () => page.keyboard.press('KeyW'));
  await page.keyboard.press('Escape');
  await expect(selectedRow(page)).toHaveCount(0);
  const { from, to } = await timelineWindow(page);
  const wanted = SHOP.findIndex(({ t_log }) => Date.parse(t_log) * 1000 > (from + to) / 2);
  const time = Date.parse(SHOP[wanted]?.t_log ?? '') * 1000;
  expect(time).toBeLessThan(to);
  // Between the names at the left and the edge; t_log is the middle one of the lanes that axis, three rows of marks and minimap leave.
  const x = 104 + ((time - from) / (to - from)) * (box.width - 114);
  const y = 77 + (box.height - 77 - 42) / 2;
  await page.mouse.move(box.x + x, box.y + y);
  await expect(page.locator('.timeline-card')).toContainText(SHOP[wanted]?.t_log.slice(11, 19) ?? '');
  await page.mouse.click(box.x + x, box.y + y);
  await expect.poll(() => selected(page)).toBe(wanted);
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', String(wanted + 2));
  await expect(idOf(page)).toHaveText(SHOP[wanted]?.id ?? '');
});

test('W and + zoom in, S and − out, A and D go earlier and later, 0 shows all', async ({ page }) => {
  await showTimeline(page);
  const all = await timelineWindow(page);
  const press = (key: string) => afterMove(page, () => page.keyboard.press(key));
  const span = ({ from, to }: { readonly from: number; readonly to: number }) => to - from;

  // Elsewhere these keys are not the timeline's.
  await grid(page).focus();
  await page.keyboard.press('KeyW');
  await page.keyboard.press('Digit0');
  await surface(page).focus();
  expect(await timelineWindow(page)).toEqual(all);

  let now = all;
  for (const key of ['KeyW', 'Equal', 'Shift+Equal', 'NumpadAdd']) {
    const next = await press(key);
    expect(span(next) / span(now), key).toBeCloseTo(1 / 1.6, 3);
    now = next;
  }
  const left = await press('KeyA');
  expect(left.from).toBeLessThan(now.from);
  expect(span(left)).toBeCloseTo(span(now), -1);
  const right = await press('KeyD');
  expect(right.from).toBeGreaterThan(left.from);
  expect(Math.abs(right.from - now.from)).toBeLessThan(span(now) / 1000);
  for (const key of ['KeyS', 'Minus', 'NumpadSubtract']) {
    const next = await press(key);
    expect(span(next), key).toBeGreaterThan(span(now) * 1.2);
    now = next;
  }
  await press('KeyW');
  expect(await press('Digit0')).toEqual(all);
});

test('the list beside the timeline holds its window, and is reached, walked and used by keys alone', async ({
  page,
}) => {
  await showTimeline(page);
  await surface(page).focus();
  const button = page.getByRole('button', { name: 'List', exact: true });
  await tabTo(page, button, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  const records = page.getByRole('region', { name: 'Records in the window, by t_log' });
  await expect(records.getByRole('heading')).toContainText(`: ${SHOP.length}`);

  // Findings come first: each is a record's button, marked with words.
  const findings = page.getByRole('region', { name: 'Findings in the window, by t_log' });
  const hole = findings.getByRole('row').filter({ hasText: 'gap' }).getByRole('button');
  await tabTo(page, hole);
  await page.keyboard.press('Enter');
  const eighth = SHOP.findIndex(({ id }) => id === '8-OrderShipped');
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', String(eighth + 2));
  await expect(idOf(page)).toHaveText('8-OrderShipped');

  // Zoomed in, the list follows the window.
  await surface(page).focus();
  const { from, to } = await afterMove(page, () => page.keyboard.press('KeyW'));
  const inside = SHOP.filter(({ t_log }) => Date.parse(t_log) * 1000 >= from && Date.parse(t_log) * 1000 < to);
  expect(inside.length).toBeLessThan(SHOP.length);
  await expect(records.getByRole('heading')).toContainText(`: ${inside.length}`);
  const first = records.getByRole('button').first();
  await tabTo(page, first);
  await page.keyboard.press('Space');
  await expect(idOf(page)).toHaveText(inside[0]?.id ?? '');
  await expect(records.locator('tr[aria-selected=true]')).toHaveCount(1);
});

test('the address brings the selection back, in table, record and timeline', async ({ page, context }) => {
  await showTimeline(page);
  await rowAt(page, 0).click();
  await goTo(page, '150');
  await expect.poll(() => new URL(page.url()).hash).toContain('r=149');
  // Copied just before the replay followed: what was selected counts.
  const place = new URLSearchParams(new URL(page.url()).hash.slice(1));
  place.set('s', '1');
  await page.close();
  const again = await context.newPage();
  await openApp(again, `#${place}`);
  await expect(selectedRow(again)).toHaveAttribute('aria-rowindex', '151');
  await expect(selectedRow(again)).toBeInViewport();
  await expect(idOf(again)).toHaveText(SHOP[149]?.id ?? '');
  await expect.poll(() => new URL(again.url()).hash).toContain('s=150');
  await timelineReady(again);
  await surface(again).focus();
  await again.keyboard.press('Period');
  await expect(selectedRow(again)).toHaveAttribute('aria-rowindex', '152');
});
