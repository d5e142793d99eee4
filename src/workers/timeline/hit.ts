/** What the pointer points at. */
import { MARK_KINDS } from '../../core/journal/lanes.ts';
import { countBetween, lowerBound, nearestIndex } from '../../core/journal/timeline-search.ts';
import { spotAt, timeAt } from './layout.ts';
import { type Content, type Scene, timesOf } from './scene.ts';
import type { Hover } from './timeline.protocol.ts';

/** How far off one may point, in pixels. */
const REACH = 6;

const defined = (micros: number) => (Number.isNaN(micros) ? undefined : micros);

/** The record or finding within reach of a point; the nearest in time, among equal ones the first. */
export function hitTest({ content, window, layout }: Scene, x: number, y: number): Hover | undefined {
  if (!content || !window) return undefined;
  const spot = spotAt(layout, x, y);
  if (spot.on !== 'lane' && spot.on !== 'finding') return undefined;
  const at = timeAt(layout, window, x);
  const reach = ((window.toMicros - window.fromMicros) / layout.plotWidth) * REACH;
  const found =
    spot.on === 'lane' ? recordNear(content, spot.lane, at, reach) : markNear(content, spot.kind, at, reach);
  if (!found) return undefined;
  const [tEvent, tLog, tProcess] = timesOf(content, found.row);
  return {
    x,
    y,
    row: found.row,
    tEventMicros: defined(tEvent),
    tLogMicros: defined(tLog),
    tProcessMicros: defined(tProcess),
    mark: spot.on === 'finding' ? MARK_KINDS[spot.kind] : undefined,
    count: found.count,
  };
}

interface Found {
  readonly row: number;
  readonly count: number;
}

function recordNear({ data }: Content, laneIndex: number, at: number, reach: number): Found | undefined {
  const lane = data.lanes[laneIndex];
  if (!lane) return undefined;
  const i = nearestIndex(lane.timesMicros, at);
  const row = lane.rows[i];
  if (row === undefined || Math.abs((lane.timesMicros[i] ?? Infinity) - at) > reach) return undefined;
  const half = reach / REACH / 2;
  return { row, count: Math.max(1, countBetween(lane.timesMicros, at - half, at + half)) };
}

function markNear({ data: { marks } }: Content, kind: number, at: number, reach: number): Found | undefined {
  let best: number | undefined;
  let count = 0;
  for (let i = lowerBound(marks.timesMicros, at - reach); i < marks.kind.length; i++) {
    const time = marks.timesMicros[i] ?? Infinity;
    if (time > at + reach) break;
    if (marks.kind[i] !== kind) continue;
    count++;
    if (best === undefined || Math.abs(time - at) < Math.abs((marks.timesMicros[best] ?? Infinity) - at)) best = i;
  }
  const row = best === undefined ? undefined : marks.rows[best];
  return row === undefined ? undefined : { row, count };
}
