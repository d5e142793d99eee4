/**
 * What an import produces: up to SEGMENT_RECORDS records as columns, with their blocks of lines and the dictionary entries that they are
 * the first to use. Segments are immutable and are stored as they are; together, in order, they are the journal's `Columns`.
 *
 * Producer: `ingest.ts` (bytes in, segments out). Users: storage (journal worker), `memory.ts` (command line, tests).
 */
import type { KeptSpelling } from '../formats/factline.ts';
import type { JournalHeader } from '../formats/mapping.ts';
import type { Reading } from '../formats/preview.ts';
import type { StreamLinks } from '../formats/stream-links.ts';
import type { Block } from './columns.ts';
import type { Rejected } from './report.ts';

/** New dictionary entries, to be appended in this order; entry 0 of each dictionary is '' and is in none. */
export interface DictionaryPart {
  readonly types: readonly string[];
  readonly subjects: readonly string[];
  /** Index in subjectTypes, one an entry of `subjects`. */
  readonly subjectTypeOf: Uint32Array;
  readonly subjectTypes: readonly string[];
  readonly partitions: readonly string[];
  readonly consumers: readonly string[];
}

/** Processing rows met in this segment. Inline ones know their row; those of `processed` lines have `row` 0xFFFFFFFF until the end. */
export interface ProcessingPart {
  readonly count: number;
  readonly row: Uint32Array;
  /** Hash of the id that is named, two words an entry; for those without a row. */
  readonly idHash: Uint32Array;
  readonly consumer: Uint16Array;
  readonly tStartMicros: Float64Array;
  readonly tProcessMicros: Float64Array;
  readonly outcome: Uint8Array;
  readonly attempt: Uint16Array;
  /** The rows as contract NDJSON lines. */
  readonly lines: Uint8Array;
}

export interface Segment {
  /** Row of its first record. */
  readonly first: number;
  readonly count: number;
  readonly line: Uint32Array;
  readonly type: Uint32Array;
  readonly version: Uint16Array;
  readonly subject: Uint32Array;
  readonly partition: Uint32Array;
  readonly sequence: Float64Array;
  readonly position: Float64Array;
  readonly tEventMicros: Float64Array;
  readonly tLogMicros: Float64Array;
  /** 64-bit hashes, two words a record; both words 0 where the field is absent. `id` is of the id alone. */
  readonly identityHash: Uint32Array;
  readonly idHash: Uint32Array;
  readonly requestHash: Uint32Array;
  readonly causationHash: Uint32Array;
  readonly correlationHash: Uint32Array;
  readonly flags: Uint8Array;
  readonly dictionary: DictionaryPart;
  readonly processing: ProcessingPart;
  readonly blocks: readonly Block[];
  readonly rejected: readonly Rejected[];
  /** Where the source stood after the last record: index of the file, bytes of its unzipped text, lines read in all files. */
  readonly source: {
    readonly file: number;
    readonly bytes: number;
    readonly lines: number;
    /** Of records of our own: how their fields were named so far. */
    readonly spelling?: KeptSpelling;
  };
}

/**
 * A streaming import. Bytes are those of the source after gunzip; UTF-16 and a BOM are its business. `push` and `nextFile` call
 * `onSegment` synchronously, 0 or more times. A segment ends at SEGMENT_RECORDS records or at the end.
 */
export interface Ingest {
  /** A table that is to be read before the records, of each file that it wants; undefined where the format has none. */
  readonly before: Pick<StreamLinks, 'wants' | 'push' | 'end'> | undefined;
  /** Of the journal: its own header line where it had one (known once the first line was read), else what the reading says. */
  readonly header: JournalHeader;
  readonly records: number;
  readonly rejected: number;
  /** Sentences about the source as a whole, such as tables that were left aside; known at the end. */
  readonly notes: readonly string[];
  push(chunk: Uint8Array): void;
  /** The current file is over and another begins (same reading). */
  nextFile(): void;
  /** Flushes the rest. Throws a ReadError (core/formats/read-error.ts) when the source as a whole is not what `reading` says. */
  end(): void;
}

/** What of a stored segment an unfinished import needs to go on. */
export type StoredPart = Pick<Segment, 'count' | 'dictionary' | 'rejected' | 'source'>;

export interface IngestOptions {
  readonly reading: Reading;
  readonly onSegment: (segment: Segment) => void;
  /** What a journal is called that does not name itself. */
  readonly name?: string;
  /** Of the files, in their order; some formats say there what is in them. */
  readonly names?: readonly string[];
  /**
   * To go on with an unfinished import: the segments stored so far, in order. Push the sources again from
   * their beginning: rows up to `source.lines` of the last segment are passed over without being read.
   */
  readonly stored?: readonly StoredPart[];
  /**
   * For a preview: the segments come even where no row is a record. `cut`: the bytes are the head of a longer source, and what begins in
   * them and does not end there is passed over.
   */
  readonly head?: 'cut' | 'whole';
}
