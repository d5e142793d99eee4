import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const streamDeclaresOrderingScope: Rule = {
  meta: {
    id: 'stream-declares-ordering-scope',
    title: 'A stream declares where its order holds',
    clauses: ['HL-030'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { report }) {
    if (stream.ordering_scope !== undefined) return;
    const at = pointer('streams', name);
    report({
      pointer: at,
      message: `Stream \`${name}\` has no ordering_scope. Total order exists only inside a declared scope, and whoever reads this stream will assume one: say partition, subject, stream or none.`,
      fix: { title: 'Add ordering_scope: partition', insert: { into: at, key: 'ordering_scope', value: 'partition' } },
    });
  },
};
