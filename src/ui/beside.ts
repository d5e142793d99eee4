/** Where what opens from a button stands: below it, or above it where there is more room, and always within the window. CSS pixels. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** As `inset` has it: distances from the window's edges. */
export interface Beside {
  readonly top: number | 'auto';
  readonly bottom: number | 'auto';
  readonly left: number | 'auto';
  readonly right: number | 'auto';
  readonly maxHeight: number;
  readonly maxWidth: number;
}

/** As high as a list of choices needs to be; more than that scrolls. */
const ENOUGH = 420;
/** From the button, and from the window's edge. */
const GAP = 2;
const EDGE = 8;

/** It is aligned with the button's left edge, in the right half of the window with its right one. */
export function beside(button: Box, window: { readonly width: number; readonly height: number }): Beside {
  const below = window.height - button.bottom - GAP - EDGE;
  const above = button.top - GAP - EDGE;
  const opensBelow = below >= Math.min(ENOUGH, above);
  const fromLeft = button.left + button.right <= window.width;
  const left = Math.max(EDGE, button.left);
  const right = Math.max(EDGE, window.width - button.right);
  return {
    top: opensBelow ? button.bottom + GAP : 'auto',
    bottom: opensBelow ? 'auto' : window.height - button.top + GAP,
    left: fromLeft ? left : 'auto',
    right: fromLeft ? 'auto' : right,
    maxHeight: Math.max(0, Math.min(ENOUGH, opensBelow ? below : above)),
    maxWidth: Math.max(0, window.width - (fromLeft ? left : right) - EDGE),
  };
}
