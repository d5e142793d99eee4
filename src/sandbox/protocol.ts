/** What the page asks of the realm where a person's behavior code runs, and what it answers. Answers are parsed, never cast. Owner: replay. */
import type { Model } from '../core/model/model.ts';
import type { JsonObject, JsonValue } from '../core/record/record.ts';

export type ReplayErrorCode = 'timeout' | 'memory' | 'throw' | 'state-not-json' | 'stopped' | 'syntax' | 'unavailable';
/** Why a replay ended early (contract §7). `slot` is 1-based. */
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

export interface BehaviorFile {
  readonly path: string;
  readonly text: string;
}
export interface BehaviorOutline {
  /** Subject types with a fold ('*' included), names of projections. */
  readonly folds: readonly string[];
  readonly projections: readonly string[];
}

export type Change = {
  readonly path: readonly (string | number)[];
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: JsonValue;
  readonly after?: JsonValue;
};
export interface StateView {
  readonly slot: number;
  /** The subject whose state is shown: the asked one, else the one of the record at this slot. */
  readonly subject: string | undefined;
  readonly subjectState: JsonValue | undefined;
  readonly subjectChanges: readonly Change[];
  readonly projection: string | undefined;
  /** A page of the projection's rows, by key. */
  readonly rows: readonly { readonly key: string; readonly value: JsonValue; readonly changes: readonly Change[] }[];
  readonly rowsTotal: number;
  /** Keys that this step touched. */
  readonly touched: readonly string[];
  readonly logs: readonly { readonly level: string; readonly text: string; readonly target: string }[];
  readonly notApplied: { readonly duplicate: number; readonly unknown_type: number; readonly unknown_version: number };
  readonly gapBefore: number;
  /** What this slot was: applied, or why not. */
  readonly applied: string;
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
}
export interface ReplayResult {
  readonly slot: number;
  readonly states: JsonObject;
  readonly views: JsonObject;
  readonly not_applied: { readonly duplicate: number; readonly unknown_type: number; readonly unknown_version: number };
  readonly hash: string;
  readonly error?: ReplayError;
}

/** What the app calls. The first `load` starts the frame; a hang or a memory bomb removes it, and the next `load` starts a new one. */
export interface ReplayService {
  /** `journal` is a port on which `ReplaySource` is served. Throws nothing for bad code: see `error`. */
  load(input: {
    readonly files: readonly BehaviorFile[];
    readonly model?: Model;
    readonly journal?: MessagePort;
  }): Promise<{ readonly outline: BehaviorOutline; readonly error?: ReplayError }>;
  /** Newest wins: an older seek under way is dropped with an AbortError. */
  seek(
    request: SeekRequest,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (slot: number) => void },
  ): Promise<StateView>;
  /** The whole answer of `factline replay`, up to a slot. */
  result(slot: number): Promise<ReplayResult>;
  stop(): void;
  dispose(): void;
}
