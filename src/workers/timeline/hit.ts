/** What the pointer points at. */
import { MARK_KINDS, rowAt } from '../../core/journal/lanes.ts';
import type { Scale } from '../../core/journal/timeline-axis.ts';
import { countBetween, lowerBound, nearestIndex } from '../../core/journal/timeline-search.ts';
import { spotAt, timeAt, xOf } from './layout.ts';
import { idleIn } from './paint-idle.ts';
import { lagAt } from './paint-lags.ts';
import { type Content, type Scene, timesOf, windowScale } from './scene.ts';
import type { Hover } from './timeline.protocol.ts';

/** How far off one may point, in pixels. */
const REACH = 6;

const defined = (micros: number) => (Number.isNaN(micros) ? undefined : micros);

/** The record, finding, lag, note or idle stretch within reach of a point; the nearest in time, among equal ones the first. */
export function hitTest(scene: Scene, x: number, y: number): Hover | undefined {
  const { content, window, layout } = scene;
  if (!content || !window) return undefined;
  const scale = windowScale(scene, window);
  const spot = spotAt(layout, x, y);
  const near = { scene, scale, x };
  switch (spot.on) {
    case 'lag': {
      const strip = scene.lags?.strips[spot.strip];
      const left = Math.floor(x - layout.plotLeft) + layout.plotLeft;
      const column = { fromMicros: timeAt(layout, scale, left), toMicros: timeAt(layout, scale, left + 1) };
      const summary = strip && lagAt(strip, column.fromMicros, column.toMicros);
      return summary && { on: 'lag', x, y, strip: spot.strip, column, summary };
    }
    case 'notes': {
      const distance = (atMicros: number) => Math.abs(xOf(layout, scale, atMicros) - x);
      const [note] = scene.notes
        .filter(({ atMicros }) => distance(atMicros) <= REACH)
        .toSorted((a, b) => distance(a.atMicros) - distance(b.atMicros));
      return note && { on: 'note', x, y, id: note.id };
    }
    case 'idle': {
      const from = timeAt(layout, scale, x - REACH);
      const to = timeAt(layout, scale, x + REACH);
      const [idle] = idleIn(content, scene, from, to).toSorted(
        (a, b) => outside(near, a.fromMicros, a.toMicros) - outside(near, b.fromMicros, b.toMicros),
      );
      return idle && { on: 'idle', x, y, idle, folded: idle.folded };
    }
    case 'lane':
    case 'finding': {
      const found = spot.on === 'lane' ? recordNear(near, spot.lane) : markNear(near, content, spot.kind);
      if (!found) return undefined;
      const [tEvent, tLog, tProcess] = timesOf(content, found.row);
      return {
        on: 'record',
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
    default:
      return undefined;
  }
}

interface Near {
  readonly scene: Scene;
  readonly scale: Scale;
  readonly x: number;
}
interface Found {
  readonly row: number;
  readonly count: number;
}

/** How many pixels a stretch is away. */
function outside({ scene, scale, x }: Near, fromMicros: number, toMicros: number): number {
  return Math.max(0, xOf(scene.layout, scale, fromMicros) - x, x - xOf(scene.layout, scale, toMicros));
}

function recordNear({ scene, scale, x }: Near, lane: number): Found | undefined {
  const { layout } = scene;
  const track = scene.tracks[lane];
  if (!track) return undefined;
  const i = nearestIndex(track.timesMicros, timeAt(layout, scale, x));
  const row = rowAt(track, i);
  if (row === undefined || Math.abs(xOf(layout, scale, track.timesMicros[i] ?? Infinity) - x) > REACH) return undefined;
  const from = timeAt(layout, scale, x - 0.5);
  return { row, count: Math.max(1, countBetween(track.timesMicros, from, timeAt(layout, scale, x + 0.5))) };
}

function markNear({ scene, scale, x }: Near, { data: { marks } }: Content, kind: number): Found | undefined {
  const { layout } = scene;
  let best: number | undefined;
  let nearest = Infinity;
  let count = 0;
  const end = timeAt(layout, scale, x + REACH);
  for (let i = lowerBound(marks.timesMicros, timeAt(layout, scale, x - REACH)); i < marks.kind.length; i++) {
    const time = marks.timesMicros[i] ?? Infinity;
    if (time > end) break;
    if (marks.kind[i] !== kind) continue;
    count++;
    const distance = Math.abs(xOf(layout, scale, time) - x);
    if (distance >= nearest) continue;
    nearest = distance;
    best = i;
  }
  const row = best === undefined ? undefined : marks.rows[best];
  return row === undefined ? undefined : { row, count };
}
