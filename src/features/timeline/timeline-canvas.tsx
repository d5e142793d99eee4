/** The canvas: made by hand, since a canvas can be handed to a worker only once. Input goes to the worker as it comes. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useServices } from '../../app/services.ts';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import type { FromTimeline, TimelineView } from '../../workers/timeline/timeline.protocol.ts';
import { onThemeChange, readPalette } from './palette.ts';
import { setView } from './session.ts';

const WHEEL_ZOOM = 0.0022;
const LINE_PIXELS = 30;

export interface TimelineCanvasProps {
  /** Counts in words: the canvas's accessible name. */
  readonly label: string;
  readonly describedBy: string;
  readonly cursor: string;
  /** For tests: what is shown, and whether it is all there. */
  readonly window: TimeWindow | undefined;
  readonly 'data-state': string;
  /** It needs more height than a low panel has. */
  readonly tall: boolean;
  readonly onView: (view: TimelineView | undefined) => void;
  readonly hear: (message: FromTimeline) => void;
  readonly children?: ReactNode;
}

export function TimelineCanvas({
  label,
  describedBy,
  cursor,
  window,
  tall,
  onView,
  hear,
  children,
  ...rest
}: TimelineCanvasProps) {
  const { timeline } = useServices();
  const host = useRef<HTMLDivElement>(null);
  const heard = useRef(hear);
  heard.current = hear;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const canvas = document.createElement('canvas');
    canvas.className = 'timeline-canvas';
    element.prepend(canvas);
    const view = timeline.start(canvas.transferControlToOffscreen(), (message) => heard.current(message));
    const sendSize = () => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) view.send({ kind: 'size', width, height, ratio: devicePixelRatio });
    };
    const sendPalette = () => view.send({ kind: 'palette', palette: readPalette() });
    const resize = new ResizeObserver(sendSize);
    resize.observe(element);
    const offTheme = onThemeChange(sendPalette);
    sendPalette();
    sendSize();
    const offInput = listen(element, view);
    setView(view);
    onView(view);
    return () => {
      offInput();
      offTheme();
      resize.disconnect();
      setView(undefined);
      onView(undefined);
      view.dispose();
      canvas.remove();
    };
  }, [timeline, onView]);

  return (
    <div
      ref={host}
      className="timeline-surface"
      role="application"
      aria-label={label}
      aria-describedby={describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the timeline's keys
      tabIndex={0}
      style={{ cursor }}
      data-state={rest['data-state']}
      data-tall={tall}
      data-from={window?.fromMicros}
      data-to={window?.toMicros}
    >
      {children}
    </div>
  );
}

const heldDown = (event: PointerEvent) =>
  event.altKey
    ? ({ does: 'measure' } as const)
    : event.shiftKey || event.button === 1
      ? ({ does: 'pan' } as const)
      : {};

/** Pointer and wheel to the worker; returns what ends that. */
function listen(element: HTMLElement, view: TimelineView): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const place = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onControl = (event: Event) => event.target instanceof Element && event.target.closest('button') !== null;
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        view.send({ kind: 'pan', part: (sideways * unit) / element.clientWidth });
      else if (event.altKey) view.send({ kind: 'scroll', lanes: Math.sign(event.deltaY) * 3 });
      else {
        // A pinch comes as a wheel with Ctrl and small deltas.
        const strength = event.ctrlKey ? 4 : 1;
        const factor = Math.exp(-Math.max(-300, Math.min(300, event.deltaY * unit)) * WHEEL_ZOOM * strength);
        view.send({ kind: 'zoom', factor, x: place(event).x });
      }
    },
    { signal, passive: false },
  );
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (onControl(event) || (event.button !== 0 && event.button !== 1)) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      view.send({ kind: 'press', ...place(event), ...heldDown(event) });
    },
    { signal },
  );
  element.addEventListener('pointermove', (event) => view.send({ kind: 'move', ...place(event) }), { signal });
  element.addEventListener('pointerup', () => view.send({ kind: 'release' }), { signal });
  element.addEventListener('pointercancel', () => view.send({ kind: 'release' }), { signal });
  element.addEventListener('pointerleave', () => view.send({ kind: 'leave' }), { signal });
  element.addEventListener(
    'dblclick',
    (event) => {
      if (!onControl(event)) view.send({ kind: 'zoom-to', ...place(event) });
    },
    { signal },
  );
  return () => abort.abort();
}
