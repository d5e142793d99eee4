/** All findings of contract §5 over a journal's columns. Text is read only of records that look alike. */
import type { SequenceSpec } from '../formats/mapping.ts';
import type { AlikeInput, ReadLine, ReadRecord } from './alike.ts';
import { NO_ROW } from './builder-processing.ts';
import type { Columns, ProcessingColumns } from './columns.ts';
import { appliedOf, type DuplicateGroup, findDuplicates } from './duplicates.ts';
import { type Hashes, rowsByHash } from './hashes.ts';
import { release } from './release.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './report.ts';
import { bySequence, type Scopes, scopesOf } from './scopes.ts';
import { orderKey, sortedRows } from './slots.ts';

export interface GapFound {
  readonly scope: number;
  readonly after: number;
  readonly before: number;
  /** The first record after the hole. */
  readonly row: number;
}
export interface SkewFound {
  readonly row: number;
  /** Entry of `processing` that finished before the record was logged; undefined: `t_event` is after `t_log`. */
  readonly processing: number | undefined;
}

export interface Analysis {
  readonly scopes: Scopes;
  readonly gaps: readonly GapFound[];
  readonly starts: readonly { readonly scope: number; readonly sequence: number; readonly row: number }[];
  readonly duplicates: readonly DuplicateGroup[];
  readonly outOfOrder: readonly { readonly row: number; readonly after: number }[];
  readonly skews: readonly SkewFound[];
  readonly lates: readonly number[];
  readonly orphans: readonly number[];
  readonly ties: number;
  /** By row, an `Applied` value. */
  readonly applied: Uint8Array;
}

/** An analysis as it is kept: the rest follows from the columns. */
export type StoredAnalysis = Omit<Analysis, 'scopes' | 'applied'>;

/** How many findings an analysis lists. */
export const findingCount = (a: StoredAnalysis): number =>
  a.gaps.length +
  a.starts.length +
  a.duplicates.length +
  a.outOfOrder.length +
  a.skews.length +
  a.lates.length +
  a.orphans.length;

/** A kept analysis and its columns give the whole one. */
export function restoreAnalysis(stored: StoredAnalysis, columns: Columns, sequence: SequenceSpec): Analysis {
  return { ...stored, scopes: scopesOf(columns, sequence), applied: appliedOf(columns.count, stored.duplicates) };
}

export interface AnalysisInput {
  readonly columns: Columns;
  readonly hashes: Hashes;
  readonly sequence: SequenceSpec;
  readonly identity: readonly string[];
  readonly read: ReadRecord;
  /** Where it is at hand, lines of the same bytes are not parsed to see that they say the same. */
  readonly line?: ReadLine | undefined;
  /** Told now and then how much of what looks alike is compared, 0 to 1; what it throws ends the work. */
  readonly tick?: AlikeInput['tick'];
  readonly thresholds?: Thresholds;
}

export async function analyse(input: AnalysisInput): Promise<Analysis> {
  const { columns, hashes, identity, read, line, tick, thresholds = DEFAULT_THRESHOLDS } = input;
  const scopes = scopesOf(columns, input.sequence);
  const sequenced = bySequence(scopes, columns.sequence);
  const { groups, applied, repeat } = await findDuplicates({
    columns,
    identityHash: hashes.identity,
    identity,
    sequenced,
    read,
    line,
    tick,
  });
  const gaps: GapFound[] = [];
  const starts: { scope: number; sequence: number; row: number }[] = [];
  for (const scope of sequenced.uneven) {
    const end = sequenced.starts[scope + 1] ?? 0;
    let previous: number | undefined;
    for (let i = sequenced.starts[scope] ?? 0; i < end; i++) {
      const row = sequenced.rows[i] ?? 0;
      const sequence = columns.sequence[row] ?? 0;
      if (previous === undefined) {
        if (sequence > 1) starts.push({ scope, sequence, row });
      } else if (sequence > previous + 1) gaps.push({ scope, after: previous, before: sequence, row });
      previous = sequence;
    }
  }
  release(sequenced.rows, sequenced.starts);
  const outOfOrder = findOutOfOrder(columns, scopes, repeat);
  release(repeat);
  return {
    scopes,
    gaps,
    starts,
    duplicates: groups,
    outOfOrder,
    ...findTimeFaults(columns, thresholds),
    orphans: findOrphans(hashes),
    ties: countTies(columns, hashes.identity),
    applied,
  };
}

function findOutOfOrder(columns: Columns, scopes: Scopes, repeat: Uint8Array) {
  const highest = new Float64Array(scopes.names.length).fill(Number.NEGATIVE_INFINITY);
  const found: { row: number; after: number }[] = [];
  for (let row = 0; row < columns.count; row++) {
    const scope = scopes.of[row] ?? 0;
    const sequence = columns.sequence[row] ?? Number.NaN;
    if (scope === 0 || Number.isNaN(sequence)) continue;
    const top = highest[scope] ?? 0;
    if (sequence > top) highest[scope] = sequence;
    else if (sequence < top && repeat[row] === 0) found.push({ row, after: top });
  }
  return found;
}

const OK = 1;

/** Of each record and consumer the row that counts: its first `ok` one, else its first. Returns indices into `processing`. */
export function decisiveProcessing(processing: ProcessingColumns): Uint32Array {
  const chosen = new Map<number, number>();
  const width = processing.consumers.length;
  for (let i = 0; i < processing.count; i++) {
    const key = (processing.row[i] ?? 0) * width + (processing.consumer[i] ?? 0);
    const known = chosen.get(key);
    if (known === undefined || (processing.outcome[known] !== OK && processing.outcome[i] === OK)) chosen.set(key, i);
  }
  return Uint32Array.from(chosen.values());
}

function findTimeFaults({ count, tEventMicros, tLogMicros, processing }: Columns, thresholds: Thresholds) {
  const skews: SkewFound[] = [];
  const lates: number[] = [];
  for (let row = 0; row < count; row++) {
    const delay = (tLogMicros[row] ?? Number.NaN) - (tEventMicros[row] ?? Number.NaN);
    if (delay < -thresholds.skewToleranceMicros) skews.push({ row, processing: undefined });
    if (delay > thresholds.lateMicros) lates.push(row);
  }
  for (const i of decisiveProcessing(processing)) {
    const row = processing.row[i] ?? 0;
    if ((tLogMicros[row] ?? Number.NaN) - (processing.tProcessMicros[i] ?? Number.NaN) > thresholds.skewToleranceMicros)
      skews.push({ row, processing: i });
  }
  skews.sort((a, b) => a.row - b.row);
  return { skews, lates };
}

function findOrphans({ id, request, causation }: Hashes): number[] {
  if (!causation.some((word) => word !== 0)) return [];
  const byId = rowsByHash(id);
  const byRequest = rowsByHash(request);
  const found: number[] = [];
  for (let row = 0; row < causation.length / 2; row++) {
    const low = causation[2 * row] ?? 0;
    const high = causation[2 * row + 1] ?? 0;
    if ((low !== 0 || high !== 0) && byId(low, high) === NO_ROW && byRequest(low, high) === NO_ROW) found.push(row);
  }
  return found;
}

/** Records that share their order key with a record of another identity. */
function countTies(columns: Columns, hash: Uint32Array): number {
  const key = orderKey(columns);
  if (!key) return 0;
  const rows = sortedRows(columns.count, key);
  let ties = 0;
  for (let i = 0; i < rows.length; ) {
    const first = rows[i] ?? 0;
    let j = i + 1;
    let others = false;
    while (j < rows.length && key[rows[j] ?? 0] === key[first]) {
      const row = rows[j] ?? 0;
      const made = hash[2 * row] === 0 && hash[2 * row + 1] === 0;
      if (made || hash[2 * row] !== hash[2 * first] || hash[2 * row + 1] !== hash[2 * first + 1]) others = true;
      j++;
    }
    if (others) ties += j - i;
    i = j;
  }
  release(rows);
  return ties;
}
