/** Offsets of a text as lines and columns. The parser's own count of lines is not right in every broken text. */
import type { Range } from './nodes.ts';

/** Of a text whose lines end in \n: the place of what stands from one offset to another, 1-based. Made when first asked. */
export function placesOf(text: string): (from: number, to: number) => Range {
  const starts: number[] = [];
  const lineOf = (offset: number): number => {
    if (starts.length === 0) {
      starts.push(0);
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    }
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return (from, to) => {
    const [a, b] = [Math.min(from, text.length), Math.min(Math.max(from, to), text.length)];
    const [line, endLine] = [lineOf(a), lineOf(b)];
    return {
      line: line + 1,
      column: a - (starts[line] ?? 0) + 1,
      endLine: endLine + 1,
      endColumn: b - (starts[endLine] ?? 0) + 1,
    };
  };
}
