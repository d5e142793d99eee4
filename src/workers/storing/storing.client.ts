/** Starts a storing worker from the journal worker. */
import { blockBuffers } from '../../core/journal/columns.ts';
import { connect, orFailure } from '../rpc.ts';
import type { Storing, StoringService } from './storing.protocol.ts';

export function startStoringWorker(): Storing {
  const worker = new Worker(new URL('./storing.worker.ts', import.meta.url), { type: 'module', name: 'storing' });
  const remote = connect<StoringService>(worker);
  const orFail = orFailure(worker, 'the storing worker failed');
  return {
    begin: (argument) => orFail(remote.begin(argument)),
    append: (argument) =>
      orFail(remote.append(argument, { transfer: argument.segments.flatMap(({ blocks }) => blockBuffers(blocks)) })),
    end: () => worker.terminate(),
  };
}
