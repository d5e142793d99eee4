/** The lines of a block as texts, their newlines left out. Several are decoded at once and cut: each call of a decoder costs. */
import type { Block } from './columns.ts';

/** Bytes decoded at once; longer texts are costly to collect. */
const STRETCH = 1 << 13;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function blockLines({ bytes, offsets }: Block): readonly string[] {
  const lines: string[] = [];
  const count = offsets.length - 1;
  const startOf = (i: number) => offsets[i] as number;
  const decode = (from: number, to: number) => utf8.decode(bytes.subarray(from, to));
  for (let i = 0; i < count; ) {
    const start = startOf(i);
    let end = i + 1;
    while (end < count && startOf(end + 1) - start <= STRETCH) end++;
    const text = decode(start, startOf(end));
    // As many characters as bytes: all of it is ASCII.
    const isAscii = text.length === startOf(end) - start;
    for (; i < end; i++) {
      const [from, to] = [startOf(i), startOf(i + 1) - 1];
      lines.push(isAscii ? text.slice(from - start, to - start) : decode(from, to));
    }
  }
  return lines;
}
