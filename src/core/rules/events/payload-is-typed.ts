import { pointer } from '../../json-pointer.ts';
import { elementOf, fieldsOfEvent } from '../fields.ts';
import type { Rule } from '../rule.ts';
import { allowsAnything } from '../schema-fields.ts';

export const payloadIsTyped: Rule = {
  meta: {
    id: 'payload-is-typed',
    title: 'An event defines the structure of its payload',
    clauses: ['EM-040', 'EM-046'],
    severity: { eventing: 'error' },
    targets: 'model',
    since: '0.2',
  },
  event(name, event, { report }) {
    const at = pointer('events', name);
    const free = event.schema !== undefined && allowsAnything(event.schema);
    if (event.payload === undefined && (event.schema === undefined || free)) {
      report({
        pointer: free ? `${at}/schema` : at,
        lacks: `${at}/payload`,
        message: `\`${name}\` does not say what its payload holds. Free JSON is a contract that nobody can keep: list the fields with their types, or give a JSON Schema.`,
      });
      return;
    }
    for (const { name: field, field: one, at: here } of fieldsOfEvent(name, event))
      if (elementOf(one).type === 'any')
        report({
          pointer: here,
          clauses: ['EM-046'],
          message: `\`${field}\` may be anything, so no reader can rely on it. Give it a type.`,
        });
  },
};
