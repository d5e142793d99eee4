/** Replay order (contract §5). */
import type { Columns } from './columns.ts';
import { bySequence, type Scopes } from './scopes.ts';

export type OrderColumns = Pick<Columns, 'count' | 'position' | 'tLogMicros'>;

/** The times or positions that order the log: positions if every record has one, else `t_log` if every record has one, else nothing (file order). */
export function orderKey(columns: OrderColumns): Float64Array | undefined {
  const complete = (values: Float64Array) => values.length > 0 && !values.some(Number.isNaN);
  if (complete(columns.position)) return columns.position;
  return complete(columns.tLogMicros) ? columns.tLogMicros : undefined;
}

/** Rows ordered by a key, equal ones by row; NaN last. */
export function sortedRows(count: number, key: Float64Array | undefined): Uint32Array {
  const rows = new Uint32Array(count);
  let ordered = true;
  for (let row = 0; row < count; row++) {
    rows[row] = row;
    if (key && row > 0 && !((key[row - 1] ?? 0) <= (key[row] ?? 0))) ordered = false;
  }
  if (!key || ordered) return rows;
  const value = (row: number) => {
    const v = key[row] ?? Number.NaN;
    return Number.isNaN(v) ? Number.POSITIVE_INFINITY : v;
  };
  return rows.sort((a, b) => {
    const x = value(a);
    const y = value(b);
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}

/** Row of each slot. Within a scope the records that have a sequence take those records' places in ascending sequence. */
export function slotRows(columns: Columns, scopes: Scopes): Uint32Array {
  const slots = sortedRows(columns.count, orderKey(columns));
  if (isAscending(slots, columns, scopes)) return slots;
  const { starts, rows } = bySequence(scopes, columns.sequence);
  const next = starts.slice();
  const result = slots.slice();
  for (let slot = 0; slot < slots.length; slot++) {
    const row = slots[slot] ?? 0;
    const scope = scopes.of[row] ?? 0;
    if (scope === 0 || Number.isNaN(columns.sequence[row])) continue;
    const at = next[scope] ?? 0;
    result[slot] = rows[at] ?? 0;
    next[scope] = at + 1;
  }
  return result;
}

/** Whether every scope's sequences ascend already; mostly they do, and then nothing moves. */
function isAscending(slots: Uint32Array, { sequence }: Columns, { of, names }: Scopes): boolean {
  const last = new Float64Array(names.length).fill(-1);
  const lastRow = new Uint32Array(names.length);
  for (const row of slots) {
    const scope = of[row] ?? 0;
    const number = sequence[row] ?? Number.NaN;
    if (scope === 0 || Number.isNaN(number)) continue;
    const before = last[scope] ?? 0;
    if (number < before || (number === before && row < (lastRow[scope] ?? 0))) return false;
    last[scope] = number;
    lastRow[scope] = row;
  }
  return true;
}

/** Whether the slots visit the rows as they stand in the file. */
export const isFileOrder = (slotRow: Uint32Array): boolean => slotRow.every((row, slot) => row === slot);

/** The file's order is its own inverse, and is not made again. */
export function inverse(permutation: Uint32Array): Uint32Array {
  if (isFileOrder(permutation)) return permutation;
  const result = new Uint32Array(permutation.length);
  for (let i = 0; i < permutation.length; i++) result[permutation[i] ?? 0] = i;
  return result;
}
