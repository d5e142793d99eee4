import { afterEach, describe, expect, it } from 'vitest';
import { recordsOf } from '../core/prove/testing/bench.ts';
import { sourceOf } from '../core/replay/testing/plain-host.ts';
import { type NodeReplay, startNodeReplay } from './node.ts';

const open: NodeReplay[] = [];
afterEach(async () => {
  for (const replay of open.splice(0)) await replay.close();
});
const SUM = `export const folds = { order: { initial: { sum: 0 }, on: { A: (s, e) => ({ sum: s.sum + e.payload.n }) } } };
export const projections = { places: { key: 'place', initial: { n: 0 }, on: { '*': (r) => ({ n: r.n + 1 }) } } };`;
const FEW = recordsOf('order/a:A order/b:A order/a:B order/a:A order/b:A order/a:A');
const MANY = recordsOf(Array.from({ length: 6000 }, (_, i) => `order/s${i % 40}:A`).join(' '));
async function run(records: readonly object[] = FEW, text = SUM) {
  const replay = await startNodeReplay([{ path: 'a.behavior.ts', text }], undefined, await sourceOf(records));
  open.push(replay);
  expect(replay.loaded.error).toBeUndefined();
  return replay.session;
}

describe('what can be asked', () => {
  it('blame, when, between, known, known-between, passed-over', async () => {
    const session = await run();
    const row = { target: 'fold/order', key: 'order/a' };
    expect((await session.ask({ ask: 'blame', row, path: ['sum'] })).writes.map(({ slot }) => slot)).toEqual([1, 4, 6]);
    expect((await session.ask({ ask: 'blame', row, path: ['sum'], until: 4 })).total).toBe(2);
    const when = await session.ask({
      ask: 'when',
      over: { target: 'fold/order' },
      expression: "state.sum > 2 && record.type === 'A' // so",
    });
    expect(when.intervals).toMatchObject([
      { key: 'order/a', from: 4, open: true },
      { key: 'order/b', from: 5, open: true },
    ]);
    expect(
      (await session.ask({ ask: 'between', from: 2, to: 4 })).rows.map(({ target, key }) => `${target} ${key}`),
    ).toEqual(['projection/places p0', 'fold/order order/a', 'projection/places p1']);
    const cut = { tEvent: Date.UTC(2026, 0, 4) * 1000 };
    const known = await session.ask({ ask: 'known', cut, request: { subject: 'order/a' } });
    expect([known.slot, known.subjectState]).toEqual([4, { sum: 5 }]);
    expect(await session.ask({ ask: 'known-between', cut })).toMatchObject({
      total: 4,
      records: { believed: 4, known: 6 },
    });
    const twice = await run([...FEW, FEW[0] ?? {}]);
    expect(await twice.ask({ ask: 'passed-over' })).toMatchObject({
      total: 1,
      list: [{ slot: 2, why: 'exact duplicate', done: 'skipped' }],
    });
  });
  it('which records no handler is for, by type', async () => {
    const folds = 'export const folds = { order: { initial: 0, on: { A: (n) => n + 1 } } };';
    const others = recordsOf('order/a:A order/a:B customer/c:A order/a:B order/a:C');
    expect(await (await run(others, folds)).ask({ ask: 'unheard' })).toEqual({
      records: 4,
      types: 3,
      list: [
        { type: 'B', records: 2 },
        { type: 'A', records: 1 },
        { type: 'C', records: 1 },
      ],
    });
    const all = await run(MANY, folds.replace('A:', 'B:'));
    expect(await all.ask({ ask: 'unheard' })).toEqual({
      records: 6000,
      types: 1,
      list: [{ type: 'A', records: 6000 }],
    });
    expect(await (await run()).ask({ ask: 'unheard' })).toEqual({ records: 0, types: 0, list: [] });
  });
  it('two behaviors', async () => {
    const session = await run();
    const files = [
      {
        path: 'b.behavior.ts',
        text: SUM.replace('s.sum + e.payload.n', 's.sum + (e.payload.n > 4 ? 1 : e.payload.n)'),
      },
    ];
    const { partings, endDifferently } = await session.ask({ ask: 'compare', files });
    expect([endDifferently, partings.map(({ key, slot }) => [key, slot])]).toEqual([
      2,
      [
        ['order/b', 5],
        ['order/a', 6],
      ],
    ]);
  });
  it.each([
    [
      'an expression that is none',
      { ask: 'when', over: { target: 'fold/order' }, expression: 'state.' },
      /Unexpected|no TypeScript/,
    ],
    [
      'a behavior that is none',
      { ask: 'compare', files: [{ path: 'b.behavior.ts', text: 'export const folds = {' }] },
      /b\.behavior\.ts:\d/,
    ],
    [
      'one without anything in it',
      { ask: 'compare', files: [{ path: 'b.behavior.ts', text: 'export const x = 1;' }] },
      /nothing of behavior/,
    ],
  ] as const)('refuses %s, and goes on', async (_, question, message) => {
    const session = await run();
    await expect(session.ask(question)).rejects.toThrow(message);
    expect((await session.seek({ slot: 6 })).slot).toBe(6);
  });
  it('an expression has no more than behavior has, and may not hang', async () => {
    const session = await run();
    const over = { target: 'fold/order' };
    const escaped = await session.ask({ ask: 'when', over, expression: "(() => 1).constructor('return this')()" });
    expect([escaped.total, escaped.threw]).toEqual([0, 6]);
    expect(
      (await session.ask({ ask: 'when', over, expression: '(() => { throw { get message() { throw 1; } }; })()' }))
        .threw,
    ).toBe(6);
    await expect(session.ask({ ask: 'when', over, expression: '(() => { for (;;); })()' })).rejects.toMatchObject({
      detail: { code: 'timeout' },
    });
  });
});

describe('a long question', () => {
  it('tells its progress, and lets seeks in between', async () => {
    const session = await run(MANY);
    const parts: number[] = [];
    const order: string[] = [];
    const proof = session.ask({ ask: 'prove' }, { onProgress: (part) => parts.push(part) }).then((proved) => {
      order.push('proved');
      return proved;
    });
    const view = await session.seek({ slot: 40 });
    order.push('seen');
    expect(view.subjectState).toEqual({ sum: 40 });
    const { proofs, ran } = await proof;
    expect(order).toEqual(['seen', 'proved']);
    expect(proofs.every(({ holds }) => holds)).toBe(true);
    expect(ran.records).toBe(6000);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  }, 30_000);
  it('is cancelled soon', async () => {
    const session = await run(MANY);
    const stop = new AbortController();
    const asked = session.ask(
      { ask: 'prove' },
      { signal: stop.signal, onProgress: (part) => part > 0 && stop.abort() },
    );
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect((await session.seek({ slot: 1 })).slot).toBe(1);
    await expect(session.ask({ ask: 'chain' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
