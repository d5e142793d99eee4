import type { Rule } from '../rule.ts';

/** An `audit_only` event reaches no fold and no projection, a `replay_only` one no projection. */
export const handlersRespectTheIntent: Rule = {
  meta: {
    id: 'handlers-respect-the-intent',
    title: 'No handler waits for an event that never reaches it',
    clauses: ['GS-032', 'GS-033', 'GS-034', 'GS-040', 'GS-043'],
    severity: { game: 'error', unified: 'error' },
    targets: 'behavior',
    since: '0.2',
    fixed: true,
  },
  whole({ model, behavior, report }) {
    if (!behavior) return;
    for (const section of ['folds', 'projections'] as const)
      for (const { name: owner, on } of behavior[section].values())
        for (const { name, place } of on.names) {
          const intent = Object.hasOwn(model.events, name) ? model.events[name]?.replay_intent : undefined;
          const fold = section === 'folds';
          if (intent !== 'audit_only' && (fold || intent !== 'replay_only')) continue;
          const audit = intent === 'audit_only';
          report({
            pointer: '',
            place,
            message: `The ${fold ? 'fold' : 'projection'} \`${owner}\` handles \`${name}\`, which is \`${intent}\` and never reaches it: this is dead code, and whoever reads it expects what does not happen. Remove the handler, or change the event's replay intent.`,
            clauses: audit
              ? ['GS-033', 'GS-034', 'GS-040', ...(fold ? ['GS-043'] : [])]
              : ['GS-032', 'GS-034', 'GS-040'],
          });
        }
  },
};
