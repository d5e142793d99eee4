import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesOf, PLAIN, scaleOf } from './timeline-axis.ts';
import { countBetween, countBins, indexOfRow, lowerBound, nearestIndex } from './timeline-search.ts';

const times = (max: number, length: number) =>
  fc.array(fc.integer({ min: 0, max }), { maxLength: length }).map((list) => Float64Array.from(list).sort());

const evenEdges = (fromMicros: number, toMicros: number, columns: number) =>
  edgesOf(scaleOf({ fromMicros, toMicros }, PLAIN), new Float64Array(columns + 1));

/** Each value asked about each column: the definition. */
function plainBins(sorted: Float64Array, from: number, to: number, columns: number): number[] {
  const width = (to - from) / columns;
  const edge = (x: number) => (x === columns ? to : from + x * width);
  return Array.from({ length: columns }, (_, x) => sorted.filter((t) => t >= edge(x) && t < edge(x + 1)).length);
}

describe('countBins', () => {
  it('counts what the definition counts, few values or many', () => {
    fc.assert(
      fc.property(
        times(1000, 600),
        fc.integer({ min: -100, max: 900 }),
        fc.integer({ min: 1, max: 1200 }),
        fc.integer({ min: 1, max: 40 }),
        (sorted, from, length, columns) => {
          const out = new Uint32Array(columns).fill(9);
          const sum = countBins(sorted, evenEdges(from, from + length, columns), out);
          expect([...out]).toEqual(plainBins(sorted, from, from + length, columns));
          expect(sum).toBe(countBetween(sorted, from, from + length));
        },
      ),
    );
  });

  it('is exact at times of today, a microsecond a column', () => {
    const start = 1_700_000_000_000_000;
    const sorted = Float64Array.from([0, 0, 1, 5, 5, 5, 9, 10], (t) => start + t);
    const out = new Uint32Array(10);
    expect(countBins(sorted, evenEdges(start, start + 10, 10), out)).toBe(7);
    expect([...out]).toEqual([2, 1, 0, 0, 0, 3, 0, 0, 0, 1]);
  });
});

describe('searches', () => {
  it('lowerBound splits below from not below', () => {
    fc.assert(
      fc.property(times(50, 80), fc.integer({ min: -5, max: 55 }), (sorted, x) => {
        const at = lowerBound(sorted, x);
        expect(sorted.slice(0, at).every((t) => t < x)).toBe(true);
        expect(sorted.slice(at).every((t) => t >= x)).toBe(true);
      }),
    );
  });

  it('nearestIndex is as near as any', () => {
    fc.assert(
      fc.property(times(50, 80), fc.integer({ min: -5, max: 55 }), (sorted, x) => {
        const at = nearestIndex(sorted, x);
        fc.pre(sorted.length > 0);
        const distance = Math.abs((sorted[at] ?? NaN) - x);
        expect(distance).toBe(Math.min(...[...sorted].map((t) => Math.abs(t - x))));
      }),
    );
  });

  it('indexOfRow finds a row among equal times, and not one that is filtered out', () => {
    expect(nearestIndex(new Float64Array(0), 5)).toBe(-1);
    const sorted = Float64Array.of(1, 2, 2, 2, 3);
    const rows = Uint32Array.of(7, 1, 4, 9, 2);
    expect(indexOfRow(sorted, rows, 2, 9)).toBe(3);
    expect(indexOfRow(sorted, rows, 2, 8)).toBe(-1);
    expect(indexOfRow(sorted, rows, Number.NaN, 9)).toBe(-1);
  });
});
