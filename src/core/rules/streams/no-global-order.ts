import { pointer, type Report, type Rule } from '../rule.ts';
import { asserted } from './order-words.ts';

const WIDE =
  '(all|every|different|the|two|many|several)?\\s*(entit|subject|stream|partition|aggregate|service|topic|shard|account|customer|order)';
const CLAIM = new RegExp(
  [
    '\\b(global(ly)?|total(ly)?|overall|system[- ]?wide|universal(ly)?)[\\s-]+(order(ed|ing)?|sorted|sequenc(e|ed|ing))\\b',
    '\\border(ed)?\\s+(globally|over all|system[- ]wide|everywhere)\\b',
    `\\b(order(ed|ing)?|sequence)\\b.{0,30}\\b(across|among|between) ${WIDE}`,
    `\\b(across|among) ${WIDE}.{0,60}\\b(one|same|strict|fixed|common|in) (order|sequence)\\b`,
    '\\bone (single )?(global )?order (for|of|over) (all|every)',
    '\\b(all|every) (events?|records?|messages?)( (in|of) (the|this|our) (system|log|company|platform))? (is|are) (always |strictly )?(ordered|in order)\\b',
  ].join('|'),
);

const claim = (at: string, what: string, text: string | undefined): Report | undefined => {
  const word = asserted(text, CLAIM);
  return word === undefined
    ? undefined
    : {
        pointer: at,
        clauses: ['HL-030', 'EM-092'],
        message: `${what} claims an order over everything ("${word}"). There is none: order holds inside a declared scope, and records of two scopes come in any order. Say in which scope it holds.`,
      };
};

export const noGlobalOrder: Rule = {
  meta: {
    id: 'no-global-order',
    title: 'Nobody claims a global order',
    clauses: ['HL-030', 'EM-092'],
    severity: { hless: 'error', eventing: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { profile, report }) {
    const at = pointer('streams', name);
    if (profile === 'eventing' && stream.ordering_scope === 'stream')
      report({
        pointer: `${at}/ordering_scope`,
        part: 'value',
        clauses: ['EM-092'],
        message: `Stream \`${name}\` promises one order for all its records. Entities do not share a clock, and no transport keeps that promise for long: promise order within one subject.`,
        fix: { title: 'Change to subject', replace: { at: `${at}/ordering_scope`, value: 'subject' } },
      });
    const said = claim(`${at}/description`, `The description of stream \`${name}\``, stream.description);
    if (said) report(said);
    for (const [i, { says }] of (stream.invariants ?? []).entries()) {
      const also = claim(`${at}/invariants/${i}`, `An invariant of stream \`${name}\``, says);
      if (also) report(also);
    }
  },
  event(name, { description }, { report }) {
    const said = claim(pointer('events', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  consumer(name, { description }, { report }) {
    const said = claim(pointer('consumers', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  projection(name, { description }, { report }) {
    const said = claim(pointer('projections', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  whole({ model, report }) {
    const said = claim('/description', 'The description of the model', model.description);
    if (said) report(said);
  },
};
