import { pointer } from '../../json-pointer.ts';
import { wordsOf } from '../../words/split.ts';
import { judge } from '../../words/tense.ts';
import type { Rule } from '../rule.ts';

/** Acts on data, which tell nothing of why it changed. */
const UPDATES: ReadonlySet<string> = new Set(
  'updated upserted patched saved modified overwritten persisted'.split(' '),
);
/** Acts which do so where a part of the data is what they are done to. */
const CHANGES: ReadonlySet<string> = new Set('changed set edited altered written inserted deleted'.split(' '));
const PARTS: ReadonlySet<string> = new Set(
  'status state record row table data field fields column entity attribute attributes property properties flag value'.split(
    ' ',
  ),
);

/** The act on data that a name tells of; `told` is the past that it rests on. */
function updateIn(words: readonly string[], told: string | undefined): string | undefined {
  if (told !== undefined && UPDATES.has(told)) return told;
  const ofPart = words.find((word, i) => CHANGES.has(word) && words.slice(0, i).some((before) => PARTS.has(before)));
  if (told !== undefined) return ofPart;
  // `BookingUpdate`, `StatusChange`: the same as a thing.
  const last = words.at(-1) ?? '';
  const partly = last === 'change' || last === 'edit';
  return words.length > 1 &&
    (last === 'update' ||
      last === 'upsert' ||
      last === 'modification' ||
      (partly && words.some((one) => PARTS.has(one))))
    ? last
    : undefined;
}

export const eventNamedAfterFact: Rule = {
  meta: {
    id: 'event-named-after-fact',
    title: 'An event is named after the fact, not after the update',
    clauses: ['FA-050'],
    severity: { evidence: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, _, { report }) {
    const { verdict, word: told } = judge(name);
    if (verdict !== 'past' && verdict !== 'unknown') return;
    const words = wordsOf(name);
    const word = updateIn(words, verdict === 'past' ? told : undefined);
    if (word === undefined) return;
    report({
      pointer: pointer('events', name),
      part: 'key',
      message: `\`${name}\` tells of an update of data ("${word}"), not what came about. Whoever reads the evidence later wants the reason: one event for each fact (\`OfferAccepted\`, \`OfferWithdrawn\`).`,
    });
  },
};
