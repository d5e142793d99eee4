/** Findings by row, for the table's column of marks and the timeline. */
import type { Analysis } from './analyse.ts';
import type { Columns } from './columns.ts';
import { MARK_KINDS, type MarkKind, type Marks } from './lanes.ts';

const bit = (kind: MarkKind) => 1 << MARK_KINDS.indexOf(kind);

interface Found {
  readonly kind: MarkKind;
  readonly row: number;
  /** 0 t_event, 1 t_log, 2 t_process. */
  readonly lane: 0 | 1 | 2;
}

/** Every mark, in no order: a gap stands at the record after the hole, a duplicate at each repeat. */
function* found(analysis: Analysis): Generator<Found> {
  for (const { row } of analysis.gaps) yield { kind: 'gap', row, lane: 1 };
  for (const { rows } of analysis.duplicates)
    for (const row of rows.slice(1)) yield { kind: 'duplicate', row, lane: 1 };
  for (const { row } of analysis.outOfOrder) yield { kind: 'out-of-order', row, lane: 1 };
  for (const { row, processing } of analysis.skews) yield { kind: 'skew', row, lane: processing === undefined ? 0 : 2 };
  for (const row of analysis.lates) yield { kind: 'late', row, lane: 1 };
}

/** A bit a kind of MARK_KINDS, by row. */
export function marksByRow(analysis: Analysis, count: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (const { kind, row } of found(analysis)) bits[row] = (bits[row] ?? 0) | bit(kind);
  return bits;
}

export const kindsOf = (bits: number): MarkKind[] => MARK_KINDS.filter((kind) => (bits & bit(kind)) !== 0);
export const bitsOf = (kinds: readonly MarkKind[]): number => kinds.reduce((bits, kind) => bits | bit(kind), 0);

/** Marks of the rows that `shown` lets through, by time; a record without the lane's time stands at the first time that it has. */
export function timelineMarks(
  analysis: Analysis,
  columns: Columns,
  tProcessMicros: Float64Array,
  shown: (row: number) => boolean,
): Marks {
  const times = [columns.tEventMicros, columns.tLogMicros, tProcessMicros] as const;
  const list: { kind: number; row: number; lane: number; time: number }[] = [];
  for (const { kind, row, lane } of found(analysis)) {
    if (!shown(row)) continue;
    const order = [lane, 1, 0, 2] as const;
    const at = order.find((l) => !Number.isNaN(times[l][row] ?? Number.NaN));
    if (at !== undefined) list.push({ kind: MARK_KINDS.indexOf(kind), row, lane: at, time: times[at][row] ?? 0 });
  }
  list.sort((a, b) => a.time - b.time || a.row - b.row);
  return {
    kind: Uint8Array.from(list, (m) => m.kind),
    timesMicros: Float64Array.from(list, (m) => m.time),
    rows: Uint32Array.from(list, (m) => m.row),
    lane: Uint8Array.from(list, (m) => m.lane),
  };
}
