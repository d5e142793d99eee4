/** What behavior files declare, as far as it can be read without running them. */
import type { Place } from '../../finding.ts';

export interface Declared {
  /** The name as written, `'*'` included. */
  readonly name: string;
  readonly place: Place;
}
/** Names in an object of the code. */
export interface Names {
  readonly names: readonly Declared[];
  /** Something in it cannot be read without running it: nothing can be said of what is missing. */
  readonly open: boolean;
  /** Behind its opening brace; absent where there is no such object. */
  readonly inside?: Place;
}
export interface Handled extends Declared {
  readonly key?: string;
  readonly on: Names;
}
export interface ConsumerCode extends Declared {
  /** What it calls of `effects`, and the commands it issues; with the place of each call. */
  readonly effects: readonly Declared[];
  readonly issues: readonly Declared[];
  /** What it counts up outside of itself, with each delivery. */
  readonly counts: readonly Declared[];
  readonly looksAtVersion: boolean;
  /** A `switch` on the version that leaves out the rest. */
  readonly openSwitch?: Place;
  readonly branches: boolean;
  /** Part of it cannot be read. */
  readonly open: boolean;
}
export interface HandlerCode extends Declared {
  readonly executes: readonly Declared[];
  readonly branches: boolean;
}
export type SectionName =
  | 'folds'
  | 'deciders'
  | 'projections'
  | 'consumers'
  | 'handlers'
  | 'upcasters'
  | 'policies'
  | 'invariants';

export interface BehaviorFacts {
  /** The top objects: names in them, and where to add one. */
  readonly sections: Readonly<Record<SectionName, Names>>;
  /** By subject type. */
  readonly folds: ReadonlyMap<string, Handled>;
  readonly projections: ReadonlyMap<string, Handled>;
  readonly consumers: ReadonlyMap<string, ConsumerCode>;
  readonly handlers: ReadonlyMap<string, HandlerCode>;
  /** By event type: the versions from which an upcaster leads on. */
  readonly upcasters: ReadonlyMap<string, readonly number[]>;
  /** What the code does that a clause forbids, found by its shape. */
  readonly findings: readonly CodeFinding[];
  readonly silences: readonly CodeSilence[];
  /** Behind the last character of the first file: where a new object can be put. */
  readonly end: Place;
}
/** One forbidden thing in the code: the rule that says so, and where. */
export interface CodeFinding {
  readonly rule: string;
  readonly clauses: readonly string[];
  readonly place: Place;
  readonly message: string;
}
/** `// factline-ignore rule-id: why` in the code (contract §1). */
export interface CodeSilence {
  /** What the comment says, without its marks. */
  readonly text: string;
  readonly place: Place;
  /** What is found on this line is meant: its own behind code, else that of the code below. */
  readonly line: number;
}
