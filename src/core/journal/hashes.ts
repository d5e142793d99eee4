/** The 64-bit hashes of a journal: what findings and links look records up by. Opening a journal does not need them. */
import { NO_ROW } from './builder-processing.ts';
import type { SegmentHashes } from './merge.ts';

/** Two words a record; both 0 where the field is absent (see record/hash.ts). */
export interface Hashes {
  /** Of the identity (contract §4); 0 for a made id. Equal identities have equal hashes; compare the text before believing the reverse. */
  readonly identity: Uint32Array;
  readonly id: Uint32Array;
  readonly request: Uint32Array;
  readonly causation: Uint32Array;
  readonly correlation: Uint32Array;
  /** Of the ids that processing rows name, two words a row, in the order in which they were met. */
  readonly processing: Uint32Array;
}

/** The hashes of the segments, in order, which have `count` records together. */
export function mergeHashes(segments: readonly SegmentHashes[], count: number): Hashes {
  const join = (of: (segment: SegmentHashes) => Uint32Array) => {
    const into = new Uint32Array(2 * count);
    for (const segment of segments) into.set(of(segment), 2 * segment.first);
    return into;
  };
  const named = segments.map(({ processing }) => processing.idHash);
  const processing = new Uint32Array(named.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of named) {
    processing.set(part, at);
    at += part.length;
  }
  return {
    identity: join((s) => s.identityHash),
    id: join((s) => s.idHash),
    request: join((s) => s.requestHash),
    causation: join((s) => s.causationHash),
    correlation: join((s) => s.correlationHash),
    processing,
  };
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
