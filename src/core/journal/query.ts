/** The journal table's filter and order over columns. The query line is `find/`. */
import type { Columns } from './columns.ts';
import { bitsOf } from './marks.ts';
import type { RowQuery } from './query.types.ts';
import { orderKey, sortedRows } from './slots.ts';

export interface Queryable {
  readonly columns: Columns;
  readonly slotRow: Uint32Array;
  readonly marks: Uint8Array;
  readonly tProcessMicros: Float64Array;
}

/** 1 by row for what passes everything but the query line; undefined when all do. */
export function passing({ columns, marks, tProcessMicros }: Queryable, query: RowQuery): Uint8Array | undefined {
  const { types, marks: kinds, range } = query;
  if (!types && !kinds && !range) return undefined;
  const typeShown = types && columns.types.map((type) => types.includes(type));
  const wanted = kinds ? bitsOf(kinds) : undefined;
  const times =
    range && { t_event: columns.tEventMicros, t_log: columns.tLogMicros, t_process: tProcessMicros }[range.lane];
  const shown = new Uint8Array(columns.count);
  for (let row = 0; row < columns.count; row++) {
    if (typeShown && typeShown[columns.type[row] ?? 0] !== true) continue;
    if (wanted !== undefined && ((marks[row] ?? 0) & wanted) === 0) continue;
    if (range && times && !((times[row] ?? Number.NaN) >= range.from && (times[row] ?? Number.NaN) < range.to))
      continue;
    shown[row] = 1;
  }
  return shown;
}

/** Rows in the asked order, those left out by `shown` missing. */
export function ordered(of: Queryable, { sort, descending }: RowQuery, shown: Uint8Array | undefined): Uint32Array {
  const all = allInOrder(of, sort);
  const rows = shown ? all.filter((row) => shown[row] === 1) : all;
  return descending ? rows.slice().reverse() : rows;
}

function allInOrder({ columns, slotRow, tProcessMicros }: Queryable, sort: RowQuery['sort']): Uint32Array {
  const { count, tEventMicros, tLogMicros } = columns;
  const took = (from: Float64Array, to: Float64Array) => from.map((t, row) => t - (to[row] ?? Number.NaN));
  switch (sort) {
    case 'slot':
      return slotRow;
    case 'log':
      return sortedRows(count, orderKey(columns));
    case 'file':
      return sortedRows(count, undefined);
    case 'late':
      return sortedRows(count, took(tEventMicros, tLogMicros));
    case 'processing':
      return sortedRows(count, took(tLogMicros, tProcessMicros));
  }
}

/**
 * Whether a line holds a text, without regard to the case of ASCII letters. Returns a function over bytes: `found(bytes, start, end)`.
 * What JSON writes with an escape (quotes, line ends) is searched as it stands in the file.
 */
export function textMatcher(text: string): (bytes: Uint8Array, start: number, end: number) => boolean {
  const lower = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
  const needle = Uint8Array.from(new TextEncoder().encode(text.toLowerCase()), lower);
  const first = needle[0] ?? 0;
  return (bytes, start, end) => {
    const last = end - needle.length;
    for (let i = start; i <= last; i++) {
      if (lower(bytes[i] ?? 0) !== first) continue;
      let k = 1;
      while (k < needle.length && lower(bytes[i + k] ?? 0) === needle[k]) k++;
      if (k === needle.length) return true;
    }
    return needle.length === 0;
  };
}
