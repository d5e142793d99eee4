import { describe, expect, it } from 'vitest';
import type { Columns } from './columns.ts';
import { lagsOf, lagText } from './lags.ts';

const columns = (pairs: readonly (readonly [number, number])[]) =>
  ({
    tEventMicros: Float64Array.from(pairs, ([event]) => event),
    tLogMicros: Float64Array.from(pairs, ([, log]) => log),
  }) as unknown as Columns;

describe('lags', () => {
  it('are taken of records that have both times', () => {
    const pairs = Array.from({ length: 100 }, (_, i) => [0, (i + 1) * 1e6] as const);
    const { toLog, toProcess } = lagsOf(
      columns([...pairs, [Number.NaN, 5], [5, Number.NaN]]),
      new Float64Array(102).fill(Number.NaN),
    );
    expect(toLog).toEqual({ count: 100, least: 1e6, median: 50e6, p95: 95e6, most: 100e6 });
    expect(toProcess).toBeUndefined();
  });
  it('are said in words', () => {
    expect(lagText({ count: 3, least: 0, median: 15e6, p95: 90e6, most: 7200e6 })).toBe(
      'median 15 s, 95 % within 1.5 min, at most 2 h',
    );
    expect(lagText({ count: 1, least: -250, median: -250, p95: -250, most: 0 })).toBe(
      'median -250 µs, 95 % within -250 µs, at most 0 µs, at least -250 µs',
    );
  });
});
