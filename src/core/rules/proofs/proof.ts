/** What shows that a clause is kept: an example that breaks it and is found, one that keeps it and is clean. `proofs.test.ts` runs them all. */
import type { ProfileName } from '../../model/model.ts';

/** What is checked together. Texts are as a person would write them; a journal is NDJSON (contract §4), header line allowed. */
export interface Case {
  readonly model?: string;
  readonly behavior?: string;
  readonly journal?: string;
  /** What it was before: a difference is checked. */
  readonly old?: { readonly model?: string; readonly journal?: string };
}

export interface Proof {
  /** `HL-053`. */
  readonly clause: string;
  /** Absent: the profile of the clause's own specification. */
  readonly profile?: ProfileName;
  readonly violates: Case;
  /** Breaks nothing: no problem that is an error, and none that names the clause. */
  readonly satisfies: Case;
}
