import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { asserted } from './order-words.ts';

const ADJECTIVE =
  '(correct|accurate|true|right|exact|precise|authoritative|infallible|certain|error[- ]free|trustworthy)';
const TRUTH = new RegExp(
  `\\b(is|are|was|were|be|being|always|remains?|stays?)\\s+(always\\s+|guaranteed\\s+(to be\\s+)?|known\\s+to\\s+be\\s+)?${ADJECTIVE}\\b|\\bauthoritative\\b|\\b(is|are) (never|not ever) (wrong|incorrect|false|inaccurate|mistaken)\\b|\\bnever (errs?|lies?|deceives?)\\b|\\b(reflects?|shows?|states?|tells?|gives?|equals?) (exactly )?(the |what )?(actual|actually|true|real)\\b|\\b(source|single version) of (the )?truth\\b|\\b(is|are) the (absolute |whole |plain )?truth\\b|\\b(absolute|ground) truth\\b|\\b(infallible|definitive|indisputable|unquestionable|irrefutable)\\b|\\bcan(not| not|'t|’t) (be (wrong|mistaken|false|incorrect)|err|lie)\\b|\\b(without( any)?|beyond( any| all)?) doubt\\b|\\b100 ?%\\s+${ADJECTIVE}\\b`,
);
const PROMISE = /\b(guarantee[sd]?|ensure[sd]?|will always|proves?)\b/;
/** Of which nothing is said that concerns the world. */
const DOUBT = /\b(may|might|can|could|assumed|believed|claimed|said|unless|if|only (?:after|when|once))\b/i;

export const observationClaimsNoTruth: Rule = {
  meta: {
    id: 'observation-claims-no-truth',
    title: 'An OBSERVATION does not claim that it is right',
    clauses: ['HL-055'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { report }) {
    if (stream.record_kind !== 'OBSERVATION') return;
    const at = pointer('streams', name);
    const texts = [
      [`${at}/description`, stream.description, [TRUTH]],
      ...(stream.invariants ?? []).map(({ says }, i) => [`${at}/invariants/${i}`, says, [TRUTH, PROMISE]] as const),
    ] as const;
    for (const [place, text, patterns] of texts) {
      const word = patterns.map((pattern) => asserted(text, pattern)).find((found) => found !== undefined);
      if (word === undefined || text === undefined || DOUBT.test(text)) continue;
      report({
        pointer: place,
        message: `Stream \`${name}\` holds observations, but claims that they are right ("${word}"). All that is sure of an observation is that it was made: it may be wrong, late or doubled. Leave the claim out, or record a FACT once somebody has decided.`,
      });
    }
  },
};
