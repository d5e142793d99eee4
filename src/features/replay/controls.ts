/** Where commands reach the panel: it listens while it stands. */
export type Control =
  | { readonly to: 'first' | 'previous' | 'next' | 'last' | 'play' }
  | { readonly to: 'row'; readonly row: number };

let listener: ((control: Control) => void) | undefined;

export function onControl(listen: (control: Control) => void): () => void {
  listener = listen;
  return () => {
    if (listener === listen) listener = undefined;
  };
}

export const control = (what: Control): void => listener?.(what);
