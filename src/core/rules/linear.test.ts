/** No rule looks through the whole model for each of its parts. Counted in what is read, so that it does not depend on the machine. */
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import { walk } from './check.ts';
import { RULES } from './index.ts';
import { SETTINGS } from './profiles.ts';
import type { Rule } from './rule.ts';
import { bigModel } from './testing/big-model.ts';
import { counted } from './testing/counted.ts';

const [SMALL, LARGE] = [60, 240];

/** How often a rule reads anything of a model, over all profiles. */
function readsOf(rule: Rule, model: ReturnType<typeof parseModel>['model']): number {
  let total = 0;
  for (const profile of PROFILES) {
    const { value, reads } = counted(model);
    const visit = { model: value, profile, settings: SETTINGS[profile], behavior: undefined, report: () => {} };
    walk(value, [{ rule, visit }], (id, at, error) => {
      throw new Error(`${id} failed at ${at}: ${String(error)}`);
    });
    total += reads();
  }
  return total;
}

describe.each(['kept', 'broken', 'crowded'] as const)('a model four times as large (%s)', (style) => {
  const [small, large] = [SMALL, LARGE].map((size) => parseModel([{ path: 'a', text: bigModel(size, style) }]));
  it('is a model', () => {
    expect([small?.findings, large?.findings]).toEqual([[], []]);
  });
  it.each(RULES.map((rule) => [rule.meta.id, rule] as const))('%s reads at most five times as much', (_, rule) => {
    if (!small || !large) throw new Error('no model');
    expect(readsOf(rule, large.model)).toBeLessThan(5 * readsOf(rule, small.model) + 500);
  });
});

it('counts what is read', () => {
  const { value, reads } = counted({ a: { b: 1 }, list: [1, 2, 3] });
  expect(Object.values(value.a)).toEqual([1]);
  const before = reads();
  expect(value.list.includes(3)).toBe(true);
  expect([before >= 3, reads() - before >= 4]).toEqual([true, true]);
});
