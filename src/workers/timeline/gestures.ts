/** Press, move, release: an area in the lanes, a pan, or the window's handles in the minimap. */
import { clampWindow, MIN_SPAN_MICROS, panWindow, type TimeWindow } from '../../core/journal/timeline-window.ts';
import { spotAt, timeAt, xOf } from './layout.ts';
import type { Scene } from './scene.ts';

const HANDLE = 7;

/** A gesture starts. `pan` = Shift or the middle button is held. */
export function press(scene: Scene, x: number, y: number, pan: boolean): void {
  const { content, window, layout } = scene;
  if (!content || !window) return;
  const spot = spotAt(layout, x, y);
  if (spot.on === 'minimap') {
    const whole = minimapWindow(scene);
    const at = timeAt(layout, whole, x);
    const grip = gripAt(scene, x);
    const middle = (window.fromMicros + window.toMicros) / 2;
    const inside = at >= window.fromMicros && at < window.toMicros;
    scene.gesture = { on: 'minimap', grip, offsetMicros: grip === 'middle' && inside ? middle - at : 0, whole };
    if (grip === 'middle' && !inside) drag(scene, x);
  } else if (pan) scene.gesture = { on: 'pan', lastX: x };
  else if (spot.on !== 'nothing')
    scene.gesture = {
      on: 'area',
      lane: spot.on === 'lane' ? spot.lane : 1,
      fromX: x,
      fromMicros: timeAt(layout, window, x),
    };
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
  const whole = minimapWindow(scene);
  const from = xOf(layout, whole, window.fromMicros);
  const to = xOf(layout, whole, window.toMicros);
  if (to - from > 3 * HANDLE) {
    if (Math.abs(x - from) <= HANDLE) return 'from';
    if (Math.abs(x - to) <= HANDLE) return 'to';
  }
  return 'middle';
}

/** The gesture goes on at `x`. */
export function drag(scene: Scene, x: number): void {
  const { gesture, content, window, layout } = scene;
  if (!gesture || !content || !window) return;
  const { extent } = content.fit;
  if (gesture.on === 'pan') {
    scene.window = panWindow(window, (gesture.lastX - x) / layout.plotWidth, extent);
    scene.gesture = { on: 'pan', lastX: x };
  } else if (gesture.on === 'area') {
    if (Math.abs(x - gesture.fromX) < 4) return;
    const to = timeAt(layout, window, Math.min(Math.max(x, layout.plotLeft), layout.plotLeft + layout.plotWidth));
    scene.area = {
      lane: gesture.lane,
      fromMicros: Math.floor(Math.min(gesture.fromMicros, to)),
      toMicros: Math.ceil(Math.max(gesture.fromMicros, to)),
    };
  } else {
    const at = timeAt(layout, minimapWindow(scene), x) + gesture.offsetMicros;
    const { fromMicros, toMicros } = window;
    const half = (toMicros - fromMicros) / 2;
    const moved =
      gesture.grip === 'from'
        ? { fromMicros: Math.min(at, toMicros - MIN_SPAN_MICROS), toMicros }
        : gesture.grip === 'to'
          ? { fromMicros, toMicros: Math.max(at, fromMicros + MIN_SPAN_MICROS) }
          : { fromMicros: at - half, toMicros: at + half };
    scene.window = clampWindow(moved, extent);
  }
}

/** The mouse cursor that says what a press would do. */
export function cursorAt(scene: Scene, x: number, y: number): string {
  if (scene.gesture?.on === 'pan') return 'grabbing';
  const spot = spotAt(scene.layout, x, y);
  if (spot.on === 'nothing') return 'default';
  if (spot.on !== 'minimap') return 'crosshair';
  return gripAt(scene, x) === 'middle' ? 'grab' : 'ew-resize';
}
