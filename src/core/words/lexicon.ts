import { DOUBLING_VERBS, IRREGULAR_VERBS, NOT_PARTICIPLES } from './irregular.ts';
import { ADJECTIVE_VERBS, EITHER_VERBS, LIKELY_VERBS, NOUNISH_VERBS, SURE_VERBS } from './verbs.ts';

/** How surely a base form is a verb: see `verbs.ts`. */
export type VerbClass = 'sure' | 'likely' | 'either' | 'nounish';

export interface IrregularForms {
  /** The first of each is the one to suggest. */
  readonly past: readonly string[];
  readonly participle: readonly string[];
}

/** The words of a list in a data file. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

export const IRREGULAR: ReadonlyMap<string, IrregularForms> = new Map(
  IRREGULAR_VERBS.trim()
    .split('\n')
    .map((line): [string, IrregularForms] => {
      const [base = '', past = '', participle = ''] = line.split(' ');
      return [base, { past: past.split('/'), participle: participle.split('/') }];
    }),
);

export const DOUBLING = wordSet(DOUBLING_VERBS);
export const NO_PARTICIPLE = wordSet(NOT_PARTICIPLES);
export const ADJECTIVES = wordSet(ADJECTIVE_VERBS);

/** Every base form of the lexicon with its class; an irregular verb of no class is `either`. */
export const VERBS: ReadonlyMap<string, VerbClass> = new Map<string, VerbClass>([
  ...[...DOUBLING, ...IRREGULAR.keys()].map((verb): [string, VerbClass] => [verb, 'either']),
  ...[...wordSet(NOUNISH_VERBS)].map((verb): [string, VerbClass] => [verb, 'nounish']),
  ...[...wordSet(EITHER_VERBS)].map((verb): [string, VerbClass] => [verb, 'either']),
  ...[...wordSet(LIKELY_VERBS)].map((verb): [string, VerbClass] => [verb, 'likely']),
  ...[...wordSet(SURE_VERBS)].map((verb): [string, VerbClass] => [verb, 'sure']),
]);
