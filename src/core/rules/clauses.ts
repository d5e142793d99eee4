/** What the five specifications demand: 200 clauses, each with an example that breaks it and one that keeps it. */
import type { ProfileName } from '../model/model.ts';
import list from './clauses.json' with { type: 'json' };

export interface Clause {
  /** `HL-053`. */
  readonly id: string;
  readonly profile: Exclude<ProfileName, 'unified'>;
  readonly section: string;
  readonly statement: string;
  /** Not said in so many words by the specification. */
  readonly inferred: boolean;
  /** How it can be proved: model, journal, behavior, code, diff, human. */
  readonly proof: readonly string[];
  readonly violates: string;
  readonly satisfies: string;
}

export const CLAUSES: readonly Clause[] = list as readonly Clause[];
const BY_ID: ReadonlyMap<string, Clause> = new Map(CLAUSES.map((clause) => [clause.id, clause]));

export const clauseById = (id: string): Clause | undefined => BY_ID.get(id);
