import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../formats/mapping.ts';
import type { Reading } from '../formats/preview.ts';
import { parseExact } from '../record/json.ts';
import { RecordFlag, SEGMENT_RECORDS } from './columns.ts';
import { createIngest } from './ingest.ts';
import { type MemoryJournal, memoryJournal, readText } from './memory.ts';
import type { Segment } from './segment.ts';

const windows = '../shared/data/windows-events/otrf__purplesharp_ad_playbook_I_2020-10-22042947.ndjson.gz';
const WINLOG: Mapping = {
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
  identity: ['id'],
};

describe.skipIf(!existsSync(windows))('a real log of 25,993 Windows events', () => {
  it('becomes records of 17 subjects and 59 types, each with its own digits', () => {
    const source = gunzipSync(readFileSync(windows));
    const journal = readText(source, { mapping: WINLOG });
    const { columns } = journal;
    expect([columns.count, columns.subjects.length - 1, columns.types.length - 1, journal.rejected.length]).toEqual([
      25_993, 17, 59, 0,
    ]);
    const lines = source.toString('utf8').trimEnd().split('\n');
    let altered = 0;
    const late = { least: Infinity, most: -Infinity };
    for (const [row, line] of lines.entries()) {
      const stored = Buffer.from(journal.line(row)).toString('utf8');
      if (!stored.includes(`"payload":${line}`)) altered++;
      const delay = (columns.tLogMicros[row] ?? 0) - (columns.tEventMicros[row] ?? 0);
      late.least = Math.min(late.least, delay);
      late.most = Math.max(late.most, delay);
    }
    expect(altered).toBe(0);
    expect(late).toEqual({ least: 0, most: 42e6 });
    expect(columns.processing.count).toBe(25_993);
    const first = parseExact(journal.line(0)) as { payload: { Keywords: unknown }; t_event: string };
    expect(first.payload.Keywords).toEqual({ $digits: '-9214364837600034816' });
    expect(first.t_event).toBe('2020-10-22T04:29:46-04:00');
  });
});

const OURS = { format: 'factline' } as const;
const lineOf = (n: number) =>
  `{"id":"r-${n}","type":"T${n % 5}","subject_type":"s","subject_id":"${n % 700}","sequence":${n},"t_process":"2026-01-01T00:00:${String(n % 60).padStart(2, '0')}Z","payload":{"n":${n}}}`;

function segmentsOf(text: string, reading: Reading, stored: readonly Segment[] = []): Segment[] {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading, onSegment: (segment) => segments.push(segment), stored });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 100_000) ingest.push(bytes.subarray(at, at + 100_000));
  ingest.end();
  return segments;
}

/** Long arrays by their SHA-256, so that a difference is found fast. */
function digest(value: unknown): unknown {
  if (ArrayBuffer.isView(value))
    return createHash('sha256')
      .update(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      .digest('hex');
  if (Array.isArray(value)) return value.map(digest);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, digest(member)]));
}

describe('segments', () => {
  const count = SEGMENT_RECORDS * 2 + 1500;
  const lines = Array.from({ length: count }, (_, n) => (n % 9000 === 8999 ? 'broken' : lineOf(n)));
  const header = '{"factline":1,"journal":"j","sequence":{"per":"subject","base":0},"identity":["type","id"]}';
  const text = [header, ...lines].join('\n');

  it('end at SEGMENT_RECORDS, in blocks of BLOCK_RECORDS, each word once', () => {
    const segments = segmentsOf(text, OURS);
    expect(segments.map((s) => [s.first, s.count, s.blocks.length, s.processing.count])).toEqual([
      [0, SEGMENT_RECORDS, 16, SEGMENT_RECORDS],
      [SEGMENT_RECORDS, SEGMENT_RECORDS, 16, SEGMENT_RECORDS],
      [2 * SEGMENT_RECORDS, 1497, 2, 1497],
    ]);
    expect(segments.map((s) => s.dictionary.subjects.length)).toEqual([700, 0, 0]);
    const { columns, block, rejected } = memoryJournal(segments);
    expect(rejected.map((r) => r.line)).toEqual([9001, 18_001, 27_001]);
    const last = columns.count - 1;
    expect([columns.types[columns.type[last] ?? 0], columns.subjects[columns.subject[last] ?? 0]]).toEqual([
      `T${(count - 1) % 5}`,
      `s/${(count - 1) % 700}`,
    ]);
    expect(columns.processing.row[last]).toBe(last);
    const { bytes, offsets } = block(1);
    expect(new TextDecoder().decode(bytes.subarray(offsets[0], offsets[1]))).toBe(
      `${lineOf(1024).replace(/"t_process":"[^"]*",/, '')}\n`,
    );
    expect(() => block(99)).toThrow(RangeError);
  });

  it('go on where an import was broken off, to the same journal', () => {
    const whole = segmentsOf(text, OURS);
    for (const kept of [1, 2]) {
      const stored = whole.slice(0, kept);
      const rest = segmentsOf(text, OURS, stored);
      expect(rest.map((s) => [s.first, s.count])).toEqual(whole.slice(kept).map((s) => [s.first, s.count]));
      expect(digest([...stored, ...rest])).toEqual(digest(whole));
    }
  });

  it('go on with the names that fields had before the break', () => {
    const usual = Array.from({ length: SEGMENT_RECORDS }, (_, n) => `{"id":"${n}","eventType":"A","payload":1}`);
    const rows = [...usual, '{"id":"x","type":"A","payload":1}', '{"id":"y","eventType":"A","payload":1}'].join('\n');
    const [first, ...whole] = segmentsOf(rows, OURS);
    const rest = segmentsOf(rows, OURS, first ? [first] : []);
    const text = new TextDecoder().decode(rest[0]?.blocks[0]?.bytes);
    expect(text).toContain('{"id":"x","type":"A","payload":1,"meta":{"spelled":{"type":"type"}}}');
    expect(text).toContain('{"id":"y","type":"A","payload":1}\n');
    expect(digest(rest)).toEqual(digest(whole));
  });

  it('written out and read again are the same lines and the same columns', () => {
    const first = readText(new TextEncoder().encode(text), OURS);
    const out = [
      JSON.stringify(first.header),
      ...Array.from({ length: first.columns.count }, (_, row) => Buffer.from(first.line(row)).toString()),
      ...first.processingLines.map((bytes) => Buffer.from(bytes).toString().trimEnd()),
    ].join('\n');
    const again = readText(new TextEncoder().encode(out), OURS);
    expect(again.header).toEqual(first.header);
    expect(again.columns.count).toBe(first.columns.count);
    expect(digest(again.block(9))).toEqual(digest(first.block(9)));
    const without = ({ columns, hashes }: MemoryJournal) => digest({ hashes, columns: { ...columns, line: 0 } });
    expect(without(again)).toEqual(without(first));
    expect(again.strayProcessing).toBe(0);
  });
});

it('several files are one journal, their lines counted on', () => {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading: OURS, onSegment: (segment) => segments.push(segment) });
  ingest.push(new TextEncoder().encode(`${lineOf(1)}\nbad\n${lineOf(2)}`));
  ingest.nextFile();
  ingest.push(new TextEncoder().encode(`${lineOf(3)}\nbad too`));
  ingest.end();
  const { columns, rejected } = memoryJournal(segments);
  expect([...columns.line]).toEqual([1, 3, 4]);
  expect(rejected.map((r) => r.line)).toEqual([2, 5]);
  expect(segments[0]?.source).toMatchObject({ file: 1, bytes: lineOf(3).length + 8, lines: 5 });
});

it('a processing row finds its record by id, the first of several, and counts as stray without one', () => {
  const row = (id: string) => `{"processed":"${id}","consumer":"mailer","t_process":"2026-01-01T00:00:00Z"}`;
  const record = (id: string) => `{"id":"${id}","type":"T","payload":1}`;
  const journal = readText(
    new TextEncoder().encode([row('b'), record('a'), record('b'), record('b'), row('x')].join('\n')),
    OURS,
  );
  expect([...journal.columns.processing.row]).toEqual([1]);
  expect(journal.strayProcessing).toBe(1);
  expect([...journal.columns.flags].map((flags) => flags & RecordFlag.hasProcessing)).toEqual([
    0,
    RecordFlag.hasProcessing,
    0,
  ]);
});
