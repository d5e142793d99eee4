import { pointer, type Rule } from '../rule.ts';

const CLAIM = /\b(exactly[ -]once|delivered once|only once)\b/i;
const DENIED = /\b(not|never|no|cannot)\b[^.]*\b(exactly[ -]once|delivered once|only once)\b/i;

export const deliveryNotExactlyOnce: Rule = {
  meta: {
    id: 'delivery-not-exactly-once',
    title: 'Nobody counts on exactly-once delivery',
    clauses: ['EM-080', 'EM-084'],
    severity: { eventing: 'error', hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { report }) {
    const at = pointer('streams', name);
    if (stream.delivery === 'exactly_once')
      report({
        pointer: `${at}/delivery`,
        clauses: ['EM-080', 'EM-084'],
        message: `Stream \`${name}\` promises exactly_once. No transport keeps that promise through a crash: assume at_least_once, and let consumers recognise repeats.`,
        fix: { title: 'Change to at_least_once', replace: { at: `${at}/delivery`, value: 'at_least_once' } },
      });
    for (const [i, { says }] of (stream.invariants ?? []).entries())
      if (
        says !== undefined &&
        CLAIM.test(says) &&
        /deliver|receiv|consum|message|event/i.test(says) &&
        !DENIED.test(says)
      )
        report({
          pointer: `${at}/invariants/${i}`,
          clauses: ['EM-084'],
          message: `This invariant of \`${name}\` counts on exactly-once delivery ("${says}"). Say instead how a repeat is recognised.`,
        });
  },
};
