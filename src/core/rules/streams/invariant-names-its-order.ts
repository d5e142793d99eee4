import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { yaml } from './look.ts';
import { orderWord, saysScope } from './order-words.ts';
import { gives } from './ordering.ts';

export const invariantNamesItsOrder: Rule = {
  meta: {
    id: 'invariant-names-its-order',
    title: 'An invariant that needs order names its scope, and stays in it',
    clauses: ['HL-030', 'HL-031', 'ES-053', 'EM-090'],
    severity: { hless: 'error', envelope: 'error', eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, profile, report }) {
    for (const [i, { says = '', ordered, scope }] of (stream.invariants ?? []).entries()) {
      const word = orderWord(says);
      // `ordered: false` is the author's own word that it needs none.
      if (ordered === false || (ordered !== true && word === undefined)) continue;
      const at = pointer('streams', name, 'invariants', i);
      const quoted = says === '' ? 'An invariant' : `"${says.slice(0, 200)}"`;
      const guess = [stream.ordering_scope, stream.ordering_scope === 'none' ? undefined : 'partition'].find(
        (one) => one !== undefined && one !== 'none',
      );
      if (scope === undefined && !saysScope(says)) {
        report({
          pointer: at,
          clauses: ['HL-031', 'ES-053', 'EM-090'],
          message: `${quoted} of stream \`${name}\` needs order${word === undefined ? '' : ` ("${word}")`}, but does not say where. Order exists only inside a scope: add \`scope: partition\` (or subject), or say "within each …".`,
          ...(guess !== undefined && {
            fix: { title: `Add scope: ${guess}`, insert: { into: at, key: 'scope', value: yaml(guess) } },
          }),
        });
        continue;
      }
      const declared = stream.ordering_scope;
      const needed = scope ?? 'partition';
      const kept = scope === undefined ? declared !== 'none' : gives(model, name, stream, needed);
      // Under hless and unified a stream without ordering_scope is a problem of its own.
      const told = declared === undefined && (profile === 'hless' || profile === 'unified' || scope === undefined);
      if (kept || told) continue;
      report({
        pointer: scope === undefined ? at : `${at}/scope`,
        part: 'value',
        clauses: ['HL-030', 'ES-053', 'EM-090'],
        message: `${quoted} counts on order within ${scope === undefined ? 'its scope' : `the ${scope}`}, but stream \`${name}\` promises ${declared === undefined || declared === 'none' ? 'none' : `it within the ${declared} only`}. Beyond that scope records come in any order: narrow the invariant, or widen the stream's ordering_scope.`,
      });
    }
  },
};
