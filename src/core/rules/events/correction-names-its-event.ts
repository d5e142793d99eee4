import { pointer } from '../../json-pointer.ts';
import { wordSet } from '../../words/lexicon.ts';
import { wordsOf } from '../../words/split.ts';
import { namedEvents } from '../fields.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';

/** Up to three events of each subject: as many as tell whether one other is the only one. */
const bySubject = perModel((model): ReadonlyMap<string, readonly string[]> => {
  const made = new Map<string, string[]>();
  for (const [name, { subject }] of namedEvents(model)) {
    if (subject === undefined) continue;
    const list = made.get(subject);
    if (!list) made.set(subject, [name]);
    else if (list.length < 3) list.push(name);
  }
  return made;
});

const CORRECTED = wordSet(
  `corrected reversed voided compensated amended retracted rectified undone reverted annulled rescinded refuted restated nullified
  overwritten negated unwound counterposted`,
);
const PHRASES: ReadonlySet<string> = new Set([
  'rolled back',
  'clawed back',
  'backed out',
  'cancelled out',
  'canceled out',
]);
/** The same as a thing, of which the name says that it was done: `PaymentReversalPosted`. */
const CORRECTION = wordSet(
  'correction reversal void voiding amendment retraction rectification annulment nullification restatement rollback undo',
);
const DONE = wordSet(
  'recorded posted issued booked made applied entered registered noted completed executed performed done processed filed published',
);

/** The words that say that something earlier is set right. A request or a plan to do so sets nothing right yet. */
function actOf(name: string): string | undefined {
  const words = wordsOf(name);
  return words
    .map((word, i) => {
      const next = words[i + 1] ?? '';
      if (PHRASES.has(`${word} ${next}`)) return `${word} ${next}`;
      if (CORRECTION.has(word) && DONE.has(next)) return `${word} ${next}`;
      return CORRECTED.has(word) ? word : undefined;
    })
    .find((act) => act !== undefined);
}

/** Contract §7: an event whose action corrects another names which. */
export const correctionNamesItsEvent: Rule = {
  meta: {
    id: 'correction-names-its-event',
    title: 'A compensating event names the event that it corrects',
    clauses: ['FA-021'],
    severity: { evidence: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    const action = actOf(name);
    if (action === undefined || event.corrects !== undefined) return;
    const [only, ...more] = (bySubject(model).get(event.subject ?? '') ?? []).filter((other) => other !== name);
    const at = pointer('events', name);
    report({
      pointer: at,
      message: `\`${name}\` tells of something set right ("${action}"), but not what. A mistake is set right by an event that points to the wrong one, never by editing: say \`corrects:\` with its type.`,
      ...(only !== undefined &&
        more.length === 0 && {
          fix: { title: `Add corrects: ${only}`, insert: { into: at, key: 'corrects', value: only } },
        }),
    });
  },
};
