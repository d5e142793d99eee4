/** Where commands reach the panel: it listens while it stands. */
import type { StepBy } from '../../core/journal/neighbour.ts';

export type Control =
  | { readonly to: 'first' | 'last' | 'play' }
  /** A step by what the panel steps by now, or by what is named. */
  | { readonly to: 'previous' | 'next'; readonly by?: StepBy }
  /** The record at the cursor begins or ends what plays over and over. */
  | { readonly to: 'loop-from' | 'loop-to' | 'loop-off' }
  /** The next or previous change of any watched path. */
  | { readonly to: 'watched'; readonly forward: boolean }
  | { readonly to: 'row'; readonly row: number };

let listener: ((control: Control) => void) | undefined;

export function onControl(listen: (control: Control) => void): () => void {
  listener = listen;
  return () => {
    if (listener === listen) listener = undefined;
  };
}

export const control = (what: Control): void => listener?.(what);
