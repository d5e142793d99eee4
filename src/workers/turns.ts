/** Long work that lets others have their turn: what came meanwhile is heard, and may end it. */
import { pause } from './pause.ts';

/** Waits until what stood in line has been done. */
export type Turn = () => Promise<void>;

/** Fails with an AbortError once nobody waits for the work any more. */
export function turns(signal: AbortSignal, isStale: () => boolean): Turn {
  return async () => {
    await pause();
    if (signal.aborted || isStale()) throw new DOMException('something newer came', 'AbortError');
  };
}

/** The result of work in steps; others have their turn after each slice. */
export async function inTurns<S, T>(
  work: Generator<S, T, void>,
  turn: Turn,
  { sliceMillis, onSlice }: { readonly sliceMillis: number; readonly onSlice?: (step: S) => void },
): Promise<T> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < sliceMillis) continue;
    onSlice?.(step.value);
    await turn();
    began = performance.now();
  }
}
