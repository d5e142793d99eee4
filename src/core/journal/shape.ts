/** What the records of one type look like: for drafting a model, and for types of behavior code without one. */
import type { ExactValue } from '../record/record.ts';

/** A payload field of one type as the journal shows it: for types without a model, and for drafting one. */
export interface FieldShape {
  readonly path: string;
  readonly present: number;
  readonly kinds: readonly string[];
  readonly values: readonly ExactValue[];
  readonly distinct: number;
}
export interface TypeShape {
  readonly type: string;
  readonly count: number;
  readonly sampled: number;
  readonly versions: readonly number[];
  readonly subjectTypes: readonly string[];
  readonly fields: readonly FieldShape[];
}
