import { pointer, type Report, type Rule } from '../rule.ts';
import { halves } from './order-words.ts';

const EXACTLY = /\bexactly[ _-]?once\b/i;
const CLAIM =
  /\b(exactly[ _-]?once|(delivered|received|consumed|handled|processed|arrives?|comes?|sent) (only |just )?once|only once|no duplicates|never (delivered|received|sent|arrives?) twice|without duplicates)\b/i;
const CARRIED =
  /\b(deliver(y|ed|s)?|receiv(e|ed|es)|consum(e|ed|es|er|ers)|messages?|events?|records?|arrives?|transport|broker|duplicates)\b/i;
const DENIED = /\b(not|never|no|cannot|without|nobody|nothing|instead of|rather than)\b|n['’]t\b/i;
/** How a repeat is borne, rather than that there is none. */
const BORNE = /\b(idempoten\w*|dedup\w*|effectively|in effect|at[ _-]least[ _-]once|more than once)\b/i;

/** The words that count on exactly-once delivery; `an order is shipped exactly once` is about orders, and counts on nothing. */
function counted(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  for (const half of halves(text)) {
    const found = CLAIM.exec(half);
    if (!found || BORNE.test(half) || !CARRIED.test(half)) continue;
    if (!DENIED.test(half.slice(0, found.index))) return found[0];
  }
  return undefined;
}

const claim = (at: string, what: string, text: string | undefined): Report | undefined => {
  const word = counted(text);
  return word === undefined
    ? undefined
    : {
        pointer: at,
        clauses: text !== undefined && EXACTLY.test(text) ? ['EM-080', 'EM-084'] : ['EM-084'],
        message: `${what} counts on exactly-once delivery ("${word}"). After a crash the last records come again: say instead how a repeat is recognised.`,
      };
};

export const deliveryNotExactlyOnce: Rule = {
  meta: {
    id: 'delivery-not-exactly-once',
    title: 'Nobody counts on exactly-once delivery',
    clauses: ['EM-080', 'EM-084'],
    severity: { eventing: 'error', hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { profile, report }) {
    const at = pointer('streams', name);
    const fix = { title: 'Change to at_least_once', replace: { at: `${at}/delivery`, value: 'at_least_once' } };
    if (stream.delivery === 'exactly_once')
      report({
        pointer: `${at}/delivery`,
        clauses: ['EM-080', 'EM-084'],
        message: `Stream \`${name}\` promises exactly_once. No transport keeps that promise through a crash: assume at_least_once, and let consumers recognise repeats.`,
        fix,
      });
    if (stream.delivery === 'at_most_once' && profile === 'eventing')
      report({
        pointer: `${at}/delivery`,
        clauses: ['EM-080'],
        message: `Stream \`${name}\` delivers at_most_once, so a crash loses records for good. Assume at_least_once, and let consumers recognise repeats.`,
        fix,
      });
    for (const [i, { says }] of (stream.invariants ?? []).entries()) {
      const said = claim(`${at}/invariants/${i}`, `This invariant of \`${name}\``, says);
      if (said) report(said);
    }
    const said = claim(`${at}/description`, `The description of stream \`${name}\``, stream.description);
    if (said) report(said);
  },
  event(name, { description }, { report }) {
    const said = claim(pointer('events', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  consumer(name, { description }, { report }) {
    const said = claim(pointer('consumers', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
};
