import { wordsOf } from '../../words/split.ts';
import { judge } from '../../words/tense.ts';
import { pointer, type Rule } from '../rule.ts';

/** Acts on data, which tell nothing of why it changed. */
const UPDATES: ReadonlySet<string> = new Set(
  'updated upserted patched saved modified overwritten persisted'.split(' '),
);
/** Acts which do so where a part of the data is what they are done to. */
const CHANGES: ReadonlySet<string> = new Set('changed set edited altered written inserted deleted'.split(' '));
const PARTS: ReadonlySet<string> = new Set(
  'status state record row table data field fields column entity attribute attributes property properties flag value document'.split(
    ' ',
  ),
);

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
    const { verdict, word } = judge(name);
    if (verdict !== 'past' || word === undefined) return;
    const words = wordsOf(name);
    const changed = CHANGES.has(word) && words.slice(0, words.lastIndexOf(word)).some((before) => PARTS.has(before));
    if (!UPDATES.has(word) && !changed) return;
    report({
      pointer: pointer('events', name),
      part: 'key',
      message: `\`${name}\` says that data was ${word}, not what came about. Whoever reads the evidence later wants the reason: one event for each fact (\`OfferAccepted\`, \`OfferWithdrawn\`).`,
    });
  },
};
