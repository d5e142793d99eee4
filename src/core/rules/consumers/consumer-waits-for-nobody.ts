import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const consumerWaitsForNobody: Rule = {
  meta: {
    id: 'consumer-waits-for-nobody',
    title: 'No producer waits for what a consumer answers',
    clauses: ['ES-054', 'EM-001', 'EM-003', 'EM-142'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, { awaits_reply }, { report }) {
    if (awaits_reply !== true) return;
    const at = pointer('consumers', name, 'awaits_reply');
    report({
      pointer: at,
      message: `Somebody waits for the answer of \`${name}\`: then both must be up at the same time, and an event is used where an API belongs. Call the API for what is needed at once, or let the answer be an event of its own.`,
      fix: { title: 'Change awaits_reply to false', replace: { at, value: 'false' } },
    });
  },
};
