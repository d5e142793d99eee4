/** What the page gives to tests and to the curious in the console. */
import type { Services } from './services.ts';
import type { useWorkbench } from './store.ts';

export interface FactlineHandle {
  /** Resolves when no worker call, save or import is under way. */
  idle(): Promise<void>;
  readonly services: Services;
  readonly store: typeof useWorkbench;
}

declare global {
  interface Window {
    factline: FactlineHandle;
  }
}
