/** Records that are there more than once (contract §5): exact, conflicting, or of one sequence. */
import { Applied } from '../replay/source.ts';
import { type AlikeInput, alikeAmong, type ReadLine, type ReadRecord } from './alike.ts';
import { type Columns, RecordFlag } from './columns.ts';
import { release } from './release.ts';
import type { Sequenced } from './scopes.ts';

export interface DuplicateGroup {
  readonly kind: 'exact' | 'conflicting' | 'sequence';
  /** Ascending. */
  readonly rows: readonly number[];
}

export interface Duplicates {
  readonly groups: readonly DuplicateGroup[];
  /** By row, an `Applied` value: of a group the first line is applied. */
  readonly applied: Uint8Array;
  /** By row: 1 where the identity, or the exact record, was there before. */
  readonly repeat: Uint8Array;
}

/** So many rows of a bucket are looked through in the nearest memory, and so many rows are put in buckets at once. */
const BUCKET_ROWS = 4096;
const ROWS_AT_ONCE = 2 ** 20;

/**
 * Groups of rows whose identity hash stands elsewhere too; made ids are no identity and have no hash. Rows are put in buckets by their hash's
 * first bits: each has a table of its own so small that it is near at hand, where one of all rows would be waited for at every row.
 */
function identityGroups({ count, flags }: Columns, hash: Uint32Array): number[][] {
  const bits = Math.max(1, Math.ceil(Math.log2(count / BUCKET_ROWS)));
  const shift = 32 - bits;
  const hasIdentity = (row: number) =>
    (hash[2 * row] !== 0 || hash[2 * row + 1] !== 0) && ((flags[row] ?? 0) & RecordFlag.idMade) === 0;
  const sizes = new Uint32Array(2 ** bits);
  for (let row = 0; row < count; row++) {
    if (!hasIdentity(row)) continue;
    const bucket = (hash[2 * row] ?? 0) >>> shift;
    sizes[bucket] = (sizes[bucket] ?? 0) + 1;
  }
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const table = new Int32Array(Math.max(16, 4 * largest));
  const groups = new Map<number, number[]>();
  const starts = new Uint32Array(sizes.length + 1);
  for (let from = 0; from < sizes.length; ) {
    let to = from;
    let held = 0;
    while (to < sizes.length && (to === from || held + (sizes[to] ?? 0) <= ROWS_AT_ONCE)) {
      held += sizes[to] ?? 0;
      to++;
      starts[to] = held;
    }
    starts[from] = 0;
    const fill = starts.slice();
    const rows = new Uint32Array(held);
    const lows = new Uint32Array(held);
    for (let row = 0; row < count; row++) {
      const low = hash[2 * row] ?? 0;
      const bucket = low >>> shift;
      if (bucket < from || bucket >= to || !hasIdentity(row)) continue;
      const at = fill[bucket] ?? 0;
      rows[at] = row;
      lows[at] = low;
      fill[bucket] = at + 1;
    }
    for (let bucket = from; bucket < to; bucket++) {
      const members = { rows, lows, start: starts[bucket] ?? 0, end: starts[bucket + 1] ?? 0 };
      groupBucket(members, hash, table, groups);
    }
    release(rows, lows);
    from = to;
  }
  release(table);
  return [...groups.values()];
}

interface Bucket {
  readonly rows: Uint32Array;
  /** Of each row the low word of its hash. */
  readonly lows: Uint32Array;
  readonly start: number;
  readonly end: number;
}

/** Adds the rows of a bucket that have one hash, by the first of them. `space` has room for four times its rows, and sixteen. */
function groupBucket(
  { rows, lows, start, end }: Bucket,
  hash: Uint32Array,
  space: Int32Array,
  groups: Map<number, number[]>,
): void {
  let size = 16;
  while (size < 2 * (end - start)) size *= 2;
  const table = space.fill(-1, 0, size);
  for (let i = start; i < end; i++) {
    const low = lows[i] ?? 0;
    for (let place = low & (size - 1); ; place = (place + 1) & (size - 1)) {
      const known = table[place] ?? -1;
      if (known < 0) {
        table[place] = i;
        break;
      }
      if (lows[known] !== low) continue;
      const first = rows[known] ?? 0;
      const row = rows[i] ?? 0;
      if (hash[2 * first + 1] !== hash[2 * row + 1]) continue;
      const group = groups.get(first);
      if (group) group.push(row);
      else groups.set(first, [first, row]);
      break;
    }
  }
}

const HOW = {
  exact: Applied.exactDuplicate,
  conflicting: Applied.conflictingDuplicate,
  sequence: Applied.sequenceDuplicate,
} as const;

/** By row, an `Applied` value: what is no first line of its group is not applied, for the group that says most about it. */
export function appliedOf(count: number, groups: readonly DuplicateGroup[]): Uint8Array {
  const applied = new Uint8Array(count);
  for (const { kind, rows } of groups)
    for (const row of rows.slice(1)) if (applied[row] === Applied.yes || kind !== 'sequence') applied[row] = HOW[kind];
  return applied;
}

export interface DuplicatesInput {
  readonly columns: Columns;
  readonly identityHash: Uint32Array;
  /** Fields that tell records apart. */
  readonly identity: readonly string[];
  readonly sequenced: Sequenced;
  readonly read: ReadRecord;
  readonly line?: ReadLine | undefined;
  readonly tick?: AlikeInput['tick'];
}

export async function findDuplicates(input: DuplicatesInput): Promise<Duplicates> {
  const { columns, identityHash, identity, sequenced, read, line, tick } = input;
  const repeat = new Uint8Array(columns.count);
  const groups: DuplicateGroup[] = [];
  const add = (kind: DuplicateGroup['kind'], members: readonly number[]) => {
    groups.push({ kind, rows: members });
    if (kind !== 'sequence') for (const row of members.slice(1)) repeat[row] = 1;
  };
  for await (const parts of alikeAmong(identityGroups(columns, identityHash), { read, line, identity, tick }))
    for (const { rows, exact } of parts) if (rows.length > 1) add(exact ? 'exact' : 'conflicting', rows);
  // One of each identity stands for it; made ids have none, and are compared by content.
  const sharing = [...sharedSequences(columns.sequence, sequenced)]
    .map((rows) => rows.filter((row) => repeat[row] === 0))
    .filter((rows) => rows.length > 1);
  const made = sharing
    .map((rows) => rows.filter((row) => ((columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0))
    .filter((rows) => rows.length > 1);
  for await (const parts of alikeAmong(made, { read, line, tick }))
    for (const { rows } of parts) if (rows.length > 1) add('exact', rows);
  for (const rows of sharing) {
    const distinct = rows.filter((row) => repeat[row] === 0);
    if (distinct.length > 1) add('sequence', distinct);
  }
  groups.sort((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  return { groups, applied: appliedOf(columns.count, groups), repeat };
}

/** Rows that have one scope and one sequence, where there are several. */
function* sharedSequences(sequence: Float64Array, { rows, starts, uneven }: Sequenced): Generator<number[]> {
  for (const scope of uneven) {
    const end = starts[scope + 1] ?? 0;
    for (let i = starts[scope] ?? 0; i < end; ) {
      let j = i + 1;
      while (j < end && sequence[rows[j] ?? 0] === sequence[rows[i] ?? 0]) j++;
      if (j - i > 1) yield [...rows.subarray(i, j)];
      i = j;
    }
  }
}
