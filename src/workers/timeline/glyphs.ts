/** A shape for each kind of mark, so that none depends on its colour alone. The panel's legend draws the same shapes. */
import type { Pen } from './pen.ts';

/** By MARK_KINDS. Each fits a square of 2·r around (x, y), and is filled. */
const SHAPES: readonly ((pen: Pen, x: number, y: number, r: number) => void)[] = [
  // gap: brackets around nothing
  (pen, x, y, r) => {
    pen.rect(x - r, y - r, r * 0.9, r * 2);
    pen.rect(x + r * 0.1, y - r, r * 0.9, r * 2);
    pen.rect(x - r * 0.55, y - r * 0.55, r * 1.1, r * 1.1);
  },
  // duplicate: two bars
  (pen, x, y, r) => {
    pen.rect(x - r, y - r * 0.8, r * 2, r * 0.6);
    pen.rect(x - r, y + r * 0.2, r * 2, r * 0.6);
  },
  // out of order: an arrow back
  (pen, x, y, r) => {
    pen.moveTo(x - r, y);
    pen.lineTo(x + r, y - r);
    pen.lineTo(x + r, y + r);
    pen.closePath();
  },
  // skew: a diamond
  (pen, x, y, r) => {
    pen.moveTo(x, y - r);
    pen.lineTo(x + r, y);
    pen.lineTo(x, y + r);
    pen.lineTo(x - r, y);
    pen.closePath();
  },
  // late: a disc
  (pen, x, y, r) => {
    pen.moveTo(x + r * 0.9, y);
    pen.arc(x, y, r * 0.9, 0, Math.PI * 2);
  },
];

/** Adds the shape of a kind to the pen's path. The gap's hole needs the even-odd rule. */
export function glyph(pen: Pen, kind: number, x: number, y: number, r: number): void {
  SHAPES[kind]?.(pen, x, y, r);
}
