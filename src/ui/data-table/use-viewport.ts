/** What a data table shows, and how scrolling and keys move it. */
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Anchor, anchorAfterScroll, anchorAt, anchorShowing, capacityOf, ROW_PIXELS, windowOf } from './scroll.ts';

const HEAD_PIXELS = 26;

export interface ViewportOptions {
  readonly total: number;
  readonly selected: number | undefined;
  readonly reveal: { readonly index: number } | undefined;
  readonly onSelect: (index: number) => void;
  readonly onWindow: (first: number, count: number) => void;
}
export interface Viewport {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly window: {
    readonly first: number;
    readonly count: number;
    readonly offset: number;
    readonly view: number;
    /** The count never passes it, and it changes with the view alone. */
    readonly capacity: number;
  };
  /** Handles a key; says whether it was one of the grid's. */
  readonly move: (event: KeyboardEvent) => boolean;
  readonly scrolled: () => void;
}

export function useViewport({ total, selected, reveal, onSelect, onWindow }: ViewportOptions): Viewport {
  const body = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(300);
  const [anchor, setAnchor] = useState<Anchor>({ row: 0, scrollTop: 0 });
  const extent = { rows: total, view };

  // In the same rendering: the row is asked for and in view at once. One that came before it was known how many there are waits for that.
  const [revealed, setRevealed] = useState<ViewportOptions['reveal']>();
  if (revealed !== reveal && (reveal?.index ?? -1) < total) {
    setRevealed(reveal);
    if (reveal) setAnchor(anchorShowing(extent, anchor, reveal.index));
  }
  const bar = useScrollbar(body, anchor.scrollTop);

  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const measure = () => setView(Math.max(ROW_PIXELS, element.clientHeight - HEAD_PIXELS));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  // Fewer rows than before: the anchor may be past the end.
  useLayoutEffect(() => {
    setAnchor((before) => {
      const next = anchorAt({ rows: total, view }, before.row);
      return before.row > next.row ? next : before;
    });
  }, [total, view]);

  const shown = windowOf(extent, anchor);
  useEffect(() => onWindow(shown.first, shown.count), [onWindow, shown.first, shown.count]);

  const scrolled = () => {
    const top = bar.moved();
    if (top !== undefined) setAnchor((before) => anchorAfterScroll(extent, before, top));
  };

  const move = (event: KeyboardEvent): boolean => {
    if (total === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
    const page = Math.max(1, Math.floor(view / ROW_PIXELS) - 1);
    const at = selected ?? shown.first - 1;
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: total - 1,
    }[event.key];
    if (target === undefined) return false;
    const index = Math.min(Math.max(0, target), total - 1);
    setAnchor(anchorShowing(extent, anchor, index));
    onSelect(index);
    return true;
  };

  return { body, window: { ...shown, view, capacity: capacityOf(view) }, move, scrolled };
}

const BAR_MILLIS = 200;

/**
 * Puts the scrollbar where the anchor says. Rows do not move with it, and each writing lays the page out: so it follows a moment later. `moved`
 * says where a person moved it to.
 */
function useScrollbar(body: RefObject<HTMLDivElement | null>, wanted: number) {
  const latest = useRef(wanted);
  latest.current = wanted;
  /** Where it stands. */
  const known = useRef(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const write = (top: number) => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    known.current = top;
    if (body.current) body.current.scrollTop = top;
  };
  useEffect(() => {
    if (Math.abs(wanted - known.current) < 1) return;
    waiting.current ??= setTimeout(() => write(latest.current), BAR_MILLIS);
  });
  useEffect(() => () => clearTimeout(waiting.current), []);
  return {
    moved(): number | undefined {
      const top = body.current?.scrollTop ?? 0;
      // Moved before it was written: by as much from where it belongs. The event that follows says so.
      if (waiting.current !== undefined) {
        write(latest.current + top - known.current);
        return undefined;
      }
      known.current = top;
      return Math.abs(top - latest.current) < 1 ? undefined : top;
    },
  };
}
