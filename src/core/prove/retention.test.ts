import { describe, expect, it } from 'vitest';
import { standingOf } from '../judged.ts';
import type { Proof } from './prove.types.ts';
import { retain } from './retention.ts';
import { parseRetention } from './retention-rules.ts';
import { benchOf, type Exported, recordsOf } from './testing/bench.ts';

interface E {
  readonly id: string;
  readonly payload: { readonly n: number; readonly place: string };
}
const make = (): Exported => ({
  folds: { order: { initial: { sum: 0 }, on: { A: (s: { sum: number }, e: E) => ({ sum: s.sum + e.payload.n }) } } },
  projections: {
    latest: { key: 'record.subject_id', initial: null, on: { '*': (_: unknown, e: E) => e.payload.n } },
    places: { key: 'place', initial: 0, on: { '*': (n: number) => n + 1 } },
  },
});
// order/a is at slots 1, 3 and 5, order/b at 2, 4 and 6; a day each.
const RECORDS = recordsOf('order/a:A order/b:A order/a:A order/b:B order/a:B order/b:A');
const run = async (...rules: string[]) => retain(await benchOf(RECORDS, make), rules.map(parseRetention));
const holds = (proofs: readonly Proof[]) => proofs.map(({ target, holds: h }) => `${h ? '+' : '-'}${target}`).join(' ');
const fold = (proofs: readonly Proof[], target = 'fold/order') => proofs.find((p) => p.target === target)?.evidence;

describe('what a rule takes away', () => {
  it('before a position: which folds change, since which record, and the checkpoint that would have to be kept', async () => {
    const answer = await run('from:3');
    expect(answer.records).toEqual({ all: 6, kept: 4, masked: 0 });
    expect(holds(answer.proofs)).toBe('-fold/order +projection/latest -projection/places');
    expect(fold(answer.proofs)).toMatchObject({
      rebuildable: false,
      changed_total: 2,
      changed: [
        { key: 'order/a', because: { slot: 1, record: 'r-1' }, changes: [{ path: ['sum'], before: 4, after: 3 }] },
        { key: 'order/b', because: { slot: 2, record: 'r-2' }, changes: [{ path: ['sum'], before: 8, after: 6 }] },
      ],
      checkpoint: { slot: 2, rows: 2, enough: true, hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
    expect([answer.gaps_total, answer.starts_total]).toEqual([0, 2]);
  });
  it('by age and by count, the same records', async () => {
    const byAge = await run('age:3d');
    expect(byAge).toEqual(await run('last:4'));
    expect(byAge).toEqual(await run('from:3'));
    expect((await run('last:99')).proofs.every((proof) => proof.holds)).toBe(true);
  });
  it('the strictest of several rules holds', async () => {
    expect((await run('last:5', 'from:4', 'age:90d')).records.kept).toBe(3);
  });
  it('a subject: its state goes, and what it had a part in changes', async () => {
    const { proofs, records } = await run('erase:order/a');
    expect(records.kept).toBe(3);
    expect(holds(proofs)).toBe('-fold/order -projection/latest -projection/places');
    expect(fold(proofs)).toMatchObject({ changed_total: 1, gone: 1, changed: [{ key: 'order/a', gone: true }] });
    expect(fold(proofs)?.checkpoint).toMatchObject({ note: expect.stringContaining('erased') });
  });
  it('a field: only what looked at it changes', async () => {
    const answer = await run('mask:payload.n');
    expect(answer.records).toEqual({ all: 6, kept: 6, masked: 6 });
    expect(holds(answer.proofs)).toBe('-fold/order -projection/latest +projection/places');
    expect(holds((await run('mask:payload.nothing')).proofs)).toBe('+fold/order +projection/latest +projection/places');
    expect(fold((await run('mask:payload.place')).proofs, 'projection/places')).toMatchObject({
      gone: 3,
      changed_total: 4,
    });
  });
  it('gaps that a rule makes are told apart from those that were there', async () => {
    const log = [1, 2, 5, 6].map((sequence, i) => ({
      id: `x${i}`,
      type: 'A',
      subject_type: 'order',
      subject_id: 'a',
      sequence,
      t_log: `2026-01-0${sequence === 2 ? 1 : 9}T00:00:00Z`,
      payload: { n: 1, place: 'p' },
    }));
    const answer = await retain(await benchOf(log, make), [parseRetention('age:1d')]);
    expect(answer.gaps).toEqual([{ subject: 'order/a', after: 1, before: 5, missing: 3 }]);
  });
});

describe('rules as they are written', () => {
  it.each([
    ['age:90d', { rule: 'age', micros: 90 * 86_400e6 }],
    ['age:P3M', { rule: 'age', micros: 90 * 86_400e6 }],
    [' last: 1,000 ', { rule: 'last', count: 1000 }],
    ['erase:order/o:1', { rule: 'erase', subject: 'order/o:1' }],
    ['mask:payload."e.mail"', { rule: 'mask', path: ['payload', 'e.mail'] }],
    ['mask:actor_id', { rule: 'mask', path: ['actor_id'] }],
  ])('%s', (text, rule) => expect(parseRetention(text)).toEqual(rule));
  it.each(['age:soon', 'last:', 'from:0', 'erase:', 'mask:payload', 'mask:id', 'mask:nope', 'keep:1', 'nonsense'])(
    'refuses %s, and says what it takes',
    (text) => expect(() => parseRetention(text)).toThrow(/--retain .*age:90d/),
  );
});

it('of what hears no record nothing is said', async () => {
  const foreign = () => ({ ...make(), folds: { order: { initial: {}, on: { Other: () => ({}) } } } });
  const { proofs } = await retain(await benchOf(RECORDS, foreign), [parseRetention('from:3')]);
  expect(proofs.map((proof) => `${proof.target} ${standingOf(proof)}`)).toEqual([
    'fold/order not tried',
    'projection/latest holds',
    'projection/places fails',
  ]);
});
