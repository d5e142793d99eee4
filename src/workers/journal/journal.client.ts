/** Starts the journal worker. */
import { connect, type Remote } from '../rpc.ts';
import type { JournalService } from './journal.protocol.ts';

export function startJournalWorker(onBusy: (calls: number) => void): Remote<JournalService> {
  const worker = new Worker(new URL('./journal.worker.ts', import.meta.url), { type: 'module', name: 'journal' });
  return connect<JournalService>(worker, onBusy);
}
