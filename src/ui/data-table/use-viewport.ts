/** What a data table shows, and how scrolling and keys move it. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
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

  const latest = useRef({ extent, anchor });
  latest.current = { extent, anchor };
  const go = useCallback((next: Anchor) => {
    // What is shown already stays: to write a scrollbar costs a layout.
    if (next === latest.current.anchor) return;
    // Set first: the scroll event that follows finds the scrollbar where the anchor says.
    setAnchor(next);
    if (body.current) body.current.scrollTop = next.scrollTop;
  }, []);

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

  useLayoutEffect(() => {
    if (reveal) go(anchorShowing(latest.current.extent, latest.current.anchor, reveal.index));
  }, [reveal, go]);

  const shown = windowOf(extent, anchor);
  useEffect(() => onWindow(shown.first, shown.count), [onWindow, shown.first, shown.count]);

  const scrolled = () => {
    const top = body.current?.scrollTop ?? 0;
    if (Math.abs(top - anchor.scrollTop) >= 1) setAnchor((before) => anchorAfterScroll(extent, before, top));
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
    go(anchorShowing(extent, anchor, index));
    onSelect(index);
    return true;
  };

  return { body, window: { ...shown, view, capacity: capacityOf(view) }, move, scrolled };
}
