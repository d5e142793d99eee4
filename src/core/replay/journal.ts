/** The records of a ReplaySource by slot, with a cache of blocks, and the slots of each subject. */
import { blockText } from '../journal/block-text.ts';
import { BLOCK_RECORDS, type Block } from '../journal/columns.ts';
import type { JournalRecord, JsonValue } from '../record/record.ts';
import { readRecord, recordOf } from './event.ts';
import type { Cut, ReplayOrder, ReplaySource } from './source.ts';

const CACHE_BYTES = 64 * 2 ** 20;
/** More blocks than this are not asked for at once. */
const PREFETCHED = 48;
/** So many are on their way while one is used by a pass over the journal: one at a time, it mostly waits. */
const AHEAD = 6;
/** A block of which more lines are read is made text at once, and the last few such texts are kept. */
const FEW_LINES = 16;
const TEXTS = 4;

export interface ReplayJournal {
  readonly order: ReplayOrder;
  /** The record of a row (not a slot). Synchronous where its block is at hand. */
  record(
    row: number,
  ): (JournalRecord & { readonly payload: JsonValue }) | Promise<JournalRecord & { readonly payload: JsonValue }>;
  /** Fetches the blocks of these rows side by side, as far as they are not at hand. */
  prefetch(rows: Iterable<number>): Promise<void>;
  /** 0-based slots of a subject's records, ascending. */
  slotsOf(subject: number): Uint32Array;
  dropCache(): void;
}

/** `cut` leaves records out, as if they had never been recorded. */
export async function openReplayJournal(source: ReplaySource, cut?: Cut): Promise<ReplayJournal> {
  const order = await source.order(cut);
  let blocks = new Map<number, Block>();
  let bytes = 0;
  const starts = new Uint32Array(order.subjects.length + 1);
  // A cut visits some rows only.
  for (const row of order.slotRow) {
    const subject = order.subject[row] ?? 0;
    starts[subject + 1] = (starts[subject + 1] ?? 0) + 1;
  }
  for (let s = 1; s < starts.length; s++) starts[s] = (starts[s] ?? 0) + (starts[s - 1] ?? 0);
  const slots = new Uint32Array(order.count);
  const fill = starts.slice();
  for (let slot = 0; slot < order.count; slot++) {
    const subject = order.subject[order.slotRow[slot] ?? 0] ?? 0;
    const at = fill[subject] ?? 0;
    slots[at] = slot;
    fill[subject] = at + 1;
  }
  const texts = new Map<number, (line: number) => string>();
  let last = { index: -2, lines: 0 };
  const lineOf = (index: number, block: Block, row: number) => {
    const i = row % BLOCK_RECORDS;
    const known = texts.get(index);
    if (known) return recordOf(known(i));
    if (last.index !== index) last = { index, lines: 0 };
    if (++last.lines > FEW_LINES) {
      for (const oldest of texts.keys()) if (texts.size >= TEXTS) texts.delete(oldest);
      texts.set(index, blockText(block));
    }
    const { bytes: b, offsets } = block;
    return readRecord(b.subarray(offsets[i], (offsets[i + 1] ?? 1) - 1));
  };
  const coming = new Map<number, Promise<Block>>();
  const fetch = (index: number): Promise<Block> => {
    const known = coming.get(index);
    if (known) return known;
    const into = blocks;
    const fetched = source.block(index).then((block) => {
      if (coming.get(index) === fetched) coming.delete(index);
      // Forgotten meanwhile.
      if (into !== blocks) return block;
      if (!blocks.has(index)) bytes += block.bytes.byteLength;
      blocks.set(index, block);
      for (const [oldest, { bytes: b }] of blocks) {
        if (bytes <= CACHE_BYTES) break;
        blocks.delete(oldest);
        bytes -= b.byteLength;
      }
      return block;
    });
    fetched.catch(() => coming.delete(index));
    coming.set(index, fetched);
    return fetched;
  };
  const blockCount = Math.ceil(order.applied.length / BLOCK_RECORDS);
  /** The block that was read last, and whether the one after it was missing when it was its turn: a pass over the journal then. */
  let at = -2;
  let passing = false;
  const passOn = (index: number) => {
    const next = index === at + 1;
    passing = next && (passing || !blocks.has(index));
    at = index;
    if (!passing) return;
    for (let ahead = index + 1; ahead <= Math.min(index + AHEAD, blockCount - 1); ahead++)
      if (!blocks.has(ahead)) fetch(ahead).catch(() => undefined);
  };
  return {
    order,
    record(row) {
      const index = Math.floor(row / BLOCK_RECORDS);
      const block = blocks.get(index);
      if (index !== at) passOn(index);
      return block ? lineOf(index, block, row) : fetch(index).then((fetched) => lineOf(index, fetched, row));
    },
    async prefetch(rows) {
      const missing = new Set<number>();
      for (const row of rows) {
        const index = Math.floor(row / BLOCK_RECORDS);
        if (!blocks.has(index)) missing.add(index);
        if (missing.size >= PREFETCHED) break;
      }
      await Promise.all([...missing].map(fetch));
    },
    slotsOf: (subject) => slots.subarray(starts[subject], starts[subject + 1]),
    dropCache() {
      blocks = new Map();
      bytes = 0;
      coming.clear();
      texts.clear();
      at = -2;
      passing = false;
    },
  };
}
