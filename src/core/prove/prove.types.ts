/** What a proof says (contract §6, `prove`). */
import type { Judged } from '../judged.ts';
import type { Change } from '../replay/changes.ts';
import type { ReplayError } from '../replay/view.ts';

export type ProofName = 'deterministic' | 'rebuild' | 'pure' | 'retention';

/** What makes a replay come out differently. */
export type CauseKind =
  | 'clock'
  | 'randomness'
  | 'iteration order'
  | 'shared state'
  | 'memory'
  | 'mutation of the event'
  | 'mutation of the state'
  | 'outside'
  | 'unknown';

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Why, and the call that does it. */
export interface Cause {
  readonly kind: CauseKind;
  readonly says: string;
  /** `folds.order.on.OrderPlaced` */
  readonly handler: string;
  /** Where the call stands; of a memory, where it is written to, as far as the text shows it. */
  readonly at?: Place;
}

/** The runs that a fold is compared with, each in a realm of its own. */
export type Run = 'again' | 'alone' | 'from a checkpoint' | 'keys in another order';

/** The first step at which a run differs from the first one. Slots are 1-based. */
export interface Divergence {
  readonly run: Run;
  readonly slot: number;
  readonly record: string;
  /** The subject or row. */
  readonly key: string;
  /** Of a run from a checkpoint: after so many slots. */
  readonly checkpoint?: number;
  /** From the first run to this one. */
  readonly changes: readonly Change[];
  readonly error?: ReplayError;
}

export interface Evidence {
  /** Calls of the target's handlers in the first run. */
  readonly calls?: number;
  readonly [fact: string]: unknown;
}

export interface Proof extends Judged {
  readonly name: ProofName;
  readonly target: string;
  readonly clauses: readonly string[];
  readonly evidence: Evidence;
}

export interface Proved {
  readonly proofs: readonly Proof[];
  readonly chain: ChainEvidence;
  readonly ran: Ran;
  /** Ended early: the proofs are of what came before. */
  readonly error?: ReplayError;
}

/** The hash after each step, cut to 64 bits, and whole at the end and at checkpoints. */
export interface ChainEvidence {
  readonly final: string;
  readonly slots: number;
  readonly at: readonly (readonly [slot: number, hash: string])[];
  readonly steps: Uint32Array;
}

export interface Ran {
  readonly records: number;
  readonly calls: number;
  /** Times that the behavior was evaluated anew. */
  readonly realms: number;
  /** Slots between two checkpoints, of each run from checkpoints. */
  readonly chunks: readonly number[];
}

/** Reaching for what the sandbox lacks. */
export interface Reach {
  readonly what: string;
  readonly kind: 'clock' | 'randomness' | 'outside';
  readonly file?: string;
  readonly line?: number;
}
