/** The hold worker. */
import { serve } from '../rpc.ts';
import { holdService } from './hold.handler.ts';

declare const self: DedicatedWorkerGlobalScope;

serve(self, holdService());
