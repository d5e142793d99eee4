/** What to tell where behavior and journal have nothing to do with one another: nothing was called, so nothing is shown. */
import { countTypes } from '../core/journal/integrity.ts';
import type { Model } from '../core/model/model.ts';
import { nearest } from '../core/model/schema.ts';
import { type BehaviorText, behaviorFacts } from '../core/rules/behavior/read.ts';
import type { CliJournal } from './journal-input.ts';

/** Names that a sentence shows. */
const SHOWN = 5;
const list = (names: readonly string[]): string =>
  [...names.slice(0, SHOWN), ...(names.length > SHOWN ? [`${names.length - SHOWN} more`] : [])].join(', ');

export function nothingTried(
  { columns }: Pick<CliJournal, 'columns'>,
  behavior: readonly BehaviorText[],
  model: Model | undefined,
): string {
  if (columns.count === 0) return 'nothing was tried: the journal has no records';
  const facts = behaviorFacts(behavior);
  const handled = [...(facts?.folds.values() ?? []), ...(facts?.projections.values() ?? [])];
  const consumers = Object.values(model?.consumers ?? {}).flatMap(({ on }) => Object.keys(on ?? {}));
  const heard = [...new Set([...handled.flatMap(({ on }) => on.names.map(({ name }) => name)), ...consumers])];
  const types = Object.keys(countTypes(columns));
  const subjects = columns.subjectTypes.filter((type) => type !== '');
  const near = (of: readonly string[], known: readonly string[]) =>
    of.flatMap((name) => {
      const match = known.includes(name) ? undefined : nearest(name, known);
      return match === undefined ? [] : [`${name} is like ${match}`];
    });
  const folds = [...(facts?.folds.keys() ?? [])].filter((name) => name !== '*');
  const likenesses = [...near(heard, types), ...near(folds, subjects)];
  return [
    `nothing was tried: none of the records (${columns.count}) is heard by a handler`,
    `  the journal has the types ${list(types)}${subjects.length > 0 ? ` of ${list(subjects)}` : ''}`,
    ...(heard.length > 0
      ? [`  heard are ${list(heard)}${folds.length > 0 ? `, by folds of ${list(folds)}` : ''}`]
      : []),
    likenesses.length > 0
      ? `  is a name misspelt? ${list(likenesses)}`
      : '  is it the right file? Give the journal that this behavior was written for, or a --mapping that names its types and subjects',
  ].join('\n');
}
