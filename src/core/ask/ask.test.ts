import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchOf, type Exported, recordsOf } from '../prove/testing/bench.ts';
import { createReplay } from '../replay/engine.ts';
import { openReplayJournal } from '../replay/journal.ts';
import { sourceOf } from '../replay/testing/plain-host.ts';
import { rowId, rowOf, walk } from '../replay/walk.ts';
import { beside } from './beside.ts';
import { blame } from './blame.ts';
import { compare } from './compare.ts';
import { between, knownBetween } from './differences.ts';
import { watch } from './watch.ts';
import { when } from './when.ts';

interface E {
  readonly id: string;
  readonly type: string;
  readonly payload: { readonly n: number; readonly place: string };
}
const sums = (): Exported => ({
  folds: {
    order: {
      initial: { sum: 0, at: {} },
      on: {
        A: (s: { sum: number }, e: E) => ({ ...s, sum: s.sum + e.payload.n }),
        B: (s: { at: object }, e: E) => ({ ...s, at: { ...s.at, [e.payload.place]: e.id } }),
      },
    },
  },
  projections: {
    places: { key: 'place', initial: { n: 0 }, on: { A: (r: { n: number }) => ({ n: r.n + 1 }), B: () => undefined } },
  },
});
const FEW = recordsOf('order/a:A order/b:A order/a:B order/b:B order/a:A order/b:C order/a:B order/a:A');
async function asked(records: readonly object[] = FEW, make = sums) {
  const bench = await benchOf(records, make);
  return { ...bench, behavior: bench.fresh() };
}

describe('beside', () => {
  const over = async (text: string) => openReplayJournal(await sourceOf(recordsOf(text)));
  it('names the first slot after which states differ, and what differs at the end', async () => {
    const a = await asked(recordsOf('order/a:A order/b:A order/a:A'));
    const found = await beside(a, await over('order/a:A order/b:A order/a:B order/a:A'));
    expect(found.first).toMatchObject({ slot: 3, target: 'fold/order', key: 'order/a' });
    expect(found.rows.map(({ key }) => key)).toContain('order/a');
    expect(await beside(a, await over('order/a:A order/b:A order/a:A'))).toEqual({ rows: [], total: 0 });
  });
  it('is what folding both to each slot says', async () => {
    const kinds = fc.constantFrom('order/a:A', 'order/a:B', 'order/b:A', 'order/b:C');
    const history = fc.array(kinds, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, history, async (mine, theirs) => {
        const a = await asked(recordsOf(mine.join(' ')));
        const other = await over(theirs.join(' '));
        const { first, rows } = await beside(a, other);
        const statesAt = async (journal: typeof other, slots: number) => {
          const { states } = await walk({
            ...a,
            journal,
            slots: Array.from({ length: Math.min(slots, journal.order.count) }, (_, i) => i),
          });
          return JSON.stringify([...states].sort(([x], [y]) => (x < y ? -1 : 1)));
        };
        const most = Math.max(mine.length, theirs.length);
        let slow: number | undefined;
        for (let slots = 1; slots <= most && slow === undefined; slots++)
          if ((await statesAt(a.journal, slots)) !== (await statesAt(other, slots))) slow = slots;
        expect(first?.slot).toBe(slow);
        expect(rows.length === 0).toBe((await statesAt(a.journal, most)) === (await statesAt(other, most)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('watch', () => {
  it('gives the course of each path: where it changed and what number was left there', async () => {
    const [sum, at, rows] = await watch(await asked(), [
      { target: 'fold/order', key: 'order/a', path: ['sum'] },
      { target: 'fold/order', key: 'order/a', path: ['at'] },
      { target: 'projection/places', key: 'p1', path: ['n'] },
    ]);
    expect(sum).toEqual({
      slots: Uint32Array.of(1, 5, 8),
      numbers: Float64Array.of(1, 6, 14),
      start: 0,
      total: 3,
    });
    expect(at).toMatchObject({ slots: Uint32Array.of(3, 7), start: Number.NaN });
    expect(at?.numbers).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(rows).toMatchObject({ slots: Uint32Array.of(1, 4), numbers: Float64Array.of(1, Number.NaN) });
  });
  it('changes where blame says that it was written', async () => {
    const kinds = fc.constantFrom('order/a:A', 'order/a:B', 'order/b:A', 'order/b:B', 'order/b:C');
    const path = fc.constantFrom(['sum'], ['at'], ['at', 'p1'], ['n'], []);
    const row = fc.constantFrom(['fold/order', 'order/a'], ['fold/order', 'order/b'], ['projection/places', 'p2']);
    await fc.assert(
      fc.asyncProperty(
        fc.array(kinds, { minLength: 1, maxLength: 20 }),
        fc.array(fc.tuple(row, path), { minLength: 1, maxLength: 4 }),
        async (records, wanted) => {
          const a = await asked(recordsOf(records.join(' ')));
          const paths = wanted.map(([[target = '', key = ''], at]) => ({ target, key, path: at }));
          const courses = await watch(a, paths);
          for (const [i, { target, key, path: at }] of paths.entries()) {
            const { writes } = await blame(a, { target, key }, at);
            expect([...(courses[i]?.slots ?? [])]).toEqual(writes.map(({ slot }) => slot));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('blame', () => {
  it('names every record that wrote what stands at a path, and no other', async () => {
    const a = await asked();
    const of = async (path: readonly string[], target = 'fold/order', key = 'order/a') =>
      (await blame(a, { target, key }, path)).writes.map(({ slot, kind, before, after }) => [
        slot,
        kind,
        before,
        after,
      ]);
    expect(await of(['sum'])).toEqual([
      [1, 'changed', 0, 1],
      [5, 'changed', 1, 6],
      [8, 'changed', 6, 14],
    ]);
    expect(await of(['at', 'p0'])).toEqual([[3, 'added', undefined, 'r-3']]);
    expect((await of(['at'])).map(([slot]) => slot)).toEqual([3, 7]);
    expect(await of(['n'], 'projection/places', 'p1')).toEqual([
      [1, 'added', undefined, 1],
      [4, 'removed', 1, undefined],
    ]);
    expect(await of(['nowhere'])).toEqual([]);
  });
  it('is the same as looking at every slot', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('order/a:A', 'order/b:A', 'order/a:B', 'order/b:C'), { minLength: 1, maxLength: 30 }),
        async (words) => {
          const a = await asked(recordsOf(words.join(' ')));
          const expected: number[] = [];
          let last: unknown = 0;
          await walk({
            ...a,
            onSlot: (slot, _, states) => {
              const now = (states.get(rowId('fold/order', 'order/a')) as { sum: number } | undefined)?.sum ?? 0;
              if (now !== last) expected.push(slot + 1);
              last = now;
            },
          });
          expect(
            (await blame(a, { target: 'fold/order', key: 'order/a' }, ['sum'])).writes.map(({ slot }) => slot),
          ).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('when', () => {
  it('finds a condition that came and went, and came again', async () => {
    const a = await asked();
    const answer = await when(a, { target: 'fold/order' }, (s, e) => (s as { sum: number }).sum < 2 || e.type === 'B');
    expect(answer).toMatchObject({ total: 3, evaluated: 8, threw: 0 });
    expect(answer.intervals).toEqual([
      { key: 'order/a', from: 1, to: 4, open: false, record: 'r-1' },
      { key: 'order/b', from: 4, to: 5, open: false, record: 'r-4' },
      { key: 'order/a', from: 7, to: 7, open: false, record: 'r-7' },
    ]);
  });
  it('of rows that are deleted, and of one that stays to the end', async () => {
    const answer = await when(await asked(), { target: 'projection/places' }, (r) => (r as { n: number }).n >= 1);
    expect(answer.intervals).toEqual([
      { key: 'p1', from: 1, to: 3, open: false, record: 'r-1' },
      { key: 'p2', from: 2, to: 8, open: true, record: 'r-2' },
    ]);
  });
  it('an expression that throws does not hold, and is told', async () => {
    const answer = await when(await asked(), { target: 'fold/order', key: 'order/a' }, () => {
      throw new TypeError('no such thing');
    });
    expect(answer).toMatchObject({ total: 0, evaluated: 5, threw: 5, message: 'no such thing' });
  });
  it('is what one sees who looks at each slot', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('order/a:A', 'order/b:A', 'order/a:B', 'order/a:C'), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 7 }),
        async (words, modulus) => {
          const a = await asked(recordsOf(words.join(' ')));
          const holds = (s: unknown) => (s as { sum: number }).sum % modulus < modulus / 2;
          const seen: boolean[] = [];
          let now = false;
          await walk({
            ...a,
            everyRecord: true,
            onSlot: (_, heard, states) => {
              if (heard?.record.subject_id === 'a')
                now = holds(states.get(rowId('fold/order', 'order/a')) ?? { sum: 0 });
              seen.push(now);
            },
          });
          const { intervals } = await when(a, { target: 'fold/order', key: 'order/a' }, holds);
          const said = seen.map((_, i) => intervals.some(({ from, to }) => from <= i + 1 && i + 1 <= to));
          expect(said).toEqual(seen);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('differences', () => {
  it('between two positions, as paths, both ways', async () => {
    const a = await asked();
    expect(await between(a, 2, 5)).toEqual({
      total: 4,
      rows: [
        {
          target: 'fold/order',
          key: 'order/a',
          changes: [
            { path: ['sum'], kind: 'changed', before: 1, after: 6 },
            { path: ['at', 'p0'], kind: 'added', after: 'r-3' },
          ],
        },
        { target: 'fold/order', key: 'order/b', changes: [{ path: ['at', 'p1'], kind: 'added', after: 'r-4' }] },
        { target: 'projection/places', key: 'p1', changes: [{ path: [], kind: 'removed', before: { n: 1 } }] },
        { target: 'projection/places', key: 'p2', changes: [{ path: ['n'], kind: 'changed', before: 1, after: 2 }] },
      ],
    });
    expect((await between(a, 5, 2)).rows[2]).toMatchObject({
      key: 'p1',
      changes: [{ kind: 'added', after: { n: 1 } }],
    });
    expect(await between(a, 3, 3)).toEqual({ rows: [], total: 0 });
    expect((await between(a, 0, 8, { target: 'fold/order', key: 'order/b' })).rows).toHaveLength(1);
  });
});

describe('known at', () => {
  const HOUR = 3_600_000;
  const record = fc.record({
    subject: fc.constantFrom('a', 'b'),
    sequence: fc.nat(6),
    event: fc.nat(9),
    log: fc.nat(9),
    timeless: fc.constantFrom('', 'event', 'log'),
  });
  const time = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * HOUR).toISOString();
  const micros = (hours: number) => (Date.UTC(2026, 0, 1) + hours * HOUR) * 1000;
  // What the order of the records was shows in the state.
  const history = (): Exported => ({
    folds: { order: { initial: [], on: { '*': (s: string[], e: E) => [...s, e.id] } } },
    projections: { all: { initial: [], on: { '*': (s: string[], e: E) => [...s, e.id] } } },
  });

  it('is the replay of a journal that holds only what had happened and was known by then', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 14 }),
        fc.nat(9),
        fc.nat(9),
        async (drafts, e, l) => {
          const records = drafts.map(({ subject, sequence, event, log, timeless }, i) => ({
            id: `${subject}${i % 5}`,
            type: 'A',
            subject_type: 'order',
            subject_id: subject,
            sequence,
            ...(timeless !== 'event' && { t_event: time(event) }),
            ...(timeless !== 'log' && { t_log: time(log) }),
            payload: { i },
          }));
          // The slow oracle: texts compared, a journal of its own.
          const left = records.filter(
            (r) => (r.t_event === undefined || r.t_event <= time(e)) && (r.t_log === undefined || r.t_log <= time(l)),
          );
          const a = await asked(records, history);
          const cut = await openReplayJournal(a.source, { tEvent: micros(e), tLog: micros(l) });
          const oracle = left.length === 0 ? undefined : await openReplayJournal(await sourceOf(left));
          const believed = await walk({ ...a, journal: cut });
          const expected = oracle && (await walk({ ...a, journal: oracle }));
          expect([...believed.states]).toEqual([...(expected?.states ?? [])]);
          expect(cut.order.count).toBe(left.length);
          // What seeks agrees with what walks.
          const seeking = createReplay({ ...a, journal: cut, takeLogs: () => [] });
          const answer = await seeking.result(cut.order.count);
          expect(answer.states).toEqual(
            Object.fromEntries(
              [...believed.states].flatMap(([id, state]) => (id.startsWith('fold/') ? [[rowOf(id).key, state]] : [])),
            ),
          );

          const difference = await knownBetween(a, a.source, { tEvent: micros(e), tLog: micros(l) });
          expect(difference.records).toEqual({ believed: left.length, known: records.length });
          if (left.length === records.length) expect(difference.total).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('tells the axes apart', async () => {
    const late = [
      {
        id: 'early',
        type: 'A',
        subject_type: 'order',
        subject_id: 'a',
        sequence: 1,
        t_event: time(1),
        t_log: time(1),
        payload: {},
      },
      {
        id: 'late',
        type: 'A',
        subject_type: 'order',
        subject_id: 'a',
        sequence: 2,
        t_event: time(2),
        t_log: time(8),
        payload: {},
      },
    ];
    const a = await asked(late, history);
    const at = async (e: number, l: number) =>
      (
        await walk({ ...a, journal: await openReplayJournal(a.source, { tEvent: micros(e), tLog: micros(l) }) })
      ).states.get(rowId('fold/order', 'order/a'));
    expect([await at(5, 5), await at(8, 1), await at(1, 8), await at(5, 8)]).toEqual([
      ['early'],
      ['early'],
      ['early'],
      ['early', 'late'],
    ]);
  });
});

describe('two behaviors', () => {
  it('subjects that end differently, their first record that does, and the difference', async () => {
    const a = await asked();
    const other = await asked(FEW, () => {
      const made = sums() as { folds: { order: { on: Record<string, unknown> } } };
      made.folds.order.on.B = (s: object, e: E) => ({
        ...s,
        at: e.payload.place === 'p1' ? {} : { [e.payload.place]: e.id },
      });
      return made as unknown as Exported;
    });
    const found = await compare(a, other.behavior);
    expect(found).toMatchObject({ total: 2, endDifferently: 2, onlyFirst: [], onlySecond: [] });
    expect(
      found.partings.map(({ key, slot, changes, atEnd }) => [
        key,
        slot,
        changes.map(({ path }) => path.join('.')),
        atEnd.length,
      ]),
    ).toEqual([
      ['order/b', 4, ['at.p1'], 1],
      ['order/a', 7, ['at.p0', 'at.p1'], 2],
    ]);
    expect(await compare(a, (await asked()).behavior)).toMatchObject({ total: 0, endDifferently: 0, upcasters: [] });
  });
  it('upcasters: the first record that reaches the handlers as another event', async () => {
    const up = (factor: number) => () => ({
      ...sums(),
      upcasters: { A: { 1: (p: { n: number }) => ({ ...p, n: p.n * factor }) } },
    });
    const found = await compare(await asked(FEW, up(1)), (await asked(FEW, up(2))).behavior);
    expect(found.upcasters).toEqual([
      {
        slot: 1,
        record: 'r-1',
        type: 'A',
        records: 4,
        changes: [{ path: ['n'], kind: 'changed', before: 1, after: 2 }],
      },
    ]);
    expect(found.partings.map(({ key, slot }) => [key, slot])).toEqual([
      ['order/a', 1],
      ['order/b', 2],
    ]);
  });
  it('one that throws ends there', async () => {
    const broken = () => ({
      folds: {
        order: {
          initial: { sum: 0, at: {} },
          on: {
            A: () => {
              throw new Error('no');
            },
          },
        },
      },
      projections: sums().projections,
    });
    const found = await compare(await asked(), (await asked(FEW, broken)).behavior);
    expect(found.errors.second).toHaveLength(2);
    expect(found.partings.map(({ key, slot }) => [key, slot])).toEqual([
      ['order/a', 1],
      ['order/b', 2],
    ]);
  });
});
