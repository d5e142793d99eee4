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

/** More rows out of place than one of so many, and all are sorted. */
const FEW = 4;

/**
 * Rows ordered by a key, equal ones by row; NaN last. Most journals stand nearly in order: what does is left as it stands, what does not is sorted
 * by itself and merged in, since sorting all by a comparison takes a second and two copies for a million.
 */
export function sortedRows(count: number, key: Float64Array | undefined): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  if (!key || isAscending(key)) return rows;
  const byKey = (a: number, b: number) => {
    const x = key[a] as number;
    const y = key[b] as number;
    return x < y ? -1 : x > y ? 1 : a - b;
  };
  const andNaN = (sorted: Uint32Array, numbers: number) => {
    if (numbers < count)
      for (let row = 0, at = numbers; row < count; row++) if (Number.isNaN(key[row])) sorted[at++] = row;
    return sorted;
  };
  const late: number[] = [];
  // Those in order come to the front; none is written over before it was read.
  let kept = 0;
  for (let row = 0; row < count && late.length <= count / FEW; row++) {
    const value = key[row] as number;
    if (Number.isNaN(value)) continue;
    if (kept > 0 && value < (key[rows[kept - 1] as number] as number)) {
      // One that is far ahead of the others, as a wrong clock says, is the one out of place.
      if (kept > 1 && value < (key[rows[kept - 2] as number] as number)) {
        late.push(row);
        continue;
      }
      late.push(rows[--kept] as number);
    }
    rows[kept++] = row;
  }
  if (late.length > count / FEW) {
    let numbers = 0;
    for (let row = 0; row < count; row++) if (!Number.isNaN(key[row])) rows[numbers++] = row;
    rows.subarray(0, numbers).sort(byKey);
    return andNaN(rows, numbers);
  }
  late.sort(byKey);
  const merged = new Uint32Array(count);
  const numbers = kept + late.length;
  let next = 0;
  let from = 0;
  for (let at = 0; at < numbers; at++) {
    const isLate = next < late.length && (from === kept || byKey(late[next] as number, rows[from] as number) < 0);
    merged[at] = isLate ? (late[next++] as number) : (rows[from++] as number);
  }
  return andNaN(merged, numbers);
}

/** Whether each is a number, none below the one before it. */
export function isAscending(key: Float64Array | Uint32Array): boolean {
  for (let row = 1; row < key.length; row++) if (!((key[row - 1] as number) <= (key[row] as number))) return false;
  return !Number.isNaN(key[0]);
}

/** Row of each slot. Within a scope the records that have a sequence take those records' places in ascending sequence. */
export function slotRows(columns: Columns, scopes: Scopes): Uint32Array {
  const slots = sortedRows(columns.count, orderKey(columns));
  if (isSequenced(slots, columns, scopes)) return slots;
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
function isSequenced(slots: Uint32Array, { sequence }: Columns, { of, names }: Scopes): boolean {
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
