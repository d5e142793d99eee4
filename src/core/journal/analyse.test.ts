import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countWinlog } from '../../../e2e/helpers/count-winlog.ts';
import type { Mapping } from '../formats/mapping.ts';
import type { Reading } from '../formats/preview.ts';
import { parseDuration } from '../record/duration.ts';
import { parseLine } from '../record/json.ts';
import { fleetJournal } from '../workspace/samples/fleet-journal.ts';
import { analyse } from './analyse.ts';
import { RecordFlag } from './columns.ts';
import { integrityReport } from './integrity.ts';
import { readText } from './memory.ts';
import { scopesOf } from './scopes.ts';
import { slotRows } from './slots.ts';
import { journalOf } from './testing/picture.ts';

const encoder = new TextEncoder();

async function inspect(bytes: Uint8Array, reading: Reading = { format: 'factline' }) {
  const journal = readText(bytes, reading);
  const read = (row: number) =>
    parseLine(journal.line(row), ((journal.columns.flags[row] ?? 0) & RecordFlag.bigNumber) !== 0);
  const { sequence, identity } = journal.header;
  const analysis = await analyse({ columns: journal.columns, hashes: journal.hashes, sequence, identity, read });
  const report = await integrityReport({
    format: 'x',
    columns: journal.columns,
    analysis,
    rejected: journal.rejected,
    rejectedTotal: journal.rejected.length,
    chain: 'none',
    read,
  });
  return { journal, analysis, report };
}

describe('findings, as pictures', () => {
  it.each([
    ['a hole of two', 'o-1: A#1 A#2 A#5', { gaps: ['order/o-1 2..5'] }],
    ['two holes', 'o-1: A#1 A#3 A#7', { gaps: ['order/o-1 1..3', 'order/o-1 3..7'] }],
    ['no hole between subjects', 'o-1: A#1 A#2\no-2: A#0 A#1', {}],
    ['a late start', 'o-1: A#4 A#5', { starts: ['order/o-1 4'] }],
    ['a redelivery is exact', 'o-1: A#1=a A#2=b A#1=a', { duplicates: ['exact 1,3'] }],
    ['one identity, two contents', 'o-1: A#1=a!x A#2=b A#1=a!y', { duplicates: ['conflicting 1,3'] }],
    ['one sequence, two identities', 'o-1: A#1=a A#1=b A#2=c', { duplicates: ['sequence 1,2'] }],
    ['made ids: equal content is exact', 'o-1: A#1 A#2 A#1', { duplicates: ['exact 1,3'] }],
    ['made ids: other content is a sequence duplicate', 'o-1: A#1!x A#1!y', { duplicates: ['sequence 1,2'] }],
    ['an exact pair and a stranger', 'o-1: A#1=a A#1=a A#1=b', { duplicates: ['exact 1,2', 'sequence 1,3'] }],
    ['out of order', 'o-1: A#1=a A#3=c A#2=b', { outOfOrder: ['line 3 after 3'] }],
    ['a repeat is not out of order', 'o-1: A#1=a A#2=b A#1=a', { duplicates: ['exact 1,3'] }],
    ['ties', 'o-1: A#1=a@1 A#2=b@1 A#3=c@2', { ties: 2 }],
  ])('%s', async (_, picture, expected) => {
    const { report, analysis } = await inspect(journalOf(picture));
    expect({
      gaps: report.gaps.map((g) => `${g.subject} ${g.after}..${g.before}`),
      starts: report.starts.map((s) => `${s.subject} ${s.sequence}`),
      duplicates: report.duplicates.map((d) => `${d.kind} ${d.lines.join()}`),
      outOfOrder: report.out_of_order.map((o) => `line ${o.line} after ${o.after}`),
      ties: analysis.ties,
    }).toEqual({ gaps: [], starts: [], duplicates: [], outOfOrder: [], ties: 0, ...expected });
  });
});

describe('replay order', () => {
  it.each([
    ['file order without times', 'o-1: A#1 A#2', '1 2'],
    ['log order', 'o-1: A#1@5\no-2: A#1@3', '2 1'],
    ['a scope takes its own slots in ascending sequence', 'o-1: A#2@1\no-2: A#1@2\no-1: A#1@3', '3 2 1'],
  ])('%s', (_, picture, expected) => {
    const { columns, header } = readText(journalOf(picture), { format: 'factline' });
    const slots = slotRows(columns, scopesOf(columns, header.sequence));
    expect([...slots].map((row) => row + 1).join(' ')).toBe(expected);
  });
});

it('finds in the fleet journal exactly what was planted', async () => {
  const { text, expected } = fleetJournal();
  const { report } = await inspect(encoder.encode(text.join('')));
  const sort = (list: readonly unknown[]) => list.map((x) => JSON.stringify(x)).sort();
  expect(report.accepted).toBe(expected.records);
  expect(report.subjects).toBe(expected.subjects);
  for (const key of ['gaps', 'starts', 'duplicates', 'out_of_order', 'orphans'] as const)
    expect(sort(report[key]), key).toEqual(sort(expected[key]));
  expect(report.clock_skew.map((s) => [s.line, s.id])).toEqual(expected.clock_skew.map((s) => [s.line, s.id]));
  expect(report.late.map((l) => [l.line, parseDuration(l.by)])).toEqual(
    expected.late.map((l) => [l.line, parseDuration(l.by)]),
  );
});

const folder = '../shared/data/windows-events';
const winlog: Mapping = {
  mapping: 1,
  name: 'winlog',
  shape: 'ndjson',
  roles: {
    type: ['Channel', 'EventID'],
    subject_id: ['Hostname', 'Channel'],
    sequence: 'RecordNumber',
    t_event: 'EventTime',
    t_log: 'EventReceivedTime',
    t_process: '@timestamp',
  },
  times: { t_event: { zone: '-04:00' }, t_log: { zone: '-04:00' } },
  sequence: { per: 'subject', base: 1 },
};
describe.skipIf(!existsSync(folder))('the windows events', () => {
  it('agree with a few lines of script that count them anew', async () => {
    const path = `${folder}/${readdirSync(folder)[0]}`;
    const counted = countWinlog(path);
    const { report, journal } = await inspect(new Uint8Array(gunzipSync(readFileSync(path))), { mapping: winlog });
    expect(report.accepted).toBe(counted.records);
    expect(report.subjects).toBe(counted.subjects.length);
    expect(report.types).toEqual(Object.fromEntries(counted.types));
    expect(report.gaps.map((g) => `${g.subject} ${g.after}`).sort()).toEqual(
      counted.gaps.map((g) => `${g.subject} ${g.after}`).sort(),
    );
    expect(report.out_of_order_total).toBe(counted.outOfOrder);
    expect(report.duplicates_total).toBe(counted.duplicates);
    const big = journal.columns.flags.filter((flag) => (flag & RecordFlag.bigNumber) !== 0).length;
    expect(big).toBe(counted.withBigInteger);
  });
});
