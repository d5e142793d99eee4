/** How many of the records that are shown have which value: counted exactly, handed on by the page. */

export const FACETS = ['type', 'subject', 'producer', 'actor_id', 'correlation_id', 'hour'] as const;
export type FacetField = (typeof FACETS)[number];

export interface FacetAsk {
  readonly field: FacetField;
  /** So many values, those that most records have; of equal ones the first met. */
  readonly top: number;
  /** Only values that have this text in them, in any case. */
  readonly find?: string;
  /** Counted too, wherever they stand. */
  readonly keep?: readonly string[];
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
export interface FacetCounts {
  readonly field: FacetField;
  readonly values: readonly FacetValue[];
  /** Those of `keep` that are not among the values; 0 where no record that is shown has it. */
  readonly kept: readonly FacetValue[];
  /** How many values there are, of those that `find` lets through. */
  readonly distinct: number;
  /** Records that are shown and have no value. */
  readonly absent: number;
}

/** A column of words; entry 0 is absent. */
export interface FacetColumn {
  readonly of: Uint8Array | Uint16Array | Uint32Array;
  readonly size: number;
  word(entry: number): string;
}

/** More than this is not handed over at once, whatever is asked. */
export const MOST_VALUES = 1000;

/** `shown`: 1 by row for what is counted; undefined: all. */
export function countFacet(column: FacetColumn, ask: FacetAsk, shown: Uint8Array | undefined): FacetCounts {
  const { of, size, word } = column;
  const counts = new Uint32Array(size);
  for (let row = 0; row < of.length; row++)
    if (!shown || shown[row] === 1) counts[of[row] as number] = (counts[of[row] as number] as number) + 1;
  const needle = ask.find?.toLowerCase() ?? '';
  const keep = new Set(ask.keep);
  const kept = new Map<string, number>();
  const best = topEntries(counts, Math.min(ask.top, MOST_VALUES));
  let distinct = 0;
  for (let entry = 1; entry < size; entry++) {
    const count = counts[entry] as number;
    if (keep.size > 0 && keep.has(word(entry))) kept.set(word(entry), count);
    if (count === 0 || (needle !== '' && !word(entry).toLowerCase().includes(needle))) continue;
    distinct++;
    best.offer(entry);
  }
  const values = best.end().map((entry) => ({ value: word(entry), count: counts[entry] as number }));
  for (const { value } of values) keep.delete(value);
  return {
    field: ask.field,
    values,
    kept: [...keep].map((value) => ({ value, count: kept.get(value) ?? 0 })),
    distinct,
    absent: counts[0] as number,
  };
}

/** The `most` entries of the highest counts among those offered, in that order; entries are offered ascending. A heap whose root is the least. */
function topEntries(counts: Uint32Array, most: number) {
  const heap: number[] = [];
  /** Whether a stands behind b. */
  const behind = (a: number, b: number) => {
    const [x, y] = [counts[a] as number, counts[b] as number];
    return x < y || (x === y && a > b);
  };
  const swap = (i: number, j: number) => {
    [heap[i], heap[j]] = [heap[j] as number, heap[i] as number];
  };
  const down = () => {
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && behind(heap[child] as number, heap[least] as number)) least = child;
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  };
  return {
    offer(entry: number) {
      if (heap.length < most) {
        heap.push(entry);
        for (let i = heap.length - 1; i > 0; ) {
          const parent = (i - 1) >> 1;
          if (!behind(heap[i] as number, heap[parent] as number)) break;
          swap(i, parent);
          i = parent;
        }
      } else if (most > 0 && behind(heap[0] as number, entry)) {
        heap[0] = entry;
        down();
      }
    },
    end: () => heap.toSorted((a, b) => (behind(a, b) ? 1 : -1)),
  };
}
