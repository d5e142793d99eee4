import { pointer } from '../../json-pointer.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';
import { handledIn, isFolded } from './handled.ts';
import { handlerStub } from './stub.ts';

const FOLD = ['GS-031', 'GS-034', 'GS-040', 'GS-041', 'GS-063'];
const FOLD_ONLY = ['GS-032', 'GS-034', 'GS-040', 'GS-041', 'GS-063'];
const PROJECTION = ['GS-031', 'GS-034', 'GS-040', 'GS-042', 'GS-063'];

const listedIn = perModel(
  (model): ReadonlySet<string> => new Set(Object.values(model.projections).flatMap(({ on }) => on ?? [])),
);

/** `projection_and_replay` needs a fold and a projection, `replay_only` a fold, `audit_only` nothing. */
export const eventHasItsHandlers: Rule = {
  meta: {
    id: 'event-has-its-handlers',
    title: 'An event has the handlers that its replay intent asks for',
    clauses: ['GS-031', 'GS-032', 'GS-034', 'GS-040', 'GS-041', 'GS-042', 'GS-063'],
    severity: { game: 'error', unified: 'warning' },
    targets: 'behavior',
    since: '0.2',
    fixed: true,
  },
  event(name, event, { model, behavior, report }) {
    const intent = event.replay_intent;
    if (!behavior || (intent !== 'projection_and_replay' && intent !== 'replay_only')) return;
    const at = pointer('events', name);
    if (!isFolded(behavior, name, event.subject)) {
      const owner = event.subject ?? '*';
      report({
        pointer: at,
        message: `No fold handles \`${name}\`, though its replay intent is \`${intent}\`: the state of \`${owner}\` would lack it after every replay. Add it to the fold of \`${owner}\`, or call it audit_only.`,
        clauses: intent === 'replay_only' ? FOLD_ONLY : FOLD,
        edits: handlerStub(behavior, 'folds', owner, name),
      });
    }
    if (intent !== 'projection_and_replay') return;
    const { projected, projectsAll } = handledIn(behavior);
    if (projectsAll || projected.has(name)) return;
    // A projection that lists it and does not handle it is told of by `projection-agrees-with-code`.
    if (listedIn(model).has(name) || listedIn(model).has('*')) return;
    const only = behavior.projections.size === 1 ? [...behavior.projections.keys()][0] : undefined;
    const declares = only !== undefined && Object.hasOwn(model.projections, only) && model.projections[only]?.on;
    report({
      pointer: at,
      message: `No projection handles \`${name}\`, though its replay intent is \`projection_and_replay\`: nobody will ever see it in a view. Handle it in a projection, or call it replay_only.`,
      clauses: PROJECTION,
      ...(only !== undefined && !declares
        ? { edits: handlerStub(behavior, 'projections', only, name) }
        : { fix: { title: 'Call it replay_only', replace: { at: `${at}/replay_intent`, value: 'replay_only' } } }),
    });
  },
};
