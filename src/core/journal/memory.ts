/** A journal in memory: for the command line, previews and tests. `mergeColumns` also serves segments read back from storage. */
import type { JournalHeader } from '../formats/mapping.ts';
import type { Reading } from '../formats/preview.ts';
import { NO_ROW } from './builder-processing.ts';
import { BLOCK_RECORDS, type Block, type Columns, RecordFlag } from './columns.ts';
import { createIngest } from './ingest.ts';
import type { Rejected } from './report.ts';
import type { Segment } from './segment.ts';

export type SegmentColumns = Omit<Segment, 'blocks' | 'rejected' | 'source'>;

/** The 64-bit hashes of a journal, two words a record; both 0 where the field is absent (see record/hash.ts). */
export interface Hashes {
  readonly id: Uint32Array;
  readonly request: Uint32Array;
  readonly causation: Uint32Array;
  readonly correlation: Uint32Array;
}
export interface MergedColumns {
  readonly columns: Columns;
  readonly hashes: Hashes;
  /** Processing rows whose record is not in the journal; they are in no column. */
  readonly strayProcessing: number;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/**
 * Segments, in order, as one journal's columns. Dictionaries are joined; processing rows that name a record by id get its row (of several
 * with one id the first), and `RecordFlag.hasProcessing` is set there.
 */
export function mergeColumns(segments: readonly SegmentColumns[]): MergedColumns {
  const count = segments.reduce((sum, segment) => sum + segment.count, 0);
  const join = <A extends Numbers>(into: A, of: (segment: SegmentColumns) => A): A => {
    let at = 0;
    for (const segment of segments) {
      into.set(of(segment), at);
      at += of(segment).length;
    }
    return into;
  };
  const words = (of: (segment: SegmentColumns) => readonly string[]) => ['', ...segments.flatMap(of)];
  const hashes: Hashes = {
    id: join(new Uint32Array(2 * count), (s) => s.idHash),
    request: join(new Uint32Array(2 * count), (s) => s.requestHash),
    causation: join(new Uint32Array(2 * count), (s) => s.causationHash),
    correlation: join(new Uint32Array(2 * count), (s) => s.correlationHash),
  };
  const flags = join(new Uint8Array(count), (s) => s.flags);
  const subjectTypeOf = new Uint32Array(1 + segments.reduce((sum, s) => sum + s.dictionary.subjects.length, 0));
  let subject = 1;
  for (const { dictionary } of segments) {
    subjectTypeOf.set(dictionary.subjectTypeOf, subject);
    subject += dictionary.subjectTypeOf.length;
  }
  const { processing, stray } = mergeProcessing(segments, hashes.id, flags);
  return {
    hashes,
    strayProcessing: stray,
    columns: {
      count,
      line: join(new Uint32Array(count), (s) => s.line),
      type: join(new Uint32Array(count), (s) => s.type),
      version: join(new Uint16Array(count), (s) => s.version),
      subject: join(new Uint32Array(count), (s) => s.subject),
      partition: join(new Uint32Array(count), (s) => s.partition),
      sequence: join(new Float64Array(count), (s) => s.sequence),
      position: join(new Float64Array(count), (s) => s.position),
      tEventMicros: join(new Float64Array(count), (s) => s.tEventMicros),
      tLogMicros: join(new Float64Array(count), (s) => s.tLogMicros),
      identityHash: join(new Uint32Array(2 * count), (s) => s.identityHash),
      flags,
      types: words((s) => s.dictionary.types),
      subjects: words((s) => s.dictionary.subjects),
      subjectTypeOf,
      subjectTypes: words((s) => s.dictionary.subjectTypes),
      partitions: words((s) => s.dictionary.partitions),
      processing,
    },
  };
}

function mergeProcessing(segments: readonly SegmentColumns[], idHash: Uint32Array, flags: Uint8Array) {
  const total = segments.reduce((sum, s) => sum + s.processing.count, 0);
  const row = new Uint32Array(total);
  const consumer = new Uint16Array(total);
  const tStartMicros = new Float64Array(total);
  const tProcessMicros = new Float64Array(total);
  const outcome = new Uint8Array(total);
  const attempt = new Uint16Array(total);
  const named = segments.some((s) => s.processing.row.includes(NO_ROW));
  const rowOf = named ? rowsByHash(idHash) : () => NO_ROW;
  let at = 0;
  let stray = 0;
  for (const { processing: part } of segments) {
    for (let i = 0; i < part.count; i++) {
      const inline = part.row[i] ?? NO_ROW;
      const found = inline === NO_ROW ? rowOf(part.idHash[2 * i] ?? 0, part.idHash[2 * i + 1] ?? 0) : inline;
      if (found === NO_ROW) {
        stray++;
        continue;
      }
      flags[found] = (flags[found] ?? 0) | RecordFlag.hasProcessing;
      row[at] = found;
      consumer[at] = part.consumer[i] ?? 0;
      tStartMicros[at] = part.tStartMicros[i] ?? Number.NaN;
      tProcessMicros[at] = part.tProcessMicros[i] ?? Number.NaN;
      outcome[at] = part.outcome[i] ?? 0;
      attempt[at] = part.attempt[i] ?? 1;
      at++;
    }
  }
  const consumers = ['', ...segments.flatMap((s) => s.dictionary.consumers)];
  const processing: Columns['processing'] = {
    count: at,
    row: row.subarray(0, at),
    consumer: consumer.subarray(0, at),
    tStartMicros: tStartMicros.subarray(0, at),
    tProcessMicros: tProcessMicros.subarray(0, at),
    outcome: outcome.subarray(0, at),
    attempt: attempt.subarray(0, at),
    consumers,
  };
  return { processing, stray };
}

/** The first row of each hash, by open addressing over the rows themselves. */
export function rowsByHash(hash: Uint32Array): (low: number, high: number) => number {
  const count = hash.length / 2;
  let size = 16;
  while (size < 2 * count) size *= 2;
  const table = new Uint32Array(size).fill(NO_ROW);
  const slotOf = (low: number, high: number) => {
    let slot = (low ^ high) & (size - 1);
    for (;;) {
      const row = table[slot] ?? NO_ROW;
      if (row === NO_ROW || (hash[2 * row] === low && hash[2 * row + 1] === high)) return slot;
      slot = (slot + 1) & (size - 1);
    }
  };
  for (let row = 0; row < count; row++) {
    const slot = slotOf(hash[2 * row] ?? 0, hash[2 * row + 1] ?? 0);
    if (table[slot] === NO_ROW) table[slot] = row;
  }
  return (low, high) => (low === 0 && high === 0 ? NO_ROW : (table[slotOf(low >>> 0, high >>> 0)] ?? NO_ROW));
}

export interface MemoryJournal extends MergedColumns {
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
  return {
    ...mergeColumns(segments),
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
}

/** Ingests a whole text (unzipped). Throws a ReadError when it is not what `reading` says. */
export function readText(bytes: Uint8Array, reading: Reading): ReadJournal {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading, onSegment: (segment) => segments.push(segment) });
  ingest.push(bytes);
  ingest.end();
  return { ...memoryJournal(segments), header: ingest.header, rejectedTotal: ingest.rejected };
}
