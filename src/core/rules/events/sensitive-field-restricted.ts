import { fieldsOfEvent, servicesOf } from '../fields.ts';
import type { Rule } from '../rule.ts';

export const sensitiveFieldRestricted: Rule = {
  meta: {
    id: 'sensitive-field-restricted',
    title: 'A sensitive field says who may read it',
    clauses: ['ES-072', 'EM-115'],
    severity: { envelope: 'error', eventing: 'warning', unified: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    const own = event.producer ?? servicesOf(model)[0];
    for (const { name: field, field: one, at } of fieldsOfEvent(name, event)) {
      if (one.sensitive === undefined || one.sensitive === 'secret' || (one.access?.length ?? 0) > 0) continue;
      report({
        pointer: at,
        message: `\`${field}\` is ${one.sensitive} data and everybody who hears \`${name}\` gets it. Say with \`access\` which services need it; others then see it redacted.`,
        ...(own !== undefined && {
          fix: { title: `Add access: [${own}]`, insert: { into: at, key: 'access', value: `[${own}]` } },
        }),
      });
    }
  },
};
