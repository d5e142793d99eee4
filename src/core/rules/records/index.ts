/** All rules on records. A new rule is added to its folder's index, and nowhere else. */
import { CONTENT_RULES } from './content/index.ts';
import { ENVELOPE_RULES } from './envelope/index.ts';
import { INTEGRITY_RULES } from './integrity/index.ts';
import type { RecordRule } from './record-rule.ts';

export const RECORD_RULES: readonly RecordRule[] = [...ENVELOPE_RULES, ...INTEGRITY_RULES, ...CONTENT_RULES];
