import {
  ARTICLE_WORDS,
  closingLength,
  follows,
  isAction,
  isAdverb,
  isOrder,
  predicateOf,
  REQUESTS,
  thirdPersonAt,
} from './clause.ts';
import { baseOf, baseOfThird, isOnlyPast, isPast, pastOf, simplePastOf, verbClass } from './inflection.ts';
import { wordSet } from './lexicon.ts';
import { NOMINALISATIONS } from './nominal.ts';
import { PARTICLES } from './nouns.ts';
import { join, LONGEST_NAME, type NameParts, type NameStyle, partsOf } from './split.ts';

const PARTICLE_WORDS = wordSet(PARTICLES);
/** Verbs which can take a particle and no other object before it: LogIn, SetUp, SignOut. */
const PHRASAL = wordSet(
  'log sign set check back roll break build call carry clean close hand lock pick pull put scale shut time',
);
const FUTURE_WORDS = wordSet('will shall should must to be going about not have');
/** What lasts and so has a beginning to tell of: OrderProcessing → OrderProcessingStarted. */
const STAYING = wordSet(
  'processing uploading downloading executing installing migrating importing exporting deploying initializing',
);
const AUXILIARIES = wordSet('being was were has have had been be did is are not');
const NOMINAL: ReadonlyMap<string, string> = new Map(
  NOMINALISATIONS.trim()
    .split(/\s+/)
    .map((entry): [string, string] => {
      const [verb = '', noun = ''] = entry.split(':');
      return [verb, noun];
    }),
);

/** An order taken apart: IssueRefundToBuyer is issue + Refund + ToBuyer. */
interface Order {
  readonly verb: string;
  /** The particle of the verb, where it has one. */
  readonly particle: readonly string[];
  readonly object: readonly string[];
  readonly addition: readonly string[];
}

/**
 * The name as something that came about, in the same style: PlaceOrder → OrderPlaced, lead.will_be_assigned →
 * lead.assigned. Undefined where the name is past already or no such form is known.
 */
export function pastName(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const parts = partsOf(name);
  const said = saidBy(parts.tokens);
  const tokens = pastTokens(said, parts.leadWords.length > 0);
  return tokens === undefined ? undefined : rebuilt(parts, [...tokens, ...parts.tokens.slice(said.length)]);
}

/**
 * The name of the request for it, in the same style: PlaceOrder and OrderPlaced → OrderPlacementRequested. A name of
 * a request stays as it is; one without a known verb gets …Requested at its end.
 */
export function requestForm(name: string): string {
  if (name.length > LONGEST_NAME) return `${name}Requested`;
  const parts = partsOf(name);
  const said = saidBy(parts.tokens);
  const tokens = requestTokens(said, parts.leadWords.length > 0);
  return tokens === said ? name : rebuilt(parts, [...tokens, ...parts.tokens.slice(said.length)]);
}

/** The words without a closing `Event` or `IntegrationEvent`. */
function saidBy(tokens: readonly string[]): readonly string[] {
  return tokens.slice(0, tokens.length - closingLength(lower(tokens)));
}

function pastTokens(tokens: readonly string[], named: boolean): readonly string[] | undefined {
  const words = lower(tokens);
  const future = futureTokens(tokens);
  if (future !== undefined) return future;
  const last = words.at(-1) ?? '';
  const copula = words.findIndex((word) => word === 'is' || word === 'are');
  if (copula >= 0) return isOnlyPast(last) ? tokens.toSpliced(copula, 1) : undefined;
  const third = thirdPersonAt(words);
  const base = third === undefined ? undefined : baseOfThird(words[third] ?? '');
  if (third !== undefined && base !== undefined) {
    return tokens.toSpliced(third, 1, third === words.length - 1 ? pastOf(base) : simplePastOf(base));
  }
  const being = words.indexOf('being');
  if (being > 0 && isOnlyPast(words[being + 1] ?? '')) return tokens.toSpliced(being, 1);
  const order = orderOf(tokens, named);
  if (order !== undefined) return [...order.object, pastOf(order.verb), ...order.particle, ...order.addition];
  if (last === 'running') return [...tokens.slice(0, -1), 'started'];
  return STAYING.has(last) ? [...tokens, 'started'] : undefined;
}

function requestTokens(tokens: readonly string[], named: boolean): readonly string[] {
  const words = lower(tokens);
  const predicate = predicateOf(words);
  const goesOn = thirdPersonAt(words) !== undefined || words.at(-1) === 'running';
  const happened = futureTokens(tokens) ?? (goesOn ? pastTokens(tokens, named) : undefined);
  if (happened !== undefined) return requestTokens(happened, named);
  const word = predicate === undefined ? '' : (words[predicate.at] ?? '');
  if (REQUESTS.has(word)) return tokens;
  const base = baseOf(word);
  if (predicate !== undefined && base !== undefined) {
    const after = tokens.slice(predicate.at + 1);
    const particle = after.slice(0, 1).filter((token) => isParticle(base, token));
    const behind = after.slice(particle.length);
    const before = tokens.slice(0, predicate.at);
    while (isAside(before.at(-1)?.toLowerCase() ?? '')) before.pop();
    const acted = !predicate.strong && after.length > 0;
    return requested({ verb: base, particle, object: acted ? behind : before, addition: acted ? [] : behind });
  }
  const order = predicate === undefined ? orderOf(tokens, named) : undefined;
  return order === undefined ? [...tokens, 'requested'] : requested(order);
}

/** What stands before a participle and falls away before its noun: Was Recorded, Fully Paid. */
function isAside(word: string): boolean {
  return AUXILIARIES.has(word) || isAdverb(word);
}

function requested(order: Order): readonly string[] {
  const noun = order.particle.length > 0 ? order.verb : (NOMINAL.get(order.verb) ?? order.verb);
  return [...order.object, noun, ...order.particle, ...order.addition, 'requested'];
}

/** The order that the words are; `named` says that a namespace before them names a thing. */
function orderOf(said: readonly string[], named: boolean): Order | undefined {
  const all = said.filter((token) => !ARTICLE_WORDS.has(token.toLowerCase()) || token.length === 1);
  const tokens = all.length > 2 && /^command$/i.test(all.at(-1) ?? '') ? all.slice(0, -1) : all;
  const words = lower(tokens);
  const code = words.length > 1 && /\d/.test(words[0] ?? '') ? 1 : 0;
  const clause = words.slice(code);
  while (clause.length > 1 && isAdverb(clause.at(-1) ?? '')) clause.pop();
  const end = code + clause.length;
  const verb = clause[0] ?? '';
  const second = clause[1] ?? '';
  const last = clause.at(-1) ?? '';
  if (clause.length > 1 && isOrder(clause)) {
    if (second === 'and' || second === 'or' || !isAction(verb)) return undefined;
    const particle = isParticle(verb, second) ? 1 : 0;
    const from = code + 1 + particle;
    const at = words.slice(from, end).findIndex((word) => follows(word) && word !== 'of');
    const stop = at < 0 ? end : from + at;
    return {
      verb,
      particle: tokens.slice(code + 1, from),
      object: [...tokens.slice(0, code), ...tokens.slice(from, stop)],
      addition: tokens.slice(stop, end),
    };
  }
  if (verbClass(last) === undefined || isPast(last) || (clause.length < 2 && !named)) return undefined;
  return { verb: last, particle: [], object: tokens.slice(0, end - 1), addition: [] };
}

function futureTokens(tokens: readonly string[]): readonly string[] | undefined {
  const words = lower(tokens);
  const marks = words.map((word, i) => FUTURE_WORDS.has(word) && (word !== 'to' || words[i + 1] === 'be' || i > 0));
  const at = words.findIndex((word, i) =>
    word === 'to' ? words[i + 1] === 'be' : /^(?:will|shall|should|must)$/.test(word),
  );
  if (at < 0 || at === words.length - 1) return undefined;
  const rest = words.findIndex((_, i) => i > at && marks[i] !== true);
  const verb = words[rest];
  if (verb === undefined) return undefined;
  return [...tokens.slice(0, at), isOnlyPast(verb) ? verb : pastOf(verb), ...tokens.slice(rest + 1)];
}

function isParticle(verb: string, token: string): boolean {
  return PHRASAL.has(verb) && PARTICLE_WORDS.has(token.toLowerCase());
}

function rebuilt(parts: NameParts, tokens: readonly string[]): string {
  return parts.lead + join(tokens, wordyStyle(parts.style, tokens)) + parts.tail;
}

function wordyStyle(style: NameStyle, tokens: readonly string[]): NameStyle {
  return style === 'plain' && tokens.length > 1 ? 'snake' : style;
}

function lower(tokens: readonly string[]): readonly string[] {
  return tokens.map((token) => token.toLowerCase());
}
