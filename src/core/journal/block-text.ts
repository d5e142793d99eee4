/** The lines of a block as text. Decoded all at once: a decoder costs more for being called than for a line. */
import { decodeUtf8 } from '../record/json.ts';
import type { Block } from './columns.ts';

/** As signed words, which take no detour. */
const HIGH = 0x80808080 | 0;
const LOW = 0x7f7f7f7f;
const ascii = new TextDecoder();
/** For blocks up to so many bytes one room is used again and again: fresh memory costs more than what is done in it. */
const ROOM_BYTES = 2 ** 21;
const room = new Int32Array(ROOM_BYTES / 4);

/** Line i without its newline. Lines that are not ASCII are decoded alone, by `decode`, so that the text of the others takes a byte a character. */
export function blockText({ bytes, offsets }: Block, decode = decodeUtf8): (line: number) => string {
  const count = Math.ceil(bytes.length / 4);
  const words = count <= room.length ? room : new Int32Array(count);
  // What follows the block is none of its.
  words[count - 1] = 0;
  const copy = new Uint8Array(words.buffer, 0, bytes.length);
  copy.set(bytes);
  const foreign = new Set<number>();
  let line = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i] ?? 0;
    if ((word & HIGH) === 0) continue;
    words[i] = word & LOW;
    while ((offsets[line + 1] ?? bytes.length) <= 4 * i) line++;
    // A word may end in the next lines.
    for (let l = line; (offsets[l] ?? bytes.length) < 4 * i + 4 && l < offsets.length; l++) foreign.add(l);
  }
  const text = ascii.decode(copy);
  return (i) => {
    const from = offsets[i] ?? 0;
    const to = (offsets[i + 1] ?? 1) - 1;
    return foreign.has(i) ? decode(bytes.subarray(from, to)) : text.slice(from, to);
  };
}
