/** What can be asked of a replay, and what is answered. Slots are 1-based; lists are cut at 1,000, `total` is of all. */
import type { JsonValue } from '../record/record.ts';
import type { Change } from '../replay/changes.ts';
import type { Cut } from '../replay/source.ts';
import type { ReplayError } from '../replay/view.ts';

/** A row of one of the folds or projections. */
export interface RowRef {
  /** `fold/order`, `projection/open_orders` */
  readonly target: string;
  /** The subject or the row's key. */
  readonly key: string;
}
export type Path = readonly (string | number)[];

export interface RecordRef {
  readonly slot: number;
  readonly record: string;
  readonly type: string;
}

/** A record that wrote what stands at a path. */
export interface Write extends RecordRef {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}
export interface Blamed {
  readonly writes: readonly Write[];
  readonly total: number;
  readonly error?: ReplayError;
}

/** A place in the state of a subject or in a row. */
export interface WatchedPath extends RowRef {
  readonly path: Path;
}
/** The changes of a watched path, in slot order. */
export interface WatchedCourse {
  /** 1-based. */
  readonly slots: Uint32Array;
  /** What each change left there: a number, true as 1, false as 0, else NaN. */
  readonly numbers: Float64Array;
  /** What stands there before the first change, likewise. */
  readonly start: number;
  readonly total: number;
  readonly error?: ReplayError;
}

/** From the slot that made it true to the last one at which it holds; `open`: it holds to the end. */
export interface Interval {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
  readonly record: string;
}
export interface Intervals {
  readonly intervals: readonly Interval[];
  readonly total: number;
  /** How often the expression was evaluated, and how often it threw, which counts as not holding. */
  readonly evaluated: number;
  readonly threw: number;
  /** What it threw first. */
  readonly message?: string;
  readonly error?: ReplayError;
}

/** Differences of rows, by path. */
export interface RowDifference extends RowRef {
  readonly changes: readonly Change[];
}
export interface Differences {
  readonly rows: readonly RowDifference[];
  /** Rows that differ. */
  readonly total: number;
  readonly error?: ReplayError;
}

/** The difference between what two cuts leave: what was believed, and what is known. */
export interface KnownDifference extends Differences {
  readonly records: { readonly believed: number; readonly known: number };
}
export type { Cut };

/** One journal beside another: what differs at the end, and where states first did. */
export interface Beside extends Differences {
  /** After so many slots of both. */
  readonly first?: RowDifference & { readonly slot: number };
}

/** Where two behaviors part over one journal. */
export interface Parting extends RowRef, RecordRef {
  /** At the first record where they differ. */
  readonly changes: readonly Change[];
  /** At the end; empty where they met again. */
  readonly atEnd: readonly Change[];
}
export interface Comparison {
  /** Those that differ at the end first. */
  readonly partings: readonly Parting[];
  readonly total: number;
  /** Of all, those that end differently. */
  readonly endDifferently: number;
  readonly rows: number;
  /** The first record of each type that reaches the handlers as another event. */
  readonly upcasters: readonly (RecordRef & { readonly changes: readonly Change[]; readonly records: number })[];
  readonly errors: { readonly first: readonly ReplayError[]; readonly second: readonly ReplayError[] };
  /** Targets that only one of them has. */
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}
export const MOST = 1000;
