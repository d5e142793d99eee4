/** Whether the facets stand beside the table; kept in this browser. */
import { useSyncExternalStore } from 'react';
import { recall, remember } from '../../app/remember.ts';

const KEY = 'facets.shown';
const listeners = new Set<() => void>();
let shown: boolean | undefined;

const isShown = () => {
  shown ??= recall(KEY) === '1';
  return shown;
};

/** Whether they are shown now. */
export function toggleFacets(): boolean {
  shown = !isShown();
  remember(KEY, shown ? '1' : undefined);
  for (const listener of listeners) listener();
  return shown;
}

export function useFacetsShown(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isShown);
}
