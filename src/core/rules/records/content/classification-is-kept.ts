import { CLASSIFICATIONS } from '../../../record/fields.ts';
import type { RecordRule } from '../record-rule.ts';
import { planOf } from './plan.ts';

export const classificationIsKept: RecordRule = {
  meta: {
    id: 'classification-is-kept',
    title: 'A record is classified no lower than its type',
    clauses: ['EM-114'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const plans = planOf(model);
    return {
      record(at) {
        const own = at.record.classification;
        const declared = plans.get(at.record.type)?.event.classification;
        if (own === declared || own === undefined || declared === undefined) return;
        if (CLASSIFICATIONS.indexOf(own) >= CLASSIFICATIONS.indexOf(declared)) return;
        report({
          at,
          field: 'classification',
          message: `\`${at.record.id}\` is classified \`${own}\`, and its type \`${at.record.type}\` is \`${declared}\`. Who reads the record's own word shows it to too many: record \`${declared}\`.`,
        });
      },
    };
  },
};
