/** How long records took, over time: each lag stands at the later of its two times. */
import type { Columns } from './columns.ts';
import { processedAt } from './lanes-of.ts';
import { quantileInRange, type RangeQuantiles, rangeQuantiles } from './range-quantiles.ts';
import { sortedRows } from './slots.ts';
import { lowerBound } from './timeline-search.ts';

export const LAG_NAMES = ['t_log − t_event', 't_process − t_log'] as const;

export interface LagStrip {
  /** When it was logged, or processed; ascending. */
  readonly timesMicros: Float64Array;
  readonly lags: RangeQuantiles;
}
export interface LagStrips {
  readonly strips: readonly [LagStrip, LagStrip];
}

export interface LagSummary {
  readonly count: number;
  /** Microseconds; NaN where there are none. Percentiles by nearest rank. */
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export function lagStrip(from: Float64Array, to: Float64Array, shown?: Uint8Array): LagStrip {
  const rows = sortedRows(to.length, to).filter(
    (row) => !Number.isNaN((to[row] ?? 0) - (from[row] ?? 0)) && (shown === undefined || shown[row] === 1),
  );
  const timesMicros = new Float64Array(rows.length);
  const lags = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    timesMicros[i] = to[row] ?? 0;
    lags[i] = (to[row] ?? 0) - (from[row] ?? 0);
  }
  return { timesMicros, lags: rangeQuantiles(lags) };
}

/** `shown`, by row, leaves records out; absent = all. */
export function lagStrips(columns: Columns, shown?: Uint8Array, consumer?: string): LagStrips {
  const { tEventMicros, tLogMicros } = columns;
  return {
    strips: [lagStrip(tEventMicros, tLogMicros, shown), lagStrip(tLogMicros, processedAt(columns, consumer), shown)],
  };
}

/** Of the lags at indices [from, to). */
export const summaryOf = ({ lags }: LagStrip, from: number, to: number): LagSummary => ({
  count: to - from,
  p50: quantileInRange(lags, from, to, 0.5),
  p95: quantileInRange(lags, from, to, 0.95),
  most: quantileInRange(lags, from, to, 1),
});

/** Of the lags in [fromMicros, toMicros). */
export function summaryBetween(strip: LagStrip, fromMicros: number, toMicros: number): LagSummary {
  const from = lowerBound(strip.timesMicros, fromMicros);
  return summaryOf(strip, from, lowerBound(strip.timesMicros, toMicros, from));
}

const ROUND = [
  ...[1, 10, 100, 1000, 10_000, 100_000, 1e6, 10e6, 60e6, 600e6, 3600e6, 6 * 3600e6],
  ...[1, 10, 100, 365, 3650, 36_500].map((days) => days * 86_400e6),
];

/** A scale for lags up to `most`: the logarithm, from a ten-thousandth of it on; what is not above 0 stands at 0, what is longer at 1. */
export function lagScale(most: number): { readonly of: (lag: number) => number; readonly ticks: readonly number[] } {
  const grain = Math.max(1, most / 10_000);
  const top = Math.log1p(Math.max(1, most) / grain);
  const of = (lag: number) => (lag > 0 ? Math.min(1, Math.log1p(lag / grain) / top) : 0);
  return { of, ticks: ROUND.filter((lag) => lag <= most && of(lag) > 0.15) };
}
