import { NOMINALISATIONS } from '../../words/nominal.ts';
import { partsOf } from '../../words/split.ts';

const NOUNS: ReadonlySet<string> = new Set(
  NOMINALISATIONS.trim()
    .split(/\s+/)
    .map((entry) => entry.slice(entry.indexOf(':') + 1)),
);

/** The noun of an action with which a dotted name ends: `dataset.ingestion`. */
export function namesProcess(name: string): string | undefined {
  const { lead, tokens } = partsOf(name.length > 300 ? '' : name);
  const last = tokens.at(-1)?.toLowerCase();
  return lead !== '' && last !== undefined && NOUNS.has(last) ? last : undefined;
}

/** `placement`, `shipment`: what is done, as a thing. */
export const isNounOfAction = (word: string): boolean => NOUNS.has(word);
