/** The stretch of time that the timeline shows: how it starts, zooms and pans. Microseconds; `to` is exclusive. */
import { lowerBound } from './timeline-search.ts';

export interface TimeWindow {
  readonly fromMicros: number;
  readonly toMicros: number;
}

/** No closer: today a float64 of microseconds has a grain of 0.25, and a screen a few thousand columns. */
export const MIN_SPAN_MICROS = 1000;

/** What the first look leaves out, on one side. */
export interface Outliers extends TimeWindow {
  readonly count: number;
}
export interface Fit {
  /** Where nearly everything is. */
  readonly window: TimeWindow;
  /** Where everything is. */
  readonly extent: TimeWindow;
  readonly earlier: Outliers | undefined;
  readonly later: Outliers | undefined;
}

const span = ({ fromMicros, toMicros }: TimeWindow) => toMicros - fromMicros;

/** A window around [first, last], with 3 % of air on both sides; half a second where all is one instant. */
function around(first: number, last: number): TimeWindow {
  const air = last > first ? Math.max(MIN_SPAN_MICROS, (last - first) * 0.03) : 500_000;
  return { fromMicros: Math.floor(first - air), toMicros: Math.ceil(last + air) + 1 };
}

/**
 * The first window over lanes of ascending times; undefined when there is no time at all.
 *
 * A lane's core is what lies between its 0.1 and 99.9 percentiles (in short lanes a twentieth at each end, five values at most). What is
 * further from the core of all lanes than half its length is an outlier: one clock set to 1970 does not squash the rest.
 */
export function fitWindow(lanes: readonly Float64Array[]): Fit | undefined {
  const filled = lanes.filter((lane) => lane.length > 0);
  if (filled.length === 0) return undefined;
  let first = Infinity;
  let last = -Infinity;
  let coreFirst = Infinity;
  let coreLast = -Infinity;
  for (const lane of filled) {
    const n = lane.length;
    const cut = Math.max(Math.ceil(n * 0.001), Math.min(5, Math.floor(n / 20)));
    const trim = Math.min(cut, Math.floor((n - 1) / 2));
    first = Math.min(first, lane[0] ?? Infinity);
    last = Math.max(last, lane[n - 1] ?? -Infinity);
    coreFirst = Math.min(coreFirst, lane[trim] ?? Infinity);
    coreLast = Math.max(coreLast, lane[n - 1 - trim] ?? -Infinity);
  }
  const margin = Math.max((coreLast - coreFirst) / 2, 1e6);
  const from = coreFirst - margin;
  const to = coreLast + margin;
  // The nearest values that are inside, and how many are not.
  let insideFirst = Infinity;
  let insideLast = -Infinity;
  let earlierLast = -Infinity;
  let laterFirst = Infinity;
  let earlier = 0;
  let later = 0;
  for (const lane of filled) {
    const lo = lowerBound(lane, from);
    const hi = lowerBound(lane, to, lo);
    earlier += lo;
    later += lane.length - hi;
    if (lo > 0) earlierLast = Math.max(earlierLast, lane[lo - 1] ?? -Infinity);
    if (hi < lane.length) laterFirst = Math.min(laterFirst, lane[hi] ?? Infinity);
    if (hi > lo) {
      insideFirst = Math.min(insideFirst, lane[lo] ?? Infinity);
      insideLast = Math.max(insideLast, lane[hi - 1] ?? -Infinity);
    }
  }
  // The air around what is inside must not reach what is not.
  const air = around(insideFirst, insideLast);
  const window = {
    fromMicros: Math.max(air.fromMicros, earlierLast + 1),
    toMicros: Math.min(air.toMicros, laterFirst),
  };
  return {
    window,
    extent: around(first, last),
    earlier: earlier === 0 ? undefined : { ...around(first, earlierLast), count: earlier },
    later: later === 0 ? undefined : { ...around(laterFirst, last), count: later },
  };
}

/** Moves and shrinks a window so that it lies within a span's length of what there is, and is no narrower than MIN_SPAN_MICROS. */
export function clampWindow(window: TimeWindow, extent: TimeWindow): TimeWindow {
  const length = Math.min(Math.max(span(window), MIN_SPAN_MICROS), span(extent) * 1.2);
  const middle = (window.fromMicros + window.toMicros) / 2;
  const half = length / 2;
  const centre = Math.min(Math.max(middle, extent.fromMicros), extent.toMicros);
  return { fromMicros: centre - half, toMicros: centre + half };
}

/** `factor` above 1 shows more detail; the instant `atMicros` stays where it is on the screen, unless an end of the data stops it. */
export function zoomWindow(window: TimeWindow, factor: number, atMicros: number, extent: TimeWindow): TimeWindow {
  const length = Math.min(Math.max(span(window) / factor, MIN_SPAN_MICROS), span(extent) * 1.2);
  const scale = length / span(window);
  const fromMicros = atMicros - (atMicros - window.fromMicros) * scale;
  return clampWindow({ fromMicros, toMicros: fromMicros + length }, extent);
}

/** Moves by a part of its own length: 0.2 = a fifth later. */
export function panWindow(window: TimeWindow, part: number, extent: TimeWindow): TimeWindow {
  const by = span(window) * part;
  return clampWindow({ fromMicros: window.fromMicros + by, toMicros: window.toMicros + by }, extent);
}

/**
 * The window moved no further than it must for an instant to be in it, a twentieth of its length from the edge; where it is seen already, or
 * the window holds all there is, nothing moves. What is not data comes into view only beside an instant that is itself no part of `extent`.
 */
export function windowShowing(window: TimeWindow, atMicros: number, extent: TimeWindow): TimeWindow {
  if (atMicros >= window.fromMicros && atMicros < window.toMicros) return window;
  const length = span(window);
  const air = length * 0.05;
  const before = atMicros < window.fromMicros;
  const wanted = before ? atMicros - air : atMicros + air - length;
  const least = atMicros < extent.fromMicros ? atMicros - air : extent.fromMicros;
  const most = (atMicros > extent.toMicros ? atMicros + air : extent.toMicros) - length;
  // A window longer than what there is stands where it must, and no clamp can help.
  const fromMicros = most < least ? wanted : Math.min(Math.max(wanted, least), most);
  return { fromMicros, toMicros: fromMicros + length };
}

/**
 * The window after what passes a filter changed from `before` to `after`: one that held nearly everything goes on doing so, and any other
 * stays where it is. So a filter never zooms, and its end leaves nothing out of sight that was not before.
 */
export function windowAfterFilter(window: TimeWindow, before: Fit, after: Fit): TimeWindow {
  if (!holds(window, before.window) || holds(window, after.window)) return window;
  return {
    fromMicros: Math.min(window.fromMicros, after.window.fromMicros),
    toMicros: Math.max(window.toMicros, after.window.toMicros),
  };
}

const holds = (outer: TimeWindow, inner: TimeWindow) =>
  outer.fromMicros <= inner.fromMicros && outer.toMicros >= inner.toMicros;
