import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const eventDeclaresReplayIntent: Rule = {
  meta: {
    id: 'event-declares-replay-intent',
    title: 'An event declares what replay does with it',
    clauses: ['GS-026', 'GS-030'],
    severity: { game: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    if (event.replay_intent !== undefined) return;
    const at = pointer('events', name);
    report({
      pointer: at,
      message: `\`${name}\` has no replay_intent. Whether replay gives it to folds and projections, to folds only, or to nobody follows from no handler that happens to exist: say it.`,
      fix: {
        title: 'Add replay_intent: projection_and_replay',
        insert: { into: at, key: 'replay_intent', value: 'projection_and_replay' },
      },
    });
  },
};
