/** Starts a records worker from the journal worker. */
import { blockBuffers } from '../../core/journal/columns.ts';
import { connect, orFailure } from '../rpc.ts';
import type { Records, RecordsService } from './records.protocol.ts';

export function startRecordsWorker(): Records {
  const worker = new Worker(new URL('./records.worker.ts', import.meta.url), { type: 'module', name: 'records' });
  const remote = connect<RecordsService>(worker);
  const orFail = orFailure(worker, 'the records worker failed');
  return {
    begin: (argument) => orFail(remote.begin(argument)),
    check: (part) => orFail(remote.check(part, { transfer: part.given ? blockBuffers(part.blocks) : [] })),
    processing: (argument) => orFail(remote.processing(argument)),
    finish: (argument) => orFail(remote.finish(argument)),
    end: () => worker.terminate(),
  };
}
