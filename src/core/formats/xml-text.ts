/** Pieces of XML text: where a tag or a document type ends, and what references stand for. */
import { ReadError } from './read-error.ts';

const DECLARES = /<!ENTITY\s/i;

/** After a `<!DOCTYPE … >` with the brackets in it. */
export function endOfDocumentType(text: string, at: number): number {
  let depth = 0;
  for (let i = at + 2; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") {
      i = text.indexOf(c, i + 1);
      if (i < 0) break;
    } else if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (text.startsWith('<!--', i)) {
      i = text.indexOf('-->', i + 4);
      if (i < 0) break;
    } else if (c === '>' && depth <= 0) {
      refuseEntities(text.slice(at, i));
      return i + 1;
    }
  }
  refuseEntities(text.slice(at));
  return -1;
}

function refuseEntities(type: string): void {
  if (DECLARES.test(type))
    throw new ReadError(
      'The document type of this XML defines entities of its own. They are not expanded here, since they can grow without bound. If you trust the file, write it without them: xmllint --noent --dropdtd FILE',
    );
}

/** After the `>` that is in no quotes; -1: nowhere. A quote that a tag on a further line shows to be unclosed ends the tag before that line. */
export function endOfTag(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 62) return i + 1;
    if (c !== 34 && c !== 39) continue;
    const close = text.indexOf(c === 34 ? '"' : "'", i + 1);
    const unclosed = text.slice(i, close < 0 ? undefined : close).search(NEXT_TAG);
    if (unclosed >= 0) return i + unclosed + 1;
    if (close < 0) return -1;
    i = close;
  }
  return -1;
}

const NEXT_TAG = /\n[ \t]*<[/A-Za-z]/;
const KNOWN: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with character references and the five entities of XML resolved; any other `&` stays as it stands. */
export function resolved(text: string): string {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!plain.includes('&')) return plain;
  return plain.replace(/&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(KNOWN, name) ? (KNOWN[name] ?? whole) : whole;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
