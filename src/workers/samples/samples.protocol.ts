/** Makes the journals of the samples, off the page: 100,000 records take most of a second. */
import type { Call } from '../rpc.ts';

export type SampleJournal = 'shop' | 'fleet';

export type SampleService = {
  /** The journal of a sample as contract NDJSON. */
  journal(argument: { readonly sample: SampleJournal }, call: Call): Promise<Blob>;
};
