/**
 * CSV (RFC 4180): quotes, doubled quotes, line breaks in quotes, `\n` or `\r\n`; the delimiter is the one of `,` `;` tab `|` that the header
 * row holds most of (psql -A has the last, and counts its rows below them). Each row becomes a JSON object of strings, keyed by the header; line 1 is the header.
 */

import { decodeUtf8 } from '../record/json.ts';
import { createTail, type Framer, type FrameSink, TOO_LONG } from './frame.ts';

const QUOTE = 34;
const NEWLINE = 10;
const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
const ROW_COUNT = /^\(\d+ rows?\)$/;
const utf8 = new TextEncoder();

/** `nulls`: nothing between two delimiters is null, as PostgreSQL writes it; else it is empty text, as `""` is. */
export function csvFramer(sink: FrameSink, nulls = false): Framer {
  const tail = createTail(() => sink.settle?.());
  let lines = 0;
  let heading = '';
  let header: readonly string[] | undefined;
  let delimiter = ',';
  let delimiters = DELIMITERS.map((c) => c.charCodeAt(0));
  let quoted = false;
  // A quote means something where a cell begins, and right after one that closed (a doubled quote); elsewhere it is text: `5" pipe`.
  let mayQuote = true;

  const emit = (bytes: Uint8Array, from: number, to: number) => {
    lines++;
    const end = to > from && bytes[to - 1] === 13 ? to - 1 : to;
    if (end === from) return;
    let text: string;
    try {
      text = decodeUtf8(bytes.subarray(from, end));
    } catch (error) {
      sink.reject(lines, error instanceof Error ? error.message : String(error));
      return;
    }
    if (!header) {
      heading = text;
      delimiter = delimiterOf(text);
      delimiters = [delimiter.charCodeAt(0)];
      const cells = cellsOf(text, delimiter, '');
      const names = typeof cells === 'string' ? text.split(delimiter) : cells.map((cell) => cell ?? '');
      header = namesOf(names).map((name) => JSON.stringify(name));
      return;
    }
    if (text === heading && header.length > 1) {
      sink.reject(lines, 'it repeats the header row, as where files were put together');
      return;
    }
    if (header.length > 1 && ROW_COUNT.test(text)) return;
    const cells = cellsOf(text, delimiter, nulls ? null : '');
    if (typeof cells === 'string') sink.reject(lines, cells);
    else if (cells.length !== header.length) {
      sink.reject(lines, `it has ${cells.length} cells where the header has ${header.length}`);
    } else {
      const json = utf8.encode(`{${cells.map((cell, i) => `${header?.[i]}:${JSON.stringify(cell)}`).join(',')}}`);
      sink.row(json, 0, json.length, lines);
    }
  };
  const finish = (chunk: Uint8Array, from: number, to: number) => {
    if (tail.length === 0 && !tail.overflown) return emit(chunk, from, to);
    tail.add(chunk, from, to);
    if (tail.overflown) sink.reject(++lines, TOO_LONG);
    else emit(tail.bytes, 0, tail.length);
    tail.clear();
  };

  return {
    get lines() {
      return lines;
    },
    push(chunk) {
      let start = 0;
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i] as number;
        if (quoted && byte === NEWLINE && tail.overflown) quoted = false;
        if (quoted) {
          if (byte !== QUOTE) continue;
          quoted = false;
          mayQuote = true;
          continue;
        }
        if (byte === QUOTE && mayQuote) quoted = true;
        mayQuote = byte === NEWLINE || delimiters.includes(byte);
        if (byte === NEWLINE) {
          finish(chunk, start, i);
          start = i + 1;
        }
      }
      if (start < chunk.length) tail.add(chunk, start, chunk.length);
    },
    end() {
      if (tail.length === 0 && !tail.overflown) return;
      const held = tail.bytes.slice(0, tail.length);
      const first = held.indexOf(NEWLINE);
      if (!quoted || tail.overflown || first < 0) return finish(held, held.length, held.length);
      // A quote that is never closed swallows the rest of the file: only its own line is lost, the others are read again.
      tail.clear();
      quoted = false;
      mayQuote = true;
      sink.reject(++lines, 'it opens a quote that is never closed');
      this.push(held.subarray(first + 1));
      this.end();
    },
  };
}

/** The delimiter that stands most often outside quotes. */
export function delimiterOf(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (c: string) => bare.split(c).length;
  const [best = ','] = DELIMITERS.toSorted((a, b) => count(b) - count(a));
  return best;
}

/** The cells of a first row, which should be names. */
export function headingOf(row: string): readonly string[] {
  const cells = cellsOf(row, delimiterOf(row), '');
  return typeof cells === 'string' ? row.split(delimiterOf(row)) : cells;
}

/** The cells of a row, `nothing` for an empty one without quotes; or what is wrong with the row. */
function cellsOf<T extends string | null>(
  row: string,
  delimiter: string,
  nothing: T,
): readonly (string | T)[] | string {
  if (!row.includes('"')) return row.split(delimiter).map((cell) => (cell === '' ? nothing : cell));
  const cells: (string | T)[] = [];
  let at = 0;
  for (;;) {
    if (row[at] !== '"') {
      const end = row.indexOf(delimiter, at);
      const cell = row.slice(at, end < 0 ? undefined : end);
      cells.push(cell === '' ? nothing : cell);
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    const close = closingOf(row, at);
    if (close < 0) return `cell ${cells.length + 1} opens a quote that is not closed`;
    cells.push(row.slice(at + 1, close).replaceAll('""', '"'));
    at = close + 1;
    if (at === row.length) return cells;
    if (row[at] !== delimiter) return `in cell ${cells.length}, text follows the closing quote (column ${at + 1})`;
    at++;
  }
}

/** Where the quote that opens at `open` closes, past doubled ones; -1: nowhere. */
function closingOf(row: string, open: number): number {
  let end = row.indexOf('"', open + 1);
  while (end >= 0 && row[end + 1] === '"') end = row.indexOf('"', end + 2);
  return end;
}

/** Names for the columns: an empty one by its number, a repeated one with a count. */
function namesOf(cells: readonly string[]): readonly string[] {
  const used = new Set<string>();
  const counts = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell.trim() === '' ? `column ${i + 1}` : cell.trim();
    let free = name;
    let n = counts.get(name) ?? 1;
    while (used.has(free)) free = `${name}#${++n}`;
    counts.set(name, n);
    used.add(free);
    return free;
  });
}
