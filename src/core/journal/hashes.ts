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

export type HashName = Exclude<keyof Hashes, 'processing'>;
const ALL: readonly HashName[] = ['identity', 'id', 'request', 'causation', 'correlation'];
const EMPTY = new Uint32Array(0);

/** Of `count` records, those that are wanted, segment by segment; the others are empty. */
export function createHashesMerge(count: number, wanted: readonly HashName[] = ALL) {
  const whole = new Map(wanted.map((name) => [name, new Uint32Array(2 * count)]));
  const named: Uint32Array[] = [];
  return {
    add(segment: SegmentHashes): void {
      for (const [name, into] of whole) into.set(segment[`${name}Hash`], 2 * segment.first);
      named.push(segment.processing.idHash);
    },
    hashes(): Hashes {
      const processing = new Uint32Array(named.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of named) {
        processing.set(part, at);
        at += part.length;
      }
      const of = (name: HashName) => whole.get(name) ?? EMPTY;
      return {
        identity: of('identity'),
        id: of('id'),
        request: of('request'),
        causation: of('causation'),
        correlation: of('correlation'),
        processing,
      };
    },
  };
}

/** The hashes of the segments, in order, which have `count` records together. */
export function mergeHashes(segments: readonly SegmentHashes[], count: number): Hashes {
  const merge = createHashesMerge(count);
  for (const segment of segments) merge.add(segment);
  return merge.hashes();
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
