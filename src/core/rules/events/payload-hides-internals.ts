import { wordsOf } from '../../words/split.ts';
import { fieldsOf } from '../fields.ts';
import { pointer, type Rule } from '../rule.ts';

const INTERNAL = new Set(['table', 'tables', 'row', 'rows', 'rowid', 'internal', 'internals']);

/** Contract §7: an `object` or `any` field, and names with table, row, rowid or internal. */
export const payloadHidesInternals: Rule = {
  meta: {
    id: 'payload-hides-internals',
    title: 'A payload is a public contract and shows no internals',
    clauses: ['ES-004'],
    severity: { envelope: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    for (const { name: field, field: one, at } of fieldsOf(event.payload, pointer('events', name, 'payload'))) {
      const word = wordsOf(field).find((w) => INTERNAL.has(w));
      const open =
        (one.type === 'object' && one.fields === undefined) || one.type === 'any' || one.items?.type === 'any';
      if (word !== undefined)
        report({
          pointer: at,
          message: `\`${field}\` names a "${word}": consumers would come to depend on how \`${name}\`'s service stores its data. Record what happened in words of the domain.`,
          fix: { title: `Remove ${field}`, remove: { at } },
        });
      else if (open)
        report({
          pointer: at,
          message: `\`${field}\` may hold anything, so it will hold whatever the producer has at hand. Name its fields, so that consumers know what they may rely on.`,
        });
    }
  },
};
