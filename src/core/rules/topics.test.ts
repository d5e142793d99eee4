import { expect, it } from 'vitest';
import { DIFF_RULES } from '../diff/diff-rules.ts';
import { RULES } from './index.ts';
import { RECORD_RULES } from './records/index.ts';
import { RULE_TOPICS } from './topics.ts';

it('has each rule under one topic', () => {
  const known = [...RULES, ...RECORD_RULES].map(({ meta }) => meta.id).concat(DIFF_RULES.map(({ id }) => id));
  const told = RULE_TOPICS.flatMap(({ metas }) => metas.map(({ id }) => id));
  expect(told.toSorted()).toEqual(known.toSorted());
});
