/** Segments, one after another, as one journal's columns: what is read back from storage is never there twice as a whole. */
import { NO_ROW } from './builder-processing.ts';
import { type Columns, RecordFlag } from './columns.ts';
import { type Hashes, rowsByHash } from './hashes.ts';
import type { ProcessingPart, Segment } from './segment.ts';

type HashColumn = 'identityHash' | 'idHash' | 'requestHash' | 'causationHash' | 'correlationHash';

/** What the columns of a journal are made of; `partition` and `position` may be empty where no record has one. */
export type SegmentColumns = Omit<Segment, 'blocks' | 'rejected' | 'source' | 'processing' | HashColumn> & {
  readonly processing: Omit<ProcessingPart, 'idHash' | 'lines'>;
};
/** What its hashes are made of. */
export type SegmentHashes = Pick<Segment, 'first' | 'count' | HashColumn> & {
  readonly processing: Pick<ProcessingPart, 'idHash'>;
};

type Room = Pick<Columns, 'type' | 'version' | 'subject' | 'flags'>;
/** Columns that are made when something first asks: they are most of the memory, and a journal can be opened and scrubbed without them. */
const LATER = {
  line: Uint32Array,
  sequence: Float64Array,
  tEventMicros: Float64Array,
  tLogMicros: Float64Array,
} as const;
export type LaterName = keyof typeof LATER;
/** Segment columns of which those are not made yet: `fill` puts one into an array of its own, which is all 0; each is asked for once. */
export type RoomedColumns = Omit<SegmentColumns, LaterName> & {
  readonly fill: <K extends LaterName>(name: K, into: InstanceType<(typeof LATER)[K]>) => void;
};
/** Where some columns of `count` records from row `first` go in the whole: who reads them there saves a copy. */
export type RoomFor = (first: number, count: number) => Room;

export interface MergedColumns {
  readonly columns: Columns;
  /** Processing rows whose record is not in the journal; they are in no column. */
  readonly strayProcessing: number;
}

export interface ColumnsMerge {
  /** Segments in order; together they have the `count` that was named. */
  add(segment: SegmentColumns | RoomedColumns): void;
  readonly roomFor: RoomFor;
  /** Whether processing rows name their record by id, so that `columns` needs the hashes. */
  readonly named: boolean;
  /** A processing row that names a record by id gets its row (of several with one id the first); `RecordFlag.hasProcessing` is set there. */
  columns(hashes: Hashes | undefined): MergedColumns;
}

const roomOf = (count: number): Room => ({
  type: new Uint32Array(count),
  version: new Uint16Array(count),
  subject: new Uint32Array(count),
  flags: new Uint8Array(count),
});

type Made<K extends LaterName> = InstanceType<(typeof LATER)[K]>;

/** A column of all segments, made at the first call. */
function madeLater<K extends LaterName>(name: K, count: number) {
  const parts: ((whole: Made<K>) => void)[] = [];
  let made: Made<K> | undefined;
  const make = (): Made<K> => {
    const whole = new LATER[name](count) as Made<K>;
    for (const put of parts) put(whole);
    parts.length = 0;
    return whole;
  };
  return {
    add(segment: SegmentColumns | RoomedColumns) {
      const { first, count: own } = segment;
      if ('fill' in segment) {
        const { fill } = segment;
        parts.push((whole) => fill(name, whole.subarray(first, first + own) as Made<K>));
      } else {
        const column = segment[name];
        parts.push((whole) => whole.set(column, first));
      }
    },
    get: (): Made<K> => {
      made ??= make();
      return made;
    },
  };
}

/** In loops of their own: each is quick from the first segment on. */
function hasPartition(column: Uint32Array): boolean {
  for (let i = 0; i < column.length; i++) if (column[i] !== 0) return true;
  return false;
}
function hasPosition(column: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) if (!Number.isNaN(column[i])) return true;
  return false;
}

export function createMerge(count: number): ColumnsMerge {
  const whole = roomOf(count);
  const names = Object.keys(whole) as (keyof Room)[];
  const line = madeLater('line', count);
  const sequence = madeLater('sequence', count);
  const tEventMicros = madeLater('tEventMicros', count);
  const tLogMicros = madeLater('tLogMicros', count);
  const types = [''];
  const subjects = [''];
  const subjectTypes = [''];
  const partitions = [''];
  const consumers = [''];
  const subjectTypeOf: Uint32Array[] = [];
  const processing: SegmentColumns['processing'][] = [];
  // Most journals have neither: they take no room before some record has one.
  let partition = new Uint32Array(0);
  let position = new Float64Array(0);
  let named = false;
  const append = (words: string[], fresh: readonly string[]) => {
    for (const word of fresh) words.push(word);
  };
  return {
    get named() {
      return named;
    },
    roomFor: (first, count) =>
      Object.fromEntries(names.map((name) => [name, whole[name].subarray(first, first + count)])) as unknown as Room,
    add(segment) {
      for (const name of names)
        if (segment[name].buffer !== whole[name].buffer) whole[name].set(segment[name], segment.first);
      for (const later of [line, sequence, tEventMicros, tLogMicros]) later.add(segment);
      if (hasPartition(segment.partition)) {
        if (partition.length === 0) partition = new Uint32Array(count);
        partition.set(segment.partition, segment.first);
      }
      if (hasPosition(segment.position)) {
        if (position.length === 0) position = new Float64Array(count).fill(Number.NaN);
        position.set(segment.position, segment.first);
      }
      append(types, segment.dictionary.types);
      append(subjects, segment.dictionary.subjects);
      append(subjectTypes, segment.dictionary.subjectTypes);
      append(partitions, segment.dictionary.partitions);
      append(consumers, segment.dictionary.consumers);
      subjectTypeOf.push(segment.dictionary.subjectTypeOf);
      processing.push(segment.processing);
      if (!named) named = segment.processing.row.includes(NO_ROW);
    },
    columns(hashes) {
      const merged = mergeProcessing(processing, consumers, hashes, whole.flags);
      const columns: Columns = {
        count,
        ...whole,
        get line() {
          return line.get();
        },
        get sequence() {
          return sequence.get();
        },
        get tEventMicros() {
          return tEventMicros.get();
        },
        get tLogMicros() {
          return tLogMicros.get();
        },
        partition,
        position,
        types,
        subjects,
        subjectTypeOf: joined(subjectTypeOf),
        subjectTypes,
        partitions,
        processing: merged.processing,
      };
      return { columns, strayProcessing: merged.stray };
    },
  };
}

/** With that of entry 0, which is in no part. */
function joined(parts: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const whole = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 1));
  let at = 1;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function mergeProcessing(
  parts: readonly SegmentColumns['processing'][],
  consumers: readonly string[],
  hashes: Hashes | undefined,
  flags: Uint8Array,
) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const row = new Uint32Array(total);
  const consumer = new Uint16Array(total);
  const tStartMicros = new Float64Array(total);
  const tProcessMicros = new Float64Array(total);
  const outcome = new Uint8Array(total);
  const attempt = new Uint16Array(total);
  const rowOf = hashes ? rowsByHash(hashes.id) : () => NO_ROW;
  const names = hashes?.processing;
  let entry = 0;
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.count; i++, entry++) {
      const inline = part.row[i] ?? NO_ROW;
      const found = inline === NO_ROW ? rowOf(names?.[2 * entry] ?? 0, names?.[2 * entry + 1] ?? 0) : inline;
      if (found === NO_ROW) continue;
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
  return { processing, stray: total - at };
}
