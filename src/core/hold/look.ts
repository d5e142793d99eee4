/**
 * Whether anything of `scanText` (rules/records/content/shapes.ts) may begin in a JSON string, told from its bytes: no text is made of what is
 * nothing. It may say yes where scanText says no, never the other way round (held to it by a test).
 */
import { KIND, SECRET_STARTS } from '../rules/records/content/shapes.ts';

/** By the first two characters: what a secret goes on with; 0 = none begins so. */
const BEGINS = new Uint8Array(1 << 14);
const GOES_ON: (readonly Uint8Array[])[] = [[]];
for (const start of SECRET_STARTS) {
  const bytes = new TextEncoder().encode(start);
  const key = ((bytes[0] as number) << 7) | (bytes[1] as number);
  if (BEGINS[key] === 0) BEGINS[key] = GOES_ON.push([]) - 1;
  const at = BEGINS[key] as number;
  GOES_ON[at] = [...(GOES_ON[at] ?? []), bytes.subarray(2)];
}

/** By byte: the kinds of shapes.ts; 8 ends the string, 9 is the backslash. Bytes of other letters are part of a word. */
const SORT = new Uint8Array(256);
SORT.set(KIND);
SORT[34] = 8;
SORT[92] = 9;
/** What goes on in the middle of a word: all that only tells something at its border. */
const IN_WORD = SORT.map((sort) => Number(sort === 0 || sort === 2 || sort === 3 || sort === 5 || sort === 7));
/** What no address has before its @. */
const NO_LOCAL = new Uint8Array(256);
for (const c of ' /:@*') NO_LOCAL[c.charCodeAt(0)] = 1;

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;
const isUpper = (c: number | undefined): boolean => c !== undefined && c >= 65 && c <= 90;

/** At the opening quote of a sound string: the position after the closing one, as its complement (`~end`) where something may be in it. */
export function lookThrough(u: Uint8Array, p: number): number {
  let i = p + 1;
  for (;;) {
    let c = u[i] as number;
    let sort = SORT[c] as number;
    // At the border of a word: does something begin?
    if (sort > 1 && sort < 8 && sort !== 4 && mayBegin(u, i, c, sort)) return ~endOf(u, i);
    if (sort !== 6) while (IN_WORD[c] === 1) c = u[++i] as number;
    sort = SORT[c] as number;
    if (sort === 8) return i + 1;
    if (sort === 9) {
      // Only \u can hide a letter or an @; what the others stand for is a border.
      if (u[++i] === 117) return ~endOf(u, i);
    } else if (sort === 4) {
      if (i > p + 1 && NO_LOCAL[u[i - 1] as number] === 0) return ~endOf(u, i);
    } else if (c === 45 && u[i + 1] === 45) return ~endOf(u, i);
    i++;
  }
}

/** From within a string. */
function endOf(u: Uint8Array, p: number): number {
  for (let c = u[p]; c !== 34; c = u[++p]) if (c === 92) p++;
  return p + 1;
}

function mayBegin(u: Uint8Array, i: number, c: number, sort: number): boolean {
  const next = u[i + 1] as number;
  if (sort === 2) return digitsMayBegin(u, i);
  if (sort === 5) return next > 48 && isDigit(next);
  if (sort === 6) return next > 49 && isDigit(next);
  if (sort === 3 && isUpper(next) && isDigit(u[i + 2])) return true;
  const secrets = next < 128 ? (BEGINS[(c << 7) | next] as number) : 0;
  return secrets > 0 && (GOES_ON[secrets] ?? []).some((rest) => isAt(u, i + 2, rest));
}

export function isAt(u: Uint8Array, p: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (u[p + i] !== bytes[i]) return false;
  return true;
}

/** A card, bare or as it is printed (4111 1111 …, 3782 822463 …), or 415-555-0132. */
function digitsMayBegin(u: Uint8Array, i: number): boolean {
  const before = u[i - 1];
  if (before === 45 || before === 46) return false;
  let end = i + 1;
  while (isDigit(u[end])) end++;
  const digits = end - i;
  if (digits >= 14) return true;
  const separator = u[end];
  if (separator !== 32 && separator !== 45 && separator !== 46) return false;
  if (digits === 4) return isDigit(u[end + 1]) && isDigit(u[end + 2]) && isDigit(u[end + 3]) && isDigit(u[end + 4]);
  return digits === 3 && (u[i + 7] === 32 || u[i + 7] === 45 || u[i + 7] === 46);
}
