/**
 * A dump in SQL: the rows of its COPY blocks and INSERT statements, each a JSON object keyed by column; everything else in it is read past.
 * Of several tables those are read whose columns `reads` accepts; the end tells which were passed over. The line of a row is its number
 * among those read.
 */
import { decodeUtf8 } from '../record/json.ts';
import { createTail, type Framer, type FrameSink, TOO_LONG } from './frame.ts';
import { copyCells } from './frame-copy.ts';
import { insertValues } from './frame-inserts.ts';
import { sqlScanner } from './sql-scanner.ts';
import { statementOf } from './sql-statements.ts';
import { type ReadsTable, type Table, tablesOf } from './sql-tables.ts';

const NEWLINE = 10;
const CARRIAGE = 13;
const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;
const DOT = 46;
const SEMICOLON = 59;
const BACKSLASH = 92;
const LETTER_C = 99;
const LETTER_I = 105;
const LETTER_R = 114;
const LETTER_S = 115;
/** No INSERT names its table and columns at greater length. */
const MAX_HEADER = 1 << 16;
const utf8 = new TextEncoder();

export function sqlFramer(sink: FrameSink, reads: ReadsTable): Framer {
  /** What is held: a statement (an INSERT up to its VALUES), a row between its brackets, or a line of a COPY block. */
  const tail = createTail(() => sink.settle?.());
  const tables = tablesOf(reads);
  const scan = sqlScanner();
  let lines = 0;
  let mode: 'between' | 'statement' | 'values' | 'row' | 'rest' | 'copy' = 'between';
  /** The table of the INSERT or COPY that is being read, and the text that named it. */
  let table: Table | undefined;
  let header = '';
  /** A COPY was named; its rows begin with the next line. */
  let copies = false;
  /** In an INSERT: a row may begin. */
  let comma = false;

  const row = (cellsOf: (text: string) => readonly string[] | string) => {
    if (!table) return;
    table.rows++;
    if (!table.keys) return;
    lines++;
    if (tail.overflown) return sink.reject(lines, TOO_LONG);
    try {
      const json = rowOf(table, cellsOf(decodeUtf8(tail.bytes.subarray(0, tail.length))));
      if ('reason' in json) return sink.reject(lines, json.reason);
      const bytes = utf8.encode(json.text);
      sink.row(bytes, 0, bytes.length, lines);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      sink.reject(lines, error.message);
    }
  };
  const insertRow = (text: string) => insertValues(text, { backslashes: scan.backslashes });
  const held = () => new TextDecoder().decode(tail.bytes.subarray(0, tail.length)).trim();
  const firstLetter = () => (tail.overflown ? 0 : (tail.bytes[0] ?? 0) | 32);

  /** At the first `(` after what is held: whether that is an INSERT up to its VALUES. */
  const beginsValues = (): boolean => {
    if ((firstLetter() !== LETTER_I && firstLetter() !== LETTER_R) || tail.length > MAX_HEADER) return false;
    const text = held();
    if (table && text === header) return true;
    const found = statementOf(text);
    if (found?.kind !== 'insert') return false;
    header = text;
    table = tables.of(found.table);
    return true;
  };
  const endStatement = () => {
    if (mode === 'row' && table) {
      table.rows++;
      if (table.keys) sink.reject(++lines, `the statement ends inside this row (table \`${table.name}\`)`);
    }
    if (mode === 'statement' && (firstLetter() === LETTER_C || firstLetter() === LETTER_S)) {
      const text = held();
      if (/^SET\s+standard_conforming_strings\s*=\s*off/i.test(text)) scan.backslashes = true;
      const found = statementOf(text);
      if (found?.kind === 'create') tables.created(found.table, found.partOf);
      copies = found?.kind === 'copy';
      if (found?.kind === 'copy') {
        const odd = found.options === '' ? undefined : 'has a COPY with options that are not read here';
        table = tables.of(found.table, odd);
        header = '';
      }
    }
    tail.clear();
    mode = 'between';
  };
  const endLine = () => {
    const { bytes, length } = tail;
    if (length < 4 && bytes[0] === BACKSLASH && bytes[1] === DOT && (length === 2 || bytes[2] === CARRIAGE)) {
      mode = 'between';
      table = undefined;
    } else row(copyCellsAsJson);
    tail.clear();
  };

  /** A byte outside strings, names and comments. Before a bracket or semicolon, what is held is whole. */
  const plain = (byte: number, depth: number): void => {
    if (byte === SEMICOLON) endStatement();
    else if (mode === 'statement' && byte === OPEN && depth === 1 && beginsValues()) {
      tail.clear();
      mode = 'row';
    } else if (mode === 'values' && byte === OPEN && depth === 1) mode = comma ? 'row' : 'rest';
    else if (mode === 'row' && byte === CLOSE && depth === 0) {
      row(insertRow);
      tail.clear();
      mode = 'values';
      comma = false;
    } else if (mode === 'values' && byte === COMMA) comma = true;
    else if (mode === 'values' && byte > 32) mode = 'rest';
  };
  const holds = () => mode === 'statement' || mode === 'row' || mode === 'copy';

  return {
    get lines() {
      return lines;
    },
    push(chunk) {
      let start = 0;
      for (let i = 0; i < chunk.length; ) {
        if (mode === 'copy') {
          const end = chunk.indexOf(NEWLINE, i);
          if (end < 0) break;
          tail.add(chunk, start, end);
          endLine();
          i = end + 1;
          start = i;
          continue;
        }
        const skipped = scan.skip(chunk, i);
        if (skipped > i) {
          if (mode === 'between') start = skipped;
          i = skipped;
          continue;
        }
        const byte = chunk[i] as number;
        if (copies && byte === NEWLINE && mode === 'between') {
          copies = false;
          mode = 'copy';
          start = ++i;
          continue;
        }
        const lexed = scan.plain(byte, mode === 'between');
        if (mode === 'between' && lexed === 'text' && byte > 32 && byte !== SEMICOLON) {
          mode = 'statement';
          start = i;
        }
        const wasHeld = holds();
        if (byte === OPEN || byte === CLOSE || byte === SEMICOLON) {
          if (wasHeld) tail.add(chunk, start, i);
          start = i;
        }
        if (lexed === 'text') plain(byte, scan.depth);
        i++;
        if (!holds() || (mode === 'row' && tail.length === 0 && byte === OPEN && scan.depth === 1)) start = i;
      }
      if (holds() && start < chunk.length) tail.add(chunk, start, chunk.length);
    },
    end() {
      if ((mode === 'row' || mode === 'copy') && table?.keys) {
        sink.reject(++lines, `the file ends inside the rows of table \`${table.name}\`: it was cut off`);
      }
      tables.tell((text) => sink.note?.(text));
    },
  };
}

const copyCellsAsJson = (text: string) => {
  const cells = copyCells(text.endsWith('\r') ? text.slice(0, -1) : text);
  return typeof cells === 'string' ? cells : cells.map((cell) => JSON.stringify(cell));
};

function rowOf(
  { name, columns, keys }: Table,
  cells: readonly string[] | string,
): { readonly text: string } | { readonly reason: string } {
  if (typeof cells === 'string') return { reason: `${cells} (table \`${name}\`)` };
  if (cells.length !== columns.length)
    return { reason: `it has ${cells.length} values where table \`${name}\` has ${columns.length} columns` };
  return { text: `{${cells.map((cell, i) => `${keys?.[i]}:${cell}`).join(',')}}` };
}
