/** Findings of each kind over time, and the rows they stand at: what a chart and a list with jumps need beside the report. */
import type { Analysis } from './analyse.ts';
import type { Columns } from './columns.ts';
import { FINDING_KINDS, type FindingKind } from './integrity-words.ts';
import { type Lags, lagsOf } from './lags.ts';
import { orderKey, sortedRows } from './slots.ts';

export type PlacedKind = Exclude<FindingKind, 'rejected'>;

export interface FindingsOverTime {
  /** In the order of the report's lists, at most as many. */
  readonly rows: Readonly<Record<PlacedKind, readonly number[]>>;
  /** Counts in `BINS` equal spans of the time of the log, else of the event; absent where no record has a time. */
  readonly chart?: {
    readonly fromMicros: number;
    readonly toMicros: number;
    readonly bins: Readonly<Record<PlacedKind, readonly number[]>>;
    readonly records: readonly number[];
  };
  readonly lags: Lags;
  /** Holes in the position of the whole log: normal, and no finding. Absent where records have none. */
  readonly positions?: { readonly holes: number; readonly missing: number };
}

const PLACED = FINDING_KINDS.filter((kind): kind is PlacedKind => kind !== 'rejected');

export const BINS = 60;
const LISTED = 1000;

export function findingsOverTime(analysis: Analysis, columns: Columns, tProcessMicros: Float64Array): FindingsOverTime {
  const all: Readonly<Record<PlacedKind, readonly number[]>> = {
    gaps: [...analysis.gaps].sort((a, b) => a.row - b.row).map(({ row }) => row),
    starts: analysis.starts.map(({ row }) => row),
    duplicates: analysis.duplicates.map(({ rows }) => rows[1] ?? rows[0] ?? 0),
    out_of_order: analysis.outOfOrder.map(({ row }) => row),
    clock_skew: analysis.skews.map(({ row }) => row),
    late: analysis.lates,
    orphans: analysis.orphans,
  };
  const chart = chartOf(all, columns);
  const positions = positionHoles(columns);
  const rows = byKind((kind) => all[kind].slice(0, LISTED));
  const lags = lagsOf(columns, tProcessMicros);
  return { rows, lags, ...(chart && { chart }), ...(positions && { positions }) };
}

function byKind(make: (kind: PlacedKind) => readonly number[]): FindingsOverTime['rows'] {
  const lists: Partial<Record<PlacedKind, readonly number[]>> = {};
  for (const kind of PLACED) lists[kind] = make(kind);
  return lists as FindingsOverTime['rows'];
}

function chartOf(
  all: FindingsOverTime['rows'],
  { count, tLogMicros, tEventMicros }: Columns,
): FindingsOverTime['chart'] {
  const times = tLogMicros.some((t) => !Number.isNaN(t)) ? tLogMicros : tEventMicros;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  if (!(from <= to)) return undefined;
  const width = Math.max(1, to - from);
  const binOf = (row: number) => {
    const time = times[row] ?? Number.NaN;
    return Number.isNaN(time) ? -1 : Math.min(BINS - 1, Math.floor(((time - from) / width) * BINS));
  };
  const counted = (rows: Iterable<number>) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const row of rows) {
      const bin = binOf(row);
      if (bin >= 0) bins[bin] = (bins[bin] ?? 0) + 1;
    }
    return bins;
  };
  const bins = byKind((kind) => counted(all[kind]));
  return { fromMicros: from, toMicros: to, bins, records: counted(each(count)) };
}

function* each(count: number): Generator<number> {
  for (let row = 0; row < count; row++) yield row;
}

function positionHoles(columns: Columns): FindingsOverTime['positions'] {
  if (orderKey(columns) !== columns.position || columns.count === 0) return undefined;
  let holes = 0;
  let missing = 0;
  let previous: number | undefined;
  for (const row of sortedRows(columns.count, columns.position)) {
    const position = columns.position[row] ?? 0;
    if (previous !== undefined && position > previous + 1) {
      holes++;
      missing += position - previous - 1;
    }
    previous = position;
  }
  return { holes, missing };
}
