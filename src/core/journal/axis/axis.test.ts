import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SequenceScope } from '../../formats/mapping.ts';
import { parseLine } from '../../record/json.ts';
import { analyse } from '../analyse.ts';
import { RecordFlag } from '../columns.ts';
import { type ReadJournal, readText } from '../memory.ts';
import { slotRows } from '../slots.ts';
import { dryRun } from './dry-run.ts';
import { axisOrder } from './order.ts';
import { proposeOffset } from './propose-offset.ts';
import { shiftTime } from './shift-time.ts';
import { type AxisSource, identityTogether, scopesTogether, shiftOf } from './source.ts';
import { createLineWriter } from './write-line.ts';

const ALL = ['t_event', 't_log', 't_process'] as const;
const second = (s: number) => new Date(1.7e12 + s * 1000).toISOString();

async function sourceOf(name: string, lines: readonly string[], seconds = 0, per: SequenceScope = 'subject') {
  const header = `{"factline":1,"journal":"${name}","sequence":{"per":"${per}","base":1},"identity":["id"]}`;
  const journal = readText(new TextEncoder().encode(`${[header, ...lines].join('\n')}\n`), { format: 'factline' });
  const { columns, hashes, header: head } = journal;
  const read = (row: number) => parseLine(journal.line(row), true);
  const analysis = await analyse({ columns, hashes, sequence: head.sequence, identity: head.identity, read });
  const source: AxisSource = {
    name,
    columns,
    hashes,
    analysis,
    slotRow: slotRows(columns, analysis.scopes),
    sequence: head.sequence,
    identity: head.identity,
    offset: { micros: seconds * 1e6, times: ALL },
    read: async (row) => read(row),
    line: async (row) => journal.line(row),
  };
  return { source, journal };
}
type Made = Awaited<ReturnType<typeof sourceOf>>;

/** The journal that they make, written and read again. */
function written(made: readonly Made[]): ReadJournal {
  const sources = made.map(({ source }) => source);
  const order = axisOrder(sources);
  const { sequence, partition } = scopesTogether(sources);
  const writer = createLineWriter();
  for (let place = 0; place < order.count; place++) {
    const { source, journal } = made[order.source[place] ?? 0] as Made;
    const row = order.row[place] ?? 0;
    const line = journal.line(row);
    writer.add(line, 0, line.length, {
      journal: source.name,
      line: source.columns.line[row] ?? 0,
      tEvent: shiftOf(source.offset, 't_event'),
      tLog: shiftOf(source.offset, 't_log'),
      partition: partition?.(source, row),
      made: ((source.columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0,
    });
  }
  const header = JSON.stringify({ factline: 1, journal: 'm', sequence, identity: identityTogether(sources) });
  const text = `${header}\n${new TextDecoder().decode(writer.take())}`;
  return readText(new TextEncoder().encode(text), { format: 'factline' });
}
const textOf = (journal: ReadJournal, row: number) => new TextDecoder().decode(journal.line(row));

describe('a line among those of other journals', () => {
  it('keeps its payload word for word and says where it comes from', async () => {
    const line =
      '{"id":"a","type":"T","position":7,"t_log":"2026-01-01T00:00:00.1234567Z","payload":{"n":9007199254740993, "x":1.50,"é":"\\u0041"},"meta":{"x":1,"merged":{"journal":"old","line":3}}}';
    const a = await sourceOf('A', [line], 2);
    const b = await sourceOf('B', ['{"id":"b","type":"T","t_log":"2026-01-01T00:00:01Z","payload":null}']);
    const journal = written([a, b]);
    expect(textOf(journal, 1)).toBe(
      '{"id":"a","type":"T","t_log":"2026-01-01T00:00:02.1234567Z","payload":{"n":9007199254740993, "x":1.50,"é":"\\u0041"},"meta":{"merged":{"journal":"A","line":2,"position":7,"merged":{"journal":"old","line":3}},"x":1}}',
    );
    expect(textOf(journal, 0)).toContain('"meta":{"merged":{"journal":"B","line":2}}');
  });
  it('tells ids apart that were made of line numbers, and logs by their journal', async () => {
    const lines = ['{"type":"T","sequence":1,"payload":1}', '{"type":"T","payload":2}'];
    const a = await sourceOf('A', lines, 0, 'log');
    const b = await sourceOf('B', lines);
    const journal = written([a, b]);
    const records = [0, 1, 2, 3].map((row) => parseLine(journal.line(row), false));
    expect(records.filter(({ id }) => id === 'A/line:3')).toHaveLength(1);
    expect(new Set(records.map(({ partition }) => partition))).toEqual(new Set(['A', undefined]));
    expect(journal.header.sequence.per).toBe('partition');
  });
});

describe('a time moved', () => {
  it('keeps the digits that it was written with', () => {
    expect(shiftTime('2026-01-01T00:00:00.1234567+02:00', 1e6)).toBe('2025-12-31T22:00:01.1234567Z');
    expect(shiftTime('2026-01-01T00:00:00.0000009Z', -1)).toBe('2025-12-31T23:59:59.9999999Z');
    expect(shiftTime('2026-01-01T00:00:00Z', 0)).toBe('2026-01-01T00:00:00Z');
    expect(shiftTime('not a time', 5)).toBe('not a time');
  });
});

describe('a dry run', () => {
  const record = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    subject: fc.constantFrom('s', 't'),
    sequence: fc.option(fc.nat(5), { nil: undefined }),
    at: fc.nat(20),
    cause: fc.option(fc.constantFrom('a', 'b', 'x'), { nil: undefined }),
    says: fc.nat(1),
  });
  const lines = fc.array(record, { minLength: 1, maxLength: 8 }).map((list) =>
    list.map(({ id, subject, sequence, at, cause, says }) =>
      JSON.stringify({
        id,
        type: 'T',
        subject_id: subject,
        sequence,
        t_event: second(at - (says ? 0 : 2)),
        t_log: second(at),
        causation_id: cause,
        payload: says,
      }),
    ),
  );
  const scope = fc.constantFrom<SequenceScope>('subject', 'log', 'none');
  it('finds what is then found in the journal that is made, in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(lines, lines, fc.integer({ min: -5, max: 5 }), scope, scope, async (x, y, seconds, p, q) => {
        const made = [await sourceOf('A', x, 0, p), await sourceOf('B', y, seconds, q)];
        const outlook = await dryRun(
          made.map(({ source }) => source),
          { tick: () => undefined },
        );
        const journal = written(made);
        const { columns, hashes, header } = journal;
        const read = (row: number) => parseLine(journal.line(row), true);
        const found = await analyse({ columns, hashes, sequence: header.sequence, identity: header.identity, read });
        const counts = Object.fromEntries(outlook.changes.map(({ kind, together }) => [kind, together]));
        expect(counts).toMatchObject({
          gap: found.gaps.length,
          start: found.starts.length,
          duplicate: found.duplicates.length,
          'out-of-order': found.outOfOrder.length,
          skew: found.skews.length,
          late: found.lates.length,
          orphan: found.orphans.length,
        });
        expect(outlook.records).toBe(x.length + y.length);
        expect([...columns.tLogMicros]).toEqual([...columns.tLogMicros].toSorted((a, b) => a - b));
        // A finding that two journals have alike is one together.
        for (const { apart, together, appear, vanish, kind } of outlook.changes)
          if (kind !== 'gap' && kind !== 'start') expect(together).toBe(apart + appear - vanish);
        if (seconds === 0) expect(outlook.moved).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
  it('says how many records an offset puts elsewhere, which holes are filled and which causes come first again', async () => {
    const line = (id: string, sequence: number, at: number, cause?: string) =>
      JSON.stringify({ id, type: 'T', subject_id: 's', sequence, t_log: second(at), causation_id: cause, payload: 1 });
    const a = [line('a1', 1, 10), line('a3', 3, 30)];
    const b = [line('b2', 2, 5, 'a1')];
    const run = async (seconds: number) => {
      const sources = [(await sourceOf('A', a)).source, (await sourceOf('B', b, seconds)).source];
      const { moved, changes } = await dryRun(sources, { tick: () => undefined });
      const changed = changes.flatMap(({ kind, appear, vanish }) =>
        appear + vanish > 0 ? [`${kind} +${appear} -${vanish}`] : [],
      );
      return { moved, changed };
    };
    // The start of b is no start any more, its cause is there, and the hole of a is filled; only the order is wrong.
    expect(await run(0)).toEqual({
      moved: 0,
      changed: ['gap +0 -1', 'start +0 -1', 'out-of-order +1 -0', 'orphan +0 -1', 'backwards +1 -0'],
    });
    expect(await run(10)).toEqual({ moved: 1, changed: ['gap +0 -1', 'start +0 -1', 'orphan +0 -1'] });
  });
});

describe('a proposed offset', () => {
  const line = (id: string, at: number, more: object = {}) =>
    JSON.stringify({ id, type: 'T', t_log: second(at), ...more, payload: 1 });
  const proposed = async (a: readonly string[], b: readonly string[]) =>
    proposeOffset((await sourceOf('A', a)).source, (await sourceOf('B', b)).source);
  const ids = ['a', 'b', 'c', 'd'];
  it('is the constant by which records of both differ', async () => {
    const a = ids.map((id, i) => line(id, i * 10));
    expect(
      await proposed(
        a,
        ids.map((id, i) => line(id, i * 10 - 3)),
      ),
    ).toEqual({
      micros: 3e6,
      times: ALL,
      evidence: { kind: 'shared', records: 4, agree: 4 },
    });
    expect(
      await proposed(
        a,
        ids.map((id, i) => line(id, i * 11)),
      ),
    ).toBeUndefined();
    expect(await proposed(a, a)).toBeUndefined();
    expect(
      await proposed(
        a.slice(0, 2),
        ids.slice(0, 2).map((id, i) => line(id, i * 10 - 3)),
      ),
    ).toBeUndefined();
  });
  it('is of the log alone where the records carry the time at which they happened', async () => {
    const of = (shift: number) => ids.map((id, i) => line(id, i * 10 + shift, { t_event: second(i * 10) }));
    expect(await proposed(of(1), of(4))).toMatchObject({ micros: -3e6, times: ['t_log', 't_process'] });
  });
  it('puts effects after causes, in the middle of what both sides allow', async () => {
    const a = [line('a1', 100), line('a2', 120), line('a3', 140, { causation_id: 'b2' })];
    const b = [line('b1', 96, { causation_id: 'a1' }), line('b2', 116, { causation_id: 'a2' })];
    expect(await proposed(a, b)).toMatchObject({ micros: 14e6, evidence: { kind: 'causes', links: 3, backwards: 2 } });
    const without = [...b, line('b3', 90, { causation_id: 'a2' })];
    expect(await proposed(a, without)).toBeUndefined();
  });
});
