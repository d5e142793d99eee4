/**
 * A journal as columns: one entry a record, in file order. `row` means the 0-based index into them.
 *
 * Absent numbers and times are NaN; absent dictionary entries are 0, whose text is ''. Times are whole microseconds since 1970 in a
 * float64. The text of a record is not here: it is a line of contract NDJSON in the block `row / BLOCK_RECORDS`.
 */
export const BLOCK_RECORDS = 1024;
/** Columns are stored in pieces of so many records. */
export const SEGMENT_RECORDS = 16_384;

export interface Columns {
  readonly count: number;
  /** 1-based line (row of a CSV, element of an array) in the sources, counted on through all of them. */
  readonly line: Uint32Array;
  readonly type: Uint32Array;
  readonly version: Uint16Array;
  readonly subject: Uint32Array;
  /** Empty where no record has one. */
  readonly partition: Uint32Array;
  readonly sequence: Float64Array;
  /** Empty where no record has one. */
  readonly position: Float64Array;
  readonly tEventMicros: Float64Array;
  readonly tLogMicros: Float64Array;
  /** Bits of RecordFlag. */
  readonly flags: Uint8Array;
  readonly types: readonly string[];
  /** `type/id` or `id`; entry 0 is ''. */
  readonly subjects: readonly string[];
  /** Index in `subjectTypes`, one an entry of `subjects`. */
  readonly subjectTypeOf: Uint32Array;
  readonly subjectTypes: readonly string[];
  readonly partitions: readonly string[];
  readonly processing: ProcessingColumns;
}

export const RecordFlag = { idMade: 1, bigNumber: 2, raw: 4, hasCausation: 8, hasProcessing: 16 } as const;

export interface ProcessingColumns {
  readonly count: number;
  readonly row: Uint32Array;
  readonly consumer: Uint16Array;
  readonly tStartMicros: Float64Array;
  readonly tProcessMicros: Float64Array;
  /** 0 none, 1 ok, 2 failed, 3 skipped, 4 parked. */
  readonly outcome: Uint8Array;
  readonly attempt: Uint16Array;
  readonly consumers: readonly string[];
}

/** 1,024 records (fewer at the end) as their NDJSON lines. Line i is `bytes[offsets[i] .. offsets[i + 1])`, its newline included. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** What is handed over with blocks that are given away. */
export const blockBuffers = (blocks: readonly Block[]): ArrayBuffer[] =>
  blocks.flatMap(({ bytes, offsets }) => [bytes.buffer as ArrayBuffer, offsets.buffer as ArrayBuffer]);
