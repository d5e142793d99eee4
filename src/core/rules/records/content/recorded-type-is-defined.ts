import type { RecordRule } from '../record-rule.ts';
import { planOf } from './plan.ts';

export const recordedTypeIsDefined: RecordRule = {
  meta: {
    id: 'recorded-type-is-defined',
    title: 'Each recorded type and version has a definition',
    clauses: ['EM-014', 'ES-014'],
    severity: {
      hless: 'warning',
      game: 'warning',
      envelope: 'warning',
      evidence: 'warning',
      eventing: 'warning',
      unified: 'warning',
    },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    // A draft without events knows nothing yet.
    if (!model || Object.keys(model.events).length === 0) return undefined;
    const plans = planOf(model);
    return {
      record(at) {
        const { type, version } = at.record;
        const plan = plans.get(type);
        if (!plan) {
          report({
            at,
            field: 'type',
            clauses: ['EM-014'],
            message: () =>
              `No event of the model is called \`${type}\`, so nobody knows what its records hold, and replay skips them. Declare it, or list the name under \`formerly\` of the event that it became.`,
          });
          return;
        }
        const now = plan.event.version;
        if (now === undefined || now === version || at.unversioned) return;
        if (plan.event.versions && Object.hasOwn(plan.event.versions, String(version))) return;
        report({
          at,
          field: 'version',
          message: () =>
            version > now
              ? `\`${type}\` is recorded in version ${version}, and the model stops at ${now}. Readers cannot know what a version to come holds: declare it.`
              : `\`${type}\` is recorded in version ${version}, and the model does not say what that held. Old records are still read: put it under \`versions\`.`,
        });
      },
    };
  },
};
