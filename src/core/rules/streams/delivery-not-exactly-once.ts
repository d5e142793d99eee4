import { pointer } from '../../json-pointer.ts';
import type { Model } from '../../model/model.ts';
import type { Report, Rule } from '../rule.ts';
import { subjectsIn } from './look.ts';
import { halves } from './order-words.ts';

const EXACTLY = /\b(?:exactly|precisely)[ _-]?once\b|\bonce-only\b/i;
/** `once`, and not `once it is paid` or `once a day`. */
const ONCE =
  'once(?=\\s*($|[,)]|and\\b|only\\b|for each\\b|to each\\b|by each\\b|per (message|event|record|consumer)))';
const CLAIM = new RegExp(
  [
    '\\b(exactly|precisely)[ _-]?(once|one time|1 time|1x)\\b|\\bonce and only once\\b|\\bonce-only\\b|\\b(a single|one) time(?=\\s*($|[,)]|only\\b|by\\b))',
    `\\b(delivered|received|consumed|handled|processed|arrives?|comes?|sent) (only |just )?${ONCE}`,
    `\\bonly ${ONCE}`,
    '\\b(no|without) duplicates\\b|\\bduplicate[- ]free\\b|\\b(single|one-time) delivery\\b',
    '\\bduplicates? (never|do not|cannot|can not) (occurs?|happens?|arrives?|exists?|comes?)\\b|\\bduplicates are impossible\\b',
    '\\b(no|without|any) (duplicated?|repeated|double) (deliver(y|ies)|messages?|events?|records?|notifications?)\\b',
    '\\b(never|not) (ever )?(be )?(repeated|redelivered|duplicated|re-?sent)\\b',
    '\\b(redeliver(y|ies)|duplicate (deliver(y|ies)|messages?|events?|records?)) (never|do not|does not|cannot|can not|will not|are impossible|is impossible)\\b',
    '\\b(idempoten\\w+|dedup\\w+) (is|are) (not|never) (needed|required|necessary)\\b|\\b(needs? not be|no need to be|no need for|without need of) (idempoten|dedup)\\w+',
    '\\b(never|not) (be )?(delivered|received|sent|arrives?) twice\\b',
    '\\b(never|not) (ever )?(be )?(delivered|deliver|delivers|received|receives?|sent|sends?|arrives?|processed|processes|process|handled|handles?|consumed|consumes?|sees?|seen|gets?)\\b.{0,30}\\btwice\\b',
    '\\b(never|not|no longer) (ever )?(be )?(an?y? |the )?duplicates?\\b',
    '\\b(no|none of the) (messages?|events?|records?)\\b.{0,40}\\b(twice|more than once)\\b',
  ].join('|'),
  'i',
);
const CARRIED =
  /\b(delivery|deliveries|redelivery|redeliveries|idempotency|messages?|events?|records?|notifications?|consumers?|transport|broker|queue|bus|topic|duplicates)\b/i;
/** Needed by nobody, it bears nothing. */
const NEEDLESS =
  /\b(idempoten\w+|dedup\w+) (is|are) (not|never) (needed|required|necessary)\b|\b(needs? not be|no need to be|no need for|without need of) (idempoten|dedup)\w+/i;
/** `each parcel is delivered …`: about parcels. */
const OF_A_THING =
  /\b(?:each|every|an?|the|any|all)\s+(?!messages?\b|events?\b|records?\b|notifications?\b|signals?\b)[\w-]+\s+(?:is|are|gets?|will be)\s+(?:\w+\s+)?(?:delivered|received|consumed)\b/i;
const VERB = /\b(deliver(ed|s)?|receiv(e|ed|es)|consum(e|ed|es))\b/i;
const DENIED = /\b(not|never|no|cannot|without|nobody|nothing|instead of|rather than)\b|n['’]t\b/i;
/** How a repeat is borne, rather than that there is none. */
const BORNE =
  /\b(idempoten\w*|(?:repeats?|duplicates?)(?: \w+)? (?:is|are|gets?) (?:recogni[sz]ed|skipped|ignored|detected|dropped|filtered)|dedup\w*|effectively|in effect|at[ _-]least[ _-]once)\b|\bmust not\b.*\bmore than once\b/i;

/** The words that count on exactly-once delivery; `a parcel is delivered once` is about parcels, and counts on nothing. */
function counted(model: Model, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const read = text.slice(0, 2000);
  if (BORNE.test(read) && !NEEDLESS.test(read)) return undefined;
  for (const half of halves(text)) {
    const found = CLAIM.exec(half);
    if (!found || (DENIED.test(half.slice(0, found.index)) && !NEEDLESS.test(half))) continue;
    // `exactly-once` with its hyphen is what people call a delivery.
    if (
      /exactly[_-]once/i.test(found[0]) ||
      CARRIED.test(half) ||
      (VERB.test(half) && !OF_A_THING.test(half) && subjectsIn(model, half).length === 0)
    )
      return found[0];
  }
  return undefined;
}

const claim = (model: Model, at: string, what: string, text: string | undefined): Report | undefined => {
  const word = counted(model, text);
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
  stream(name, stream, { model, profile, report }) {
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
      const said = claim(model, `${at}/invariants/${i}`, `This invariant of \`${name}\``, says);
      if (said) report(said);
    }
    const said = claim(model, `${at}/description`, `The description of stream \`${name}\``, stream.description);
    if (said) report(said);
  },
  event(name, { description }, { model, report }) {
    const said = claim(model, pointer('events', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  consumer(name, { description }, { model, report }) {
    const said = claim(model, pointer('consumers', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  projection(name, { description }, { model, report }) {
    const said = claim(
      model,
      pointer('projections', name, 'description'),
      `The description of \`${name}\``,
      description,
    );
    if (said) report(said);
  },
  command(name, { description }, { model, report }) {
    const said = claim(model, pointer('commands', name, 'description'), `The description of \`${name}\``, description);
    if (said) report(said);
  },
  whole({ model, report }) {
    const said = claim(model, '/description', 'The description of the model', model.description);
    if (said) report(said);
  },
};
