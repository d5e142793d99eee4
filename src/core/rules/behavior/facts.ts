/** What behavior files declare, as far as it can be read without running them. */
import type { Place } from '../../finding.ts';

export interface Declared {
  /** The name as written, `'*'` included. */
  readonly name: string;
  readonly place: Place;
}
export interface BehaviorFacts {
  /** By subject type: the event types that its fold handles. */
  readonly folds: ReadonlyMap<string, readonly Declared[]>;
  /** By projection: its key, if the code says one, and the event types that it handles. */
  readonly projections: ReadonlyMap<string, { readonly key?: string; readonly on: readonly Declared[] }>;
  readonly deciders: readonly Declared[];
  readonly consumers: readonly Declared[];
  readonly handlers: readonly Declared[];
  readonly policies: readonly Declared[];
  /** By event type: the versions from which an upcaster leads on. */
  readonly upcasters: ReadonlyMap<string, readonly number[]>;
  /** What the code does that a clause forbids, found by its shape. */
  readonly findings: readonly CodeFinding[];
}
/** One forbidden thing in the code: the rule that says so, and where. */
export interface CodeFinding {
  readonly rule: string;
  readonly clauses: readonly string[];
  readonly place: Place;
  readonly message: string;
}
