/** Hears the panel, changes the scene, draws when something changed and never otherwise. */
import { MARK_KINDS } from '../../core/journal/lanes.ts';
import { onAxis, placeOf } from '../../core/journal/timeline-axis.ts';
import {
  clampWindow,
  panWindow,
  type TimeWindow,
  windowAfterFilter,
  windowShowing,
  zoomWindow,
} from '../../core/journal/timeline-window.ts';
import { UTC, zoneNamed } from '../../core/record/zone.ts';
import { exportPicture } from './export-picture.ts';
import { cursorAt, drag, extentOf, press, snapped } from './gestures.ts';
import { hitTest } from './hit.ts';
import { timeAt } from './layout.ts';
import { background, paint, pictureOf } from './paint.ts';
import { arrange, type Content, contentOf, contentOfBins, emptyScene, refold, timesOf, windowScale } from './scene.ts';
import { stateOf } from './state.ts';
import { focusMicros, nearestRow, nextFinding, nextRecord, personAt, selectedAt } from './steps.ts';
import type { FromTimeline, PictureFormat, ToTimeline } from './timeline.protocol.ts';

export interface TimelinePlatform {
  post(message: FromTimeline): void;
  now(): number;
  onNextFrame(draw: () => void): void;
  after(millis: number, run: () => void): void;
}

/** The window rests when it has stood still so long. */
const REST_MILLIS = 140;
/** The panel is told at once, and then no more often: its words and figures need not follow every frame. */
const TELL_MILLIS = 90;

const sameWindow = (a: TimeWindow, b: TimeWindow) => a.fromMicros === b.fromMicros && a.toMicros === b.toMicros;

/** Takes the panel's messages, one after the other. Without a canvas it draws nothing, and answers all the same. */
export function createTimeline({ post, now, onNextFrame, after }: TimelinePlatform): (message: ToTimeline) => void {
  const scene = emptyScene();
  let canvas: OffscreenCanvas | undefined;
  let pen: OffscreenCanvasRenderingContext2D | undefined;
  let awaited = false;
  let movedAt = 0;
  let drawn: TimeWindow | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let untold = false;
  /** What the window was last seen over: it outlives a filter that nothing passes. */
  let lastSeen: Content | undefined;

  function draw(): void {
    awaited = false;
    const start = now();
    arrange(scene, scene.layout.width, scene.layout.height);
    if (canvas && pen) {
      const width = Math.max(1, Math.round(scene.layout.width * scene.ratio));
      const height = Math.max(1, Math.round(scene.layout.height * scene.ratio));
      // Setting a size clears the canvas: in the same task as the drawing, so that no empty picture is seen.
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      pen.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
    }
    settle(start);
    const picture = pen && pictureOf(pen, scene);
    if (picture) paint(picture);
    else if (pen) background(pen, scene);
    if (!untold) tell(start);
  }

  /** Tells the panel what is shown: now, or as soon as it may be told again, and then what is shown by then. */
  function tell(time: number): void {
    const wait = toldAt + TELL_MILLIS - time;
    untold = wait > 0;
    if (untold) {
      after(wait, () => tell(now()));
      return;
    }
    toldAt = time;
    post({ kind: 'state', state: stateOf(scene) });
  }

  /** Says of the scene whether its window moves; if so, draws once more when it rests. */
  function settle(time: number): void {
    const { window } = scene;
    const same = drawn === undefined || window === undefined || sameWindow(drawn, window);
    drawn = window;
    if (!scene.lags || same) {
      if (time - movedAt >= REST_MILLIS) scene.moving = false;
      return;
    }
    movedAt = time;
    if (scene.moving) return;
    scene.moving = true;
    const look = () => {
      if (now() - movedAt < REST_MILLIS) {
        after(REST_MILLIS, look);
        return;
      }
      scene.moving = false;
      redraw();
    };
    after(REST_MILLIS, look);
  }

  function redraw(): void {
    if (awaited) return;
    awaited = true;
    onNextFrame(draw);
  }

  function point(): void {
    const { pointer, content, window, measure } = scene;
    const hover = pointer && !scene.gesture ? hitTest(scene, pointer.x, pointer.y) : undefined;
    scene.hoverRow = hover?.on === 'record' ? hover.row : undefined;
    if (pointer && content && window && measure && !measure.done && scene.ledBy === 'pointer')
      scene.measure = { ...measure, endMicros: snapped(scene, content, window, pointer.x, pointer.y) };
    post({ kind: 'hover', hover, cursor: pointer ? cursorAt(scene, pointer.x, pointer.y) : 'default' });
  }

  /** An open measure ends at the record that was chosen. */
  function measureTo(row: number): void {
    const { measure, content } = scene;
    const endMicros = content && selectedAt(content, row);
    if (measure && !measure.done && endMicros !== undefined) scene.measure = { ...measure, endMicros };
  }

  function measurePoint(content: Content, window: TimeWindow): void {
    const { measure } = scene;
    const { atMicros } = personAt(scene, content, window);
    scene.measure =
      measure && !measure.done
        ? { ...measure, endMicros: atMicros, done: true }
        : { startMicros: atMicros, endMicros: atMicros, done: false };
  }

  function refolded(): void {
    refold(scene);
    drawn = undefined;
  }

  function foldOne(fromMicros: number): void {
    const opened = new Set(scene.opened);
    if (!opened.delete(fromMicros)) opened.add(fromMicros);
    scene.opened = opened;
    refolded();
  }

  async function picture(format: PictureFormat, title: string): Promise<void> {
    try {
      post({ kind: 'picture', format, picture: await exportPicture(scene, format, title) });
    } catch (error) {
      post({ kind: 'no-picture', message: error instanceof Error ? error.message : String(error) });
    }
  }

  function pick(row: number, finding?: Extract<FromTimeline, { kind: 'picked' }>['finding']): void {
    scene.selectedRow = row;
    measureTo(row);
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
    showInstant(content, window, next.atMicros);
    pick(next.row, finding && { kind: finding.kind, place: finding.place, total: finding.total });
  }

  function showInstant(content: Content, window: TimeWindow, atMicros: number): void {
    const place = placeOf(scene.axis, atMicros);
    scene.window = onAxis(scene.axis, window, (w) => windowShowing(w, place, extentOf(scene, content)));
  }

  function release(): void {
    const { gesture, pointer } = scene;
    scene.gesture = undefined;
    if ((gesture?.on !== 'area' && gesture?.on !== 'measure') || !pointer) return;
    if (Math.abs(pointer.x - gesture.fromX) >= 4) return;
    const hit = hitTest(scene, pointer.x, pointer.y);
    scene.markIndex = undefined;
    if (hit?.on === 'record') pick(hit.row);
    else if (hit?.on === 'note') post({ kind: 'note-picked', id: hit.id });
    else if (hit?.on === 'idle') foldOne(hit.idle.fromMicros);
    else if (hit === undefined) {
      scene.area = undefined;
      if (gesture.on === 'measure') scene.measure = undefined;
    }
  }

  /** What moves the window, or picks; nothing of it without a journal. */
  function act(message: ToTimeline, content: Content, window: TimeWindow): void {
    const { fit } = content;
    const { axis } = scene;
    const extent = extentOf(scene, content);
    const zoom = (factor: number, atMicros: number) => {
      const place = placeOf(axis, atMicros);
      scene.window = onAxis(axis, window, (w) => zoomWindow(w, factor, place, extent));
    };
    const show = (wanted: TimeWindow) => {
      scene.window = onAxis(axis, wanted, (w) => clampWindow(w, extent));
    };
    switch (message.kind) {
      case 'zoom': {
        const { x } = message;
        const at =
          x === undefined ? focusMicros(scene, content, window) : timeAt(scene.layout, windowScale(scene, window), x);
        zoom(message.factor, at);
        break;
      }
      case 'pan':
        scene.window = onAxis(axis, window, (w) => panWindow(w, message.part, extent));
        break;
      case 'fit':
        scene.window = sameWindow(window, fit.window) ? fit.extent : fit.window;
        break;
      case 'jump':
        show(fit[message.to] ?? fit.window);
        break;
      case 'window':
        show(message.window);
        break;
      case 'zoom-to':
        zoom(4, timeAt(scene.layout, windowScale(scene, window), message.x));
        break;
      case 'press':
        scene.pointer = { x: message.x, y: message.y };
        press(scene, message.x, message.y, message.does);
        break;
      case 'move':
        scene.pointer = { x: message.x, y: message.y };
        scene.ledBy = 'pointer';
        drag(scene, message.x, message.y);
        break;
      case 'release':
        release();
        break;
      case 'step':
        scene.ledBy = 'keys';
        step(content, window, message.what, message.direction);
        break;
      case 'measure-point':
        measurePoint(content, window);
        break;
      case 'place':
        post({ kind: 'placed', purpose: message.purpose, ...personAt(scene, content, window) });
        break;
      case 'scroll':
        scene.firstTrack += message.lanes;
        scene.tracks = [];
        arrange(scene, scene.layout.width, scene.layout.height);
        break;
      case 'fold':
        scene.folding = message.on;
        scene.opened = new Set();
        refolded();
        break;
      case 'fold-one':
        foldOne(message.fromMicros);
        break;
      case 'picture':
        arrange(scene, scene.layout.width, scene.layout.height);
        void picture(message.format, message.title);
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
        const before = lastSeen;
        const content = contentOf(message.data);
        // Where nothing passes the filter, the window waits for what passes the next one; another journal has another first look.
        const sameJournal = before !== undefined && before.data.count === message.data.count;
        scene.content = content;
        lastSeen = content ?? (sameJournal ? before : undefined);
        if (!sameJournal) scene.opened = new Set();
        if (before?.data.split?.by !== message.data.split?.by) scene.firstTrack = 0;
        refolded();
        arrange(scene, scene.layout.width, scene.layout.height);
        scene.markIndex = undefined;
        scene.hoverRow = undefined;
        if (!sameJournal || !scene.window) scene.window = content?.fit.window;
        else if (content) scene.window = windowAfterFilter(scene.window, before.fit, content.fit);
        break;
      }
      case 'bins':
        if (scene.content) return;
        scene.content = contentOfBins(message.bins);
        lastSeen = scene.content;
        scene.window = scene.content.fit.window;
        refolded();
        arrange(scene, scene.layout.width, scene.layout.height);
        break;
      case 'clear':
        lastSeen = undefined;
        Object.assign(scene, { content: undefined, window: undefined, hoverRow: undefined, markIndex: undefined });
        Object.assign(scene, {
          area: undefined,
          gesture: undefined,
          measure: undefined,
          lags: undefined,
          firstTrack: 0,
        });
        refolded();
        break;
      case 'size':
        arrange(scene, message.width, message.height);
        scene.ratio = Math.min(Math.max(message.ratio, 0.5), 4);
        break;
      case 'palette':
        scene.palette = message.palette;
        break;
      case 'leave':
        scene.pointer = undefined;
        scene.ledBy = 'keys';
        point();
        break;
      case 'select': {
        if (message.row === scene.selectedRow) return;
        scene.selectedRow = message.row;
        scene.ledBy = 'keys';
        const { content, window } = scene;
        if (content && window && message.row !== undefined) {
          measureTo(message.row);
          const seen = timesOf(content, message.row).some(
            (time) => time >= window.fromMicros && time < window.toMicros,
          );
          const at = selectedAt(content, message.row);
          if (!seen && at !== undefined) showInstant(content, window, at);
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
      case 'lags':
        scene.lags = message.lags;
        break;
      case 'tool':
        scene.measures = message.measures;
        break;
      case 'measure-clear':
        scene.measure = undefined;
        break;
      case 'zone':
        scene.zone = zoneNamed(message.name) ?? UTC;
        break;
      case 'notes':
        scene.notes = message.notes.toSorted((a, b) => a.atMicros - b.atMicros);
        break;
      case 'fold':
        if (scene.content && scene.window) act(message, scene.content, scene.window);
        else scene.folding = message.on;
        break;
      default:
        if (!scene.content || !scene.window) return;
        act(message, scene.content, scene.window);
    }
    redraw();
  };
}
