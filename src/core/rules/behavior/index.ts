import type { Rule } from '../rule.ts';

export const BEHAVIOR_RULES: readonly Rule[] = [];
