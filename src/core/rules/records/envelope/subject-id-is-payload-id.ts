import { subjectName } from '../../../record/record.ts';
import { eventsOf } from '../events-of.ts';
import { byTwo } from '../memo.ts';
import type { RecordRule } from '../record-rule.ts';
import { valueAt } from './value-at.ts';

export const subjectIdIsPayloadId: RecordRule = {
  meta: {
    id: 'subject-id-is-payload-id',
    title: 'The subject of a record is the one that its payload names',
    clauses: ['EM-049'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const fieldOf = byTwo((type, subjectType) => {
      const subject = subjectType ?? eventsOf(model).get(type)?.event.subject ?? '';
      return Object.hasOwn(model.subjects, subject) ? model.subjects[subject]?.id : undefined;
    });
    return {
      record(at) {
        const { type, subject_type, subject_id, payload } = at.record;
        if (subject_id === undefined) return;
        const field = fieldOf(type, subject_type);
        if (field === undefined) return;
        const said = valueAt(payload, field);
        const text = typeof said === 'number' ? String(said) : said;
        if (typeof text !== 'string' || text === subject_id) return;
        report({
          at,
          field: `payload.${field}`,
          message: `The record belongs to \`${subjectName(subject_type, subject_id)}\`, and \`${field}\` in its payload is \`${text.slice(0, 80)}\`: two names for one thing. Use one id that never changes in both places.`,
        });
      },
    };
  },
};
