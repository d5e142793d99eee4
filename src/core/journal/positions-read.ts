/** Consumer positions from a file: of our own form, of a store's table however it was written out, or of any table by chosen columns. */

import { autoFramer } from '../formats/frame-auto.ts';
import { ReadError } from '../formats/read-error.ts';
import { wrappedIn } from '../formats/wrapped-text.ts';
import { decodeBytea } from '../record/bytea.ts';
import { decodeUtf8 } from '../record/json.ts';
import { JsonError, type JsonMember, type JsonNode, memberOf, parseTree } from '../record/json-tree.ts';
import { parseEpoch, parseTime } from '../record/time.ts';
import type { Position } from './positions.ts';
import {
  guessColumns,
  POSITION_TABLES,
  type PositionCells,
  type PositionColumns,
  type PositionTable,
  scalar,
} from './positions-tables.ts';
import type { Rejected } from './report.ts';

export interface PositionsOptions {
  /** Instead of what the table is recognised as. */
  readonly columns?: PositionColumns | undefined;
  /** When the table was read, microseconds since 1970: the time of positions that say none. */
  readonly readAtMicros?: number | undefined;
}

export interface PositionsRead {
  /** What the file is taken for. */
  readonly title: string;
  /** The table is a known one, its columns need not be chosen. */
  readonly known: boolean;
  readonly columns: readonly string[];
  readonly chosen: PositionColumns;
  readonly positions: readonly Position[];
  /** Rows that say no time and wait for one. */
  readonly timeless: number;
  /** Rows of the file that are something else. */
  readonly passed: number;
  readonly rejected: readonly Rejected[];
  readonly notes: readonly string[];
}

interface Line {
  readonly line: number;
  readonly row: JsonNode & { kind: 'object' };
}

/** Streams: `push` the bytes of a file, then `end` it. Throws a ReadError for a file that is no table. */
export function positionsReader(options: PositionsOptions = {}) {
  let head = '';
  let bytes = 0;
  const lines: Line[] = [];
  const rejected: Rejected[] = [];
  let passed = 0;
  const columns = new Set<string>();
  let table: PositionTable | undefined;
  const take = (line: number, text: string) => {
    let row: JsonNode;
    try {
      row = parseTree(text);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      rejected.push({ line, reason: 'this is no JSON object' });
      return;
    }
    if (row.kind !== 'object') {
      rejected.push({ line, reason: 'this is no JSON object' });
      return;
    }
    for (const { key } of row.members) if (columns.size < MAX_COLUMNS) columns.add(key);
    const opened = { ...row, members: row.members.map(openedMember) };
    table ??= options.columns ? undefined : POSITION_TABLES.find((known) => fits(known, opened));
    // A table of messages holds few positions among many rows: only those are kept.
    if (table?.cells && fits(table, opened) && table.cells(opened, textOf(opened)) === 'passed') passed++;
    else lines.push({ line, row: opened });
  };
  const framer = autoFramer(
    {
      row: (from, start, end, line) => take(line, decodeUtf8(from.subarray(start, end))),
      reject: (line, reason) =>
        void rejected.push({ line, reason: reason.replace(/^this is no JSON:.*/, 'this is no JSON object') }),
    },
    { path: [], nulls: true, reads: () => true },
  );
  const printed = whitespaceTable(take);
  let isPrinted: boolean | undefined;
  return {
    push(chunk: Uint8Array) {
      bytes += chunk.length;
      if (isPrinted === undefined) {
        head = new TextDecoder().decode(chunk.subarray(0, 4096));
        isPrinted = /^\s*GROUP[ \t]+TOPIC[ \t]+PARTITION[ \t]+CURRENT-OFFSET/.test(head);
      }
      if (isPrinted) printed.push(chunk);
      else framer.push(chunk);
    },
    end(): PositionsRead {
      if (bytes === 0) throw new ReadError('The file is empty: there is no consumer position in it.');
      if (isPrinted) printed.end();
      else framer.end();
      return understood({ lines, rejected, passed, columns: [...columns], table }, options);
    },
  };
}

/** The whole of a file at once. */
export function readPositions(bytes: Uint8Array, options: PositionsOptions = {}): PositionsRead {
  const reader = positionsReader(options);
  reader.push(bytes);
  return reader.end();
}

const MAX_COLUMNS = 100;

/** `PARTITION 0` stands below `PARTITION`: columns that blanks part, as Kafka's tools print them. */
function whitespaceTable(take: (line: number, json: string) => void) {
  const decoder = new TextDecoder();
  let text = '';
  return {
    push: (chunk: Uint8Array) => {
      text += decoder.decode(chunk, { stream: true });
    },
    end() {
      let names: readonly string[] = [];
      for (const [i, line] of text.split('\n').entries()) {
        const cells = line.trim().split(/\s+/);
        if (cells[0] === 'GROUP') names = cells;
        else if (cells.length > 1)
          take(i + 1, JSON.stringify(Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))));
      }
    },
  };
}

/** JSON in a cell, as text or as bytes, is what is in it; XML in bytes is its text. */
function openedMember(member: JsonMember): JsonMember {
  const { value } = member;
  if (value.kind !== 'string') return member;
  const inside = wrappedIn(value.text)?.node;
  if (inside) return { ...member, value: inside };
  const bytes = decodeBytea(value.text);
  return bytes ? { ...member, value: { ...value, text: new TextDecoder().decode(bytes) } } : member;
}

const textOf = (row: JsonNode) => (column: string) => scalar(memberOf(row, column));
const fits = ({ needs }: PositionTable, row: JsonNode) => needs.every((column) => memberOf(row, column) !== undefined);

interface Rows {
  readonly lines: readonly Line[];
  readonly rejected: Rejected[];
  readonly passed: number;
  readonly columns: readonly string[];
  readonly table: PositionTable | undefined;
}

function understood({ lines, rejected, passed, columns, table }: Rows, options: PositionsOptions): PositionsRead {
  // A line of ours that lacks its time or consumer is still one of ours, and is told what it lacks.
  const own = POSITION_TABLES[0];
  const isOwn = lines.some(({ row }) => memberOf(row, 'consumer') !== undefined);
  const known = table ?? (options.columns || !isOwn ? undefined : own);
  const chosen = options.columns ?? known?.columns ?? guessColumns(columns);
  const found: (Position & { readonly segment: string | undefined })[] = [];
  let timeless = 0;
  let others = passed;
  for (const { line, row } of lines) {
    if (known && known !== own && !fits(known, row)) {
      others++;
      continue;
    }
    const text = textOf(row);
    const cells = known?.cells ? known.cells(row, text) : cellsBy(chosen, text);
    if (cells === 'passed') {
      others++;
      continue;
    }
    const position = positionOf(cells, chosen, options.readAtMicros);
    if (position === 'timeless') timeless++;
    else if (typeof position === 'string') rejected.push({ line, reason: position });
    else found.push(position);
  }
  return {
    title: known?.title ?? 'a table of positions',
    known: known !== undefined,
    columns,
    chosen,
    positions: withoutSegments(found),
    timeless,
    passed: others,
    rejected: rejected.toSorted((a, b) => a.line - b.line),
    notes: known?.note === undefined ? [] : [known.note],
  };
}

const cellsBy = (columns: PositionColumns, text: (column: string) => string | undefined): PositionCells => {
  const at = (column: string | undefined) => (column === undefined ? undefined : text(column));
  const { consumer, position, scope, time } = columns;
  return { consumer: at(consumer), position: at(position), scope: at(scope), time: at(time) };
};

/** A position, `timeless` where only its time is missing, or what is wrong with it. */
function positionOf(
  { consumer, position, scope, category, time, gaps, segment }: PositionCells,
  columns: PositionColumns,
  readAtMicros: number | undefined,
): (Position & { readonly segment: string | undefined }) | string {
  const name = (role: keyof PositionColumns) => (columns[role] === undefined ? role : `\`${columns[role]}\``);
  if (consumer === undefined || consumer === '') return `it names no ${name('consumer')}`;
  const whole = scope === undefined || scope === '' || scope === '$all' || scope === '*';
  const upTo = position === undefined || position === '' ? undefined : wholeNumber(position);
  if (Number.isNaN(upTo)) return `its ${name('position')} is no whole number from 0`;
  if (upTo === undefined && whole) return `it has neither a ${name('position')} nor a ${name('scope')}`;
  const micros = time === undefined || time === '' ? readAtMicros : timeOf(time);
  if (micros === undefined) return time === undefined || time === '' ? 'timeless' : `its ${name('time')} is no time`;
  return {
    consumer,
    ...(!whole && { scope }),
    ...(category !== undefined && { category }),
    upTo: upTo ?? Number.POSITIVE_INFINITY,
    ...(gaps && { gaps: new Set(gaps) }),
    tProcessMicros: micros,
    segment,
  };
}

function wholeNumber(text: string): number {
  const value = /^\d{1,40}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

const UNITS = { 10: 's', 13: 'ms', 16: 'us', 19: 'ns' } as const;

function timeOf(text: string): number | undefined {
  const unit = /^\d+$/.test(text) ? UNITS[text.length as keyof typeof UNITS] : undefined;
  return (unit ? parseEpoch(text, unit) : parseTime(text, 'Z'))?.micros;
}

/** Segments share a consumer's records: it is as far as the last of them, and was so when the latest of them was there. */
function withoutSegments(found: readonly (Position & { readonly segment: string | undefined })[]): readonly Position[] {
  const shared = new Map<string, Position>();
  const alone: Position[] = [];
  for (const { segment, ...position } of found) {
    if (segment === undefined) {
      alone.push(position);
      continue;
    }
    const before = shared.get(position.consumer);
    if (!before) shared.set(position.consumer, position);
    else {
      const gaps = new Set([...(before.gaps ?? []), ...(position.gaps ?? [])]);
      shared.set(position.consumer, {
        consumer: position.consumer,
        upTo: Math.min(before.upTo, position.upTo),
        ...(gaps.size > 0 && { gaps }),
        tProcessMicros: Math.max(before.tProcessMicros, position.tProcessMicros),
      });
    }
  }
  return [...alone, ...shared.values()];
}
