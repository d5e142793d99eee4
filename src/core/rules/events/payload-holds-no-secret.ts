import type { FieldModel } from '../../model/model.ts';
import { pointer, type Rule } from '../rule.ts';
import { namesSecret } from '../sensitive.ts';

function* secrets(
  fields: Readonly<Record<string, FieldModel>>,
  at: string,
): Generator<{ readonly at: string; readonly name: string; readonly declared: boolean }> {
  for (const [name, field] of Object.entries(fields)) {
    const here = at + pointer(name);
    if (field.sensitive === 'secret' || namesSecret(name))
      yield { at: here, name, declared: field.sensitive === 'secret' };
    if (field.fields) yield* secrets(field.fields, `${here}/fields`);
    if (field.items?.fields) yield* secrets(field.items.fields, `${here}/items/fields`);
  }
}

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
    for (const { at, name: field, declared } of secrets(event.payload ?? {}, pointer('events', name, 'payload')))
      report({
        pointer: at,
        message: `\`${field}\` ${declared ? 'is declared as a secret' : 'names a secret'}. A log is read by many and kept for long, and a key in it can never be taken back: leave it out, or record a reference to where it is kept.`,
        fix: { title: `Remove ${field}`, remove: { at } },
      });
  },
};
