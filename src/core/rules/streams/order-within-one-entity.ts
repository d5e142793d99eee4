import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { eventsOf, own, subjectsIn } from './look.ts';
import { orderWord, saysScope } from './order-words.ts';

const SPANS =
  /\b(across|between|among)\b|\b(two|several|different|all|other|another|many)\s+\w+|\bof \w+ A\b[^.]*\bof \w+ B\b/i;

/** `the booking of one guest … of another guest`: one is no scope here. */
const TWO =
  /\b(?:one|an?|this|each|every) (\w+?)y?\b.*\b(?:another|a different|the other|any other|other|the next) \1(?:y|s|es|ies)?\b/i;
/** `player B moves after player A`. */
const NAMED_TWO = /\b(\w{3,}) (?:[A-Z]|[1-9]|one|two|three)\b.*\b\1 (?:[A-Z]|[1-9]|one|two|three)\b/;

export const orderWithinOneEntity: Rule = {
  meta: {
    id: 'order-within-one-entity',
    title: 'No invariant needs order across two entities',
    clauses: ['EM-091'],
    severity: { eventing: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, report }) {
    for (const [i, { says = '', ordered, scope }] of (stream.invariants ?? []).entries()) {
      if (ordered === false || (ordered !== true && orderWord(says) === undefined)) continue;
      const wide = scope === 'stream' || scope === 'correlation';
      const spans =
        (TWO.test(says.slice(0, 1000)) && !/\bsame\b/i.test(says)) ||
        (!saysScope(says) &&
          (SPANS.test(says.slice(0, 1000)) ||
            NAMED_TWO.test(says.slice(0, 1000)) ||
            subjectsIn(model, says).length > 1));
      const mixed = scope === 'partition' && new Set(eventsOf(model, name).map(([, { subject }]) => subject)).size > 1;
      if (!wide && !spans && !mixed) continue;
      report({
        pointer: pointer('streams', name, 'invariants', i),
        message: `"${says.slice(0, 200)}" needs order across more than one entity. Order may hold inside the stream of one entity and nowhere else, so this will one day be broken by nobody's fault: say it of one entity, with \`scope: subject\`, or wait for both by correlation.`,
      });
    }
  },
  precedence(name, { every, needs }, { model, report }) {
    const [a, b] = [own(model.events, every)?.subject, own(model.events, needs)?.subject];
    if (a === undefined || b === undefined || a === b) return;
    report({
      pointer: pointer('precedence', name),
      message: `\`${name}\` needs \`${needs}\` of a ${b} to come before \`${every}\` of a ${a}. Order may hold inside the stream of one entity only: let both belong to one subject, or let the consumer wait for both.`,
    });
  },
};
