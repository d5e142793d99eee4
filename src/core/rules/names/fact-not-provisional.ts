import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { unsettledBy } from './provisional.ts';

export const factNotProvisional: Rule = {
  meta: {
    id: 'fact-not-provisional',
    title: 'A FACT states nothing provisional',
    clauses: ['HL-053'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, visit) {
    const unsettled = unsettledBy(name, event, visit);
    if (unsettled === undefined || unsettled.revocable) return;
    visit.report({
      pointer: pointer('events', name),
      ...(!unsettled.declared && { severity: 'warning' }),
      message: `\`${name}\` ${unsettled.declared ? 'is a FACT' : 'reads as a fact'}, but "${unsettled.word}" says that it may still change. A FACT states what is now permanently true: name what did happen (\`…Placed\`, \`…Held\`), or record the request as an INTENT.`,
    });
  },
};
