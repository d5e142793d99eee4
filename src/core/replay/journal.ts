/** The records of a ReplaySource by slot, with a cache of blocks, and the slots of each subject. */
import { BLOCK_RECORDS, type Block } from '../journal/columns.ts';
import type { JournalRecord, JsonValue } from '../record/record.ts';
import { readRecord } from './event.ts';
import type { Cut, ReplayOrder, ReplaySource } from './source.ts';

const CACHE_BYTES = 64 * 2 ** 20;
/** More blocks than this are not asked for at once. */
const PREFETCHED = 48;

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
  const lineOf = ({ bytes: b, offsets }: Block, row: number) => {
    const i = row % BLOCK_RECORDS;
    return readRecord(b.subarray(offsets[i], (offsets[i + 1] ?? 1) - 1));
  };
  const fetch = async (index: number) => {
    const block = await source.block(index);
    if (!blocks.has(index)) bytes += block.bytes.byteLength;
    blocks.set(index, block);
    for (const [oldest, { bytes: b }] of blocks) {
      if (bytes <= CACHE_BYTES) break;
      blocks.delete(oldest);
      bytes -= b.byteLength;
    }
    return block;
  };
  return {
    order,
    record(row) {
      const index = Math.floor(row / BLOCK_RECORDS);
      const block = blocks.get(index);
      return block ? lineOf(block, row) : fetch(index).then((fetched) => lineOf(fetched, row));
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
    },
  };
}
