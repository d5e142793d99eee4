/** What the simulator and the lab prove, from their own tables: a verdict, a violation of a write order, an error of the write path. */
import { VERDICT_CLAUSES } from '../faults/verdict.ts';
import { ERROR_CLAUSES } from '../writepath/errors.ts';
import { VIOLATIONS } from '../writepath/violations.ts';

export interface Simulated {
  /** `lab:consumer/idempotent`, `simulator:view ahead of journal`, `simulator:ErrSystemMetadataRequired`. */
  readonly proof: string;
  readonly clauses: readonly string[];
}

export const SIMULATED: readonly Simulated[] = [
  ...Object.entries(VERDICT_CLAUSES).flatMap(([kind, properties]) =>
    Object.entries(properties).map(([property, clauses]) => ({ proof: `lab:${kind}/${property}`, clauses })),
  ),
  ...Object.entries(VIOLATIONS).map(([name, clauses]) => ({ proof: `simulator:${name}`, clauses })),
  ...Object.entries(ERROR_CLAUSES).map(([code, clauses]) => ({ proof: `simulator:${code}`, clauses })),
];
