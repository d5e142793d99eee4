/** Small models as text, and their changes on one line each, for tests. */
import { expect } from 'vitest';
import type { ProfileName } from '../../model/model.ts';
import { parseModel } from '../../model/parse.ts';
import type { Change } from '../change.ts';
import { diffModels } from '../model-diff.ts';

export const parse = (text: string) => {
  const parsed = parseModel([{ path: 'a.model.yaml', text }]);
  expect(parsed.findings.filter(({ rule }) => rule !== 'unknown-reference' && rule !== 'unusable-schema')).toEqual([]);
  return parsed;
};
export const model = (text: string) => parse(text).model;
export const event = (payload: string, more = '') => `events:\n  Placed: { ${more}payload: { ${payload} } }\n`;
export const schema = (text: string, more = '') => `events:\n  Placed: { ${more}schema: ${text} }\n`;
export const run = (
  before: string,
  after: string,
  profile: ProfileName = 'eventing',
  upcasters?: ReadonlySet<string>,
) => diffModels(model(before), model(after), { profiles: [profile], upcasters });
export const brief = (changes: readonly Change[]) =>
  changes.map(({ kind, what, at, clauses }) => [kind, what, at, clauses.join(' ')].join(' | ').replace(/ \| $/, ''));
export const at = '/events/Placed/payload';
