import { isPast, isVerb } from '../../words/inflection.ts';
import { NOMINALISATIONS } from '../../words/nominal.ts';
import { LONGEST_NAME, partsOf } from '../../words/split.ts';

const NOUNS: ReadonlySet<string> = new Set(
  NOMINALISATIONS.trim()
    .split(/\s+/)
    .map((entry) => entry.slice(entry.indexOf(':') + 1)),
);

const PARTICLES: ReadonlySet<string> = new Set(['in', 'out', 'up', 'off', 'on', 'down', 'over', 'away']);

/** What a dotted name ends with, where that is an act as a thing or in its base form: `dataset.ingestion`, `document.upload`. */
export function namesProcess(name: string): string | undefined {
  const { lead, tokens } = partsOf(name.length > LONGEST_NAME ? '' : name);
  const [verb, last] = tokens.slice(-2).map((token) => token.toLowerCase());
  if (lead === '') return undefined;
  // `guest.check_in`
  if (verb !== undefined && last !== undefined && PARTICLES.has(last))
    return isVerb(verb) && !isPast(verb) ? `${verb} ${last}` : undefined;
  const act = last ?? verb;
  return act !== undefined && isAct(act) && !isPast(act) ? act : undefined;
}

/** `placement`, `shipment`, `upload`: what is done, as a thing or in its base form. */
export const isAct = (word: string): boolean => NOUNS.has(word) || isVerb(word);
