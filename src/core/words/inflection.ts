import { DOUBLING, IRREGULAR, type IrregularForms, NO_PARTICIPLE, VERBS, type VerbClass, wordSet } from './lexicon.ts';

/** Longer ones first: `underwrite` is no undoing of a `derwrite`. */
const PREFIX = /^(?:under|over|inter|cross|re|un|pre|mis|out|up|de|dis|auto|co|sub|fore|back|by)(?=.{2})/;
const ONE_SYLLABLE_CVC = /^[^aeiou]*(?:qu)?[aeiou][^aeiouwxyh]$/;

/** The class of a verb in its base form, with or without a prefix. Undefined for a word that is no known verb. */
export function verbClass(word: string): VerbClass | undefined {
  const own = VERBS.get(word);
  if (own !== undefined) return own;
  const stem = withoutPrefix(word);
  const derived = stem === undefined ? undefined : VERBS.get(stem);
  if (derived !== undefined) return derived === 'sure' ? 'likely' : 'either';
  return /^.{3,}(?:ify|yze|ize)$/.test(word) && !/(?:size|prize|seize|maize)$/.test(word) ? 'likely' : undefined;
}

/** Whether the word is the base form of a known verb, which may be a noun too. */
export function isVerb(word: string): boolean {
  return verbClass(word.toLowerCase()) !== undefined;
}

/** The past participle: placed, sent, submitted, replied, taken. For a word that is no known verb, the regular form. */
export function pastOf(verb: string): string {
  const base = verb.toLowerCase();
  return irregularOf(base)?.participle[0] ?? regularPast(base);
}

/** The simple past, which a name with its doer before the verb uses: took, wrote, placed. */
export function simplePastOf(verb: string): string {
  const base = verb.toLowerCase();
  return irregularOf(base)?.past[0] ?? regularPast(base);
}

/** The base form of a known verb in the past: placed → place, sent → send. Undefined for any other word. */
export function baseOf(past: string): string | undefined {
  const word = past.toLowerCase();
  const irregular = IRREGULAR_BASES.get(word);
  if (irregular !== undefined) return irregular;
  const regular = regularBases(word).find((base) => VERBS.has(base) && isPastForm(base, word));
  if (regular !== undefined) return regular;
  const prefix = PREFIX.exec(word)?.[0];
  if (prefix === undefined) return undefined;
  const stem = word.slice(prefix.length);
  if (prefix === 'un' && !UNDOABLE.has(stem)) return undefined;
  const stemBase =
    IRREGULAR_BASES.get(stem) ?? regularBases(stem).find((base) => VERBS.has(base) && isPastForm(base, stem));
  return stemBase === undefined || VERBS.has(word) ? undefined : prefix + stemBase;
}

/**
 * Whether the word is a past form: of a known verb, or an unknown word in -ed that is built like one.
 * True of a verb whose past equals its base (set, put): `isOnlyPast` tells them apart.
 */
export function isPast(word: string): boolean {
  const lower = word.toLowerCase();
  if (NO_PARTICIPLE.has(lower)) return false;
  if (baseOf(lower) !== undefined) return true;
  if (/^un/.test(lower)) return false;
  return lower.length >= 5 && /[^e]ed$/.test(lower) && /[aeiouy]/.test(lower.slice(0, -2)) && !VERBS.has(lower);
}

/** Whether the word is a past form and nothing else: not set, read, run. */
export function isOnlyPast(word: string): boolean {
  const lower = word.toLowerCase();
  return isPast(lower) && !VERBS.has(lower) && !isSamePast(lower);
}

/** Whether the word is both base and past participle: set, put, reset, broadcast. */
export function isSamePast(word: string): boolean {
  return irregularOf(word)?.participle.includes(word) ?? false;
}

/** The base of a third person: sends → send, replies → reply. Undefined where it is no known verb. */
export function baseOfThird(word: string): string | undefined {
  if (!/[^s]s$/.test(word)) return undefined;
  const bases = [word.slice(0, -1), word.slice(0, -2), word.replace(/ies$/, 'y')];
  return bases.find((base) => VERBS.has(base) && thirdOf(base) === word);
}

/** The base of a form in -ing: running → run, placing → place. Undefined where it is no known verb. */
export function baseOfIng(word: string): string | undefined {
  if (!word.endsWith('ing')) return undefined;
  const stem = word.slice(0, -3);
  return [`${stem}e`, stem, stem.slice(0, -1)].find((base) => VERBS.has(base) && ingOf(base) === word);
}

function thirdOf(base: string): string {
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

function ingOf(base: string): string {
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  return `${doubles(base) ? base + base.slice(-1) : base}ing`;
}

function regularPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  if (/(?:mim|pan|traff|frol|pic)ic$|^panic$/.test(base)) return `${base}ked`;
  return `${doubles(base) ? base + base.slice(-1) : base}ed`;
}

function doubles(base: string): boolean {
  if (DOUBLING.has(base) || ONE_SYLLABLE_CVC.test(base)) return true;
  const stem = VERBS.has(base) ? undefined : withoutPrefix(base);
  return stem !== undefined && VERBS.has(stem) && (DOUBLING.has(stem) || ONE_SYLLABLE_CVC.test(stem));
}

/** Both spellings count: cancelled and canceled, focused and focussed. */
function isPastForm(base: string, word: string): boolean {
  if (IRREGULAR.has(base)) return irregularForms(base).includes(word);
  const regular = regularPast(base);
  if (regular === word) return true;
  const single = `${base}ed`;
  const double = `${base}${base.slice(-1)}ed`;
  return /[^e]$/.test(base) && /[lspt]$/.test(base) && base.length > 4 && (word === single || word === double);
}

function regularBases(word: string): readonly string[] {
  if (!word.endsWith('ed')) return [];
  const stem = word.slice(0, -2);
  const bases = [`${stem}e`, stem];
  if (/(.)\1$/.test(stem)) bases.push(stem.slice(0, -1));
  if (stem.endsWith('i')) bases.push(`${stem.slice(0, -1)}y`);
  if (stem.endsWith('ck')) bases.push(stem.slice(0, -1));
  return bases;
}

function irregularForms(base: string): readonly string[] {
  const forms = IRREGULAR.get(base);
  return forms === undefined ? [] : [...forms.past, ...forms.participle];
}

function irregularOf(base: string): IrregularForms | undefined {
  const own = IRREGULAR.get(base);
  if (own !== undefined || REGULAR_ALL_THE_SAME.has(base)) return own;
  const prefix = PREFIX.exec(base)?.[0];
  const stem = prefix === undefined ? undefined : IRREGULAR.get(base.slice(prefix.length));
  if (prefix === undefined || stem === undefined) return undefined;
  const add = (form: string): string => prefix + form;
  return { past: stem.past.map(add), participle: stem.participle.map(add) };
}

function withoutPrefix(word: string): string | undefined {
  const stem = word.replace(PREFIX, '');
  return stem === word || stem.length < 3 ? undefined : stem;
}

const IRREGULAR_BASES: ReadonlyMap<string, string> = new Map(
  [...IRREGULAR.keys()].reverse().flatMap((base) => irregularForms(base).map((form): [string, string] => [form, base])),
);

/** Verbs that only look like a prefix and an irregular verb. */
const REGULAR_ALL_THE_SAME: ReadonlySet<string> = new Set(['relay', 'delay', 'delight', 'deride', 'outfit', 'belay']);

/** Pasts that `un` may stand before as an act; before any other it makes an adjective: unlicensed, unpaid. */
const UNDOABLE = wordSet(`
  done bound wound frozen hidden tied packed loaded pinned zipped tagged linked mapped muted checked ticked followed
  subscribed assigned locked blocked banned registered published installed enrolled archived scheduled suspended
  mounted plugged wrapped masked deleted flagged shared starred watched liked labeled labelled paused staged grouped
  merged selected highlighted equipped hooked veiled folded set sent dropped
`);
