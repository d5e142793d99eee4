import { judge } from '../../words/tense.ts';
import { pointer, type Rule } from '../rule.ts';
import { kindOf } from './kind.ts';

export const factIsNoRequest: Rule = {
  meta: {
    id: 'fact-is-no-request',
    title: 'What was only requested stands as an INTENT, not as a FACT',
    clauses: ['HL-050'],
    severity: { hless: 'warning', unified: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    if (kindOf(event, model) !== 'FACT') return;
    const { verdict, word } = judge(name);
    if (verdict !== 'request') return;
    report({
      pointer: pointer('events', name),
      part: 'key',
      message: `\`${name}\` is a FACT, but "${word ?? 'requested'}" names a request. A record is one of the two: put requests into a stream of kind INTENT, and record here what came of them.`,
    });
  },
};
