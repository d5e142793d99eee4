import { judge } from '../../words/tense.ts';
import { pointer, type Rule } from '../rule.ts';
import { kindOf } from './kind.ts';

/** Words of what is not over; the others say that what is claimed may be taken back. */
const OPEN: ReadonlySet<string> = new Set(
  'pending awaiting awaits waiting ongoing unfinished unsettled undecided inprogress tbd tba tbc wip'.split(' '),
);

export const factNotProvisional: Rule = {
  meta: {
    id: 'fact-not-provisional',
    title: 'A FACT states nothing provisional',
    clauses: ['HL-012', 'HL-053'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, profile, report }) {
    const kind = kindOf(event, model);
    // Without a kind it is taken for a FACT where kinds may be left out.
    if (kind !== 'FACT' && (kind !== undefined || profile !== 'unified')) return;
    const word = judge(name).provisional;
    if (word === undefined) return;
    const open = OPEN.has(word) || word.includes(' ');
    report({
      pointer: pointer('events', name),
      part: 'key',
      clauses: open ? ['HL-053'] : ['HL-012', 'HL-053'],
      ...(kind === undefined && { severity: 'warning' }),
      message: `\`${name}\` ${kind === undefined ? 'reads as a fact' : 'is a FACT'}, but "${word}" says that it may still change. A FACT states what is now permanently true: name what did happen (\`…Placed\`, \`…Held\`), or record the request as an INTENT.`,
    });
  },
};
