/** The storing worker. */
import { openStored } from '../../storage/db.ts';
import { dexieJournals } from '../../storage/journals.ts';
import { serve } from '../rpc.ts';
import { storingService } from './storing.handler.ts';

declare const self: DedicatedWorkerGlobalScope;

// The page tells of a later version; it meets the same database.
serve(self, storingService(openStored(() => undefined).then(dexieJournals)));
