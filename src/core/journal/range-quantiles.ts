/**
 * The k-th smallest of any range of a column, exactly: a wavelet matrix (Claude, Navarro, Ordóñez 2015) over the ranks of its values.
 * A question takes one step for each bit of a rank, however long the range; the column is never walked.
 */
import { sortedRows } from './slots.ts';

/** All buffers may be handed over. */
export interface RangeQuantiles {
  readonly count: number;
  /** The distinct values, ascending. */
  readonly values: Float64Array;
  /** Bits of a rank, the highest first. */
  readonly levels: number;
  /** For each level, for each 32 entries: the ones before them, and their bits. */
  readonly bits: Uint32Array;
  /** Entries without the bit, by level. */
  readonly zeros: Uint32Array;
}

export function rangeQuantiles(column: Float64Array): RangeQuantiles {
  const count = column.length;
  const ascending = sortedRows(count, column);
  const sorted = new Float64Array(count);
  let order = new Uint32Array(count);
  let distinct = 0;
  for (const i of ascending) {
    const value = column[i] ?? 0;
    if (distinct === 0 || sorted[distinct - 1] !== value) sorted[distinct++] = value;
    order[i] = distinct - 1;
  }
  const values = sorted.slice(0, distinct);
  const levels = Math.max(1, Math.ceil(Math.log2(Math.max(1, distinct))));
  const words = (count >>> 5) + 1;
  const bits = new Uint32Array(levels * words * 2);
  const zeros = new Uint32Array(levels);
  let next = new Uint32Array(count);
  for (let level = 0; level < levels; level++) {
    const shift = levels - 1 - level;
    const base = level * words * 2;
    let ones = 0;
    for (let i = 0; i < count; i++) {
      const at = base + (i >>> 5) * 2;
      if ((i & 31) === 0) bits[at] = ones;
      if (((order[i] ?? 0) >>> shift) & 1) {
        bits[at + 1] = (bits[at + 1] ?? 0) | (1 << (i & 31));
        ones++;
      }
    }
    if ((count & 31) === 0) bits[base + (count >>> 5) * 2] = ones;
    zeros[level] = count - ones;
    let zero = 0;
    let one = count - ones;
    for (const rank of order) next[(rank >>> shift) & 1 ? one++ : zero++] = rank;
    [order, next] = [next, order];
  }
  return { count, values, levels, bits, zeros };
}

function popCount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The value with `k` smaller or equal ones before it among the entries in [from, to); NaN where there is none. */
export function nthInRange(quantiles: RangeQuantiles, from: number, to: number, k: number): number {
  const { bits, levels, zeros, values, count } = quantiles;
  if (!(from >= 0 && to <= count && k >= 0 && k < to - from)) return Number.NaN;
  const words = ((count >>> 5) + 1) * 2;
  let lo = from;
  let hi = to;
  let left = k;
  let rank = 0;
  for (let level = 0; level < levels; level++) {
    const base = level * words;
    const a = base + (lo >>> 5) * 2;
    const b = base + (hi >>> 5) * 2;
    const onesLo = (bits[a] ?? 0) + popCount((bits[a + 1] ?? 0) & ((1 << (lo & 31)) - 1));
    const onesHi = (bits[b] ?? 0) + popCount((bits[b + 1] ?? 0) & ((1 << (hi & 31)) - 1));
    const without = hi - lo - (onesHi - onesLo);
    rank <<= 1;
    if (left < without) {
      lo -= onesLo;
      hi -= onesHi;
    } else {
      left -= without;
      rank |= 1;
      lo = (zeros[level] ?? 0) + onesLo;
      hi = (zeros[level] ?? 0) + onesHi;
    }
  }
  return values[rank] ?? Number.NaN;
}

/** By nearest rank: the smallest value that at least `share` of the entries in [from, to) do not exceed; NaN where there are none. */
export const quantileInRange = (quantiles: RangeQuantiles, from: number, to: number, share: number): number =>
  nthInRange(quantiles, from, to, Math.max(0, Math.ceil(share * (to - from) - 1e-9) - 1));
