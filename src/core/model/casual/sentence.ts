/** What a line in plain words tells: `customer asks for a refund` is the INTENT RefundRequested. */
import { isAdverb, isOrder } from '../../words/clause.ts';
import { baseOf, baseOfThird, isOnlyPast, pastOf, verbClass } from '../../words/inflection.ts';
import { wordSet } from '../../words/lexicon.ts';
import { ARTICLES, PREPOSITIONS } from '../../words/nouns.ts';
import { requestForm } from '../../words/rename.ts';
import { join, partsOf, tokensOf, wordsOf } from '../../words/split.ts';
import { judge } from '../../words/tense.ts';
import type { NameStyle, ProposedKind } from './proposal.ts';

export interface Told {
  readonly kind: ProposedKind;
  readonly name: string;
  readonly why: string;
}

const ARTICLE = wordSet(`${ARTICLES} a an the this that some any his her its their our your my new another each every`);
const STOPS = wordSet(`${PREPOSITIONS} because when while if after before until and but so that which who`);
const MODAL =
  /\b(?:must|may|can|only|never|always|cannot|can't|should|shall|unless|allowed|forbidden|needs? (?:an? )?approval)\b/i;
const SHOWN =
  /^(?:(?:a|an|the)\s+)?(?:list|table|overview|dashboard|report|view|summary|count|number|history)\s+(?:of|with|for|by)\s+(.+)$/i;
const SHOW = /^(?:show|display|list)\s+(.+)$/i;
const ASKS = wordSet('ask request want demand wish apply like need');
const BEING = wordSet('is are was were been be being gets got get');
const AUXILIARY = wordSet('is are was were has have had been be being gets got get');
const SAYS_MUST = wordSet(
  'must may only never always cannot can should shall unless allowed forbidden needs need not be',
);
const OBSERVING = wordSet('observed seen detected measured sensed noticed sampled sighted heard scanned');
const DERIVING = wordSet(
  'calculated computed derived aggregated estimated scored summarised summarized predicted forecast counted inferred recalculated totalled averaged ranked',
);
const PARTICLES = wordSet('in out up off on back over down');
/** Of these, the ones that an object follows more often than a place: picks up the parcel, but paid in cash. */
const BEFORE_OBJECT = wordSet('up out off back over down');
const NEGATING = wordSet('not no didnt doesnt wont never');
const OFTEN = wordSet('hourly daily weekly monthly quarterly yearly');
const NOBODY = wordSet('we i you they he she it one somebody someone');

/** The kind that a name tells, and why. */
export function kindOfName(name: string): Pick<Told, 'kind' | 'why'> {
  const { verdict, word } = judge(name);
  if (verdict === 'request') return { kind: 'INTENT', why: `“${word}” tells of a request` };
  if (verdict === 'imperative') return { kind: 'command', why: `“${word}” is an order` };
  if (word !== undefined && OBSERVING.has(word))
    return { kind: 'OBSERVATION', why: `“${word}” tells of an observation` };
  if (word !== undefined && DERIVING.has(word)) return { kind: 'DERIVATION', why: `“${word}” tells of a computation` };
  if (verdict === 'past') return { kind: 'FACT', why: `“${word}” tells what came about` };
  const last = wordsOf(partsOf(name).tokens.join(' ')).at(-1);
  if (last === 'request') return { kind: 'INTENT', why: 'a guess: it is called a request' };
  if (last === 'command') return { kind: 'command', why: 'a guess: it is called a command' };
  return { kind: 'FACT', why: 'a guess: the name does not tell' };
}

const named = (things: readonly string[], end: readonly string[], style: NameStyle): string =>
  style === 'dotted' && things.length > 0
    ? `${join(things, 'snake')}.${join(end, 'snake')}`
    : join([...things, ...end], style === 'dotted' ? 'snake' : 'pascal');
const content = (words: readonly string[]) =>
  words.filter((word) => !ARTICLE.has(word) && (!isAdverb(word) || OFTEN.has(word)));
/** Up to where an addition begins: `an order` of `an order with three items`. */
function thing(words: readonly string[]): readonly string[] {
  const stop = words.findIndex((word, i) => i > 0 && STOPS.has(word));
  return content(stop < 0 ? words : words.slice(0, stop));
}

/** Undefined where no verb tells what happens. */
export function tellOf(line: string, style: NameStyle): Told | undefined {
  const words = tokensOf(line).map((word) => word.toLowerCase());
  if (words.length < 2 || words.length > 60) return undefined;
  if (MODAL.test(line)) {
    const name = join(
      content(words)
        .filter((word) => !STOPS.has(word) && !SAYS_MUST.has(word))
        .slice(0, 5),
      'kebab',
    );
    return name === '' ? undefined : { kind: 'policy', name, why: `“${MODAL.exec(line)?.[0]}” states a rule` };
  }
  const shown = (SHOWN.exec(line) ?? SHOW.exec(line))?.[1];
  if (shown !== undefined) {
    const name = join(content(tokensOf(shown).map((word) => word.toLowerCase())), 'snake');
    return name === '' ? undefined : { kind: 'projection', name, why: 'it is something to look at' };
  }
  return askedFor(words, style) ?? happened(words, style) ?? ordered(words, style);
}

/** `customer asks for a refund`, `wants to cancel the order`. */
function askedFor(words: readonly string[], style: NameStyle): Told | undefined {
  const at = words.findIndex((word, i) => ASKS.has(baseOfThird(word) ?? baseOf(word) ?? (i > 0 ? word : '')));
  if (at < 0 || AUXILIARY.has(words[at - 1] ?? '')) return undefined;
  const rest = words.slice(at + 1);
  const why = `“${words[at]}” tells of a request`;
  const to = rest.indexOf('to');
  const verb = rest[to + 1];
  if (to >= 0 && verb !== undefined && verbClass(verb) !== undefined) {
    const object = thing(rest.slice(to + 2));
    const name = requestForm(named([], [verb, ...object], 'pascal'));
    return { kind: 'INTENT', name: style === 'dotted' ? dotted(name) : name, why };
  }
  const object = thing(rest.slice(rest.indexOf('for') + 1));
  return object.length === 0 ? undefined : { kind: 'INTENT', name: named(object, ['requested'], style), why };
}

const dotted = (name: string) => {
  const tokens = tokensOf(name);
  return named(tokens.slice(0, -1), tokens.slice(-1), 'dotted');
};

/** `customer places an order`, `the order was shipped`, `payment failed`. */
function happened(words: readonly string[], style: NameStyle): Told | undefined {
  const at = verbAt(words);
  if (at === undefined || words.some((word) => NEGATING.has(word))) return undefined;
  const word = words[at] ?? '';
  const passive = BEING.has(words[at - 1] ?? '');
  const base = isOnlyPast(word) ? baseOf(word) : baseOfThird(word);
  const participle = base === undefined ? word : pastOf(base);
  const before = content(words.slice(0, at)).filter((w) => !AUXILIARY.has(w) && !NOBODY.has(w));
  const after = words.slice(at + 1).filter((w) => !isAdverb(w));
  const alone = after.length === 1 || STOPS.has(after[1] ?? '');
  const particle = after.slice(0, 1).filter((w) => (alone ? PARTICLES : BEFORE_OBJECT).has(w));
  const rest = after.slice(particle.length);
  const acted = !passive && rest[0] !== undefined && !STOPS.has(rest[0]);
  const object = acted ? thing(rest) : [];
  const things = object.length > 0 ? object : before;
  if (things.length === 0) return undefined;
  const name = named(things, [participle, ...particle], style);
  const { kind } = kindOfName(named(things, [participle], 'pascal'));
  const event = kind === 'command' ? 'FACT' : kind;
  return {
    kind: event,
    name,
    why: `“${word}” tells what ${event === 'OBSERVATION' ? 'was seen' : event === 'DERIVATION' ? 'was computed' : 'came about'}`,
  };
}

/** The verb of a sentence: a participle, or a third person after its subject. */
function verbAt(words: readonly string[]): number | undefined {
  const passive = words.findIndex(
    (word, i) => i > 0 && AUXILIARY.has(words[i - 1] ?? '') && isOnlyPast(word) && !AUXILIARY.has(word),
  );
  if (passive > 0) return passive;
  const third = words.findIndex(
    (word, i) =>
      i > 0 &&
      baseOfThird(word) !== undefined &&
      !STOPS.has(words[i - 1] ?? '') &&
      !ARTICLE.has(words[i - 1] ?? '') &&
      !AUXILIARY.has(word),
  );
  const past = words.findIndex((word, i) => i > 0 && isOnlyPast(word) && !ARTICLE.has(words[i - 1] ?? ''));
  if (past > 0 && (third < 0 || past < third)) return past;
  return third > 0 ? third : undefined;
}

/** `place an order`. */
function ordered(words: readonly string[], style: NameStyle): Told | undefined {
  const [verb = '', ...rest] = words;
  const known = verbClass(verb);
  if (known === undefined || known === 'nounish' || !(isOrder(words) || ARTICLE.has(rest[0] ?? ''))) return undefined;
  const object = thing(rest);
  if (object.length === 0) return undefined;
  const name = style === 'dotted' ? named(object, [verb], style) : named([], [verb, ...object], style);
  return { kind: 'command', name, why: `“${verb}” is an order` };
}
