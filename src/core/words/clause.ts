import { baseOfThird, isOnlyPast, verbClass } from './inflection.ts';
import { wordSet } from './lexicon.ts';
import {
  ADVERBS,
  ARTICLES,
  COMPOUNDS,
  LABEL_NOUNS,
  OBJECT_NOUNS,
  OTHER_NOUNS,
  PREPOSITIONS,
  PROPERTY_NOUNS,
  THINGS,
  WRAPPER_NOUNS,
} from './nouns.ts';
import {
  ATTITUDES,
  DESCRIBING_PARTICIPLES,
  REQUEST_PARTICIPLES,
  UNSETTLED,
  UNSETTLED_PAIRS,
  UNSETTLING_PARTICIPLES,
  UNSURE_ADVERBS,
} from './provisional.ts';
import { ACTING_VERBS } from './verbs.ts';

export const REQUESTS = wordSet(REQUEST_PARTICIPLES);
export const PREPOSITION_WORDS = wordSet(PREPOSITIONS);
export const ARTICLE_WORDS = wordSet(ARTICLES);
const ADVERB_WORDS = wordSet(ADVERBS);
const OBJECTS = wordSet(OBJECT_NOUNS);
const ACTED_ON = wordSet(THINGS);
const ACTING = wordSet(ACTING_VERBS);
const LABELS = wordSet(LABEL_NOUNS);
const WRAPPERS = wordSet(WRAPPER_NOUNS);
const PROPERTIES = wordSet(PROPERTY_NOUNS);
const OTHERS = wordSet(OTHER_NOUNS);
const PAIRS = wordSet(COMPOUNDS);
const DESCRIBING = wordSet(DESCRIBING_PARTICIPLES);
const UNSURE = wordSet(UNSURE_ADVERBS);
const UNSETTLED_WORDS = wordSet(UNSETTLED);
const UNSETTLING = wordSet(UNSETTLING_PARTICIPLES);
const ATTITUDE_WORDS = wordSet(ATTITUDES);
const UNSETTLED_TWO = wordSet(UNSETTLED_PAIRS);
/** Past forms that are everyday nouns: no sure past, or only at the end. */
const NOUN_PASTS = wordSet('bit saw ground lay spoke dove felt wound');
const END_PASTS = wordSet('rose stole shot fell');
/** Third persons that are everyday plurals, though their base is a sure verb. */
const PLURALS = wordSet('means keeps gathers learns cites acts attends');
/** Likely verbs that are a label before a property: StartPage, SellPrice. */
const LABELLING = wordSet('start stop end upgrade install buy sell join spend register associate');
/** Verbs that are as often a noun, yet an order before a property: ChangeAddress. */
const ON_PROPERTIES = wordSet('change check edit print');
/** Third persons of verbs that are nouns too, which are no plurals. */
const THIRDS = wordSet('takes gives goes buys sells pays finds tries becomes leaves closes resumes');
/** Verbs with a particle that are seldom a noun: SetUpAccount. */
const PHRASE_PARTICLES = wordSet('in out up down off on over back away');
/** A verb and its particle that are rather a noun: FollowUpVisit, StartUpCompany. */
const PHRASE_NOUNS = wordSet(
  'follow_up start_up pop_up walk_in plug_in add_on stand_by trade_in buy_in drop_down count_down break_down ' +
    'run_up mock_up lock_down carry_on sit_in check_up warm_up',
);
/** Doers: what stands behind one is done by it, not said of the noun after it: UserPaidInvoice. */
const AGENTS = wordSet(
  'user customer admin administrator buyer seller member player driver system agent client manager operator ' +
    'patient guest owner visitor employee merchant vendor supplier tenant doctor student teacher reviewer ' +
    'author we i he she they',
);
const NOUNS_IN_LY = wordSet('assembly family anomaly ally july italy homily monopoly belly jelly doily melancholy');
const COPULAS = wordSet('is are isnt arent');
const MODALS = wordSet('will would shall should must ought');
/** Modals that are no noun: any verb after them is meant as one. */
const PLAIN_MODALS = wordSet('shall should would');
const NEEDS = wordSet('needs ought');

/** The predicate that tells what came about: its place, and whether nothing but an addition follows it. */
export interface Predicate {
  readonly at: number;
  readonly strong: boolean;
}

/** The last participle that is said of the words before it; one that only describes the noun behind it is none. */
export function predicateOf(words: readonly string[]): Predicate | undefined {
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at] ?? '';
    if (!isOnlyPast(word) || NOUN_PASTS.has(word) || ATTITUDE_WORDS.has(word)) continue;
    const next = words[at + 1];
    if (END_PASTS.has(word) && (at === 0 || next !== undefined)) continue;
    const strong = next === undefined || follows(next) || REQUESTS.has(word);
    const done = AGENTS.has(words[at - 1] ?? '');
    if (!strong && !done && (DESCRIBING.has(word) || (at === 0 && UNSETTLING.has(word)))) continue;
    return { at, strong };
  }
  return undefined;
}

/** Whether the word begins an addition to what was said: OrderShipped *to* Customer, FundsMoved *twice*. */
export function follows(word: string): boolean {
  return PREPOSITION_WORDS.has(word) || ARTICLE_WORDS.has(word) || isAdverb(word) || /^\d/.test(word);
}

/** Whether the word tells how or when: now, fully; not reply, supply or family. */
export function isAdverb(word: string): boolean {
  return ADVERB_WORDS.has(word) || (/..ly$/.test(word) && verbClass(word) === undefined && !NOUNS_IN_LY.has(word));
}

/** How many words at the end only say that this is an event: OrderPlaced*Event*, OrderPlaced*IntegrationEvent*. */
export function closingLength(words: readonly string[]): number {
  if (words.length < 2 || !/^events?$/.test(words.at(-1) ?? '')) return 0;
  return words.length > 2 && /^(?:integration|domain)$/.test(words.at(-2) ?? '') ? 2 : 1;
}

/** The word that says that all this may still change, given the predicate of the name. */
export function unsettledBy(words: readonly string[], predicate: Predicate | undefined): string | undefined {
  const adverb = words.find((word) => UNSURE.has(word));
  if (adverb !== undefined) return adverb;
  const from = predicate === undefined ? 0 : predicate.strong ? predicate.at + 1 : 0;
  const to = predicate?.strong === true ? predicate.at + 2 : words.length;
  for (let i = from; i < Math.min(to, words.length); i++) {
    const word = words[i] ?? '';
    const pair = `${word}_${words[i + 1] ?? ''}`;
    if (UNSETTLED_TWO.has(pair)) return pair.replace('_', ' ');
    if (UNSETTLED_WORDS.has(word)) return word;
  }
  const first = words[0] ?? '';
  return predicate === undefined && words.length > 1 && UNSETTLING.has(first) ? first : undefined;
}

/** The word that puts all this into the future, or says that it should be: will, shall, to be. */
export function futureBy(words: readonly string[]): string | undefined {
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    if (next === undefined) continue;
    if (word === 'to' && next === 'be') return 'to be';
    if ((word === 'going' || word === 'about') && next === 'to') return `${word} to`;
    if (NEEDS.has(word) && next === 'to') return `${word} to`;
    if (PLAIN_MODALS.has(word) && verbClass(next) !== undefined) return word;
    if (MODALS.has(word) && (next === 'be' || next === 'not' || next === 'have' || isAction(next))) return word;
  }
  return undefined;
}

/** The copula of an assertion that is no happening: TemperatureIsAccurate. */
export function assertedBy(words: readonly string[]): string | undefined {
  return words.length < 2 ? undefined : words.find((word) => COPULAS.has(word));
}

/** The place of a verb in the third person after its subject: UserSendsMessage. */
export function thirdPersonAt(words: readonly string[]): number | undefined {
  const at = words.findIndex((word, i) => {
    const base = i === 0 || PLURALS.has(word) ? undefined : baseOfThird(word);
    if (base === undefined || OBJECTS.has(word)) return false;
    return verbClass(base) === 'sure' || (THIRDS.has(word) && i < words.length - 1);
  });
  return at < 0 ? undefined : at;
}

/** Whether the words are an order: a verb that is sure enough for what follows it. Codes before the verb are gone. */
export function isOrder(words: readonly string[]): boolean {
  const verb = words[0] ?? '';
  const next = words[1];
  if (next === undefined) return false;
  if ((verb === 'please' || verb === 'do') && words.length > 2) return true;
  const known = verbClass(verb);
  if (PHRASE_NOUNS.has(`${verb}_${next}`)) return false;
  if (known !== undefined && isPhrase(words)) return true;
  if (known === 'nounish' && ACTING.has(verb) && !PAIRS.has(`${verb}_${next}`)) return actsOnThing(words);
  if (known === undefined || known === 'nounish' || PAIRS.has(`${verb}_${next}`)) return false;
  if ((next === 'and' || next === 'or') && words[2] !== undefined) return isAction(words[2]) && words.length > 3;
  const last = words.at(-1) ?? '';
  if (words.length === 2 && LABELS.has(next)) return false;
  if (words.length > 2 && WRAPPERS.has(last) && !words.some((word) => PREPOSITION_WORDS.has(word))) return false;
  if (ARTICLE_WORDS.has(next)) return true;
  const rest = words.slice(1);
  if (known === 'sure') return true;
  if (known === 'likely') {
    if (rest.length === 1 && LABELLING.has(verb) && PROPERTIES.has(next)) return false;
    return rest.some(isNoun) && !PREPOSITION_WORDS.has(next);
  }
  const head = headOf(rest);
  return isObject(head) && (!PROPERTIES.has(head) || ON_PROPERTIES.has(verb));
}

const isObject = (word: string): boolean => OBJECTS.has(word) || ACTED_ON.has(word);

/** The last noun before an addition: the *card* of PickCardFromDeck. */
function headOf(words: readonly string[]): string {
  const stop = words.findIndex((word) => PREPOSITION_WORDS.has(word) || ADVERB_WORDS.has(word));
  return (stop < 0 ? words : words.slice(0, stop)).findLast(isNoun) ?? '';
}

/** `PickUpParcel`, `TurnOffLight`: a verb with its particle, and what it is done to. */
function isPhrase([verb = '', particle = '', ...rest]: readonly string[]): boolean {
  if (!PHRASE_PARTICLES.has(particle)) return false;
  const head = headOf(rest);
  if (PAIRS.has(`${verb}_${particle}`)) return rest.length === 1 && ACTED_ON.has(head);
  return isObject(head) && !PROPERTIES.has(head) && !WRAPPERS.has(head);
}

/** `OpenAccount`, `CallNurse`: the noun that ends the name is a thing, and nothing else stands between. */
function actsOnThing(words: readonly string[]): boolean {
  const stop = words.findIndex((word, i) => i > 1 && PREPOSITION_WORDS.has(word));
  const clause = stop < 0 ? words : words.slice(0, stop);
  return clause.length <= 3 && ACTED_ON.has(clause.at(-1) ?? '');
}

/** Whether the word is rather a verb than a noun where both could stand. */
export function isAction(word: string): boolean {
  const known = verbClass(word);
  return known !== undefined && known !== 'nounish';
}

function isNoun(word: string): boolean {
  return isObject(word) || OTHERS.has(word) || LABELS.has(word) || WRAPPERS.has(word);
}
