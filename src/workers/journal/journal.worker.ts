/** The journal worker. Where IndexedDB is refused, or a later version has it, journals live as long as the page. */
import { openStored } from '../../storage/db.ts';
import { dexieJournals, type JournalStore, memoryJournals } from '../../storage/journals.ts';
import { startRecordsWorker } from '../records/records.client.ts';
import { serve } from '../rpc.ts';
import { startStoringWorker } from '../storing/storing.client.ts';
import { journalService } from './journal.handler.ts';
import type { JournalService } from './journal.protocol.ts';

declare const self: DedicatedWorkerGlobalScope;

async function store(): Promise<JournalStore> {
  try {
    // The page tells of a later version; it meets the same database.
    return dexieJournals(await openStored(() => undefined));
  } catch {
    return memoryJournals();
  }
}

// Calls that arrive before the database is open wait for it.
const service = store().then((journals) =>
  journalService(
    journals,
    Date.now,
    typeof Worker === 'undefined'
      ? {}
      : { startRecords: startRecordsWorker, ...(journals.durable && { startStoring: startStoringWorker }) },
  ),
);
/** All of them: a method that is forgotten here is an error of types. */
const METHODS: Readonly<Record<keyof JournalService, true>> = {
  list: true,
  preview: true,
  import: true,
  continueImport: true,
  unfinishedOf: true,
  rename: true,
  remove: true,
  restore: true,
  erase: true,
  seal: true,
  positions: true,
  addPositions: true,
  rescue: true,
  verify: true,
  keep: true,
  mask: true,
  fork: true,
  open: true,
  close: true,
  rows: true,
  facets: true,
  locate: true,
  resolve: true,
  neighbour: true,
  agreement: true,
  record: true,
  replayed: true,
  thread: true,
  report: true,
  integrity: true,
  fillers: true,
  compare: true,
  differences: true,
  proposeOffsets: true,
  mergeOutlook: true,
  merge: true,
  check: true,
  shapes: true,
  picture: true,
  lanes: true,
  lags: true,
  serveReplay: true,
  head: true,
  export: true,
  begin: true,
  commit: true,
  settle: true,
  convert: true,
};
const methods = Object.keys(METHODS) as (keyof JournalService)[];
serve(
  self,
  Object.fromEntries(
    methods.map((name) => [
      name,
      async (argument: never, call: Parameters<Awaited<typeof service>['list']>[1]) =>
        (await service)[name](argument, call),
    ]),
  ),
);
