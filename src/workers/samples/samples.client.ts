/** Starts the samples worker for one journal, and ends it. */
import { connect } from '../rpc.ts';
import type { SampleJournal, SampleService } from './samples.protocol.ts';

export async function sampleJournal(sample: SampleJournal): Promise<Blob> {
  const worker = new Worker(new URL('./samples.worker.ts', import.meta.url), { type: 'module', name: 'samples' });
  try {
    return await connect<SampleService>(worker).journal({ sample });
  } finally {
    worker.terminate();
  }
}
