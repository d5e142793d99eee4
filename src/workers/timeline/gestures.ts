/** Press, move, release: an area in the lanes, a pan, or the window's handles in the minimap. */
import { onAxis, placeOf } from '../../core/journal/timeline-axis.ts';
import { nearestIndex } from '../../core/journal/timeline-search.ts';
import { clampWindow, MIN_SPAN_MICROS, panWindow, type TimeWindow } from '../../core/journal/timeline-window.ts';
import { spotAt, timeAt, xOf } from './layout.ts';
import { type Content, type Scene, windowScale } from './scene.ts';

/** A measure holds on to a record this near, in pixels. */
const SNAP = 6;
const HANDLE = 7;

/** A gesture starts. `does`: what was held down makes of it. */
export function press(scene: Scene, x: number, y: number, does: 'pan' | 'measure' | undefined): void {
  const { content, window, layout } = scene;
  if (!content || !window) return;
  const spot = spotAt(layout, x, y);
  if (spot.on === 'minimap') {
    const whole = minimapWindow(scene);
    const at = placeAt(scene, whole, x);
    const grip = gripAt(scene, x);
    const { fromPlace, toPlace } = windowScale(scene, window);
    const inside = at >= fromPlace && at < toPlace;
    const offsetMicros = grip === 'middle' && inside ? (fromPlace + toPlace) / 2 - at : 0;
    scene.gesture = { on: 'minimap', grip, offsetMicros, whole };
    if (grip === 'middle' && !inside) drag(scene, x, y);
  } else if (does === 'pan') scene.gesture = { on: 'pan', lastX: x };
  else if (spot.on === 'nothing') return;
  else if (does === 'measure' || scene.measures) {
    const fromMicros = snapped(scene, content, window, x, y);
    scene.gesture = { on: 'measure', fromX: x, fromMicros };
  } else
    scene.gesture = {
      on: 'area',
      lane: content.data.split?.clock ?? (spot.on === 'lane' ? spot.lane : 1),
      fromX: x,
      fromMicros: timeAt(layout, windowScale(scene, window), x),
    };
}

/** Where a pixel stands in a window, on the axis. */
const placeAt = (scene: Scene, window: TimeWindow, x: number): number =>
  placeOf(scene.axis, timeAt(scene.layout, windowScale(scene, window), x));

/** The instant of a pixel: that of the nearest record of the lane that is pointed at, when one is near. */
export function snapped(scene: Scene, content: Content, window: TimeWindow, x: number, y: number): number {
  const { layout } = scene;
  const scale = windowScale(scene, window);
  const inside = Math.min(Math.max(x, layout.plotLeft), layout.plotLeft + layout.plotWidth);
  const at = Math.round(timeAt(layout, scale, inside));
  const spot = spotAt(layout, inside, y);
  const times = scene.tracks[spot.on === 'lane' ? spot.lane : -1]?.timesMicros ?? content.data.lanes[1].timesMicros;
  const near = times[nearestIndex(times, at)];
  return near !== undefined && Math.abs(xOf(layout, scale, near) - inside) <= SNAP ? near : at;
}

/** What the minimap shows: where nearly everything is, or all, when one has gone there. */
export function minimapWindow({ content, window, gesture }: Scene): TimeWindow {
  if (gesture?.on === 'minimap') return gesture.whole;
  const fit = content?.fit;
  if (!fit || !window) return { fromMicros: 0, toMicros: 1 };
  const outside = window.toMicros < fit.window.fromMicros || window.fromMicros > fit.window.toMicros;
  const wider = window.toMicros - window.fromMicros > (fit.window.toMicros - fit.window.fromMicros) * 1.5;
  return outside || wider ? fit.extent : fit.window;
}

/** Which part of the window one would take hold of in the minimap. */
export function gripAt(scene: Scene, x: number): 'from' | 'to' | 'middle' {
  const { window, layout } = scene;
  if (!window) return 'middle';
  const whole = windowScale(scene, minimapWindow(scene));
  const from = xOf(layout, whole, window.fromMicros);
  const to = xOf(layout, whole, window.toMicros);
  if (to - from > 3 * HANDLE) {
    if (Math.abs(x - from) <= HANDLE) return 'from';
    if (Math.abs(x - to) <= HANDLE) return 'to';
  }
  return 'middle';
}

/** The gesture goes on at a point. */
export function drag(scene: Scene, x: number, y: number): void {
  const { gesture, content, window, layout, axis } = scene;
  if (!gesture || !content || !window) return;
  const extent = extentOf(scene, content);
  if (gesture.on === 'pan') {
    scene.window = onAxis(axis, window, (w) => panWindow(w, (gesture.lastX - x) / layout.plotWidth, extent));
    scene.gesture = { on: 'pan', lastX: x };
  } else if (gesture.on === 'area') {
    if (Math.abs(x - gesture.fromX) < 4) return;
    const inside = Math.min(Math.max(x, layout.plotLeft), layout.plotLeft + layout.plotWidth);
    const to = timeAt(layout, windowScale(scene, window), inside);
    scene.area = {
      lane: gesture.lane,
      fromMicros: Math.floor(Math.min(gesture.fromMicros, to)),
      toMicros: Math.ceil(Math.max(gesture.fromMicros, to)),
    };
  } else if (gesture.on === 'measure') {
    if (Math.abs(x - gesture.fromX) < 4) return;
    const endMicros = snapped(scene, content, window, x, y);
    scene.measure = { startMicros: gesture.fromMicros, endMicros, done: true };
  } else {
    const at = placeAt(scene, minimapWindow(scene), x) + gesture.offsetMicros;
    scene.window = onAxis(axis, window, ({ fromMicros, toMicros }) => {
      const half = (toMicros - fromMicros) / 2;
      const moved =
        gesture.grip === 'from'
          ? { fromMicros: Math.min(at, toMicros - MIN_SPAN_MICROS), toMicros }
          : gesture.grip === 'to'
            ? { fromMicros, toMicros: Math.max(at, fromMicros + MIN_SPAN_MICROS) }
            : { fromMicros: at - half, toMicros: at + half };
      return clampWindow(moved, extent);
    });
  }
}

/** Where everything is, in places on the axis. */
export function extentOf(scene: Scene, content: Content): TimeWindow {
  const { fromPlace, toPlace } = windowScale(scene, content.fit.extent);
  return { fromMicros: fromPlace, toMicros: toPlace };
}

/** The mouse cursor that says what a press would do. */
export function cursorAt(scene: Scene, x: number, y: number): string {
  if (scene.gesture?.on === 'pan') return 'grabbing';
  const spot = spotAt(scene.layout, x, y);
  if (spot.on === 'nothing') return 'default';
  if (spot.on === 'idle' || spot.on === 'notes') return 'pointer';
  if (spot.on !== 'minimap') return 'crosshair';
  return gripAt(scene, x) === 'middle' ? 'grab' : 'ew-resize';
}
