import { wordsOf } from '../../words/split.ts';
import { pointer, type Rule } from '../rule.ts';

const DOES = new Set([
  ...['delete', 'remove', 'purge', 'drop', 'erase', 'alter', 'modify', 'mutate', 'edit', 'overwrite', 'rewrite'],
  ...['withhold', 'block', 'suppress', 'intercept', 'swallow', 'hide', 'update', 'change', 'truncate'],
]);
const WHAT = new Set([
  'event',
  'events',
  'record',
  'records',
  'message',
  'messages',
  'log',
  'journal',
  'stream',
  'topic',
]);

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
  consumer(name, { effects = [] }, { report }) {
    for (const [i, { name: effect = '' }] of effects.entries()) {
      const words = wordsOf(effect);
      const does = words.findIndex((word) => DOES.has(word));
      if (does < 0 || !words.slice(does + 1).some((word) => WHAT.has(word))) continue;
      report({
        pointer: pointer('consumers', name, 'effects', i),
        message: `\`${effect}\` takes the event from the others who hear it. A consumer reads; what it no longer wants it leaves where it is. Remove the effect.`,
        fix: { title: `Remove ${effect}`, remove: { at: pointer('consumers', name, 'effects', i) } },
      });
    }
  },
};
