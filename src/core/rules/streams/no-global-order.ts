import { pointer } from '../../json-pointer.ts';
import type { Report, Rule } from '../rule.ts';
import { asserted } from './order-words.ts';

const WIDE =
  '((all|every|different|the|two|many|several)?\\s*(entit|subject|stream|partition|aggregate|service|topic|shard)|(all|every|different|several|many) \\w)';
const ALL = '(all|every) (events?|records?|messages?|entit)';
/** All of them, not all of one thing. */
const ALL_AT_ALL =
  '(all|every) (events?|records?|messages?)\\b(?! (of|for|about|with|from) (one|each|an?|every|any|the)\\b)(?! in (the|each|any|an?|one) (?!same|order|sequence|global|total|single|strict|fixed))';
/** An order may also be what somebody buys: `the total order value`, `one order for every customer`. */
const CLAIM = new RegExp(
  [
    '\\b(globally|totally|universally|system[- ]?wide) (ordered|sorted|sequenced)\\b',
    '\\b(global|universal|system[- ]?wide)[\\s-]+(?:sequence\\b|fifo\\b|(?:order|ordering)\\b(?!\\s+(value|amount|count|volume|desk|form|book|number|id|entry|team|management|process|service|page|portal|centre|center)s?\\b))',
    '\\btotal[\\s-]+order(ing)?(?=\\s*($|[,)])|\\s+(of|over|for|across|holds|among|between|and|in|on)\\b)',
    '\\bcross[- ]\\w+ order(ing)?\\b(?!\\s+(value|amount|count|form|desk|number)s?\\b)',
    `\\b(across|among|over|of) ${WIDE}\\w*.{0,20}\\b(is|are) (strictly|totally|fully|always|globally|completely) (ordered|in order|sequenced)\\b`,
    '\\bone (single |total )?order (over|across) (all|every|the whole|the entire)\\b',
    '\\b(all|every|each) (consumers?|readers?|subscribers?|services?) .{0,40}\\b(the same|identical|one) (total |global )?order\\b(?!\\s+to\\b)',
    '\\b(events|records|messages) (of|from) (all|every|different|several|other) .{0,30}\\b(keep|preserve|retain|maintain) .{0,20}\\border\\b',
    '\\borders all (the )?(events|records|messages)\\b',
    '\\b(ordered|sequenced|in order) (across|over|throughout) (the |our )?(entire|whole|complete)\\b',
    '\\bordered (globally|over all|system[- ]wide|everywhere)\\b',
    `\\b(ordered|ordering|sequence|order (is )?(holds|kept|preserved|guaranteed|maintained))\\b.{0,30}\\b(across|among|between) ${WIDE}`,
    `\\b(across|among) ${WIDE}.{0,60}\\b(one|same|strict|fixed|common|in) (order|sequence)\\b(?!\\s+to\\b)`,
    `\\b${ALL_AT_ALL}.{0,20}\\b(share|have|follow|in|with) (one|a single|the same|a strict|strict|a fixed) (single |global |total )?(order|sequence)\\b(?!\\s+to\\b)`,
    '\\b(events|records|messages) (of|from|in) (all|every|different) .{0,30}\\b(in|share|have|follow) (one|a single|the same) (order|sequence)\\b(?!\\s+to\\b)',
    '\\border(ing)? (is |of \\w+ is )?(always )?(holds|kept|preserved|guaranteed|maintained|the same) (across|among|between) (all|every|different|several|many)\\b',
    '\\border of (all |the )?(events|records|messages) is (the same|fixed|global|total)\\b.{0,20}\\b(whole|entire|every|all|everywhere|everybody)\\b',
    `\\bone (single )?order (for|of|over) ${ALL}`,
    `\\b${ALL}( (in|of) (the|this|our) (system|log|company|platform))? (is|are) (always |strictly )?(ordered|in order)\\b(?!\\s+to\\b)`,
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
