/** Starts a records worker from the journal worker. */
import { connect } from '../rpc.ts';
import type { Records, RecordsService } from './records.protocol.ts';

/** What is asked of a worker that fails is refused. */
export function startRecordsWorker(): Records {
  const worker = new Worker(new URL('./records.worker.ts', import.meta.url), { type: 'module', name: 'records' });
  const remote = connect<RecordsService>(worker);
  const failure = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('the records worker failed')));
  });
  failure.catch(() => undefined);
  return {
    begin: (argument) => Promise.race([remote.begin(argument), failure]),
    check: (part) => Promise.race([remote.check(part), failure]),
    processing: (argument) => Promise.race([remote.processing(argument), failure]),
    finish: (argument) => Promise.race([remote.finish(argument), failure]),
    end: () => worker.terminate(),
  };
}
