import { fieldsOfEvent } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { isHealth } from '../sensitive.ts';

export const healthFieldRedacted: Rule = {
  meta: {
    id: 'health-field-redacted',
    title: 'Health data is redacted or encrypted',
    clauses: ['EM-111'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  event(name, event, { report }) {
    for (const { name: field, field: one, at } of fieldsOfEvent(name, event)) {
      const marked = one.sensitive === 'health';
      if (!marked && (one.sensitive !== undefined || !isHealth(field))) continue;
      if (one.redact !== undefined) continue;
      report({
        pointer: at,
        message: `\`${field}\` holds ${marked ? 'health data' : 'what looks like health data'} in clear. Say how it is redacted (\`redact: mask\`, \`hash\`, \`nullify\`, \`drop\`)${marked ? '' : ', and mark it `sensitive: health`'}, or record an id.`,
        ...(marked && { fix: { title: 'Add redact: mask', insert: { into: at, key: 'redact', value: 'mask' } } }),
      });
    }
  },
};
