/**
 * The axis of time with idle stretches folded. A _place_ is where an instant stands on it, in microseconds of shown time: it runs with
 * time, but through a fold it runs slower. Nothing is cut out, so each instant has one place and each place one instant.
 */
import { lowerBound } from './timeline-search.ts';
import { MIN_SPAN_MICROS, type TimeWindow } from './timeline-window.ts';

/** A stretch without any record: from one record to the next. */
export type Idle = TimeWindow;

export interface Axis {
  /** Those that are folded, ascending. */
  readonly folds: readonly Idle[];
  /** Both ends of each fold, and where they stand. */
  readonly times: Float64Array;
  readonly places: Float64Array;
}

export const PLAIN: Axis = { folds: [], times: new Float64Array(), places: new Float64Array() };

/** A stretch is idle when it is longer than this part of where nearly everything is. */
const IDLE_PART = 1 / 80;
/** What one fold, and what all of them together, take at most of what stays as it is. */
const FOLD_PART = 1 / 40;
const FOLDS_PART = 1 / 2;

/**
 * The stretches in which no lane has a record, longer than `longest`, from the first record to the last. From each record it looks as far
 * ahead as a stretch may be: a few searches for each such step, however many records there are.
 */
export function idleStretches(lanes: readonly Float64Array[], longest: number): readonly Idle[] {
  const found: Idle[] = [];
  let at = Math.min(...lanes.map((lane) => lane[0] ?? Infinity));
  while (Number.isFinite(at)) {
    let last = at;
    let next = Infinity;
    for (const lane of lanes) {
      const beyond = lowerBound(lane, at + longest);
      last = Math.max(last, lane[beyond - 1] ?? at);
      next = Math.min(next, lane[beyond] ?? Infinity);
    }
    if (last > at) at = last;
    else {
      // A record exactly `longest` away ends no idle stretch.
      if (next > at + longest && next < Infinity) found.push({ fromMicros: at, toMicros: next });
      at = next;
    }
  }
  return found;
}

/** How long a stretch must be to be idle, in a journal of which `shown` is nearly everything. */
export const idleLength = ({ fromMicros, toMicros }: TimeWindow): number =>
  Math.max(MIN_SPAN_MICROS, (toMicros - fromMicros) * IDLE_PART);

/** Folds the stretches, ascending, of a journal of which `shown` is nearly everything. */
export function foldAxis(idle: readonly Idle[], shown: TimeWindow): Axis {
  if (idle.length === 0) return PLAIN;
  const inside = idle.filter((s) => s.fromMicros >= shown.fromMicros && s.toMicros <= shown.toMicros);
  const whole = shown.toMicros - shown.fromMicros;
  const active = Math.max(whole / 50, whole - inside.reduce((sum, s) => sum + s.toMicros - s.fromMicros, 0));
  const room = Math.max(1, active * Math.min(FOLD_PART, FOLDS_PART / idle.length));
  const times = new Float64Array(idle.length * 2);
  const places = new Float64Array(idle.length * 2);
  // Places are counted from the first fold, so that their float64 is finer than that of times, and no instant is lost in a fold.
  let place = 0;
  let before = idle[0]?.fromMicros ?? 0;
  idle.forEach(({ fromMicros, toMicros }, i) => {
    place += fromMicros - before;
    times[i * 2] = fromMicros;
    places[i * 2] = place;
    place += Math.min(room, (toMicros - fromMicros) / 2);
    times[i * 2 + 1] = toMicros;
    places[i * 2 + 1] = place;
    before = toMicros;
  });
  return { folds: idle, times, places };
}

function between(x: number, from: Float64Array, to: Float64Array): number {
  const n = from.length;
  if (n === 0) return x;
  const i = lowerBound(from, x);
  const here = from[i];
  if (here === x) return to[i] ?? x;
  if (here === undefined) return (to[n - 1] ?? 0) + (x - (from[n - 1] ?? 0));
  if (i % 2 === 0) return (to[i] ?? 0) - (here - x);
  const start = from[i - 1] ?? 0;
  const toStart = to[i - 1] ?? 0;
  return toStart + ((x - start) / (here - start)) * ((to[i] ?? 0) - toStart);
}

/** Where an instant stands. */
export const placeOf = ({ times, places }: Axis, micros: number): number => between(micros, times, places);
/** The instant that stands there. */
export const instantAt = ({ times, places }: Axis, place: number): number => between(place, places, times);

/** A window together with the axis that it is a part of. */
export interface Scale extends TimeWindow {
  readonly axis: Axis;
  readonly fromPlace: number;
  readonly toPlace: number;
}

export const scaleOf = ({ fromMicros, toMicros }: TimeWindow, axis: Axis): Scale => ({
  fromMicros,
  toMicros,
  axis,
  fromPlace: placeOf(axis, fromMicros),
  toPlace: placeOf(axis, toMicros),
});

/** The bounds of `columns` columns of equal width, their first and last being those of the window. */
export function edgesOf({ axis, fromMicros, toMicros, fromPlace, toPlace }: Scale, edges: Float64Array): Float64Array {
  const columns = edges.length - 1;
  const width = (toPlace - fromPlace) / columns;
  const plain = axis.folds.length === 0;
  for (let x = 1; x < columns; x++) {
    const place = fromPlace + x * width;
    edges[x] = plain ? place : instantAt(axis, place);
  }
  edges[0] = fromMicros;
  edges[columns] = toMicros;
  return edges;
}

/** Does to a window, in places, what `change` does. */
export function onAxis(axis: Axis, window: TimeWindow, change: (window: TimeWindow) => TimeWindow): TimeWindow {
  if (axis.folds.length === 0) return change(window);
  const { fromPlace, toPlace } = scaleOf(window, axis);
  const changed = change({ fromMicros: fromPlace, toMicros: toPlace });
  return { fromMicros: instantAt(axis, changed.fromMicros), toMicros: instantAt(axis, changed.toMicros) };
}
