import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lagScale, lagStrip, summaryBetween } from './lag-strips.ts';
import { nthInRange, quantileInRange, rangeQuantiles } from './range-quantiles.ts';

const column = fc
  .array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -1e12, max: 1e12 })), { maxLength: 200 })
  .map((list) => Float64Array.from(list));

describe('quantiles of a range', () => {
  it('are those of the range, sorted', () => {
    fc.assert(
      fc.property(
        column,
        fc.nat(200),
        fc.nat(200),
        fc.constantFrom(0.01, 0.5, 0.95, 0.99, 1),
        (values, a, b, share) => {
          const from = Math.min(a, b, values.length);
          const to = Math.min(Math.max(a, b), values.length);
          const sorted = values.slice(from, to).sort();
          const quantiles = rangeQuantiles(values);
          sorted.forEach((value, k) => {
            expect(nthInRange(quantiles, from, to, k)).toBe(value);
          });
          expect(nthInRange(quantiles, from, to, sorted.length)).toBeNaN();
          const wanted = quantileInRange(quantiles, from, to, share);
          if (sorted.length === 0) expect(wanted).toBeNaN();
          else {
            // Nearest rank: enough are not above it, and too few are below it.
            expect(sorted.filter((v) => v <= wanted).length).toBeGreaterThanOrEqual(share * sorted.length - 1e-6);
            expect(sorted.filter((v) => v < wanted).length).toBeLessThan(share * sorted.length);
          }
        },
      ),
    );
  });

  it('at the ends of words and with one value only', () => {
    for (const count of [1, 31, 32, 33, 64, 1000]) {
      const same = rangeQuantiles(new Float64Array(count).fill(7));
      expect(nthInRange(same, 0, count, count - 1)).toBe(7);
      const rising = rangeQuantiles(Float64Array.from({ length: count }, (_, i) => i));
      expect(nthInRange(rising, 0, count, count - 1)).toBe(count - 1);
      expect(nthInRange(rising, count - 1, count, 0)).toBe(count - 1);
    }
  });
});

describe('lag strips', () => {
  it('stand at the later time, of records that have both and that are shown', () => {
    const event = Float64Array.of(0, 10, Number.NaN, 30, 40);
    const log = Float64Array.of(100, 11, 12, Number.NaN, 41);
    expect(summaryBetween(lagStrip(event, log), 0, 1000)).toEqual({ count: 3, p50: 1, p95: 100, most: 100 });
    expect(summaryBetween(lagStrip(event, log), 0, 100)).toEqual({ count: 2, p50: 1, p95: 1, most: 1 });
    expect(summaryBetween(lagStrip(event, log, Uint8Array.of(1, 0, 1, 1, 0)), 0, 1000).count).toBe(1);
    expect(summaryBetween(lagStrip(event, log), 50, 60).p50).toBeNaN();
  });

  it('their scale rises with them, from 0 to 1, and its ticks are round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e13 }), fc.integer({ min: -10, max: 1e13 }), (most, lag) => {
        const { of, ticks } = lagScale(most);
        expect(of(most)).toBeCloseTo(1, 9);
        expect(of(0)).toBe(0);
        if (lag <= most) expect(of(lag)).toBeLessThanOrEqual(1);
        if (lag < most && lag > 0) expect(of(lag)).toBeLessThan(of(most));
        for (const tick of ticks) expect(tick).toBeLessThanOrEqual(most);
      }),
    );
  });
});
