import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchorAfterScroll,
  anchorAt,
  anchorShowing,
  ROW_PIXELS,
  SPACER_PIXELS,
  spacerHeight,
  windowOf,
} from './scroll.ts';

const VIEW = 600;
const start = { row: 0, scrollTop: 0 };
const sizes = fc.constantFrom(0, 1, 30, 10_000, 1_000_000, 10_000_000);

describe('a table of any length', () => {
  it.each([30, 10_000, 1_000_000, 10_000_000])('of %d rows shows its last row at the end of the scrollbar', (rows) => {
    const extent = { rows, view: VIEW };
    const end = anchorAfterScroll(extent, start, spacerHeight(rows) - VIEW);
    const { first, count } = windowOf(extent, end);
    expect(first + count).toBe(rows);
    expect(spacerHeight(rows)).toBeLessThanOrEqual(SPACER_PIXELS);
  });

  it('moves by real pixels when scrolled a little, at ten million rows too', () => {
    const extent = { rows: 10_000_000, view: VIEW };
    const there = anchorAt(extent, 5_000_000);
    const after = anchorAfterScroll(extent, there, there.scrollTop + 2 * ROW_PIXELS);
    expect(after.row).toBeCloseTo(5_000_002);
  });

  it('shows every row it is asked for, and only rows that there are', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, a, b) => {
          fc.pre(rows > 0);
          const extent = { rows, view: VIEW };
          const from = anchorAfterScroll(extent, start, Math.floor(a * Math.max(0, spacerHeight(rows) - VIEW)));
          const row = Math.floor(b * (rows - 1));
          const shown = anchorShowing(extent, from, row);
          const { first, count } = windowOf(extent, shown);
          expect(row).toBeGreaterThanOrEqual(Math.floor(shown.row));
          expect(row).toBeLessThan(first + count);
          expect(first + count).toBeLessThanOrEqual(rows);
        },
      ),
    );
  });

  it('an empty table has no rows to draw', () => {
    expect(windowOf({ rows: 0, view: VIEW }, start).count).toBe(0);
  });
});
