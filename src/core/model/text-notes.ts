/** Characters that no model's text may hold: YAML forbids them, or they make it read otherwise than it is. */
import { placesOf } from './lines.ts';
import type { TextError } from './nodes.ts';

const FORBIDDEN = /(?![\t\n\r\u0085])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const OVERRIDES = /[\u202d\u202e]/;
const OPENS = /[\u202a\u202b\u2066-\u2068]/g;
const CLOSES = /[\u202c\u2069]/g;
const NOTICED = /[\u202a-\u202e\u2066-\u2069]/;
/** More are not listed one by one. */
const LISTED = 20;

const codeOf = (char: string) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** `text` has line ends of \n alone. */
export function textNotes(text: string): readonly TextError[] {
  const notes: TextError[] = [];
  const placeOf = placesOf(text);
  const at = (offset: number, length: number) => placeOf(offset, offset + length);
  for (const found of text.matchAll(FORBIDDEN)) {
    if (notes.length >= LISTED) break;
    const [char] = found;
    const utf16 = char === '\0' && /^[^\0]?\0[^\0]\0/.test(text);
    const what = /\p{Cs}/u.test(char) ? 'half of a character' : 'a control character';
    notes.push({
      message: utf16
        ? 'Every other character here is U+0000: this is UTF-16. Save it as UTF-8.'
        : `${codeOf(char)} stands here, ${what} that YAML forbids. Remove it; inside double quotes it is written \`${escaped(char)}\`.`,
      range: at(found.index, char.length),
    });
    if (utf16) break;
  }
  if (!NOTICED.test(text)) return notes;
  let offset = 0;
  for (const line of text.split('\n')) {
    const odd = line.search(NOTICED);
    const unbalanced = (line.match(OPENS)?.length ?? 0) !== (line.match(CLOSES)?.length ?? 0);
    if (odd >= 0 && (OVERRIDES.test(line) || unbalanced) && notes.length < LISTED)
      notes.push({
        message: `${codeOf(line[odd] ?? '')} stands here and turns the direction of what follows: the line reads otherwise than it is. Remove it.`,
        range: at(offset + odd, 1),
      });
    offset += line.length + 1;
  }
  return notes;
}
const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
