import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { unsettledBy } from './provisional.ts';

export const factNotRevocable: Rule = {
  meta: {
    id: 'fact-not-revocable',
    title: 'A FACT states nothing that can be undone later',
    clauses: ['HL-012', 'HL-053'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, visit) {
    const unsettled = unsettledBy(name, event, visit);
    if (unsettled?.revocable !== true) return;
    visit.report({
      pointer: pointer('events', name),
      ...(!unsettled.declared && { severity: 'warning' }),
      message: `\`${name}\` ${unsettled.declared ? 'is a FACT' : 'reads as a fact'}, but "${unsettled.word}" says that it can be undone, and no record is ever taken back. Record the request as an INTENT, and then the facts that it was granted, expired or released.`,
    });
  },
};
