import type { RecordRule } from '../record-rule.ts';
import { planOf } from './plan.ts';
import { sightingsIn } from './scan.ts';

export const recordHoldsNoPersonalData: RecordRule = {
  meta: {
    id: 'record-holds-no-personal-data',
    title: 'A record holds no personal data that the model does not explain',
    clauses: ['ES-071', 'EM-110'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const plans = planOf(model);
    return {
      record(at) {
        const found = sightingsIn(at.record, plans.get(at.record.type));
        for (const { group, what, field, excused } of found)
          if (group === 'personal' && !excused)
            report({
              at,
              field,
              message: `\`${field}\` of \`${at.record.type}\` holds ${what}, and the model does not say that it is needed. A log cannot forget: record an id instead, or declare the field with \`sensitive\` and a \`reason\`.`,
            });
      },
    };
  },
};
