/** How long records took: from happening to the log, and from the log to having been processed. */
import type { Columns } from './columns.ts';

/** Whole microseconds; percentiles by nearest rank. */
export interface Lag {
  readonly count: number;
  readonly least: number;
  readonly median: number;
  readonly p95: number;
  readonly most: number;
}
export interface Lags {
  /** `t_log − t_event` */
  readonly toLog?: Lag;
  /** `t_process − t_log`, of the record's first processing. */
  readonly toProcess?: Lag;
}

export function lagsOf({ tEventMicros, tLogMicros }: Columns, tProcessMicros: Float64Array): Lags {
  const toLog = lag(tEventMicros, tLogMicros);
  const toProcess = lag(tLogMicros, tProcessMicros);
  return { ...(toLog && { toLog }), ...(toProcess && { toProcess }) };
}

function lag(from: Float64Array, to: Float64Array): Lag | undefined {
  const all = new Float64Array(from.length);
  let count = 0;
  for (let row = 0; row < from.length; row++) {
    const took = (to[row] ?? Number.NaN) - (from[row] ?? Number.NaN);
    if (!Number.isNaN(took)) all[count++] = took;
  }
  if (count === 0) return undefined;
  const sorted = all.subarray(0, count).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * count) - 1)] ?? 0;
  return { count, least: sorted[0] ?? 0, median: at(0.5), p95: at(0.95), most: sorted[count - 1] ?? 0 };
}

/** `median 15 s, 95 % within 41 s, at most 42 s` */
export function lagText({ median, p95, most, least }: Lag): string {
  const low = least < 0 ? `, at least ${short(least)}` : '';
  return `median ${short(median)}, 95 % within ${short(p95)}, at most ${short(most)}${low}`;
}

const UNITS = [
  [86_400e6, 'd'],
  [3_600e6, 'h'],
  [60e6, 'min'],
  [1e6, 's'],
  [1e3, 'ms'],
] as const;

function short(micros: number): string {
  const [size, unit] = UNITS.find(([least]) => Math.abs(micros) >= least) ?? [1, 'µs'];
  return `${Number((micros / size).toPrecision(3)).toLocaleString('en')} ${unit}`;
}
