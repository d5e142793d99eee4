import { fieldsOf, named } from '../fields.ts';
import { pointer, type Rule } from '../rule.ts';

/** Contract §7: a consumer whose service is not in `access` of a sensitive field that it receives. */
export const consumerWithinAccess: Rule = {
  meta: {
    id: 'consumer-within-access',
    title: 'Who receives a sensitive field is one who may',
    clauses: ['ES-072', 'EM-115'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, { service, on }, { model, report }) {
    if (service === undefined) return;
    for (const type of Object.keys(on ?? {})) {
      const at = pointer('events', type, 'payload');
      for (const { name: field, field: one } of fieldsOf(named(model.events, type)?.payload, at)) {
        if (one.sensitive === undefined || one.access === undefined || one.access.length === 0) continue;
        if (one.access.includes(service)) continue;
        report({
          pointer: pointer('consumers', name, 'on', type),
          message: `\`${service}\` gets \`${field}\` of \`${type}\`, ${one.sensitive} data that only ${one.access.map((s) => `\`${s}\``).join(', ')} may read. Let it hear an event without the field, or give \`${service}\` access on purpose.`,
        });
      }
    }
  },
};
