/** What a rule hears of each section, in the order in which they are walked. */
import type { Model } from '../model/model.ts';
import type { Rule, Visit } from './rule.ts';

export type Look<T> = (name: string, item: T, visit: Visit) => void;

export const HOOKS = [
  ['services', 'service'],
  ['systems', 'system'],
  ['subjects', 'subject'],
  ['policies', 'policy'],
  ['streams', 'stream'],
  ['events', 'event'],
  ['commands', 'command'],
  ['projections', 'projection'],
  ['consumers', 'consumer'],
  ['screens', 'screen'],
  ['precedence', 'precedence'],
  ['migrations', 'migration'],
  ['scenarios', 'scenario'],
] as const satisfies readonly (readonly [keyof Model, keyof Rule])[];
