import type { RecordRule } from '../record-rule.ts';
import { planOf } from './plan.ts';
import { sightingsIn } from './scan.ts';

export const recordHoldsNoSecret: RecordRule = {
  meta: {
    id: 'record-holds-no-secret',
    title: 'A record holds no secret',
    clauses: ['ES-070', 'EM-110'],
    severity: {
      hless: 'warning',
      game: 'warning',
      envelope: 'error',
      evidence: 'warning',
      eventing: 'error',
      unified: 'error',
    },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const plans = planOf(model);
    return {
      record(at) {
        const found = sightingsIn(at.record, plans.get(at.record.type));
        for (const { group, what, field } of found)
          if (group === 'secret')
            report({
              at,
              field,
              message: `\`${field}\` of \`${at.record.type}\` holds ${what}. A log keeps it for good, and all who read the log can use it: revoke it, and record a reference to where it is kept instead.`,
            });
      },
    };
  },
};
