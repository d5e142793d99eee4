/**
 * The main job: a real log of 25,993 records with three clocks, imported through the wizard, seen on the timeline, replayed by code written
 * in the editor. What the page shows is compared with a few lines of script that count the same file anew, and with the command line.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { countWinlog, replayed } from '../helpers/count-winlog.ts';
import { fileText, findings, setText } from '../helpers/editor.ts';
import { chooseFile, openImport, roleFields, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { markCount, timelineReady } from '../helpers/timeline.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/data/windows-events');
const SLOT = 17_321;

const BEHAVIOR = `export const folds = {
  '*': {
    initial: { records: 0, types: {} },
    on: { '*': (state, event) => ({ records: state.records + 1, types: { ...state.types, [event.type]: (state.types[event.type] ?? 0) + 1 } }) },
  },
};

export const projections = {
  per_host: {
    key: 'Hostname',
    initial: { n: 0, last: '' },
    on: { '*': (row, event) => ({ n: row.n + 1, last: event.payload.Channel }) },
  },
};
`;

test.skip(!existsSync(FOLDER), 'the real data is not on this machine (../shared/data)');

test('drop a real log, see three clocks and the holes, rebuild state by code written in the editor', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const path = join(FOLDER, readdirSync(FOLDER)[0] ?? '');
  const counted = countWinlog(path);
  await openApp(page);

  // The wizard's own proposal, uncorrected.
  await openImport(page);
  await chooseFile(page, path);
  await waitPreview(page);
  expect(await roleFields(page, 'type')).toEqual(['Channel', 'EventID']);
  expect(await roleFields(page, 'subject_id')).toEqual(['Hostname', 'Channel']);
  expect(await roleFields(page, 'sequence')).toEqual(['RecordNumber']);
  expect(await roleFields(page, 't_event')).toEqual(['EventTime']);
  expect(await roleFields(page, 't_log')).toEqual(['EventReceivedTime']);
  expect(await roleFields(page, 't_process')).toEqual(['@timestamp']);
  expect(await roleFields(page, 'id')).toEqual([]);
  await expect(page.getByText(/-04:00|−04:00/).first()).toBeVisible();
  await startImport(page);
  await waitDone(page);

  // What the report says is what the script counts.
  const report = await page.evaluate(async () => {
    const { store, services } = window.factline;
    const id = store.getState().journal?.id ?? '';
    return services.journals.report({ id });
  });
  expect(report.accepted).toBe(counted.records);
  expect(report.subjects).toBe(counted.subjects.length);
  expect(report.types).toEqual(Object.fromEntries(counted.types));
  const holes = (list: readonly { readonly subject: string; readonly after: number }[]) =>
    list.map((g) => `${g.subject}#${g.after}`).sort();
  expect(holes(report.gaps)).toEqual(holes(counted.gaps));
  expect(report.gaps.every((gap) => gap.missing === 1)).toBe(true);
  expect([report.gaps_total, report.out_of_order_total, report.duplicates_total]).toEqual([29, 35, 0]);
  expect([counted.gaps.length, counted.outOfOrder, counted.duplicates]).toEqual([29, 35, 0]);
  expect([counted.logMinusEvent.min, counted.logMinusEvent.median, counted.logMinusEvent.max]).toEqual([0, 15, 42]);

  // The timeline shows them.
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Timeline', exact: true }).click();
  await timelineReady(page);
  expect(await markCount(page, 'gap')).toBe(29);
  expect(await markCount(page, 'out-of-order')).toBe(35);
  expect(await markCount(page, 'duplicate')).toBe(0);

  // No integer was altered: each line of the source is the payload, word for word.
  const keywords = await page.evaluate(async () => {
    const { store, services } = window.factline;
    const id = store.getState().journal?.id ?? '';
    const { record } = await services.journals.record({ id, row: 0 });
    return JSON.stringify((record.payload as Record<string, unknown>).Keywords);
  });
  expect(keywords).toContain('-9214364837600034816');

  // A projection by host and a fold a subject, written in the editor; a typo in a field of the journal is a red line.
  await page.evaluate(() => {
    const { removeFile, workspace } = window.factline.store.getState();
    for (const { path: file } of workspace?.files ?? []) if (!file.endsWith('.behavior.ts')) removeFile(file);
  });
  await setText(page, 'behavior', BEHAVIOR.replace('payload.Channel', 'payload.Chanel'));
  await expect.poll(() => findings(page)).toEqual(['TS2551@12']);
  await setText(page, 'behavior', BEHAVIOR);
  await expect.poll(() => findings(page)).toEqual([]);

  // Scrubbed to an arbitrary slot: the same as the script says.
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Replay', exact: true }).click();
  const panel = page.locator('[data-panel="replay"]');
  await panel.getByLabel('Go to a slot, line:N, an id or a time').fill(String(SLOT));
  await page.keyboard.press('Enter');
  await expect(panel.getByText(`Slot ${SLOT.toLocaleString('en')} of 25,993`)).toBeVisible();
  await idle(page);
  const visited = replayed(counted.rows, SLOT);
  const hosts = new Map<string, number>();
  for (const { host } of visited) hosts.set(host, (hosts.get(host) ?? 0) + 1);
  for (const [host, n] of hosts)
    await expect(panel.getByRole('row').filter({ hasText: host })).toContainText(`"n":${n}`);
  const last = visited.at(-1);
  await expect(panel.getByRole('heading', { name: `State of ${last?.subject}` })).toBeVisible();
  const ofSubject = visited.filter((row) => row.subject === last?.subject);
  await expect(panel.getByRole('region', { name: 'State of the subject' })).toContainText(
    `records: ${ofSubject.length}`,
  );

  // The command line gives the same hash.
  await panel.getByRole('button', { name: 'Hash of all state here' }).click();
  const hash = await panel.locator('.hash').textContent();
  const folder = mkdtempSync(join(tmpdir(), 'factline-'));
  writeFileSync(join(folder, 'journal.behavior.ts'), (await fileText(page, 'shop.behavior.ts')) ?? '');
  const printed = execFileSync(
    'node',
    [
      'dist-cli/factline.js',
      'replay',
      path,
      '--behavior',
      join(folder, 'journal.behavior.ts'),
      '--until',
      String(SLOT),
    ],
    {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  expect((JSON.parse(printed) as { hash: string }).hash).toBe(hash);
});
