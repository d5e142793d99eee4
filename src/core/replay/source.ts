/** What replay asks of a journal: served by the journal worker over a MessagePort, by the command line from memory. */
import type { Block } from '../journal/columns.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { PackedNames } from './names.ts';

export const Applied = {
  yes: 0,
  exactDuplicate: 1,
  conflictingDuplicate: 2,
  sequenceDuplicate: 3,
  /** The recording itself says that it was not applied. */
  skippedAtSource: 4,
} as const;

/** Everything that replay order (§5) needs, once a journal. Slot s (0-based here, 1-based for people) visits row `slotRow[s]`. */
export interface ReplayOrder {
  readonly count: number;
  readonly slotRow: Uint32Array;
  /** By row: an `Applied` value. */
  readonly applied: Uint8Array;
  /** How many numbers are missing in its scope before a row; only where any are. */
  readonly gapBefore: ReadonlyMap<number, number>;
  readonly type: Uint32Array;
  readonly version: Uint16Array;
  readonly subject: Uint32Array;
  readonly types: readonly string[];
  readonly subjects: readonly string[];
  readonly subjectTypeOf: Uint32Array;
  readonly subjectTypes: readonly string[];
  /** Gaps and late starts of what is left, by the name of the scope; of a cut only. */
  readonly holes?: readonly Hole[];
  readonly starts?: readonly { readonly subject: string; readonly sequence: number }[];
}

export interface Hole {
  readonly subject: string;
  readonly after: number;
  readonly before: number;
  readonly missing: number;
}

/** Which records are left out, as if they had never been recorded. All that is given holds at once. Times are microseconds since 1970. */
export interface Cut {
  /** What had happened by then: `t_event` at or before it. */
  readonly tEvent?: number;
  /** What was known by then: `t_log` at or before it. */
  readonly tLog?: number;
  /** Slots below it are gone. */
  readonly fromSlot?: number;
  /** Only the last so many slots are left. */
  readonly last?: number;
  /** What is older than this, seen from the newest record, is gone. */
  readonly ageMicros?: number;
  /** Subjects without any record left. */
  readonly erased?: readonly string[];
}

export interface ReplaySource {
  /** Of a cut, with its gaps and starts. */
  order(cut?: Cut): Promise<ReplayOrder>;
  /** Block b holds rows `b * BLOCK_RECORDS …` in file order, as contract NDJSON lines. */
  block(index: number): Promise<Block>;
}

/** The messages of a ReplaySource over a MessagePort; answers carry the request's `id`. */
export type ReplaySourceRequest =
  | { readonly id: number; readonly ask: 'order'; readonly cut?: Cut }
  | { readonly id: number; readonly ask: 'block'; readonly index: number }
  /** Where the port was opened for a behavior: what was kept of it, and what is to be. */
  | { readonly id: number; readonly ask: 'checkpoints' }
  | { readonly id: number; readonly ask: 'keep'; readonly checkpoints: readonly Checkpoint[] };
export type ReplaySourceAnswer =
  /** A column of the order that follows: each goes alone, so that no more than one is there in copies. */
  | { readonly id: number; readonly part: Partial<ReplayOrder> }
  /** What its parts have not brought; the subjects by themselves. */
  | { readonly id: number; readonly order: Partial<ReplayOrder>; readonly subjects: PackedNames }
  | { readonly id: number; readonly block: Block }
  | { readonly id: number; readonly checkpoints: readonly Checkpoint[] }
  | { readonly id: number; readonly error: string };
