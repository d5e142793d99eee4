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

/** A line by its number, from 0; undefined where there is none. */
export type Lines = (n: number) => string | undefined;

/** The lines of a text whatever they end in, for one who looks around a place: those far from it are not cut out. */
export function linesAround(text: string): Lines {
  // Where the line that was asked for last begins. The next is mostly its neighbour.
  let [line, at] = [0, 0];
  return (n) => {
    while (line < n) {
      const end = text.indexOf('\n', at);
      if (end < 0) return undefined;
      [line, at] = [line + 1, end + 1];
    }
    while (line > n && line > 0) [line, at] = [line - 1, at < 2 ? 0 : text.lastIndexOf('\n', at - 2) + 1];
    if (n < 0) return undefined;
    const end = text.indexOf('\n', at);
    const words = text.slice(at, end < 0 ? text.length : end);
    return words.endsWith('\r') && end >= 0 ? words.slice(0, -1) : words;
  };
}
