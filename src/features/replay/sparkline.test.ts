import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextChange, sparkColumns } from './sparkline.ts';

const course = (changes: readonly (readonly [number, number])[], start = Number.NaN) => ({
  slots: Uint32Array.from(changes, ([slot]) => slot),
  numbers: Float64Array.from(changes, ([, value]) => value),
  start,
});

it('a value stands until the next change, and a column shows all that stood in its slots', () => {
  const columns = sparkColumns(
    course(
      [
        [3, 5],
        [4, 1],
        [9, Number.NaN],
      ],
      0,
    ),
    10,
    5,
  );
  expect(columns.map(({ low, high, changed }) => [low, high, changed])).toEqual([
    [0, 0, false],
    [0, 5, true],
    [1, 1, false],
    [1, 1, false],
    [1, 1, true],
  ]);
  expect(sparkColumns(course([[9, Number.NaN]], 0), 10, 10).at(-1)).toEqual({
    low: undefined,
    high: undefined,
    changed: false,
  });
});

const changesOf = (steps: readonly number[]) => {
  let slot = 0;
  return steps.map((step): readonly [number, number] => {
    slot += step;
    return [slot, slot % 7];
  });
};

it('columns and steps are those of a slow reading', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(steps, { maxLength: 3 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 30 }),
      (all, slot, width) => {
        const courses = all.map((one) => course(changesOf(one)));
        const changed = [...new Set(courses.flatMap(({ slots }) => [...slots]))].sort((a, b) => a - b);
        expect(nextChange(courses, slot, true)).toBe(changed.find((at) => at > slot));
        expect(nextChange(courses, slot, false)).toBe(changed.findLast((at) => at < slot));
        const [one] = courses;
        if (!one) return;
        const records = Math.max(1, one.slots.at(-1) ?? 1);
        const at = (s: number) => one.numbers[one.slots.findLastIndex((c) => c <= s)] ?? Number.NaN;
        for (const [c, { low, high }] of sparkColumns(one, records, width).entries()) {
          const from = Math.floor((c * records) / width);
          const to = Math.floor(((c + 1) * records) / width);
          const stood = Array.from({ length: to - from + 1 }, (_, i) => at(from + i)).filter((n) => !Number.isNaN(n));
          expect([low, high]).toEqual(
            stood.length === 0 ? [undefined, undefined] : [Math.min(...stood), Math.max(...stood)],
          );
        }
      },
    ),
  );
});
