/** Starts a hold worker from the journal worker. */
import { connect } from '../rpc.ts';
import type { Hold, HoldService } from './hold.protocol.ts';

/** What is asked of a worker that fails is refused. */
export function startHoldWorker(): Hold {
  const worker = new Worker(new URL('./hold.worker.ts', import.meta.url), { type: 'module', name: 'hold' });
  const remote = connect<HoldService>(worker);
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('the hold worker failed')));
  });
  failure.catch(() => undefined);
  return {
    begin: (argument) => Promise.race([remote.begin(argument), failure]),
    look: (part) => Promise.race([remote.look(part), failure]),
    end: () => worker.terminate(),
  };
}
