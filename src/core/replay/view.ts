/** What replay shows, and why it ended early. */
import type { JsonObject, JsonValue } from '../record/record.ts';
import type { Change } from './changes.ts';
import type { Part, PartWanted } from './part.ts';
import type { Unheard } from './unheard.ts';

export const REPLAY_ERROR_CODES = [
  'timeout',
  'memory',
  'throw',
  'state-not-json',
  'stopped',
  'syntax',
  'unavailable',
] as const;
export type ReplayErrorCode = (typeof REPLAY_ERROR_CODES)[number];

/** Contract §7. `slot` is 1-based; `target` is `fold/order`, `projection/open_orders`, `upcaster/OrderPlaced@1`. */
export interface ReplayError {
  readonly code: ReplayErrorCode;
  readonly message: string;
  readonly record?: string;
  readonly slot?: number;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly target?: string;
}

export interface NotApplied {
  readonly duplicate: number;
  readonly unknown_type: number;
  readonly unknown_version: number;
}

export interface LogLine {
  readonly level: string;
  readonly text: string;
  readonly target: string;
  /** 1-based; 0 = while the behavior was evaluated. */
  readonly slot: number;
}

/** What stands at a watched path at this slot. */
export interface WatchedNow {
  /** The beginning of its JSON; undefined where nothing is there. */
  readonly text: string | undefined;
  /** This step changed it. */
  readonly changed: boolean;
}

export interface SubjectRow {
  readonly subject: string;
  /** The fold that takes it: `order`, `*`. */
  readonly fold: string;
  /** Its records up to here, those passed over included, and the slot of the last of them. */
  readonly records: number;
  readonly lastSlot: number;
  /** The beginning of its state's JSON. */
  readonly text: string;
  readonly error?: ReplayError;
}
/** Of all subjects that have a fold and a record up to this slot, in the order of their names in the journal. */
export interface SubjectPage {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly SubjectRow[];
}

export interface RowView {
  readonly key: string;
  /** The beginning of its JSON. */
  readonly text: string;
  readonly value: JsonValue;
  /** `value` is a part of it. */
  readonly part?: Omit<Part, 'value'>;
  readonly changes: readonly Change[];
}

export interface StateView {
  readonly slot: number;
  /** The subject whose state is shown: the asked one, else the one of the record at this slot. */
  readonly subject: string | undefined;
  readonly subjectState: JsonValue | undefined;
  /** `subjectState` is a part of it. */
  readonly subjectPart?: Omit<Part, 'value'>;
  readonly subjectChanges: readonly Change[];
  readonly subjectError?: ReplayError;
  readonly projection: string | undefined;
  /** A page of the projection's rows, by key. */
  readonly rows: readonly RowView[];
  readonly rowsTotal: number;
  /** Keys that this step touched, deleted ones too. */
  readonly touched: readonly string[];
  readonly projectionError?: ReplayError;
  /** Of each watched path that was asked for, in that order. */
  readonly watched: readonly WatchedNow[];
  /** Present where it was asked for. */
  readonly subjects?: SubjectPage;
  readonly logs: readonly LogLine[];
  readonly notApplied: NotApplied;
  /** Events that a projection hears but that do not hold its key. */
  readonly withoutKey: number;
  /** How many numbers are missing in the scope before this record. */
  readonly gapBefore: number;
  /** What this slot was: applied, or why not. */
  readonly applied: string;
  /** Replay ends here: a gap, an unknown type or version where `on_replay` says stop. */
  readonly error?: ReplayError;
}

export interface SeekRequest {
  /** 0 = before the first record. */
  readonly slot: number;
  readonly subject?: string;
  readonly projection?: string;
  readonly rowsFrom?: number;
  readonly rowsCount?: number;
  readonly keyFilter?: string;
  /** A target, a key, and a path in its state: `fold/order`, `order/o-1`, `['total']`. */
  readonly watch?: readonly {
    readonly target: string;
    readonly key: string;
    readonly path: readonly (string | number)[];
  }[];
  /** Where it is given, large states are sent as the parts that are unfolded; else whole. `row` is the unfolded row. */
  readonly parts?: { readonly subject?: PartWanted; readonly row?: PartWanted & { readonly key: string } };
  /** A page of all subjects whose name holds `filter`. */
  readonly subjects?: { readonly from: number; readonly count: number; readonly filter?: string };
}

/** All states and views at a slot. */
export interface ReplayAnswer {
  readonly slot: number;
  readonly states: JsonObject;
  readonly views: JsonObject;
  readonly not_applied: NotApplied;
  readonly unheard: Unheard;
  readonly error?: ReplayError;
}

/** The whole answer of `factline replay`. */
export interface ReplayResult extends ReplayAnswer {
  /** `sha256:` and the lower-case hex SHA-256 of the canonical bytes of `{ states, views }`. */
  readonly hash: string;
}
