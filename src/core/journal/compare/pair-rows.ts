/**
 * Which record of one journal is which of another: by identity; without one (a made id is none) by equal content, then by scope and
 * sequence. Of several with one key equal contents go together first, then each with the next.
 */
import { hashBytes } from '../../record/hash.ts';
import type { Columns } from '../columns.ts';

export const NO_PAIR = -1;
/** Records of one identity and different contents that are told apart by content. */
const MOST_STEPS = 1000;

export interface PairSide {
  readonly columns: Columns;
  /** Of `Hashes`; 0 for a made id. */
  readonly identity: Uint32Array;
  /** 64-bit hashes of the lines as they stand, two words a record; of what a line says where its id was made. */
  readonly lines: Uint32Array;
}

const utf8 = new TextEncoder();

/** Where there is no identity: a hash of scope and sequence; 0 where the record has no sequence, or an identity. */
function placeHashes({ columns, identity }: PairSide): Uint32Array {
  const { count, subject, partition, sequence, subjects, partitions } = columns;
  const result = new Uint32Array(2 * count);
  for (let row = 0; row < count; row++) {
    if (hasIdentity(identity, row) || Number.isNaN(sequence[row])) continue;
    const scope = partitions[partition[row] ?? 0] || subjects[subject[row] ?? 0] || '';
    const bytes = utf8.encode(`${scope}#${sequence[row]}`);
    hashBytes(bytes, 0, bytes.length, result, 2 * row);
  }
  return result;
}

const hasIdentity = (identity: Uint32Array, row: number) => identity[2 * row] !== 0 || identity[2 * row + 1] !== 0;

/** Rows of one side by a hash, in their order, to be taken once each. */
function shelf(hash: Uint32Array, pairs: Int32Array) {
  const count = hash.length / 2;
  let size = 16;
  while (size < 2 * count) size *= 2;
  const heads = new Int32Array(size).fill(NO_PAIR);
  const next = new Int32Array(count).fill(NO_PAIR);
  const slotOf = (low: number, high: number) => {
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & (size - 1);
    for (;;) {
      const head = heads[slot] as number;
      if (head < 0 || (hash[2 * head] === low && hash[2 * head + 1] === high)) return slot;
      slot = (slot + 1) & (size - 1);
    }
  };
  for (let row = count - 1; row >= 0; row--) {
    const [low, high] = [hash[2 * row] as number, hash[2 * row + 1] as number];
    if ((low === 0 && high === 0) || pairs[row] !== NO_PAIR) continue;
    const slot = slotOf(low, high);
    next[row] = heads[slot] as number;
    heads[slot] = row;
  }
  const free = heads.slice();
  return {
    /** The first row with this hash that has no pair yet and fits; of very many that do not fit only the first are looked at. */
    find(low: number, high: number, fits: (row: number) => boolean): number {
      if (low === 0 && high === 0) return NO_PAIR;
      const slot = slotOf(low, high);
      let row = free[slot] as number;
      while (row >= 0 && pairs[row] !== NO_PAIR) row = next[row] as number;
      free[slot] = row;
      for (let steps = 0; row >= 0 && steps < MOST_STEPS; row = next[row] as number, steps++)
        if (pairs[row] === NO_PAIR && fits(row)) return row;
      return NO_PAIR;
    },
  };
}

export interface Pairs {
  /** By row of the left: its row on the right, or NO_PAIR. */
  readonly right: Int32Array;
  readonly left: Int32Array;
}

export function pairRows(left: PairSide, right: PairSide): Pairs {
  const pairs: Pairs = {
    right: new Int32Array(left.columns.count).fill(NO_PAIR),
    left: new Int32Array(right.columns.count).fill(NO_PAIR),
  };
  const same = (a: number, b: number) =>
    left.lines[2 * a] === right.lines[2 * b] && left.lines[2 * a + 1] === right.lines[2 * b + 1];
  const any = () => true;
  const take = (of: Uint32Array, from: Uint32Array, fits: (a: number, b: number) => boolean) => {
    const rows = shelf(from, pairs.left);
    for (let a = 0; a < left.columns.count; a++) {
      if (pairs.right[a] !== NO_PAIR) continue;
      const b = rows.find(of[2 * a] ?? 0, of[2 * a + 1] ?? 0, fits === same ? (row) => same(a, row) : any);
      if (b < 0) continue;
      pairs.right[a] = b;
      pairs.left[b] = a;
    }
  };
  /** Lines of records without an identity. */
  const unnamed = ({ identity, lines }: PairSide) => lines.map((word, i) => (hasIdentity(identity, i >> 1) ? 0 : word));
  take(left.identity, right.identity, same);
  take(left.identity, right.identity, any);
  take(unnamed(left), unnamed(right), any);
  take(placeHashes(left), placeHashes(right), any);
  return pairs;
}
