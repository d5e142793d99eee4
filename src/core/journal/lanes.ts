/** What the timeline draws: sorted time columns and the short sorted columns of findings. */
import type { TimeRole } from '../formats/mapping.ts';
import type { SplitLanes } from './lane-split.ts';

/** Times ascending, and the row of the record each belongs to. Records without that time are absent. */
export interface Lane {
  readonly name: TimeRole;
  readonly timesMicros: Float64Array;
  /** Undefined where entry i is the time of row i, as where all records are there and ascend in the file. */
  readonly rows: Uint32Array | undefined;
}

/** The row of an entry; undefined where there is no such entry. */
export function rowAt({ timesMicros, rows }: Pick<Lane, 'timesMicros' | 'rows'>, entry: number): number | undefined {
  if (rows) return rows[entry];
  return entry in timesMicros ? entry : undefined;
}

export const MARK_KINDS = ['gap', 'duplicate', 'out-of-order', 'skew', 'late'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** One entry a finding, ascending by time. A gap stands at the record after the hole. */
export interface Marks {
  /** Index in MARK_KINDS. */
  readonly kind: Uint8Array;
  readonly timesMicros: Float64Array;
  readonly rows: Uint32Array;
  /** Index in MARK lanes: 0 t_event, 1 t_log, 2 t_process: where the mark is drawn. */
  readonly lane: Uint8Array;
}

/**
 * The times of each record by row, for joining it across the lanes; NaN where absent. Where they ascend they may be the lane's own column.
 * `tProcessMicros` is of the chosen consumer, else the first row; empty where nothing was processed.
 */
export interface LaneData {
  readonly count: number;
  readonly lanes: readonly [Lane, Lane, Lane];
  readonly marks: Marks;
  readonly tEventMicros: Float64Array;
  readonly tLogMicros: Float64Array;
  readonly tProcessMicros: Float64Array;
  /** One lane for each of something, drawn instead of the three. */
  readonly split?: SplitLanes;
}
