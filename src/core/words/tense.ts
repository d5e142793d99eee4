import {
  assertedBy,
  closingLength,
  futureBy,
  isAdverb,
  isOrder,
  type Predicate,
  predicateOf,
  REQUESTS,
  thirdPersonAt,
  unsettledBy,
} from './clause.ts';
import { baseOfIng, isOnlyPast, isSamePast, verbClass } from './inflection.ts';
import { ADJECTIVES, wordSet } from './lexicon.ts';
import { ING_NOUNS } from './provisional.ts';
import { pastName } from './rename.ts';
import { LONGEST_NAME, type NameParts, partsOf } from './split.ts';

/**
 * What the name of a type says. `past` something came about; `request` it was asked for or tried (past, too);
 * `imperative` an order; `present` it is going on; `future` it is to come or should be; `state` it asserts that a
 * thing is so; `provisional` it may still be undone; `unknown` no sure sign of any: never a reason for a complaint.
 */
export type Verdict = 'past' | 'request' | 'imperative' | 'present' | 'future' | 'state' | 'provisional' | 'unknown';

export interface Judgement {
  readonly verdict: Verdict;
  /** Whether the name tells in the past what came about; true of a request and of `SeatTentativelyHeld` as well. */
  readonly past: boolean;
  /** The word or two the verdict rests on, lower case. */
  readonly word?: string;
  /** A word which says that it may still change, whatever the verdict. */
  readonly provisional?: string;
  /** The name in the past and in the same style, for an order, a present or a future. */
  readonly suggestion?: string;
}

const NOUNS_IN_ING = wordSet(ING_NOUNS);
const PAST_AUXILIARIES = wordSet('was were did had');
/** Participles equal to the base that are no noun: behind a noun they can only be past. */
const PLAIN_SAME_PAST = wordSet('set put let shut quit thrust beset overset become overcome unset');

/** Judges the name of an event type in any style. A name of words that no list or rule holds is `unknown`. */
export function judge(name: string): Judgement {
  if (name.length > LONGEST_NAME) return UNKNOWN;
  const parts = partsOf(name);
  const words = clauseOf(parts);
  if (words.length === 0) return UNKNOWN;
  const predicate = predicateOf(words);
  const provisional = unsettledBy(words, predicate);
  const judged = judgeClause(name, parts, words, predicate, provisional);
  return provisional === undefined ? judged : { ...judged, provisional };
}

const UNKNOWN: Judgement = { verdict: 'unknown', past: false };

/** The words to judge: without codes before them (`T02`) and without a closing `Event`. */
function clauseOf(parts: NameParts): readonly string[] {
  const words = parts.tokens.map((token) => token.toLowerCase());
  while (words.length > 1 && /\d|^[a-z]$/.test(words[0] ?? '')) words.shift();
  const clause = words.slice(0, words.length - closingLength(words));
  while (clause.length > 1 && /^\d+$/.test(clause.at(-1) ?? '')) clause.pop();
  return clause;
}

function judgeClause(
  name: string,
  parts: NameParts,
  words: readonly string[],
  predicate: Predicate | undefined,
  provisional: string | undefined,
): Judgement {
  const future = futureBy(words);
  if (future !== undefined) return accuse('future', future, name);
  const auxiliary = words.find((word) => PAST_AUXILIARIES.has(word));
  const copula = auxiliary === undefined ? assertedBy(words) : undefined;
  if (copula !== undefined && words.at(-1) !== copula) return accuse('state', copula, name);
  if (provisional !== undefined) {
    return { verdict: 'provisional', past: predicate !== undefined || auxiliary !== undefined, word: provisional };
  }
  const third = predicate?.strong === true ? undefined : thirdPersonAt(words);
  if (third !== undefined && (predicate === undefined || predicate.at > third)) {
    return accuse('present', words[third] ?? '', name);
  }
  const word = predicate === undefined ? undefined : words[predicate.at];
  if (predicate !== undefined && words[predicate.at - 1] === 'being') return accuse('present', 'being', name);
  if (predicate !== undefined && word !== undefined) {
    const ordered = predicate.at > 0 && !predicate.strong && verbClass(words[0] ?? '') === 'sure';
    if (ordered) return UNKNOWN;
    return { verdict: REQUESTS.has(word) ? 'request' : 'past', past: true, word };
  }
  if (auxiliary !== undefined) return { verdict: 'past', past: true, word: auxiliary };
  return judgeWithoutPast(name, parts, words);
}

function judgeWithoutPast(name: string, parts: NameParts, words: readonly string[]): Judgement {
  const last = words.at(-1) ?? '';
  const behindNoun = words.length > 1 || parts.leadWords.length > 0;
  if (isOrder(words)) return accuse('imperative', words[0] ?? '', name);
  if (behindNoun && isGoingOn(last)) return accuse('present', last, name);
  if (behindNoun && isSamePast(last)) {
    return PLAIN_SAME_PAST.has(last) ? { verdict: 'past', past: true, word: last } : UNKNOWN;
  }
  const samePast = words.findIndex((word, i) => i > 0 && PLAIN_SAME_PAST.has(word) && i < words.length - 1);
  if (samePast > 0) return { verdict: 'past', past: true, word: words[samePast] ?? '' };
  if (behindNoun && isClosingOrder(parts, words)) return accuse('imperative', lastVerb(words), name);
  const before = parts.leadWords.at(-1);
  if (before !== undefined && parts.leadWords.length > 1 && isOnlyPast(before)) {
    return { verdict: 'past', past: true, word: before };
  }
  return UNKNOWN;
}

/** `chat.message.send`, `OrderCreate`: a verb behind the thing it would act on. */
function isClosingOrder(parts: NameParts, words: readonly string[]): boolean {
  const verb = lastVerb(words);
  const before = words[words.lastIndexOf(verb) - 1];
  if (ADJECTIVES.has(verb) || isSamePast(verb) || before === 'to' || before === 'not') return false;
  const known = verbClass(verb);
  return known === 'sure' || (known === 'likely' && before === undefined && parts.leadWords.length > 0);
}

function lastVerb(words: readonly string[]): string {
  return words.findLast((word) => !isAdverb(word)) ?? '';
}

function isGoingOn(word: string): boolean {
  return !NOUNS_IN_ING.has(word) && baseOfIng(word) !== undefined;
}

function accuse(verdict: Verdict, word: string, name: string): Judgement {
  const suggestion = pastName(name);
  return { verdict, past: false, word, ...(suggestion !== undefined && suggestion !== name && { suggestion }) };
}
