/** The lines of a block as texts, their newlines left out. Stretches of ASCII are decoded at once and cut: each call of a decoder costs. */
import { asciiEnd } from '../record/bytes.ts';
import type { Block } from './columns.ts';

/** Longer texts are costly to collect. */
const STRETCH = 1 << 13;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function blockLines({ bytes, offsets }: Block): readonly string[] {
  const lines: string[] = [];
  const count = offsets.length - 1;
  const startOf = (i: number) => offsets[i] as number;
  let i = 0;
  while (i < count) {
    const start = startOf(i);
    const ascii = asciiEnd(bytes, start, Math.min(bytes.length, start + STRETCH));
    let end = i;
    while (end < count && startOf(end + 1) <= ascii) end++;
    const text = end > i ? utf8.decode(bytes.subarray(start, startOf(end))) : '';
    for (; i < end; i++) lines.push(text.slice(startOf(i) - start, startOf(i + 1) - start - 1));
    if (i < count) {
      lines.push(utf8.decode(bytes.subarray(startOf(i), startOf(i + 1) - 1)));
      i++;
    }
  }
  return lines;
}
