import { wordsOf } from '../../words/split.ts';
import { pointer, type Rule } from '../rule.ts';

const CORRECTIONS = new Set([
  ...['corrected', 'reversed', 'voided', 'compensated', 'amended', 'retracted', 'revoked', 'rectified', 'undone'],
  ...['reverted', 'annulled', 'rescinded', 'refuted', 'restated', 'adjusted'],
]);

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
    const action = wordsOf(name).find((word) => CORRECTIONS.has(word));
    if (action === undefined || event.corrects !== undefined) return;
    const same = Object.entries(model.events).filter(
      ([other, { subject }]) => other !== name && subject !== undefined && subject === event.subject,
    );
    const [only] = same.length === 1 ? same : [];
    const at = pointer('events', name);
    report({
      pointer: at,
      message: `\`${name}\` says that something was ${action}, but not what. A mistake is set right by an event that points to the wrong one, never by editing: say \`corrects:\` with its type.`,
      ...(only && {
        fix: { title: `Add corrects: ${only[0]}`, insert: { into: at, key: 'corrects', value: only[0] } },
      }),
    });
  },
};
