/** Marks of findings as short sorted columns, so that none is lost at any zoom. */
import { MARK_KINDS, type Marks } from './lanes.ts';
import { countBins, lowerBound } from './timeline-search.ts';

/** Indices in MARK_KINDS, worst first: what is missing, what is doubled, what may be wrong. */
export const WORST_FIRST: readonly number[] = [0, 1, 3, 2, 4];

/** The marks of one kind on one lane, ascending. */
export interface MarkColumn {
  readonly kind: number;
  readonly lane: number;
  readonly timesMicros: Float64Array;
}

/** A column for each kind and lane that has marks. */
export function markColumns(marks: Marks): readonly MarkColumn[] {
  const lists = new Map<number, number[]>();
  for (let i = 0; i < marks.kind.length; i++) {
    const key = (marks.kind[i] ?? 0) * 3 + (marks.lane[i] ?? 0);
    const list = lists.get(key) ?? [];
    if (list.length === 0) lists.set(key, list);
    list.push(marks.timesMicros[i] ?? 0);
  }
  return [...lists]
    .sort(([a], [b]) => a - b)
    .map(([key, times]) => ({
      kind: Math.floor(key / 3),
      lane: key % 3,
      timesMicros: Float64Array.from(times),
    }));
}

/** How many marks each of MARK_KINDS has. */
export function countKinds(marks: Marks): readonly number[] {
  const counts = MARK_KINDS.map(() => 0);
  for (const kind of marks.kind) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Counts the marks that `wanted` takes into the columns of `out` between their `edges`; `scratch` is as long. Returns the sum. */
export function binMarks(
  columns: readonly MarkColumn[],
  wanted: (column: MarkColumn) => boolean,
  edges: Float64Array,
  out: Uint32Array,
  scratch: Uint32Array,
): number {
  let sum = 0;
  let first = true;
  for (const column of columns) {
    if (!wanted(column)) continue;
    const visible = countBins(column.timesMicros, edges, first ? out : scratch);
    sum += visible;
    if (!first && visible > 0) for (let x = 0; x < out.length; x++) out[x] = (out[x] ?? 0) + (scratch[x] ?? 0);
    first = false;
  }
  if (first) out.fill(0);
  return sum;
}

/** Of marks ascending by time, the next one after (or before) mark `index`, or without one after the instant, whose kind is shown. */
export function stepMark(
  marks: Marks,
  shown: ReadonlySet<number>,
  from: { readonly index: number } | { readonly timeMicros: number },
  direction: 1 | -1,
): number | undefined {
  let i: number;
  if ('index' in from) i = from.index + direction;
  else {
    const at = lowerBound(marks.timesMicros, from.timeMicros);
    i = direction === 1 ? at : at - 1;
  }
  for (; i >= 0 && i < marks.kind.length; i += direction) if (shown.has(marks.kind[i] ?? -1)) return i;
  return undefined;
}
