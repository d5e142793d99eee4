/** Whether what an AI does by itself changes the truth of the domain: by the name of an effect, or by the command that it issues. */
import type { Model } from '../../model/model.ts';
import { PREPOSITION_WORDS } from '../../words/clause.ts';
import { pastOf } from '../../words/inflection.ts';
import { wordSet } from '../../words/lexicon.ts';
import { wordsOf } from '../../words/split.ts';
import { named, producerOf } from '../fields.ts';
import { tellsOfAi } from './ai-events.ts';
import { eventNamedBy, eventVocabulary } from './event-words.ts';

const EMITS = wordSet('emit publish record append raise produce fire write insert');
const WRITES = wordSet(
  'write update save store set insert delete put overwrite upsert persist patch modify mutate alter replace commit remove',
);
/** What settles a matter of the domain. */
const SETTLES = wordSet(
  'approve reject deny grant revoke pay refund charge transfer close cancel grade prescribe dismiss fire hire ban suspend settle disburse discharge',
);
/** What an AI keeps for itself, or hands to people to judge. */
const ITS_OWN = wordSet(
  `summary summaries suggestion suggestions draft drafts embedding embeddings vector vectors index score scores note notes report reports
  feedback evaluation evaluations prediction predictions memory cache decision decisions recommendation recommendations classification
  label labels insight insights annotation annotations trace traces log logs transcript context prompt prompts metric metrics
  conclusion conclusions proposal proposals analysis answer answers reply replies comment comments view views projection dashboard model
  features feature weights sample samples dataset ranking rankings tag tags explanation rationale hint hints reminder result results`,
);

type Use = string | undefined;

/** An AI that derives may write; what it derives, not what the domain decides. */
export function writesTruth(effect: string, use: Use, service: string | undefined, model: Model): boolean {
  const words = wordsOf(effect);
  const vocabulary = eventVocabulary(model);
  const [verb = '', ...after] = words;
  const isTruth = (type: string | undefined): boolean => {
    const event = named(model.events, type);
    if (!event || type === undefined) return false;
    return !tellsOfAi(type, event, model) && (service === undefined || producerOf(model, event) !== service);
  };
  if (isTruth(eventNamedBy(EMITS.has(verb) ? after : words, vocabulary))) return true;
  const cut = after.findIndex((word) => PREPOSITION_WORDS.has(word));
  const object = cut < 0 ? after : after.slice(0, cut);
  // `assign_lead`, where there is `sales.lead.assigned`.
  if (object.length > 0 && isTruth(eventNamedBy([...object, pastOf(verb)], vocabulary))) return true;
  const head = object.at(-1) ?? '';
  if (SETTLES.has(verb)) return !ITS_OWN.has(head);
  if (!WRITES.has(verb)) return false;
  if (vocabulary.subjects.has(object.join(' ')) || vocabulary.subjects.has(head)) return true;
  return use !== 'derive' && !ITS_OWN.has(head);
}

/** The command changes what the domain holds true: it emits more than what tells of the AI's own work. */
export function changesTruth(name: string, model: Model): boolean {
  const command = named(model.commands, name);
  const { mutates, emits = [] } = command ?? {};
  if (!command || mutates === false) return false;
  if (emits.length === 0) return mutates === true;
  return emits.some((type) => {
    const event = named(model.events, type);
    const stream = named(model.streams, event?.stream);
    const kind = event?.kind ?? stream?.record_kind;
    return kind !== 'DERIVATION' && kind !== 'OBSERVATION' && !(event && tellsOfAi(type, event, model));
  });
}
