import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';

export const mutatingCommandEmits: Rule = {
  meta: {
    id: 'mutating-command-emits',
    title: 'A command that mutates emits an event',
    clauses: ['FA-040', 'FA-041'],
    severity: { evidence: 'error', game: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
    fixed: true,
  },
  command(name, command, { report }) {
    if (command.mutates !== true || (command.emits?.length ?? 0) > 0) return;
    report({
      pointer: pointer('commands', name),
      lacks: pointer('commands', name, 'emits'),
      message: `Action "${name}" mutates domain but emits no events. What changed would leave no trace: name the event that says so in \`emits\`, or set \`mutates: false\`.`,
    });
  },
};
