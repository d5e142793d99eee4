/**
 * The query line, parsed. `type:Order* payload.total>100 (late:>1h or gap:yes) -"test"`: tests side by side must all hold; `or`, `not` (or a
 * minus) and parentheses as one expects.
 */
export type Find =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Find[] }
  | { readonly kind: 'not'; readonly of: Find }
  /** Anywhere in the record's line, without regard to case. */
  | { readonly kind: 'text'; readonly text: string }
  | FindTest;

/** One field compared. `:` with several values means any of them. */
export interface FindTest {
  readonly kind: 'test';
  /** A field of FIELDS, or the keys of a path into payload, meta or any other part of the record. */
  readonly field: string;
  readonly keys: readonly string[];
  readonly op: FindOp;
  readonly values: readonly FindValue[];
}
export type FindOp = ':' | '=' | '!=' | '>' | '>=' | '<' | '<=';

export type FindValue =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  /** `a..b`, either end open. */
  | { readonly kind: 'range'; readonly from: string | undefined; readonly to: string | undefined };

/** `every CreditPulled needs ConsentGiven within subject`: the answer is what lacks it (`exceptions`) or has it (`evidence`). */
export interface Precedence {
  readonly every: string;
  readonly needs: string;
  readonly within: 'subject' | 'correlation';
  readonly show: 'exceptions' | 'evidence';
}

/** Places are 0-based offsets in the line. */
export interface FindError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A condition of the line that must hold whatever the others do, and where it is written. */
export interface FindTerm {
  readonly find: Find;
  readonly start: number;
  readonly end: number;
}

export type ParsedFind =
  /** `terms`: what the line is an `and` of; undefined where it is an `or`. */
  | { readonly kind: 'find'; readonly find: Find | undefined; readonly terms: readonly FindTerm[] | undefined }
  | { readonly kind: 'precedence'; readonly precedence: Precedence }
  | { readonly kind: 'error'; readonly error: FindError };
