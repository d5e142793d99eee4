/** Hears the panel, changes the scene, draws when something changed and never otherwise. */
import { MARK_KINDS } from '../../core/journal/lanes.ts';
import { countBetween } from '../../core/journal/timeline-search.ts';
import {
  clampWindow,
  panWindow,
  type TimeWindow,
  windowShowing,
  zoomWindow,
} from '../../core/journal/timeline-window.ts';
import { cursorAt, drag, press } from './gestures.ts';
import { hitTest } from './hit.ts';
import { layoutOf, timeAt } from './layout.ts';
import { background, paint } from './paint.ts';
import { type Content, contentOf, emptyScene, findingKinds, timesOf } from './scene.ts';
import { focusMicros, nearestRow, nextFinding, nextRecord } from './steps.ts';
import type { FromTimeline, ToTimeline } from './timeline.protocol.ts';

export interface TimelinePlatform {
  post(message: FromTimeline): void;
  now(): number;
  onNextFrame(draw: () => void): void;
}

const sameWindow = (a: TimeWindow, b: TimeWindow) => a.fromMicros === b.fromMicros && a.toMicros === b.toMicros;

/** Takes the panel's messages, one after the other. Without a canvas it draws nothing, and answers all the same. */
export function createTimeline({ post, now, onNextFrame }: TimelinePlatform): (message: ToTimeline) => void {
  const scene = emptyScene();
  let canvas: OffscreenCanvas | undefined;
  let pen: OffscreenCanvasRenderingContext2D | undefined;
  let awaited = false;

  function draw(): void {
    awaited = false;
    const start = now();
    scene.layout = layoutOf(scene.layout.width, scene.layout.height, findingKinds(scene));
    if (canvas && pen) {
      const width = Math.max(1, Math.round(scene.layout.width * scene.ratio));
      const height = Math.max(1, Math.round(scene.layout.height * scene.ratio));
      // Setting a size clears the canvas: in the same task as the drawing, so that no empty picture is seen.
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      pen.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
    }
    const { content, window, palette } = scene;
    if (content && window) {
      if (pen && palette) paint({ pen, scene, content, window, palette });
    } else if (pen) background(pen, scene);
    tell();
    if (pen) post({ kind: 'frame', millis: now() - start });
  }

  function tell(): void {
    const { content, window, area } = scene;
    if (!content || !window) {
      post({ kind: 'state', state: undefined });
      return;
    }
    const [a, b, c] = content.data.lanes;
    const within = ({ fromMicros, toMicros }: TimeWindow): [number, number, number] => [
      countBetween(a.timesMicros, fromMicros, toMicros),
      countBetween(b.timesMicros, fromMicros, toMicros),
      countBetween(c.timesMicros, fromMicros, toMicros),
    ];
    post({
      kind: 'state',
      state: {
        window,
        fit: content.fit,
        totals: [a.rows.length, b.rows.length, c.rows.length],
        visible: within(window),
        marks: content.markCounts,
        area: area && { ...area, counts: within(area) },
      },
    });
  }

  function redraw(): void {
    if (awaited) return;
    awaited = true;
    onNextFrame(draw);
  }

  function point(): void {
    const { pointer } = scene;
    const hover = pointer && !scene.gesture ? hitTest(scene, pointer.x, pointer.y) : undefined;
    scene.hoverRow = hover?.row;
    post({ kind: 'hover', hover, cursor: pointer ? cursorAt(scene, pointer.x, pointer.y) : 'default' });
  }

  function pick(row: number, finding?: Extract<FromTimeline, { kind: 'picked' }>['finding']): void {
    scene.selectedRow = row;
    post({ kind: 'picked', row, finding });
  }

  function step(content: Content, window: TimeWindow, what: 'record' | 'finding', direction: 1 | -1): void {
    const finding = what === 'finding' ? nextFinding(scene, content, window, direction) : undefined;
    const next = finding ?? (what === 'record' ? nextRecord(scene, content, window, direction) : undefined);
    if (!next) {
      post({ kind: 'stepped-off', what, direction });
      return;
    }
    scene.markIndex = finding?.index;
    scene.window = windowShowing(window, next.atMicros, content.fit.extent);
    pick(next.row, finding && { kind: finding.kind, place: finding.place, total: finding.total });
  }

  function release(): void {
    const { gesture, pointer } = scene;
    scene.gesture = undefined;
    if (gesture?.on !== 'area' || !pointer || Math.abs(pointer.x - gesture.fromX) >= 4) return;
    const hit = hitTest(scene, pointer.x, pointer.y);
    scene.markIndex = undefined;
    if (hit) pick(hit.row);
    else scene.area = undefined;
  }

  /** What moves the window, or picks; nothing of it without a journal. */
  function act(message: ToTimeline, content: Content, window: TimeWindow): void {
    const { fit } = content;
    switch (message.kind) {
      case 'zoom': {
        const at =
          message.x === undefined ? focusMicros(scene, content, window) : timeAt(scene.layout, window, message.x);
        scene.window = zoomWindow(window, message.factor, at, fit.extent);
        break;
      }
      case 'pan':
        scene.window = panWindow(window, message.part, fit.extent);
        break;
      case 'fit':
        scene.window = sameWindow(window, fit.window) ? fit.extent : fit.window;
        break;
      case 'jump':
        scene.window = clampWindow(fit[message.to] ?? fit.window, fit.extent);
        break;
      case 'window':
        scene.window = clampWindow(message.window, fit.extent);
        break;
      case 'zoom-to':
        scene.window = zoomWindow(window, 4, timeAt(scene.layout, window, message.x), fit.extent);
        break;
      case 'press':
        scene.pointer = { x: message.x, y: message.y };
        press(scene, message.x, message.y, message.pan);
        break;
      case 'move':
        scene.pointer = { x: message.x, y: message.y };
        drag(scene, message.x);
        break;
      case 'release':
        release();
        break;
      case 'step':
        step(content, window, message.what, message.direction);
        break;
      case 'pick-nearest': {
        const row = nearestRow(scene, content, window);
        if (row !== undefined) pick(row);
        break;
      }
    }
    if (message.kind !== 'step') point();
  }

  return (message) => {
    switch (message.kind) {
      case 'canvas':
        canvas = message.canvas;
        pen = canvas.getContext('2d', { alpha: false }) ?? undefined;
        break;
      case 'data': {
        const before = scene.content;
        const content = contentOf(message.data);
        // A filter keeps the window; another journal has another first look.
        const sameJournal = before !== undefined && content !== undefined && before.data.count === content.data.count;
        scene.content = content;
        scene.markIndex = undefined;
        scene.hoverRow = undefined;
        if (!sameJournal || !scene.window) scene.window = content?.fit.window;
        break;
      }
      case 'clear':
        Object.assign(scene, { content: undefined, window: undefined, hoverRow: undefined, markIndex: undefined });
        Object.assign(scene, { area: undefined, gesture: undefined });
        break;
      case 'size':
        scene.layout = layoutOf(message.width, message.height, findingKinds(scene));
        scene.ratio = Math.min(Math.max(message.ratio, 0.5), 4);
        break;
      case 'palette':
        scene.palette = message.palette;
        break;
      case 'leave':
        scene.pointer = undefined;
        point();
        break;
      case 'select': {
        if (message.row === scene.selectedRow) return;
        scene.selectedRow = message.row;
        const { content, window } = scene;
        if (content && window && message.row !== undefined) {
          const times = timesOf(content, message.row).filter((time) => !Number.isNaN(time));
          const seen = times.some((time) => time >= window.fromMicros && time < window.toMicros);
          const [event, log] = timesOf(content, message.row);
          const at = Number.isNaN(log) ? event : log;
          if (!seen && !Number.isNaN(at)) scene.window = windowShowing(window, at, content.fit.extent);
        }
        break;
      }
      case 'cursor':
        scene.cursorRow = message.row;
        break;
      case 'area':
        scene.area = message.area;
        break;
      case 'show':
        scene.shown = new Set(message.kinds.map((kind) => MARK_KINDS.indexOf(kind)));
        scene.markIndex = undefined;
        break;
      default:
        if (!scene.content || !scene.window) return;
        act(message, scene.content, scene.window);
    }
    redraw();
  };
}
