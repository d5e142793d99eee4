/** Pauses of long work, in which alone the worker hears other messages: a cancel among them. */
import { pause } from '../pause.ts';
import type { Call } from '../rpc.ts';

const SLICE_MILLIS = 25;

/** To be awaited often. Every 25 ms it tells how much is done and pauses; once the call is cancelled it throws an AbortError that says `what`. */
export function breather(
  call?: Pick<Call, 'signal'>,
  tell?: (done: number) => void,
  what = 'The work was cancelled.',
): (done?: number) => void | Promise<void> {
  let since = performance.now();
  return (done) => {
    if (call?.signal.aborted) throw new DOMException(what, 'AbortError');
    if (performance.now() - since < SLICE_MILLIS) return;
    if (done !== undefined) tell?.(done);
    return pause().then(() => {
      since = performance.now();
    });
  };
}
