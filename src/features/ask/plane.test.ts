import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, planeOf } from './plane.ts';

describe('the plane of the two times', () => {
  it('has t_event across and t_log up', () => {
    const plane = planeOf(Float64Array.of(0, 10, 10), Float64Array.of(100, 100, 300), 2);
    expect(plane && [...plane.counts]).toEqual([1, 1, 0, 1]);
    expect(plane).toMatchObject({ event: { from: 0, to: 10 }, log: { from: 100, to: 300 }, most: 1, records: 3 });
  });
  it('counts each record that has both times once', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.option(fc.integer(), { nil: Number.NaN }), fc.option(fc.integer(), { nil: Number.NaN }))),
        fc.integer({ min: 1, max: 20 }),
        (pairs, bins) => {
          const plane = planeOf(
            Float64Array.from(pairs, ([e]) => e),
            Float64Array.from(pairs, ([, l]) => l),
            bins,
          );
          const both = pairs.filter(([e, l]) => !Number.isNaN(e) && !Number.isNaN(l)).length;
          expect(plane?.counts.reduce((a, b) => a + b, 0) ?? 0).toBe(both);
          expect(plane?.most ?? 0).toBe(Math.max(0, ...(plane?.counts ?? [])));
        },
      ),
    ));
  it('is not stretched by an outlier', () => {
    const times = Float64Array.from({ length: 1000 }, (_, i) => (i === 500 ? 1e15 : i));
    expect(planeOf(times, times, 10)?.event.to).toBeLessThan(1000);
    expect(binOf(1e15, { from: 0, to: 1000 }, 10)).toBe(9);
  });
});
