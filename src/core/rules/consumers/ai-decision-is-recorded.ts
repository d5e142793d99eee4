import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { recordsItsAi } from './ai-events.ts';

/** Contract §7: an AI consumer's service produces an event of its decision. */
export const aiDecisionIsRecorded: Rule = {
  meta: {
    id: 'ai-decision-is-recorded',
    title: 'What an AI decides leaves an event of its own',
    clauses: ['EM-102'],
    severity: { eventing: 'warning', unified: 'info' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, { kind, service }, { model, report }) {
    if (kind !== 'ai') return;
    if (recordsItsAi(service, model)) return;
    report({
      pointer: pointer('consumers', name),
      message: `No event of \`${service ?? 'its service'}\` tells what the AI \`${name}\` decided. Then nobody can evaluate it, or learn from it: record it, as in \`ai.decision.recorded\`.`,
    });
  },
};
