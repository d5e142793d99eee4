/** What a write order, a reader or a crash can break, and the clauses that say it may not. */
export const VIOLATIONS = {
  'view ahead of journal': ['GS-014', 'GS-071', 'FA-001', 'FA-052', 'HL-020', 'FA-051', 'GS-010'],
  'record undone': ['GS-073'],
  'accepted without a record': ['GS-020'],
  'emitted without a record': ['EM-022', 'EM-141', 'EM-070'],
  'never emitted': ['EM-070'],
  'rebuild differs': ['GS-004', 'GS-013', 'HL-021', 'FA-022', 'FA-001', 'FA-052'],
  'read before it was applied': ['GS-070'],
  'request waits for the broker': ['EM-071', 'EM-003', 'ES-054', 'EM-142'],
} as const;
export type ViolationName = keyof typeof VIOLATIONS;

export interface Violation {
  readonly name: ViolationName;
  readonly message: string;
  /** Of the model's profiles. */
  readonly clauses: readonly string[];
}
