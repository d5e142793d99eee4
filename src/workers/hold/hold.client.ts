/** Starts a hold worker from the journal worker. */
import { connect, orFailure } from '../rpc.ts';
import type { Hold, HoldService } from './hold.protocol.ts';

export function startHoldWorker(): Hold {
  const worker = new Worker(new URL('./hold.worker.ts', import.meta.url), { type: 'module', name: 'hold' });
  const remote = connect<HoldService>(worker);
  const orFail = orFailure(worker, 'the hold worker failed');
  return {
    begin: (argument) => orFail(remote.begin(argument)),
    look: (part) => orFail(remote.look(part)),
    end: () => worker.terminate(),
  };
}
