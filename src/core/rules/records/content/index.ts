/** Rules on what a record holds: secrets, personal data, its schema, causation, precedence. */
import type { RecordRule } from '../record-rule.ts';

export const CONTENT_RULES: readonly RecordRule[] = [];
