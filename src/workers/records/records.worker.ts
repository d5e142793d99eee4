/** The records worker. */
import { serve } from '../rpc.ts';
import { recordsService } from './records.handler.ts';

declare const self: DedicatedWorkerGlobalScope;

serve(self, recordsService());
