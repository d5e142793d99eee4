import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transpile } from '../../sandbox/transpile.ts';
import { parseBehavior } from './behavior.ts';
import { type Checkpoint, parseCheckpoint, prefixHashes } from './checkpoint.ts';
import { createReplay, type HandedOver } from './engine.ts';
import { handlerTexts } from './handler-texts.ts';
import { openReplayJournal } from './journal.ts';
import { plainChecker } from './plain.ts';
import { changedTypes, firstSlotOf } from './reload.ts';
import { plainHost, sourceOf } from './testing/plain-host.ts';

const SETTLE = '$factlineSettle';
const TEXT = `import { add } from './helpers.behavior.ts';
const rate = 2;
export const folds = {
  order: {
    initial: { sum: 0 },
    on: {
      A: (s, e) => ({ sum: add(s.sum, e.payload.n * rate) }),
      B(s) { return { sum: s.sum + 1 }; },
    },
  },
};
export const projections = { all: { initial: 0, on: { A: (n) => n + 1, '*': (n) => n } } };
export const upcasters = { A: { 1: (payload) => payload } };
`;
const textsOf = (text: string) => {
  const result = transpile([{ path: 'a.behavior.ts', text }]);
  if ('error' in result) throw new Error(result.error.message);
  return handlerTexts(result.modules, SETTLE);
};
const changed = (from: string, to: string, parts: readonly string[], text = TEXT) => {
  const [before, after] = [textsOf(text), textsOf(text.replace(from, to))];
  if (text.replace(from, to) === text) throw new Error(`${from} is not there`);
  if (!before || !after) return 'unknown';
  const types = changedTypes(before, after, parts);
  return types ? [...types] : 'any';
};
const FOLDS = ['folds', 'upcasters'];
const PROJECTIONS = ['projections', 'upcasters'];

describe('what an edit changes', () => {
  it('is the types whose handlers are another text', () => {
    expect(changed('s.sum + 1', 's.sum + 2', FOLDS)).toEqual(['B']);
    expect(changed('s.sum + 1', 's.sum + 2', PROJECTIONS)).toEqual([]);
    expect(changed('* rate', '', FOLDS)).toEqual(['A']);
    expect(changed('(n) => n + 1', '(n) => n + 2', PROJECTIONS)).toEqual(['A']);
    expect(changed('(payload) => payload', '(payload) => ({ ...payload })', FOLDS)).toEqual(['A']);
    expect(changed('(payload) => payload', '(payload) => ({ ...payload })', PROJECTIONS)).toEqual(['A']);
  });
  it('is anything where what handlers share is another, or the handler of every type', () => {
    for (const [from, to] of [
      ['rate = 2', 'rate = 3'],
      ['sum: 0', 'sum: 1'],
      ["'*': (n) => n ", "'*': (n) => n - 1 "],
      ['B(s)', 'C(s)'],
      ['./helpers', './others'],
    ] as const)
      expect([from, changed(from, to, PROJECTIONS)]).toEqual([from, 'any']);
  });
  it('is unknown where one handler may reach another', () => {
    const reaching = TEXT.replace('s.sum + 1', 'folds.order.on.A(s, { payload: { n: 1 } }).sum');
    expect(changed('* rate', '', FOLDS, reaching)).toBe('unknown');
    const helper = `${TEXT}\nconst again = (s, e) => folds.order.on.A(s, e);\n`;
    expect(changed('* rate', '', FOLDS, helper)).toBe('unknown');
    // A handler that stands elsewhere is of the rest.
    const elsewhere = TEXT.replace('(n) => n + 1', 'count').replace(
      'const rate',
      'const count = (n) => n + 1;\nconst rate',
    );
    expect(changed('n + 1', 'n + 2', PROJECTIONS, elsewhere)).toBe('any');
  });
});

type Rec = Record<string, unknown>;
const record = (n: number, type: string): Rec => ({
  id: `r${n}`,
  type,
  subject_type: 'order',
  subject_id: `s${n % 3}`,
  t_log: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
  payload: { n, place: `p${n % 5}` },
});
/** Counts how many times a handler of each type was run. */
const behaviorWith = (by: number, runs: Record<string, number>) => {
  const ran = (type: string) => {
    runs[type] = (runs[type] ?? 0) + 1;
  };
  const on = {
    A(s: { n: number }, e: { payload: { n: number } }) {
      ran('A');
      return { n: s.n + e.payload.n };
    },
    B(s: { n: number }) {
      ran('B');
      return { n: s.n * -1 - by };
    },
  };
  return {
    folds: { order: { initial: { n: 0 }, on } },
    projections: { places: { key: 'place', initial: { n: 0 }, on }, all: { initial: { n: 0 }, on } },
  };
};
async function opened(records: readonly Rec[]) {
  const source = await sourceOf(records);
  let blocks = 0;
  const counted = (index: number) => {
    blocks++;
    return source.block(index);
  };
  const counting = { ...source, block: counted };
  const start = async (by: number, more: { handed?: HandedOver; stored?: readonly Checkpoint[] } = {}) => {
    const plain = plainChecker();
    const runs: Record<string, number> = {};
    const journal = await openReplayJournal(counting);
    const host = plainHost(plain);
    const behavior = parseBehavior(behaviorWith(by, runs), plain);
    const replay = createReplay({ journal, behavior, model: undefined, host, takeLogs: () => [], ...more });
    return { replay, runs, order: journal.order };
  };
  return { start, blocks: () => blocks };
}

describe('a behavior loaded anew', () => {
  it('goes on from the last checkpoint before the first record that can differ, and ends like a fresh one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2999 }), fc.integer({ min: 1, max: 3000 }), async (firstB, slot) => {
        const records = Array.from({ length: 3000 }, (_, i) => record(i, i === firstB || i % 997 === 996 ? 'B' : 'A'));
        const { start } = await opened(records);
        const before = await start(1);
        await before.replay.result(3000);
        const until = firstSlotOf(before.order, undefined, new Set(['B']));
        expect(until).toBe(Math.min(firstB, 996));
        const handed = before.replay.handOver({ projections: until, subjects: until });
        const [after, fresh] = [await start(2, { handed }), await start(2)];
        expect(await after.replay.result(slot)).toEqual(await fresh.replay.result(slot));
        expect(await after.replay.seek({ slot, watch: [] })).toEqual(await fresh.replay.seek({ slot, watch: [] }));
      }),
      { numRuns: 4 },
    );
    // What is before the difference is not folded again.
    const { start } = await opened(Array.from({ length: 3000 }, (_, i) => record(i, i === 2500 ? 'B' : 'A')));
    const before = await start(1);
    await before.replay.seek({ slot: 3000, subject: 'order/s1' });
    const handed = before.replay.handOver({ projections: 2500, subjects: 2500 });
    const after = await start(2, { handed });
    await after.replay.seek({ slot: 3000, subject: 'order/s1' });
    expect(after.runs.A).toBeLessThan(2 * (3000 - 2048) + 2 * 3 * 256);
  });
});

describe('stored checkpoints', () => {
  it('a cursor resumes without reading earlier records, and shows the same', async () => {
    const records = Array.from({ length: 6000 }, (_, i) => record(i, i % 7 === 0 ? 'B' : 'A'));
    const { start, blocks } = await opened(records);
    const { replay } = await start(1);
    const request = { slot: 5555, projection: 'places', subject: 'order/s2' };
    const seen = await replay.seek(request);
    const kept = structuredClone(await replay.checkpoints(5555, 'order/s2'));
    expect(kept.map(({ slots }) => slots)).toContain(5554);
    expect(kept.length).toBeLessThanOrEqual(18);
    const stored = kept.flatMap((one) => parseCheckpoint(one) ?? []);
    expect(stored).toEqual(kept);
    const [again, read] = [await start(1, { stored }), blocks()];
    expect(await again.replay.seek(request)).toEqual(seen);
    expect(blocks() - read).toBe(1);
    expect(again.runs).toEqual({ A: 2 });
    expect(await again.replay.result(6000)).toEqual(await (await start(1)).replay.result(6000));
  });
  it('at most 16 between cursor and head, and none of what had ended', async () => {
    const { start } = await opened(Array.from({ length: 20_000 }, (_, i) => record(i, 'A')));
    const { replay } = await start(1);
    await replay.seek({ slot: 20_000 });
    const kept = await replay.checkpoints(1500);
    const slots = kept.map((one) => one.slots);
    expect(slots).toContain(1499);
    expect(slots).toContain(20_000);
    expect(slots.length).toBe(18);
    expect(new Set(slots).size).toBe(18);
  });
  it('what does not fit, or is no state, is folded instead', async () => {
    const { start } = await opened(Array.from({ length: 50 }, (_, i) => record(i, 'A')));
    const sound = (await (await start(1)).replay.checkpoints(30))[0];
    if (!sound) throw new Error('no checkpoint');
    const fresh = await (await start(1)).replay.seek({ slot: 40 });
    const bad: readonly unknown[] = [
      { ...sound, slots: 51 },
      { ...sound, projections: sound.projections.slice(1) },
      { ...sound, projections: sound.projections.map((p) => ({ ...p, values: p.values.map(() => new Date()) })) },
    ];
    for (const one of bad)
      expect(await (await start(1, { stored: [one as Checkpoint] })).replay.seek({ slot: 40 })).toEqual(fresh);
    for (const one of [
      null,
      {},
      { ...sound, slots: -1 },
      { ...sound, projections: [{ name: 'all', keys: [1], values: [1], withoutKey: 0 }] },
    ])
      expect(parseCheckpoint(one)).toBeUndefined();
  });
  it('a prefix has another hash where another record comes, or is not applied, at or before it', async () => {
    const kinds = fc.array(fc.constantFrom('A', 'B', 'twice'), { minLength: 2, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(29), async (types, change) => {
        const of = (list: readonly string[]) =>
          sourceOf(list.map((type, i) => ({ ...record(i, 'A'), type: type === 'B' ? 'B' : 'A' }))).then((s) =>
            s.order(),
          );
        const at = change % types.length;
        const other = types.map((type, i) => (i !== at ? type : type === 'B' ? 'A' : 'B'));
        const all = Array.from({ length: types.length + 1 }, (_, i) => i);
        const kinds = (list: readonly string[]) => list.map((type) => (type === 'B' ? 'B' : 'A'));
        const [one, two] = [
          await prefixHashes(await of(types), 'j', all),
          await prefixHashes(await of(other), 'j', all),
        ];
        // Types are numbered as they come: where the first is the same, a difference is seen from its slot on, and not before.
        if (kinds(types)[0] !== kinds(other)[0]) return;
        if (!kinds(types).slice(0, at).includes('B')) return;
        for (const slots of all) expect([slots, one.get(slots) === two.get(slots)]).toEqual([slots, slots <= at]);
      }),
    );
    const order = await (await sourceOf(Array.from({ length: 40_000 }, (_, i) => record(i, 'A')))).order();
    const [few, many] = [
      await prefixHashes(order, 'j', [33_000]),
      await prefixHashes(order, 'j', [5, 20_000, 16_384, 33_000]),
    ];
    expect(few.get(33_000)).toBe(many.get(33_000));
    expect((await prefixHashes(order, 'k', [33_000])).get(33_000)).not.toBe(few.get(33_000));
  });
});
