import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

/** Each delivery counts, and one record is delivered more than once. */
export const consumerCountsOnce: Rule = {
  meta: {
    id: 'consumer-counts-once',
    title: 'A record that comes twice counts once',
    clauses: ['ES-040', 'ES-041', 'ES-051', 'EM-031', 'EM-082'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'behavior',
    since: '0.2',
  },
  consumer(name, { dedupe_by }, { behavior, report }) {
    if (dedupe_by !== undefined && dedupe_by !== 'none') return;
    for (const { name: what, place } of behavior?.consumers.get(name)?.counts ?? [])
      report({
        pointer: pointer('consumers', name),
        place,
        message: `\`${name}\` counts up \`${what}\` with each delivery, and delivery is at least once: a record that comes twice counts twice. Keep what belongs to an event under its \`id\`, or declare \`dedupe_by: id\` in the model.`,
      });
  },
};
