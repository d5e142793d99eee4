/**
 * Two journals, record by record: what is only in one, what says something else in the other, what stands in another order among the
 * records of its subject. Lines are hashed once; only pairs whose lines differ are read and compared.
 */
import { contentOf } from '../../diff/journal-diff.ts';
import { hashBytes } from '../../record/hash.ts';
import type { JournalRecord } from '../../record/record.ts';
import { BLOCK_RECORDS, type Block, type Columns, RecordFlag } from '../columns.ts';
import type { Hashes } from '../hashes.ts';
import { moved } from './longest-rise.ts';
import { NO_PAIR, pairRows } from './pair-rows.ts';

export interface CompareSide {
  readonly columns: Columns;
  readonly hashes: Pick<Hashes, 'identity' | 'id'>;
  /** The fields that tell records apart (contract §4). */
  readonly identity: readonly string[];
  block(index: number): Promise<Block>;
  read(row: number): Promise<JournalRecord>;
}

/** Rows of a pair. */
export interface RowPair {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}
export interface Comparison {
  /** Pairs that say the same; some of them may have moved. */
  readonly same: number;
  readonly onlyLeft: Uint32Array;
  readonly onlyRight: Uint32Array;
  readonly changed: RowPair;
  /** As few as explain the other order; those of a subject that both have. A changed one may be among them. */
  readonly moved: RowPair;
}

/** Told now and then how much is done, 0 to 1; what it throws ends the work. */
export type Tick = (done: number) => void | Promise<void>;

const utf8 = new TextEncoder();
const TICK_PAIRS = 256;

const isMade = ({ flags }: Columns, row: number) => ((flags[row] ?? 0) & RecordFlag.idMade) !== 0;

/** What of a record is compared: a made id says nothing. */
async function said({ columns, read }: CompareSide, row: number): Promise<string> {
  const record = await read(row);
  return contentOf(isMade(columns, row) ? { ...record, id: '' } : record);
}

async function lineHashes(side: CompareSide, tick: Tick): Promise<Uint32Array> {
  const { count } = side.columns;
  const hashes = new Uint32Array(2 * count);
  for (let index = 0; index * BLOCK_RECORDS < count; index++) {
    const first = index * BLOCK_RECORDS;
    await tick(first / count);
    const { bytes, offsets } = await side.block(index);
    for (let i = 0; i + 1 < offsets.length; i++) {
      if (!isMade(side.columns, first + i))
        hashBytes(bytes, offsets[i] ?? 0, (offsets[i + 1] ?? 1) - 1, hashes, 2 * (first + i));
      else {
        const text = utf8.encode(await said(side, first + i));
        hashBytes(text, 0, text.length, hashes, 2 * (first + i));
      }
    }
  }
  return hashes;
}

/** Where the two are told apart by other fields, by the id alone. */
function identityOf({ columns, hashes, identity }: CompareSide, other: readonly string[]): Uint32Array {
  if (identity.join('\n') === other.join('\n')) return hashes.identity;
  return hashes.id.map((word, i) => (isMade(columns, i >> 1) ? 0 : word));
}

export async function compareJournals(left: CompareSide, right: CompareSide, tick: Tick): Promise<Comparison> {
  const [a, b] = [left.columns, right.columns];
  const lines = {
    left: await lineHashes(left, (done) => tick(done * 0.3)),
    right: await lineHashes(right, (done) => tick(0.3 + done * 0.3)),
  };
  const pairs = pairRows(
    { columns: a, identity: identityOf(left, right.identity), lines: lines.left },
    { columns: b, identity: identityOf(right, left.identity), lines: lines.right },
  );
  const changed: number[] = [];
  let paired = 0;
  for (let row = 0, looked = 0; row < a.count; row++) {
    const other = pairs.right[row] ?? NO_PAIR;
    if (other === NO_PAIR) continue;
    paired++;
    if (lines.left[2 * row] === lines.right[2 * other] && lines.left[2 * row + 1] === lines.right[2 * other + 1])
      continue;
    if (looked++ % TICK_PAIRS === 0) await tick(0.6 + (0.4 * row) / a.count);
    if ((await said(left, row)) !== (await said(right, other))) changed.push(row);
  }
  const lone = (of: Int32Array) => Uint32Array.from(of.keys()).filter((row) => of[row] === NO_PAIR);
  const both = (rows: readonly number[]): RowPair => ({
    left: Uint32Array.from(rows),
    right: Uint32Array.from(rows, (row) => pairs.right[row] ?? 0),
  });
  return {
    same: paired - changed.length,
    onlyLeft: lone(pairs.right),
    onlyRight: lone(pairs.left),
    changed: both(changed),
    moved: both(movedRows(a, b, pairs.right)),
  };
}

/** Rows of the left that stand elsewhere among their subject's records on the right. Records without a subject count as of one. */
function movedRows(a: Columns, b: Columns, right: Int32Array): readonly number[] {
  const starts = new Uint32Array(a.subjects.length + 1);
  const counts = (row: number) => {
    const other = right[row] ?? NO_PAIR;
    return other !== NO_PAIR && a.subjects[a.subject[row] ?? 0] === b.subjects[b.subject[other] ?? 0];
  };
  for (let row = 0; row < a.count; row++)
    if (counts(row)) starts[(a.subject[row] ?? 0) + 1] = (starts[(a.subject[row] ?? 0) + 1] ?? 0) + 1;
  for (let s = 1; s < starts.length; s++) starts[s] = (starts[s] ?? 0) + (starts[s - 1] ?? 0);
  const fill = starts.slice();
  const rows = new Uint32Array(starts.at(-1) ?? 0);
  for (let row = 0; row < a.count; row++) {
    if (!counts(row)) continue;
    const subject = a.subject[row] ?? 0;
    rows[fill[subject] ?? 0] = row;
    fill[subject] = (fill[subject] ?? 0) + 1;
  }
  const found: number[] = [];
  for (let s = 0; s + 1 < starts.length; s++) {
    const own = rows.subarray(starts[s], starts[s + 1]);
    const places = Int32Array.from(own, (row) => right[row] ?? 0);
    let rises = true;
    for (let i = 1; i < places.length && rises; i++) rises = (places[i - 1] ?? 0) < (places[i] ?? 0);
    if (rises) continue;
    const marks = moved(places);
    for (const [i, row] of own.entries()) if (marks[i] === 1) found.push(row);
  }
  return found.sort((x, y) => x - y);
}
