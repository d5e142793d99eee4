/** Columns for the timeline: the lanes, a lane for each of something, and the lags. */

import { BLOCK_RECORDS, type Columns } from '../../core/journal/columns.ts';
import { type Producers, splitLanes } from '../../core/journal/lane-split.ts';
import type { LaneData } from '../../core/journal/lanes.ts';
import { lanesOf } from '../../core/journal/lanes-of.ts';
import type { Call } from '../rpc.ts';
import type { LanesWanted } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

/** Read once for each journal that is open: no column holds it. */
const producersRead = new WeakMap<Columns, Producers>();

async function producersOf(open: OpenJournal, { signal }: Call): Promise<Producers> {
  const { columns, read } = open;
  const known = producersRead.get(columns);
  if (known) return known;
  const indices = new Map([['', 0]]);
  const of = new Uint32Array(columns.count);
  for (let row = 0; row < columns.count; row++) {
    if (row % BLOCK_RECORDS === 0 && signal.aborted) throw new DOMException('cancelled', 'AbortError');
    const { producer = '' } = await read(row);
    const index = indices.get(producer) ?? indices.size;
    indices.set(producer, index);
    of[row] = index;
  }
  const producers = { of, names: [...indices.keys()] };
  producersRead.set(columns, producers);
  return producers;
}

export async function lanesFor(
  open: OpenJournal,
  shown: Uint8Array | undefined,
  { consumer, by }: Omit<LanesWanted, 'id' | 'query'>,
  call: Call,
): Promise<LaneData> {
  const data = lanesOf(open.columns, open.analysis, shown, consumer);
  if (by === undefined) return data;
  const producers = by === 'producer' ? await producersOf(open, call) : undefined;
  return { ...data, split: splitLanes(open.columns, by, data.marks, data.tProcessMicros, shown, producers) };
}
