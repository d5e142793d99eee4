/** The course of a watched value over a journal as the columns of a small picture. */
import type { WatchedCourse } from '../../core/ask/ask.types.ts';

/** One column of pixels: the least and greatest number that stood there within its slots, and whether anything changed. */
export interface SparkColumn {
  /** Undefined where no number stood. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly changed: boolean;
}

/** Column c stands for the slots (c·records/width, (c+1)·records/width]. A value stands until the next change. */
export function sparkColumns(
  { slots, numbers, start }: Pick<WatchedCourse, 'slots' | 'numbers' | 'start'>,
  records: number,
  width: number,
): readonly SparkColumn[] {
  const columns: SparkColumn[] = [];
  let now = start;
  let next = 0;
  for (let column = 0; column < width; column++) {
    const end = ((column + 1) * records) / width;
    let low = Number.isNaN(now) ? undefined : now;
    let high = low;
    const first = next;
    while (next < slots.length && (slots[next] ?? 0) <= end) {
      now = numbers[next] ?? Number.NaN;
      next++;
      if (Number.isNaN(now)) continue;
      low = Math.min(low ?? now, now);
      high = Math.max(high ?? now, now);
    }
    columns.push({ low, high, changed: next > first });
  }
  return columns;
}

/** The slot of the change after or before a place; undefined where there is none. */
export function nextChange(
  courses: readonly Pick<WatchedCourse, 'slots'>[],
  slot: number,
  forward: boolean,
): number | undefined {
  let best: number | undefined;
  for (const { slots } of courses) {
    let low = 0;
    let high = slots.length;
    // The first change at or after `slot`; going forward, after it.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((slots[middle] ?? 0) < slot + (forward ? 1 : 0)) low = middle + 1;
      else high = middle;
    }
    const found = slots[forward ? low : low - 1];
    if (found === undefined) continue;
    best = best === undefined ? found : forward ? Math.min(best, found) : Math.max(best, found);
  }
  return best;
}
