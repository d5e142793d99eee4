/** What a sequence counts in (contract §4): the subject, the partition, or the whole log. */
import type { SequenceSpec } from '../formats/mapping.ts';
import type { Columns } from './columns.ts';

export interface Scopes {
  /** By row; 0 = in no scope, not judged. Empty where no record is in one. */
  readonly of: Uint32Array;
  /** Names by scope; `*` is the whole log. */
  readonly names: readonly string[];
}

export function scopesOf(columns: Columns, { per }: SequenceSpec): Scopes {
  switch (per) {
    case 'subject':
      return { of: columns.subject, names: columns.subjects };
    case 'partition':
    case 'stream':
      return { of: columns.partition, names: columns.partitions };
    case 'log':
      return { of: new Uint32Array(columns.count).fill(1), names: ['', '*'] };
    case 'none':
      return { of: new Uint32Array(0), names: [''] };
  }
}

/** Rows that have a scope and a sequence, grouped by scope: those of scope s are `rows[starts[s] .. starts[s + 1])`, by sequence, equal ones by row. */
export interface Sequenced {
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** Scopes, ascending, whose rows do not count from 0 or 1 on one by one in file order: the others hold nothing to find. */
  readonly uneven: readonly number[];
}

/** Counting sort by scope, then by sequence only where file order is not that order already. */
export function bySequence(scopes: Scopes, sequence: Float64Array): Sequenced {
  const { of, names } = scopes;
  const starts = new Uint32Array(names.length + 1);
  const counted = (row: number) => (of[row] ?? 0) > 0 && !Number.isNaN(sequence[row]);
  for (let row = 0; row < of.length; row++)
    if (counted(row)) starts[(of[row] ?? 0) + 1] = (starts[(of[row] ?? 0) + 1] ?? 0) + 1;
  for (let s = 1; s < starts.length; s++) starts[s] = (starts[s] ?? 0) + (starts[s - 1] ?? 0);
  const fill = starts.slice();
  const rows = new Uint32Array(starts.at(-1) ?? 0);
  const unordered = new Set<number>();
  const isUneven = new Uint8Array(names.length);
  // By scope: that of the row before. There are fewer scopes than rows, so it is near at hand.
  const before = new Float64Array(names.length).fill(Number.NaN);
  for (let row = 0; row < of.length; row++) {
    if (!counted(row)) continue;
    const scope = of[row] ?? 0;
    const own = sequence[row] ?? 0;
    const last = before[scope] ?? 0;
    if (last > own) unordered.add(scope);
    // Above 2^53 one more is the same number.
    if (own === last || (own !== last + 1 && (own > 1 || !Number.isNaN(last)))) isUneven[scope] = 1;
    before[scope] = own;
    const at = fill[scope] ?? 0;
    rows[at] = row;
    fill[scope] = at + 1;
  }
  for (const scope of unordered)
    rows.subarray(starts[scope], starts[scope + 1]).sort((a, b) => (sequence[a] ?? 0) - (sequence[b] ?? 0) || a - b);
  const uneven: number[] = [];
  for (let scope = 1; scope < isUneven.length; scope++) if (isUneven[scope] === 1) uneven.push(scope);
  return { starts, rows, uneven };
}

/** Scopes in which some record has a sequence. */
export function sequencedScopes({ sequence }: Pick<Columns, 'sequence'>, { of, names }: Scopes): number {
  const seen = new Uint8Array(names.length);
  for (let row = 0; row < of.length; row++) if (!Number.isNaN(sequence[row])) seen[of[row] ?? 0] = 1;
  seen[0] = 0;
  return seen.reduce((sum, one) => sum + one, 0);
}
