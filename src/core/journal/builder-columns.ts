/** The columns of the segment that is being filled. */
import { SEGMENT_RECORDS } from './columns.ts';
import type { Segment } from './segment.ts';

export type RecordColumns = Omit<
  Segment,
  'first' | 'count' | 'dictionary' | 'processing' | 'blocks' | 'rejected' | 'source'
>;

export function newColumns(): RecordColumns {
  const n = SEGMENT_RECORDS;
  return {
    line: new Uint32Array(n),
    type: new Uint32Array(n),
    version: new Uint16Array(n),
    subject: new Uint32Array(n),
    partition: new Uint32Array(n),
    sequence: new Float64Array(n),
    position: new Float64Array(n),
    tEventMicros: new Float64Array(n),
    tLogMicros: new Float64Array(n),
    identityHash: new Uint32Array(2 * n),
    idHash: new Uint32Array(2 * n),
    requestHash: new Uint32Array(2 * n),
    causationHash: new Uint32Array(2 * n),
    correlationHash: new Uint32Array(2 * n),
    flags: new Uint8Array(n),
  };
}

/** The first `count` entries of each, in arrays of their own. */
export function cutColumns(columns: RecordColumns, count: number): RecordColumns {
  return {
    line: columns.line.slice(0, count),
    type: columns.type.slice(0, count),
    version: columns.version.slice(0, count),
    subject: columns.subject.slice(0, count),
    partition: columns.partition.slice(0, count),
    sequence: columns.sequence.slice(0, count),
    position: columns.position.slice(0, count),
    tEventMicros: columns.tEventMicros.slice(0, count),
    tLogMicros: columns.tLogMicros.slice(0, count),
    identityHash: columns.identityHash.slice(0, 2 * count),
    idHash: columns.idHash.slice(0, 2 * count),
    requestHash: columns.requestHash.slice(0, 2 * count),
    causationHash: columns.causationHash.slice(0, 2 * count),
    correlationHash: columns.correlationHash.slice(0, 2 * count),
    flags: columns.flags.slice(0, count),
  };
}
