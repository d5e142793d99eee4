/** Rules on the fields that a profile requires of a record, and on what they hold. */
import type { RecordRule } from '../record-rule.ts';

export const ENVELOPE_RULES: readonly RecordRule[] = [];
