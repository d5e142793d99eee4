/** A journal in memory: for the command line, previews and tests. */
import type { JournalHeader } from '../formats/mapping.ts';
import type { Reading } from '../formats/preview.ts';
import { BLOCK_RECORDS, type Block } from './columns.ts';
import { type Hashes, mergeHashes } from './hashes.ts';
import { createIngest } from './ingest.ts';
import { createMerge, type MergedColumns } from './merge.ts';
import type { Rejected } from './report.ts';
import type { Segment } from './segment.ts';

export interface MemoryJournal extends MergedColumns {
  readonly hashes: Hashes;
  /** Block b holds rows `b * BLOCK_RECORDS …`. Throws a RangeError beyond the last. */
  block(index: number): Block;
  /** The bytes of a row's line, its newline left out. */
  line(row: number): Uint8Array;
  /** Processing rows as contract NDJSON. */
  readonly processingLines: readonly Uint8Array[];
  readonly rejected: readonly Rejected[];
}

/** A journal of whole segments. */
export function memoryJournal(segments: readonly Segment[]): MemoryJournal {
  const blocks = segments.flatMap((segment) => segment.blocks);
  const block = (index: number): Block => {
    const found = blocks[index];
    if (!found) throw new RangeError(`there is no block ${index}; the journal has ${blocks.length}`);
    return found;
  };
  const count = segments.reduce((sum, segment) => sum + segment.count, 0);
  const hashes = mergeHashes(segments, count);
  const merge = createMerge(count);
  for (const segment of segments) merge.add(segment);
  return {
    ...merge.columns(hashes),
    hashes,
    block,
    line(row) {
      const { bytes, offsets } = block(Math.floor(row / BLOCK_RECORDS));
      const i = row % BLOCK_RECORDS;
      return bytes.subarray(offsets[i], (offsets[i + 1] ?? 0) - 1);
    },
    processingLines: segments.map((segment) => segment.processing.lines).filter((lines) => lines.length > 0),
    rejected: segments.flatMap((segment) => segment.rejected),
  };
}

export interface ReadJournal extends MemoryJournal {
  readonly header: JournalHeader;
  /** `rejected` lists the first 10,000 only. */
  readonly rejectedTotal: number;
  /** About the source as a whole. */
  readonly notes: readonly string[];
}

/** Ingests a whole text (unzipped). Throws a ReadError when it is not what `reading` says. */
export function readText(bytes: Uint8Array, reading: Reading): ReadJournal {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading, onSegment: (segment) => segments.push(segment) });
  ingest.push(bytes);
  ingest.end();
  return { ...memoryJournal(segments), header: ingest.header, rejectedTotal: ingest.rejected, notes: ingest.notes };
}
