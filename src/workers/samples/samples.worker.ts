/** The samples worker. */
import { fleetJournal } from '../../core/workspace/samples/fleet-journal.ts';
import { shopJournal } from '../../core/workspace/samples/shop-journal.ts';
import { serve } from '../rpc.ts';
import type { SampleService } from './samples.protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

const MAKE = { shop: shopJournal, fleet: () => fleetJournal().text.join('') };

const service: SampleService = { journal: async ({ sample }) => new Blob([MAKE[sample]()]) };
serve(self, service);
