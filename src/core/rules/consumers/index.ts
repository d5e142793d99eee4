import type { Rule } from '../rule.ts';

export const CONSUMER_RULES: readonly Rule[] = [];
