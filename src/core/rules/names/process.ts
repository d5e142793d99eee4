import { isPast, isVerb } from '../../words/inflection.ts';
import { NOMINALISATIONS } from '../../words/nominal.ts';
import { LONGEST_NAME, partsOf } from '../../words/split.ts';

const NOUNS: ReadonlySet<string> = new Set(
  NOMINALISATIONS.trim()
    .split(/\s+/)
    .map((entry) => entry.slice(entry.indexOf(':') + 1)),
);

/** What a dotted name ends with, where that is an act as a thing or in its base form: `dataset.ingestion`, `document.upload`. */
export function namesProcess(name: string): string | undefined {
  const { lead, tokens } = partsOf(name.length > LONGEST_NAME ? '' : name);
  const last = tokens.at(-1)?.toLowerCase();
  return lead !== '' && last !== undefined && isAct(last) && !isPast(last) ? last : undefined;
}

/** `placement`, `shipment`, `upload`: what is done, as a thing or in its base form. */
export const isAct = (word: string): boolean => NOUNS.has(word) || isVerb(word);
