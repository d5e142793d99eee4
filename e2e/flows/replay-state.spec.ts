/** Looking at state over a whole journal: watched paths, all subjects at a slot, big states, and what a reload or an edit keeps. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import {
  atSlot,
  BEHAVIOR_FILE,
  onlyBehavior,
  openReplay,
  projectionRows,
  replayPanel,
  scrubTo,
  subjectState,
} from '../helpers/replay.ts';

const SUBJECTS = 60;
const RECORDS = 300;
const NDJSON = Array.from({ length: RECORDS }, (_, i) =>
  JSON.stringify({
    id: `r${i + 1}`,
    type: i % 5 === 4 ? 'Renamed' : 'Counted',
    subject_type: 'thing',
    subject_id: `s${i % SUBJECTS}`,
    t_log: new Date(Date.UTC(2026, 0, 1, 0, 0, i)).toISOString(),
    payload: { n: i + 1 },
  }),
).join('\n');
const BEHAVIOR = `export const folds = {
  thing: {
    initial: { sum: 0, name: 'none' },
    on: {
      Counted: (state, event) => ({ ...state, sum: state.sum + event.payload.n }),
      Renamed: (state, event) => ({ ...state, name: event.id }),
    },
  },
};
export const projections = { seen: { initial: { rows: 0 }, on: { '*': (row) => ({ rows: row.rows + 1 }) } } };
`;

async function replayOver(page: Page, ndjson = NDJSON, behavior = BEHAVIOR): Promise<void> {
  await openApp(page);
  await dropFile(page, { name: 'things.ndjson', content: ndjson });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await onlyBehavior(page, { [BEHAVIOR_FILE]: behavior });
  await openReplay(page);
}
const serious = async (page: Page) =>
  (await new AxeBuilder({ page }).include('[data-panel="replay"]').analyze()).violations.filter(
    ({ impact }) => impact === 'serious' || impact === 'critical',
  );
const watched = (page: Page) => replayPanel(page).getByRole('region', { name: 'Watched paths' });
const allSubjects = (page: Page) => replayPanel(page).getByRole('region', { name: 'All subjects' });

test('a path is watched: its value, its course, its changes by key and button; kept with the workspace', async ({
  page,
}) => {
  await replayOver(page);
  await scrubTo(page, 61);
  await atSlot(page, 61, RECORDS);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 62');
  await subjectState(page).getByRole('treeitem', { name: /^sum/ }).click();
  await subjectState(page).getByRole('button', { name: 'Watch this' }).click();
  const item = watched(page).getByRole('listitem');
  await expect(item).toContainText('thing/s0 · sum');
  await expect(item.locator('.watched-now')).toHaveText('62');
  await expect(item.getByRole('img')).toHaveAccessibleName('thing/s0 · sum: 5 changes, from 0 to 605');

  // A row of the projection too.
  await projectionRows(page).getByRole('button', { name: '*' }).click();
  await projectionRows(page).getByRole('treeitem', { name: /^rows/ }).click();
  await projectionRows(page).getByRole('button', { name: 'Watch this' }).click();
  await expect(watched(page).getByRole('listitem')).toHaveCount(2);
  await expect(watched(page).getByRole('img').last()).toHaveAccessibleName('* · rows: 300 changes, from 1 to 300');
  expect(await serious(page)).toEqual([]);
  await watched(page).getByRole('button', { name: 'Watch * · rows no longer' }).click();

  await watched(page).getByRole('button', { name: 'Next change of thing/s0 · sum' }).click();
  await atSlot(page, 121, RECORDS);
  await expect(item.locator('.watched-now')).toHaveText('183');
  await expect(item).toHaveAttribute('data-changed', 'true');
  await replayPanel(page).getByRole('slider', { name: 'Slot' }).focus();
  await page.keyboard.press('Shift+W');
  await atSlot(page, 61, RECORDS);
  await page.keyboard.press('w');
  await page.keyboard.press('w');
  await atSlot(page, 181, RECORDS);
  await scrubTo(page, 2);
  await atSlot(page, 2, RECORDS);
  await expect(item.locator('.watched-now')).toHaveText('1');
  await expect(item).toHaveAttribute('data-changed', 'false');

  await idle(page);
  await page.reload();
  await idle(page);
  await expect(item.locator('.watched-now')).toHaveText('1');
  // Another behavior has another course.
  await onlyBehavior(page, { [BEHAVIOR_FILE]: BEHAVIOR.replace('state.sum + event.payload.n', '7') });
  await expect(item.getByRole('img')).toHaveAccessibleName('thing/s0 · sum: 1 change, from 0 to 7');
});

test('all subjects at a slot: only those on screen are sent; a filter; a click pins one', async ({ page }) => {
  await replayOver(page);
  await scrubTo(page, 70);
  await atSlot(page, 70, RECORDS);
  await allSubjects(page).getByRole('button', { name: 'All subjects at this slot' }).click();
  await expect(allSubjects(page).getByRole('status')).toHaveText('60 subjects');
  const grid = allSubjects(page).getByRole('grid');
  await expect(grid.getByRole('row').nth(1)).toContainText('{"sum":62,"name":"none"}');
  const sent = () =>
    page.evaluate(async () => {
      const { replay } = window.factline.services;
      const { subjects } = await replay.seek({ slot: 70, subjects: { from: 50, count: 5 } });
      return { rows: subjects?.rows.length, first: subjects?.rows[0]?.subject };
    });
  expect(await sent()).toEqual({ rows: 5, first: 'thing/s50' });
  await grid.focus();
  await page.keyboard.press('End');
  await expect(subjectState(page).getByRole('heading')).toContainText('State of thing/s59');
  await expect(grid.getByRole('row', { selected: true })).toContainText('thing/s59');
  expect(await serious(page)).toEqual([]);

  await allSubjects(page).getByLabel('Filter subjects').fill('S1');
  await expect(allSubjects(page).getByRole('status')).toHaveText('11 subjects');
  await grid.getByRole('row').nth(1).click();
  await expect(subjectState(page).getByRole('heading')).toContainText('State of thing/s1');
  await scrubTo(page, 10);
  await expect(allSubjects(page).getByRole('status')).toHaveText('1 subject');
  await scrubTo(page, 0);
  await expect(allSubjects(page)).toContainText('No subject of that name');
});

/** The checkpoints in the database, by slots; `change` writes into their rows. */
const stored = (page: Page, change?: number) =>
  page.evaluate(
    (value) =>
      new Promise<readonly { readonly slots: number; readonly journal: string }[]>((resolve, reject) => {
        const opening = indexedDB.open('factline');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const table = opening.result.transaction('checkpoints', 'readwrite').objectStore('checkpoints');
          const all = table.getAll();
          all.onsuccess = () => {
            for (const row of all.result) {
              if (value === undefined) continue;
              row.checkpoint.projections[0].values[0].rows = value;
              row.checkpoint.subject = { ...row.checkpoint.subject, state: { sum: value, name: 'as stored' } };
              table.put(row);
            }
            table.transaction.oncomplete = () => {
              opening.result.close();
              resolve(all.result.map(({ slots, journal }) => ({ slots, journal })));
            };
          };
        };
      }),
    change,
  );

test('checkpoints are stored at the cursor, used on reopening, left by another behavior, and erased with the journal', async ({
  page,
}) => {
  await replayOver(page);
  await scrubTo(page, 250);
  await atSlot(page, 250, RECORDS);
  await expect(projectionRows(page)).toContainText('{"rows":250}');
  await expect.poll(async () => (await stored(page)).map(({ slots }) => slots)).toContain(249);

  // What is there can be told from what is folded.
  await stored(page, 5000);
  await page.reload();
  await idle(page);
  await atSlot(page, 250, RECORDS);
  await expect(projectionRows(page)).toContainText('{"rows":5001}');
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 5000name: "r250"');

  // An edit of a fold keeps the place and what the projection was; of another behavior nothing stored is used.
  await onlyBehavior(page, { [BEHAVIOR_FILE]: BEHAVIOR.replace('state.sum + event.payload.n', '7') });
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 0name: "r250"');
  await atSlot(page, 250, RECORDS);
  await expect(projectionRows(page)).toContainText('{"rows":5001}');
  // With another handler of the projection all of it is folded.
  await onlyBehavior(page, { [BEHAVIOR_FILE]: BEHAVIOR.replace('row.rows + 1', 'row.rows + 2') });
  await expect(projectionRows(page)).toContainText('{"rows":500}');
  await atSlot(page, 250, RECORDS);

  const journal = await page.evaluate(() => window.factline.store.getState().journal?.id ?? '');
  await page.evaluate((id) => window.factline.services.journals.erase({ id }), journal);
  expect((await stored(page)).filter((row) => row.journal === journal)).toEqual([]);
});

const BIG = `const items = Array.from({ length: 200 }, (_, g) => [\`group\${g}\`, Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [\`item\${i}\`, { name: \`thing \${g}-\${i}\`, tags: ['a', 'b'], note: 'x'.repeat(620), at: { n: i } }]))]);
export const folds = { thing: { initial: { groups: Object.fromEntries(items), touched: 0 }, on: {
  Counted: (state, event) => ({ ...state, touched: event.payload.n, groups: { ...state.groups, group7: { ...state.groups.group7,
    item5: { ...state.groups.group7.item5, at: { n: event.payload.n } } } } }),
} } };
`;

test('a state of 5 MB: only what is unfolded is sent; unfolding, search and copy reach all of it', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await replayOver(page, NDJSON, BIG);
  await scrubTo(page, 1);
  const state = subjectState(page);
  const tree = state.getByRole('tree');
  await expect(tree).toContainText('touched: 1');
  await expect(tree.getByRole('treeitem', { name: /^group7 / })).toHaveText(/\{40\}/);
  const sizes = await page.evaluate(async () => {
    const { replay } = window.factline.services;
    const [whole, part] = [await replay.seek({ slot: 1 }), await replay.seek({ slot: 1, parts: {} })];
    return { whole: JSON.stringify(whole).length, part: JSON.stringify(part).length };
  });
  expect(sizes.whole).toBeGreaterThan(5_000_000);
  expect(sizes.part).toBeLessThan(50_000);

  await tree.getByRole('treeitem', { name: /^group7 / }).click();
  await tree.getByRole('treeitem', { name: /^item5 / }).click();
  await tree.getByRole('treeitem', { name: /^at / }).click();
  await expect(tree.getByRole('treeitem', { name: 'n: 1', exact: true })).toBeVisible();
  await expect(state.getByRole('list', { name: 'Changed by this step' })).toContainText('groups.group7.item5.at.n 5 1');
  // The next record of this subject: what was unfolded stays, and follows.
  await scrubTo(page, 61);
  await expect(tree.getByRole('treeitem', { name: 'n: 61', exact: true })).toBeVisible();
  expect(await serious(page)).toEqual([]);

  await state.getByRole('searchbox').fill('thing 123-39');
  await expect(state.getByRole('status')).toHaveText('1 found');
  await expect(tree).toContainText('name: "thing 123-39"');
  await expect(tree).not.toContainText('group7');
  await state.getByRole('searchbox').fill('');
  await tree.getByRole('treeitem', { name: /^group9 / }).click();
  await expect(tree.getByRole('treeitem', { name: /^group9 / })).toHaveAttribute('aria-selected', 'true');
  await state.getByRole('button', { name: 'Copy value' }).click();
  await expect(state.getByRole('status')).toHaveText('Value copied');
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as Record<string, unknown>;
  expect(Object.keys(copied)).toHaveLength(40);
  expect(copied['item3']).toMatchObject({ name: 'thing 9-3', at: { n: 3 } });
});
