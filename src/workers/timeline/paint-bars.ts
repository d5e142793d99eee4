/**
 * Bars side by side as one shape: its outline goes up and down with them. A rasteriser follows one edge between two
 * columns; drawn as a rectangle each, a thousand columns take it ten times as long.
 */
import type { Pen } from './pen.ts';

/** `heights` from `bottom` up, a column each; what is not above 0 has no bar. Fills with the pen's colour. */
export function fillBars(
  pen: Pen,
  { left, width, bottom }: { readonly left: number; readonly width: number; readonly bottom: number },
  heights: Float64Array,
): void {
  pen.beginPath();
  pen.moveTo(left, bottom);
  let from = 0;
  while (from < heights.length) {
    const height = heights[from] ?? 0;
    let to = from + 1;
    while (heights[to] === height) to++;
    const top = bottom - Math.max(0, height);
    pen.lineTo(left + from * width, top);
    pen.lineTo(left + to * width, top);
    from = to;
  }
  pen.lineTo(left + heights.length * width, bottom);
  pen.fill();
}
