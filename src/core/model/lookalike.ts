/** Names that a person cannot tell apart, or cannot see: letters of other scripts, and characters without a shape. */

/** Letters that look like a Latin one: Cyrillic, Greek, Armenian. Full-width and mathematical ones are folded by NFKC. */
const LOOK: ReadonlyMap<string, string> = new Map(
  (
    'аa еe оo рp сc уy хx ѕs іi јj ԁd ԛq ԝw һh ӏl ѵv кk АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ԚQ ԜW ҮY ѴV ӀI ԌG ' +
    'αa οo νv ρp ιi κk γy υu ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϲc ϳj ϹC ' +
    'օo սu ոn հh ցg զq ՕO ՍU ıi ɑa ɡg ‐- ‑- ‒- –- —- −- ․. ‗_'
  )
    .split(' ')
    .map((pair) => [[...pair][0] ?? '', [...pair][1] ?? '']),
);
/** Without a shape of its own. Joiners have a use within Persian and Indic words and emoji, and not beside Latin letters. */
const UNSEEN =
  /\p{Cc}|\p{Cs}|(?!\u200c|\u200d|[\u0600-\u0605\u06dd\u070f])\p{Cf}|\u115f|\u1160|\u3164|\uffa0|(?<=^|[\p{Script=Latin}\p{N}\p{P}])(?:\u200c|\u200d)|(?:\u200c|\u200d)(?=$|[\p{Script=Latin}\p{N}\p{P}])/u;
/** Spaces that are none to YAML. */
const SPACE = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const UNSEEN_ALL = new RegExp(`${UNSEEN.source}|\\u200c|\\u200d|[\\ufe00-\\ufe0f]`, 'gu');

export const isAscii = (name: string): boolean => /^[ -~]*$/.test(name);
const codeOf = (char: string) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
const latin = (char: string) => LOOK.get(char);

/** What a name looks like: two names of one look are told apart by no person. A name in ASCII is its own look. */
export function lookOf(name: string): string {
  if (isAscii(name)) return name;
  return [...name.normalize('NFKC').replace(UNSEEN_ALL, '').replace(/\s/gu, ' ')]
    .map((char) => latin(char) ?? char)
    .join('')
    .normalize('NFC');
}

const scriptOf = (char: string) =>
  /\p{Script=Cyrillic}/u.test(char)
    ? ', Cyrillic'
    : /\p{Script=Greek}/u.test(char)
      ? ', Greek'
      : /\p{Script=Armenian}/u.test(char)
        ? ', Armenian'
        : '';
const called = (char: string) => `${isVisible(char) ? `\`${char}\` is ` : ''}${codeOf(char)}${scriptOf(char)}`;
const isVisible = (char: string) => !UNSEEN.test(char) && !SPACE.test(char) && !/\p{M}|\u200c|\u200d/u.test(char);

/** In what two names of one look differ: "`а` is U+0430, Cyrillic". */
export function differenceOf(name: string, other: string): string {
  const [mine, theirs] = [[...name], [...other]];
  const n = mine.findIndex((char, i) => char !== theirs[i]);
  const at = n < 0 ? Math.min(mine.length, theirs.length) : n;
  const [here, there] = [mine[at], theirs[at]];
  if (here === undefined) return `the other has ${codeOf(there ?? '')} more`;
  return `${called(here)}${there === undefined ? '' : `, where the other has ${isVisible(there) ? `\`${there}\`, ` : ''}${codeOf(there)}`}`;
}

/** A character of a name that cannot be seen, or passes for a space; its place in the name, in code units. */
export function hiddenIn(name: string): { readonly at: number; readonly says: string } | undefined {
  if (isAscii(name)) return undefined;
  const found = UNSEEN.exec(name) ?? SPACE.exec(name);
  return found ? { at: found.index, says: codeOf(found[0]) } : undefined;
}

/** A letter of another script within a Latin word that it passes for: the `а` of `Pаyment`. */
export function foreignIn(name: string): { readonly at: number; readonly says: string } | undefined {
  if (isAscii(name) || !isAscii(lookOf(name))) return undefined;
  const chars = [...name];
  const isUpper = (char: string) => char !== char.toLowerCase();
  // `αMax`: a new word begins with the capital.
  const oneWord = (a: string | undefined, b: string | undefined, other: string | undefined) =>
    a !== undefined && b !== undefined && /[A-Za-z]/.test(other ?? '') && !(!isUpper(a) && isUpper(b));
  let at = 0;
  for (const [i, char] of chars.entries()) {
    if (scriptOf(char) !== '' && latin(char) !== undefined)
      if (oneWord(chars[i - 1], char, chars[i - 1]) || oneWord(char, chars[i + 1], chars[i + 1]))
        return { at, says: `\`${char}\` is ${codeOf(char)}${scriptOf(char)}, and looks like \`${latin(char)}\`` };
    at += char.length;
  }
  return undefined;
}

/** Text for a message: what is long is cut, what cannot be seen is written by its code. */
export function shown(text: string): string {
  const short = text.length > 80 ? `${cutAt(text, 60)}… (${text.length} characters)` : text;
  return short.replace(SHOWN_BY_CODE, (char) => `⟨${codeOf(char)}⟩`);
}
const SHOWN_BY_CODE =
  /(?![\t\n\r])\p{Cc}|\p{Cs}|(?!\u200c|\u200d|[\u0600-\u0605\u06dd\u070f])\p{Cf}|[\u00a0\u2028\u2029]/gu;
/** Not between the halves of a surrogate pair. */
const cutAt = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** A message whose quoted words are shown so. */
export function shownMessage(message: string): string {
  if (message.length < 600 && (isAscii(message) || message.search(SHOWN_BY_CODE) < 0)) return message;
  const told = message
    .replace(/`([^`]*)`/g, (_, word: string) => `\`${shown(word)}\``)
    .replace(SHOWN_BY_CODE, (char) => `⟨${codeOf(char)}⟩`);
  return told.length > LONGEST_MESSAGE ? `${cutAt(told, LONGEST_MESSAGE)}…` : told;
}
const LONGEST_MESSAGE = 2_000;
