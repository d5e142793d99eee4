import { fieldsOfEvent, removal } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { personalOf } from '../sensitive.ts';

/** A field that is marked says why it is needed; one that only looks like a person's data is marked first. */
export const payloadPersonalData: Rule = {
  meta: {
    id: 'payload-personal-data',
    title: 'Data of people stands in a payload only where it must, and says why',
    clauses: ['ES-071', 'EM-110'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    for (const placed of fieldsOfEvent(name, event)) {
      const { name: field, field: model, at } = placed;
      const what = personalOf(field, model);
      const marked = model.sensitive !== undefined && model.sensitive !== 'secret';
      if (marked && (model.reason ?? '').trim() !== '') continue;
      if (!marked && what === undefined) continue;
      report({
        pointer: at,
        message: marked
          ? `\`${field}\` is marked as ${model.sensitive} data, but says no reason. A log is read by many and kept for long: add \`reason\`, or leave the field out.`
          : `\`${field}\` looks like ${what}. A log is read by many and kept for long: record an id instead, or mark it with \`sensitive: personal\` and a \`reason\`.`,
        ...removal(placed),
      });
    }
  },
};
