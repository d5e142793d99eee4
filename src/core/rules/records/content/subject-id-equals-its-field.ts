import type { RecordRule } from '../record-rule.ts';
import { memberOf, planOf, textOf } from './plan.ts';
import { isRedacted } from './senses.ts';

export const subjectIdEqualsItsField: RecordRule = {
  meta: {
    id: 'subject-id-equals-its-field',
    title: 'A subject has one id, in the record and in its payload',
    clauses: ['EM-049'],
    severity: { hless: 'warning', game: 'warning', evidence: 'warning', eventing: 'error', unified: 'error' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const plans = planOf(model);
    return {
      record(at) {
        const { record } = at;
        const plan = plans.get(record.type);
        const id = record.subject_id;
        if (plan?.idField === undefined || id === undefined) return;
        if (record.subject_type !== undefined && record.subject_type !== plan.subject) return;
        const value = memberOf(record.payload, plan.idField);
        if (value === id || value === undefined || isRedacted(value)) return;
        const named = textOf(value);
        if (named === id) return;
        report({
          at,
          field: plan.idField,
          message: `\`${record.id}\` (\`${record.type}\`) belongs to \`${id}\`, and its \`${plan.idField}\` says ${
            named === undefined ? 'something that is no id' : `\`${named.slice(0, 100)}\``
          }. One thing has one id that never changes: record the same in both places.`,
        });
      },
    };
  },
};
