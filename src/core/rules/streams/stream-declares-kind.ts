import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const streamDeclaresKind: Rule = {
  meta: {
    id: 'stream-declares-kind',
    title: 'A stream declares its record kind',
    clauses: ['HL-041', 'HL-060'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { report }) {
    if (stream.record_kind !== undefined) return;
    const at = pointer('streams', name);
    report({
      pointer: at,
      message: `Stream \`${name}\` has no record_kind. What its records are (requests, facts, observations, derivations) is declared, never inferred from their names: say which.`,
      fix: { title: 'Add record_kind: FACT', insert: { into: at, key: 'record_kind', value: 'FACT' } },
    });
  },
};
