import { fieldsOfEvent, removal } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { mayNameSecret, namesSecret } from '../sensitive.ts';

export const payloadHoldsNoSecret: Rule = {
  meta: {
    id: 'payload-holds-no-secret',
    title: 'A payload holds no secret',
    clauses: ['ES-070', 'EM-110'],
    severity: { envelope: 'error', eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    for (const placed of fieldsOfEvent(name, event)) {
      const { name: field, field: one, at } = placed;
      const declared = one.sensitive === 'secret';
      const named = one.type !== 'boolean' && namesSecret(field);
      if (!declared && !named && !mayNameSecret(field, one)) continue;
      report({
        pointer: at,
        ...(!declared && !named && { severity: 'warning' }),
        message: `\`${field}\` ${declared ? 'is declared as a secret' : 'names a secret'}. A log is read by many and kept for long, and a key in it can never be taken back: leave it out, or record a reference to where it is kept.`,
        ...removal(placed),
      });
    }
  },
};
