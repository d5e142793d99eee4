/**
 * Scrolling through more rows than an element can be high. Browsers end at some 17 to 33 million pixels; the spacer ends at 8. Small moves
 * of the scrollbar move by real pixels, jumps by proportion; both ends are always reached.
 */
export const ROW_PIXELS = 26;
export const SPACER_PIXELS = 8_000_000;

/** Row 3.5 = half of the fourth row is above the upper edge. `scrollTop` is where the scrollbar stood then. */
export interface Anchor {
  readonly row: number;
  readonly scrollTop: number;
}

export interface Extent {
  readonly rows: number;
  /** Height in pixels of what is seen of the rows. */
  readonly view: number;
}

export const spacerHeight = (rows: number): number => Math.min(rows * ROW_PIXELS, SPACER_PIXELS);

const lastTop = ({ rows, view }: Extent) => Math.max(0, rows * ROW_PIXELS - view);
const lastScroll = ({ rows, view }: Extent) => Math.max(0, spacerHeight(rows) - view);
const isCapped = ({ rows }: Extent) => rows * ROW_PIXELS > SPACER_PIXELS;

/** Where the rows stand after the scrollbar moved to `scrollTop`. */
export function anchorAfterScroll(extent: Extent, before: Anchor, scrollTop: number): Anchor {
  const end = lastTop(extent);
  const endScroll = lastScroll(extent);
  if (!isCapped(extent)) return { row: Math.min(scrollTop, end) / ROW_PIXELS, scrollTop };
  if (scrollTop <= 0) return { row: 0, scrollTop };
  if (scrollTop >= endScroll - 1) return { row: end / ROW_PIXELS, scrollTop };
  const moved = scrollTop - before.scrollTop;
  const small = Math.abs(moved) < extent.view * 3;
  const top = small ? before.row * ROW_PIXELS + moved : (scrollTop / endScroll) * end;
  return { row: Math.min(Math.max(0, top), end) / ROW_PIXELS, scrollTop };
}

/** Where the scrollbar belongs when `row` stands at the upper edge. */
export function anchorAt(extent: Extent, row: number): Anchor {
  const end = lastTop(extent);
  const top = Math.min(Math.max(0, row * ROW_PIXELS), end);
  const scrollTop = isCapped(extent) ? (end === 0 ? 0 : (top / end) * lastScroll(extent)) : top;
  return { row: top / ROW_PIXELS, scrollTop: Math.round(scrollTop) };
}

/** The anchor moved no more than needed for `row` to be seen whole. */
export function anchorShowing(extent: Extent, anchor: Anchor, row: number): Anchor {
  const whole = Math.max(1, Math.floor(extent.view / ROW_PIXELS));
  if (row < anchor.row) return anchorAt(extent, row);
  if (row + 1 > anchor.row + extent.view / ROW_PIXELS) return anchorAt(extent, row - whole + 1);
  return anchor;
}

/** Rows that are drawn at most. */
export const capacityOf = (view: number): number => Math.ceil(view / ROW_PIXELS) + 1;

/** The rows to draw, and how far the first is pushed up. */
export function windowOf({ rows, view }: Extent, anchor: Anchor): { first: number; count: number; offset: number } {
  const first = Math.min(Math.floor(anchor.row), Math.max(0, rows - 1));
  const count = Math.max(0, Math.min(rows - first, capacityOf(view)));
  return { first, count, offset: Math.round((anchor.row - first) * ROW_PIXELS) };
}
