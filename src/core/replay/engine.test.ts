import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../model/model.ts';
import { DEFAULT_ON_REPLAY } from '../model/model.ts';
import { canonicalText } from '../record/canonical.ts';
import { replayOf } from './testing/plain-host.ts';

type Rec = Record<string, unknown>;
const rec = (subject: string, type: string, sequence: number, more: Rec = {}): Rec => ({
  id: `${subject}-${sequence}`,
  type,
  subject_type: 'order',
  subject_id: subject,
  sequence,
  payload: { n: sequence, place: `p${sequence % 3}` },
  ...more,
});
const behavior = {
  folds: {
    order: {
      initial: { sum: 0, seen: [] },
      on: {
        A: (s: Rec, e: { payload: { n: number } }) => ({ ...s, sum: (s.sum as number) + e.payload.n }),
        B: (s: Rec, e: { sequence: number }) => ({ ...s, seen: [...(s.seen as number[]), e.sequence] }),
      },
    },
  },
  projections: {
    places: { key: 'place', initial: { n: 0 }, on: { '*': (row: { n: number }) => ({ n: row.n + 1 }) } },
    latest: { initial: null, on: { A: (_: unknown, e: { id: string }) => e.id, B: () => undefined } },
  },
};
const baseModel: Model = {
  profiles: ['unified'],
  rules: {},
  on_replay: DEFAULT_ON_REPLAY,
  waivers: [],
  services: {},
  systems: {},
  subjects: {},
  policies: {},
  streams: {},
  events: {},
  commands: {},
  projections: {},
  consumers: {},
  screens: {},
  precedence: {},
  migrations: {},
  scenarios: {},
};

describe('records that no handler is for', () => {
  const folds = behavior.folds;
  const records = [rec('a', 'A', 1), rec('a', 'C', 2), rec('b', 'C', 1), rec('b', 'D', 2), rec('b', 'D', 3)];
  it('are counted up to the slot, with their types', async () => {
    const replay = await replayOf(records, { folds });
    expect((await replay.result(5)).unheard).toEqual({ records: 4, types: 2 });
    expect((await replay.result(3)).unheard).toEqual({ records: 2, types: 1 });
    expect((await replay.result(1)).unheard).toEqual({ records: 0, types: 0 });
  });

  it('are none where a projection hears all, or where the fold of their subject does', async () => {
    const none = { records: 0, types: 0 };
    expect((await (await replayOf(records, behavior)).result(5)).unheard).toEqual(none);
    const other = { folds: { '*': { initial: 0, on: { '*': (n: number) => n + 1 } } } };
    expect((await (await replayOf(records, other)).result(5)).unheard).toEqual(none);
    // A fold of another subject type hears nothing of these.
    const foreign = { folds: { parcel: folds.order } };
    expect((await (await replayOf(records, foreign)).result(5)).unheard).toEqual({ records: 5, types: 3 });
  });

  it('are not those that the model does not know, nor duplicates', async () => {
    const model = { ...baseModel, events: { A: {}, C: { replay_intent: 'audit_only' } } } as unknown as Model;
    const replay = await replayOf([...records, rec('a', 'A', 1)], { folds }, model);
    expect((await replay.result(6)).unheard).toEqual({ records: 0, types: 0 });
  });
});

describe('replay', () => {
  it('shows the subject at the cursor and what the step changed', async () => {
    const replay = await replayOf([rec('a', 'A', 1), rec('b', 'A', 1), rec('a', 'B', 2)], behavior);
    expect(await replay.seek({ slot: 3, projection: 'places' })).toMatchObject({
      subject: 'order/a',
      subjectState: { sum: 1, seen: [2] },
      subjectChanges: [{ path: ['seen', 0], kind: 'added', after: 2 }],
      rows: [
        { key: 'p1', value: { n: 2 } },
        { key: 'p2', value: { n: 1 }, changes: [{ kind: 'added' }] },
      ],
      touched: ['p2'],
      applied: 'applied',
    });
    expect(await replay.seek({ slot: 0, subject: 'order/a' })).toMatchObject({
      subjectState: { sum: 0 },
      rows: [],
      rowsTotal: 0,
    });
  });

  it('gives at any slot, in any order of asking, what folding from the start gives', async () => {
    const event = fc.record({ subject: fc.constantFrom('a', 'b', 'c'), type: fc.constantFrom('A', 'B', 'C') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 12 }),
        async (events, slots) => {
          const counts = new Map<string, number>();
          const records = events.map(({ subject, type }) => {
            const n = (counts.get(subject) ?? 0) + 1;
            counts.set(subject, n);
            return rec(subject, type, n);
          });
          const replay = await replayOf(records, behavior);
          for (const [i, slot] of slots.entries()) {
            if (i % 3 === 2) replay.dropCaches();
            const fresh = await replayOf(records, behavior);
            expect((await replay.result(slot)).hash).toBe((await fresh.result(slot)).hash);
            const view = await replay.seek({ slot, projection: 'places' });
            expect(view.rows.map((r) => [r.key, r.value])).toEqual(
              (await fresh.seek({ slot, projection: 'places' })).rows.map((r) => [r.key, r.value]),
            );
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('pages through all subjects and tells watched paths as the whole answer has them', async () => {
    const event = fc.record({ subject: fc.constantFrom('a', 'ab', 'c', 'd'), type: fc.constantFrom('A', 'B', 'C') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 30 }),
        fc.nat(30),
        fc.nat(3),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('', 'a', 'B', 'order/'),
        async (events, slot, from, count, filter) => {
          const counts = new Map<string, number>();
          const records = events.map(({ subject, type }) => {
            const n = (counts.get(subject) ?? 0) + 1;
            counts.set(subject, n);
            return rec(subject, type, n);
          });
          const replay = await replayOf(records, behavior);
          const watch = [
            { target: 'fold/order', key: 'order/a', path: ['sum'] },
            { target: 'projection/places', key: 'p1', path: ['n'] },
            { target: 'projection/places', key: 'order/a', path: [] },
          ];
          const { subjects, watched } = await replay.seek({ slot, watch, subjects: { from, count, filter } });
          const { states, views } = await replay.result(slot);
          const names = Object.keys(states).filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
          expect(subjects?.total).toBe(names.length);
          expect(subjects?.rows.map(({ subject, text }) => [subject, text])).toEqual(
            names.slice(from, from + count).map((name) => [name, JSON.stringify(states[name])]),
          );
          for (const { subject, records: n, lastSlot } of subjects?.rows ?? []) {
            const own = records.slice(0, slot).flatMap((r, i) => (`order/${r.subject_id}` === subject ? [i + 1] : []));
            expect([n, lastSlot]).toEqual([own.length, own.at(-1)]);
          }
          const text = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
          const known = records.some(({ subject_id }) => subject_id === 'a');
          const state = (states['order/a'] ?? (known ? behavior.folds.order.initial : {})) as Rec;
          expect(watched.map((w) => w.text)).toEqual([
            text(state.sum),
            text((views.places as Record<string, Rec>).p1?.n),
            undefined,
          ]);
          if (slot === 0) return;
          const earlier = await replay.seek({ slot: slot - 1, watch });
          if (slot <= records.length)
            expect(watched.map((w) => w.changed)).toEqual(watched.map((w, i) => w.text !== earlier.watched[i]?.text));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps checkpoints right across thousands of slots', async () => {
    const records = Array.from({ length: 5000 }, (_, i) =>
      rec(`s${i % 40}`, i % 3 === 0 ? 'B' : 'A', Math.floor(i / 40) + 1),
    );
    const replay = await replayOf(records, behavior);
    const last = await replay.result(5000);
    for (const slot of [4999, 10, 3100, 1024, 1023, 2049]) {
      const n = (await replay.seek({ slot, projection: 'places' })).rows.reduce(
        (sum, r) => sum + (r.value as { n: number }).n,
        0,
      );
      expect(n).toBe(slot);
    }
    expect((await replay.result(5000)).hash).toBe(last.hash);
  });

  it('skips exact duplicates, applies the first of others, and counts them', async () => {
    const twice = rec('a', 'A', 1);
    const replay = await replayOf([twice, twice, { ...twice, payload: { n: 100 } }, rec('a', 'A', 2)], behavior);
    const result = await replay.result(4);
    expect(result.states['order/a']).toMatchObject({ sum: 3 });
    expect(result.not_applied.duplicate).toBe(2);
  });

  it('keeps the state before a throw, names the record, and lets the rest go on', async () => {
    const broken = {
      ...behavior,
      projections: {
        ...behavior.projections,
        bad: {
          initial: 0,
          on: {
            B: () => {
              throw new RangeError('no B here');
            },
          },
        },
      },
    };
    const replay = await replayOf([rec('a', 'A', 1), rec('a', 'B', 2), rec('a', 'A', 3)], broken);
    const view = await replay.seek({ slot: 3, projection: 'bad' });
    expect(view.projectionError).toMatchObject({
      code: 'throw',
      message: 'no B here',
      record: 'a-2',
      slot: 2,
      target: 'projection/bad',
    });
    expect(view.subjectState).toMatchObject({ sum: 4 });
    expect((await replay.seek({ slot: 3, projection: 'places' })).rows).toHaveLength(3);
  });

  it.each([
    ['undefined', () => undefined, 'state is undefined'],
    ['a Map', () => new Map(), 'state is a Map'],
    ['a promise', async () => ({}), 'state is a promise'],
    ['NaN deep inside', () => ({ a: [1, Number.NaN] }), 'state.a[1] is NaN'],
    ['a function', () => ({ f: () => 1 }), 'state.f is a function'],
    ['a Date', () => ({ d: new Date(0) }), 'state.d is a Date'],
  ])('ends a fold at a state that is %s', async (_, handler, message) => {
    const replay = await replayOf([rec('a', 'A', 1)], { folds: { order: { initial: { ok: 1 }, on: { A: handler } } } });
    const view = await replay.seek({ slot: 1 });
    expect(view.subjectError?.code).toBe('state-not-json');
    expect(view.subjectError?.message).toContain(message);
    expect(view.subjectState).toEqual({ ok: 1 });
  });

  it('freezes events and states', async () => {
    const replay = await replayOf([rec('a', 'A', 1), rec('a', 'A', 2)], {
      folds: {
        order: {
          initial: { list: [] },
          on: {
            A: (s: { list: number[] }, e: { payload: { n: number }; sequence: number }) => {
              if (e.sequence === 2) s.list.push(1);
              return { list: [1] };
            },
          },
        },
      },
    });
    expect((await replay.seek({ slot: 2 })).subjectError).toMatchObject({ code: 'throw', slot: 2 });
  });

  it('obeys the model: intents, old names, versions, unknown types', async () => {
    const model: Model = {
      ...baseModel,
      events: {
        A: { version: 2, replay_intent: 'projection_and_replay', formerly: ['OldA'] },
        B: { version: 1, replay_intent: 'audit_only' },
        C: { version: 1, replay_intent: 'replay_only' },
      },
    };
    const seen = {
      folds: {
        order: {
          initial: [],
          on: {
            '*': (s: string[], e: { type: string; version: number; payload: { up?: boolean } }) => [
              ...s,
              `${e.type}@${e.version}${e.payload.up ? '^' : ''}`,
            ],
          },
        },
      },
      projections: { all: { initial: 0, on: { '*': (n: number) => n + 1 } } },
      upcasters: { A: { 1: (p: object) => ({ ...p, up: true }) } },
    };
    const replay = await replayOf(
      [
        rec('a', 'OldA', 1),
        rec('a', 'A', 2, { version: 2 }),
        rec('a', 'B', 3),
        rec('a', 'C', 4),
        rec('a', 'X', 5),
        rec('a', 'A', 6, { version: 3 }),
      ],
      seen,
      model,
    );
    const result = await replay.result(6);
    expect(result.states['order/a']).toEqual(['A@2^', 'A@2', 'C@1']);
    expect(result.views.all).toEqual({ '*': 2 });
    expect(result.not_applied).toEqual({ duplicate: 0, unknown_type: 1, unknown_version: 1 });
  });

  it('stops at a gap where on_replay, or the game profile, says so', async () => {
    const records = [rec('a', 'A', 1), rec('a', 'A', 3), rec('a', 'A', 4)];
    for (const model of [
      { ...baseModel, events: { A: {} }, on_replay: { ...DEFAULT_ON_REPLAY, gap: 'stop' as const } },
      { ...baseModel, events: { A: {} }, profiles: ['game' as const] },
    ]) {
      const result = await (await replayOf(records, behavior, model)).result(3);
      expect(result).toMatchObject({ slot: 1, error: { code: 'stopped', slot: 2, record: 'a-3' } });
      expect(result.states['order/a']).toMatchObject({ sum: 1 });
    }
    expect((await (await replayOf(records, behavior)).seek({ slot: 2 })).gapBefore).toBe(1);
  });

  it('counts events without the key, and touches nothing', async () => {
    const replay = await replayOf([rec('a', 'A', 1, { payload: {} }), rec('a', 'A', 2)], {
      projections: { p: { key: 'place', initial: 0, on: { A: (n: number) => n + 1 } } },
    });
    expect(await replay.seek({ slot: 2, projection: 'p' })).toMatchObject({ withoutKey: 1, rowsTotal: 1 });
  });

  it('says where something was skipped, parked or marked, and what the records were', async () => {
    const model: Model = {
      ...baseModel,
      events: { A: { version: 1 }, B: { version: 2 }, L: { version: 1, replay_intent: 'audit_only' } },
    };
    const twice = rec('a', 'A', 1);
    const records = [twice, twice, rec('a', 'L', 2), rec('a', 'B', 3), rec('a', 'X', 4), rec('a', 'A', 7)];
    const replay = await replayOf(records, behavior, model);
    const places = ({ list }: ReturnType<typeof replay.passedOver>) =>
      list.map(({ slot, why, done }) => `${slot} ${why}: ${done}`);
    expect(places(replay.passedOver())).toEqual([
      '2 exact duplicate: skipped',
      '3 audit only: skipped',
      '4 unknown version: parked',
      '5 unknown type: skipped',
      '6 gap: marked',
    ]);
    expect(replay.passedOver({ from: 3, most: 1 })).toMatchObject({ total: 3, list: [{ slot: 4 }] });
    const stopping = await replayOf(records, behavior, { ...model, profiles: ['game'] });
    expect(places(stopping.passedOver()).at(-1)).toBe('4 unknown version: stopped');
  });

  it('a throw stops the whole answer before its record', async () => {
    const broken = {
      ...behavior,
      folds: {
        order: {
          initial: 0,
          on: {
            A: (n: number) => n + 1,
            B: () => {
              throw new Error('no');
            },
          },
        },
      },
    };
    const records = [rec('b', 'A', 1), rec('a', 'A', 1), rec('a', 'B', 2), rec('b', 'A', 2), rec('b', 'B', 3)];
    const replay = await replayOf(records, broken);
    expect(await replay.result(5)).toMatchObject({
      slot: 2,
      states: { 'order/a': 1, 'order/b': 1 },
      views: { places: { p1: { n: 2 } } },
      error: { code: 'throw', slot: 3, record: 'a-2', target: 'fold/order' },
    });
    expect(await replay.result(2)).not.toHaveProperty('error');
  });

  it('a row that is null is a row, and not the first one again', async () => {
    const replay = await replayOf([rec('a', 'A', 1), rec('a', 'A', 2)], {
      projections: { p: { initial: 'new', on: { A: (row: unknown) => (row === null ? 'was null' : null) } } },
    });
    expect((await replay.result(1)).views.p).toEqual({ '*': null });
    expect((await replay.result(2)).views.p).toEqual({ '*': 'was null' });
  });

  it("'*' of a projection takes no more than the model lists for it", async () => {
    const model = { ...baseModel, events: { A: {}, B: {} }, projections: { all: { on: ['A'] } } };
    const replay = await replayOf(
      [rec('a', 'A', 1), rec('a', 'B', 2)],
      { projections: { all: { initial: 0, on: { '*': (n: number) => n + 1 } } } },
      model,
    );
    expect((await replay.result(2)).views.all).toEqual({ '*': 1 });
  });

  it('gives integers beyond 2^53 as their digits', async () => {
    const text = '{"id":"x","type":"A","subject_id":"s","payload":{"big":9007199254740993,"small":7}}';
    const replay = await replayOf([JSON.parse('{"id":"y","type":"A","subject_id":"s","payload":{}}')], {
      folds: { '*': { initial: 0, on: { A: (_: unknown, e: { payload: unknown }) => e.payload } } },
    });
    expect((await replay.seek({ slot: 1 })).subjectState).toEqual({});
    const { readRecord } = await import('./event.ts');
    expect(readRecord(new TextEncoder().encode(text)).payload).toEqual({ big: '9007199254740993', small: 7 });
  });

  it('hashes states and views canonically', async () => {
    const result = await (await replayOf([rec('a', 'A', 1)], behavior)).result(1);
    expect(result.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(canonicalText({ states: result.states, views: result.views })).toContain('"views":{"latest":{"*":"a-1"}');
  });
});
