/**
 * The lines of a block as texts, their newlines left out. Each call of a decoder costs, and decoding UTF-8 costs more than ASCII: lines of
 * ASCII are decoded by the stretch and cut, the others one by one.
 */
import type { Block } from './columns.ts';

/** Bytes decoded at once. */
const STRETCH = 1 << 16;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** The same text of ASCII, sooner. */
const latin = new TextDecoder('latin1');

const HIGH_BITS = 0x80808080 | 0;

/** Where the first byte from `from` on is that is not ASCII; `to` where there is none. */
function asciiUntil(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && ((bytes.byteOffset + at) & 3) !== 0 && (bytes[at] as number) < 128) at++;
  if (((bytes.byteOffset + at) & 3) === 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (to - at) >> 2);
    let word = 0;
    while (word < words.length && ((words[word] as number) & HIGH_BITS) === 0) word++;
    at += 4 * word;
  }
  while (at < to && (bytes[at] as number) < 128) at++;
  return at;
}

export function blockLines({ bytes, offsets }: Block): readonly string[] {
  const lines: string[] = [];
  const count = offsets.length - 1;
  const startOf = (i: number) => offsets[i] as number;
  let other = -1;
  for (let i = 0; i < count; ) {
    const start = startOf(i);
    if (other < start) other = asciiUntil(bytes, start, startOf(count));
    let end = i;
    while (end < count && startOf(end + 1) <= other && (end === i || startOf(end + 1) - start <= STRETCH)) end++;
    if (end === i) lines.push(utf8.decode(bytes.subarray(start, startOf(++i) - 1)));
    else {
      const text = latin.decode(bytes.subarray(start, startOf(end)));
      for (; i < end; i++) lines.push(text.slice(startOf(i) - start, startOf(i + 1) - 1 - start));
    }
  }
  return lines;
}
