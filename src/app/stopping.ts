/** Work in a realm that has no other way to be cancelled than to be ended. */
import type { SimulatorService } from '../sandbox/protocol.ts';

/** An abort while the work is under way stops the realm; the next request starts it anew. */
export async function stoppedBy<T>(
  signal: AbortSignal,
  service: Pick<SimulatorService, 'stop'>,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const stop = () => service.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
