import type { ProfileName } from '../../../model/model.ts';
import type { RecordRule } from '../record-rule.ts';

const TYPES: ReadonlyMap<ProfileName, readonly string[]> = new Map([
  ['evidence', ['natural_person', 'agent', 'system', 'service_account', 'external_system', 'integration']],
  ['game', ['system', 'participant', 'gm']],
]);

export const actorTypeIsKnown: RecordRule = {
  meta: {
    id: 'actor-type-is-known',
    title: 'The type of an actor is one that the profile knows',
    clauses: ['FA-013'],
    severity: { evidence: 'error', game: 'error' },
    targets: 'records',
    since: '0.1',
  },
  start({ profile, report }) {
    const types = TYPES.get(profile);
    if (!types) return undefined;
    return {
      record(at) {
        const { actor_type } = at.record;
        if (actor_type === undefined || actor_type === '' || types.includes(actor_type)) return;
        report({
          at,
          field: 'actor_type',
          message: `\`${actor_type.slice(0, 80)}\` is no actor type: who reads the log cannot tell a person from a machine. Write one of ${types.join(', ')}.`,
        });
      },
    };
  },
};
