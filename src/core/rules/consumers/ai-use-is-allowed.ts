import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { changesTruth, writesTruth } from './ai-writes.ts';

const USES = ['reasoning', 'derive', 'evaluate'];

export const aiUseIsAllowed: Rule = {
  meta: {
    id: 'ai-use-is-allowed',
    title: 'An AI reasons, derives or evaluates; it writes no truth of the domain',
    clauses: ['EM-101'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, { kind, use, service, issues = [], effects = [] }, { model, report }) {
    if (kind !== 'ai') return;
    const at = pointer('consumers', name);
    if (use === undefined || !USES.includes(use)) {
      report({
        pointer: use === undefined ? at : `${at}/use`,
        message: `\`${name}\` is an AI, and what it is used for is not said. Background reasoning, updating derived state, and evaluation or learning are allowed: say \`use: reasoning\`, \`derive\` or \`evaluate\`.`,
        ...(use === undefined && {
          fix: { title: 'Add use: reasoning', insert: { into: at, key: 'use', value: 'reasoning' } },
        }),
      });
      return;
    }
    const writes = use === 'reasoning' ? undefined : issues.find((command) => changesTruth(command, model));
    if (writes !== undefined)
      report({
        pointer: `${at}/issues`,
        message: `\`${name}\` is there to ${use}, and issues \`${writes}\`, which changes the domain. Let it derive or evaluate only, or use it for reasoning behind a policy.`,
      });
    for (const [i, { name: effect }] of effects.entries()) {
      if (effect === undefined || !writesTruth(effect, use, service, model)) continue;
      report({
        pointer: `${at}${pointer('effects', i)}`,
        message: `\`${effect}\` of the AI \`${name}\` writes by itself. An AI proposes: let it issue a command that passes a policy, and a decider decide.`,
      });
    }
  },
};
