/** What is found in the records of a journal as they are stored: segment by segment, counted by path and kind. */
import type { Segment } from '../journal/segment.ts';
import { exampleOf, type Found, type FoundPlace, kindOf } from './found.ts';
import type { KeyNode } from './keys.ts';
import { createWalk, heldBy } from './walk.ts';

export type HoldPart = Pick<Segment, 'first' | 'count' | 'line' | 'type' | 'blocks'> & {
  /** Types that are new in it. */
  readonly dictionary: Pick<Segment['dictionary'], 'types'>;
};

export interface HoldScan {
  /** Segments in order, from the first. */
  segment(part: HoldPart): void;
  /** Secrets first, then by count. */
  found(): readonly Found[];
}

const FIRST_PLACES = 5;
/** Paths may be data: what is found beyond so many of them is counted as one. */
const MOST = 1000;

interface Counting {
  readonly group: Found['group'];
  readonly kind: string;
  readonly path: string;
  readonly example: string;
  readonly types: Map<string, number>;
  readonly places: FoundPlace[];
}

/** To go on with an unfinished import: `before` is what was found in the segments stored so far, `types` the types that they have. */
export function createHoldScan(before: readonly Found[] = [], types: readonly string[] = []): HoldScan {
  const all = new Map<string, Counting>();
  const byKey = new Map<KeyNode, Map<string, Counting>>();
  const names = ['', ...types];
  let row = 0;
  let line = 0;
  let type = '';

  for (const { count: _, types: counts, places, ...entry } of before)
    all.set(`${entry.path}\u0000${entry.kind}`, {
      ...entry,
      types: new Map(Object.entries(counts)),
      places: [...places],
    });

  const countingOf = (group: Found['group'], kind: string, path: string, example: () => string): Counting => {
    const known = all.get(`${path}\u0000${kind}`);
    if (known) return known;
    if (all.size >= MOST && path !== '…') return countingOf(group, kind, '…', example);
    const made: Counting = { group, kind, path, example: example(), types: new Map(), places: [] };
    all.set(`${path}\u0000${kind}`, made);
    return made;
  };
  const walk = createWalk((key, { group, what, by }, u, from, to) => {
    let ofKey = byKey.get(key);
    if (!ofKey) {
      // Keys beyond those that are kept come anew each time.
      if (byKey.size > 20_000) byKey.clear();
      ofKey = new Map();
      byKey.set(key, ofKey);
    }
    let counting = ofKey.get(what);
    if (!counting) {
      const side = group === 'secret' ? 'secret' : 'personal';
      counting = countingOf(side, kindOf(what), key.path, () => exampleOf(heldBy(u, from, to), by, side));
      ofKey.set(what, counting);
    }
    counting.types.set(type, (counting.types.get(type) ?? 0) + 1);
    const { places } = counting;
    if (places.length < FIRST_PLACES && places.at(-1)?.row !== row) places.push({ row, line, type });
  });

  return {
    segment({ first, count, line: lines, type: typeOf, dictionary, blocks }) {
      names.push(...dictionary.types);
      let at = 0;
      for (const { bytes, offsets } of blocks)
        for (let i = 0; i + 1 < offsets.length && at < count; i++, at++) {
          row = first + at;
          line = lines[at] as number;
          const index = typeOf[at] as number;
          type = names[index] ?? '';
          walk(bytes, offsets[i] as number, index);
        }
    },
    found: () =>
      [...all.values()]
        .map(
          ({ types: counts, ...entry }): Found => ({
            ...entry,
            count: [...counts.values()].reduce((sum, n) => sum + n, 0),
            types: Object.fromEntries(counts),
            places: [...entry.places],
          }),
        )
        .sort((a, b) => Number(a.group === 'personal') - Number(b.group === 'personal') || b.count - a.count),
  };
}
