/** The lanes that are drawn: the three clocks, or some of a split journal. */
import type { SplitLanes } from '../../core/journal/lane-split.ts';
import { type Counts, countsOf } from '../../core/journal/timeline-bins.ts';
import type { MarkColumn } from '../../core/journal/timeline-marks.ts';
import { indexOfRow, lowerBound } from '../../core/journal/timeline-search.ts';
import { type Content, timesOf } from './scene.ts';

export interface Track {
  readonly of: Content;
  readonly name: string;
  readonly says: string;
  /** Index in the palette's lanes. */
  readonly clock: 0 | 1 | 2;
  readonly timesMicros: Float64Array;
  /** As of a lane. */
  readonly rows: Uint32Array | undefined;
  readonly counts: Counts;
  readonly marks: readonly MarkColumn[];
  /** When a record stands in it; NaN where it does not. */
  timeOf(row: number): number;
}

const SAYS = ['happened', 'logged', 'processed'] as const;

export const clockTracks = (content: Content): readonly Track[] =>
  ([0, 1, 2] as const).map((clock) => {
    const { name, timesMicros, rows } = content.data.lanes[clock];
    const marks = content.columns.filter(({ lane }) => lane === clock);
    const timeOf = (row: number) => timesOf(content, row)[clock];
    const counts = content.counts[clock];
    return { of: content, name, says: SAYS[clock], clock, timesMicros, rows, counts, marks, timeOf };
  });

export function splitTracks(content: Content, split: SplitLanes, first: number, count: number): readonly Track[] {
  const { by, clock, names, starts } = split;
  return Array.from({ length: count }, (_, i) => {
    const lane = first + i;
    const timesMicros = split.timesMicros.subarray(starts[lane], starts[lane + 1]);
    const rows = split.rows.subarray(starts[lane], starts[lane + 1]);
    // A record has one time, but one for each consumer.
    const timeOf = (row: number): number => {
      if (by === 'consumer') return timesMicros[rows.indexOf(row)] ?? Number.NaN;
      const time = timesOf(content, row)[clock];
      return indexOfRow(timesMicros, rows, time, row) < 0 ? Number.NaN : time;
    };
    return {
      of: content,
      name: names[lane] || `no ${by}`,
      says: '',
      clock,
      timesMicros,
      rows,
      counts: countsOf(timesMicros),
      marks: marksIn(split, lane),
      timeOf,
    };
  });
}

function marksIn({ marks, clock }: SplitLanes, lane: number): readonly MarkColumn[] {
  const end = firstOf(marks.lane, lane + 1);
  const times = new Map<number, number[]>();
  for (let i = firstOf(marks.lane, lane); i < end; i++) {
    const kind = marks.kind[i] ?? 0;
    const list = times.get(kind) ?? [];
    if (list.length === 0) times.set(kind, list);
    list.push(marks.timesMicros[i] ?? 0);
  }
  return [...times].map(([kind, list]) => ({ kind, lane: clock, timesMicros: Float64Array.from(list) }));
}

function firstOf(sorted: Uint32Array, x: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < x) from = middle + 1;
    else to = middle;
  }
  return from;
}

const kept = new WeakMap<readonly Track[], Map<number, readonly number[]>>();
const KEPT = 64;

/** When a record stands in each of the tracks; NaN where it does not. */
export function standsAt(tracks: readonly Track[], row: number): readonly number[] {
  const known = kept.get(tracks) ?? new Map<number, readonly number[]>();
  kept.set(tracks, known);
  const times = known.get(row) ?? tracks.map((track) => track.timeOf(row));
  if (known.size >= KEPT) known.clear();
  known.set(row, times);
  return times;
}

/** Records of a track from one instant to another, both included. */
export function countFromTo({ timesMicros }: Track, from: number, to: number): number {
  const first = lowerBound(timesMicros, from);
  return Math.max(0, lowerBound(timesMicros, to + 1, first) - first);
}
