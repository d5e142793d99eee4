import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

const MANY = 3;

/** Code that calls three others and decides between them is a workflow: it is declared as one. */
export const workflowIsOrchestrated: Rule = {
  meta: {
    id: 'workflow-is-orchestrated',
    title: 'What decides over several services is a declared workflow',
    clauses: ['EM-143'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'behavior',
    since: '0.2',
  },
  consumer(name, { kind }, { behavior, report }) {
    const code = behavior?.consumers.get(name);
    if (!code || kind === 'workflow' || kind === 'pipeline') return;
    const calls = new Set([...code.effects, ...code.issues].map((one) => one.name));
    if (calls.size < MANY || !code.branches) return;
    report({
      pointer: pointer('consumers', name),
      place: code.place,
      message: `\`${name}\` calls ${calls.size} others and decides between them: business logic that nobody sees in the model. Make it a consumer with \`kind: workflow\`, or start one with a single command.`,
    });
  },
  whole({ behavior, report }) {
    for (const { name, place, executes, branches } of behavior?.handlers.values() ?? []) {
      const calls = new Set(executes.map((one) => one.name));
      if (calls.size >= MANY && branches)
        report({
          pointer: '',
          place,
          message: `The handler \`${name}\` executes ${calls.size} commands and decides between them: business logic that nobody sees in the model. Execute one command, and let a workflow go on from its event.`,
        });
    }
  },
};
