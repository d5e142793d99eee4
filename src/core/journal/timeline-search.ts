/** Searches in sorted columns of times. Every count is exact at each zoom; nothing is precomputed. */

/** First index in [lo, hi) whose value is not below `x`; `hi` if there is none. */
export function lowerBound(sorted: Float64Array, x: number, lo = 0, hi = sorted.length): number {
  let from = lo;
  let to = hi;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < x) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Like lowerBound, but looks near `lo` first, in steps that double: cheap when the answer is `guess` away. */
function gallop(sorted: Float64Array, x: number, lo: number, hi: number, guess: number): number {
  let from = lo;
  let step = Math.max(1, Math.floor(guess));
  for (;;) {
    const next = from + step;
    if (next >= hi) return lowerBound(sorted, x, from, hi);
    if ((sorted[next] ?? 0) >= x) return lowerBound(sorted, x, from, next);
    from = next;
    step *= 2;
  }
}

/** How many values lie in [from, to). */
export function countBetween(sorted: Float64Array, from: number, to: number): number {
  const lo = lowerBound(sorted, from);
  return lowerBound(sorted, to, lo) - lo;
}

/**
 * Counts the values into the columns of `out`, column x being [edges[x], edges[x + 1]). Returns their sum. Few values are walked one by one;
 * many are skipped over, a search a column.
 */
export function countBins(sorted: Float64Array, edges: Float64Array, out: Uint32Array): number {
  const columns = out.length;
  const start = lowerBound(sorted, edges[0] ?? 0);
  const end = lowerBound(sorted, edges[columns] ?? 0, start);
  const visible = end - start;
  let lo = start;
  if (visible < columns * 24) {
    out.fill(0);
    for (let x = 0; x < columns && lo < end; x++) {
      const edge = edges[x + 1] ?? 0;
      const first = lo;
      while (lo < end && (sorted[lo] ?? 0) < edge) lo++;
      out[x] = lo - first;
    }
    return visible;
  }
  for (let x = 0; x < columns; x++) {
    const next = x === columns - 1 ? end : gallop(sorted, edges[x + 1] ?? 0, lo, end, visible / columns);
    out[x] = next - lo;
    lo = next;
  }
  return visible;
}

/** Index of the value nearest to `x` (the first of equal ones); -1 if there is none. */
export function nearestIndex(sorted: Float64Array, x: number): number {
  const after = lowerBound(sorted, x);
  const next = sorted[after];
  const previous = sorted[after - 1];
  if (previous === undefined) return next === undefined ? -1 : after;
  if (next !== undefined && next - x <= x - previous) return after;
  return lowerBound(sorted, previous, 0, after);
}

/**
 * Index of `row`, which stands at `time`, among equal times; -1 if it is not there (filtered out, or without a time). Without `rows` an index
 * is a row.
 */
export function indexOfRow(sorted: Float64Array, rows: Uint32Array | undefined, time: number, row: number): number {
  if (Number.isNaN(time)) return -1;
  if (!rows) return sorted[row] === time ? row : -1;
  for (let i = lowerBound(sorted, time); i < sorted.length && sorted[i] === time; i++) if (rows[i] === row) return i;
  return -1;
}
