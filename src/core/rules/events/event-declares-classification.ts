import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const eventDeclaresClassification: Rule = {
  meta: {
    id: 'event-declares-classification',
    title: 'An event declares how sensitive it is',
    clauses: ['EM-047'],
    severity: { eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { report }) {
    if (event.classification !== undefined) return;
    const at = pointer('events', name);
    report({
      pointer: at,
      message: `\`${name}\` has no classification. Who may read it, how long it is kept and what is masked all follow from how sensitive it is: say public, internal, confidential, personal or phi.`,
      fix: { title: 'Add classification: internal', insert: { into: at, key: 'classification', value: 'internal' } },
    });
  },
};
