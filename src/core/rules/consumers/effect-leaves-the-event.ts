import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { eventVocabulary, takesEvent } from './event-words.ts';

/** Contract §7: an effect that deletes, alters or withholds an event. */
export const effectLeavesTheEvent: Rule = {
  meta: {
    id: 'effect-leaves-the-event',
    title: 'A consumer only reads events: it is not the only one who hears them',
    clauses: ['EM-030'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, { effects = [] }, { model, report }) {
    for (const [i, { name: effect = '' }] of effects.entries()) {
      if (!takesEvent(effect, eventVocabulary(model))) continue;
      report({
        pointer: pointer('consumers', name, 'effects', i),
        message: `\`${effect}\` takes the event from the others who hear it. A consumer reads; what it no longer wants it leaves where it is. Remove the effect.`,
        fix: { title: `Remove ${effect}`, remove: { at: pointer('consumers', name, 'effects', i) } },
      });
    }
  },
};
