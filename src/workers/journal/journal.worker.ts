/** The journal worker. Where IndexedDB is refused, journals live as long as the page. */
import { openDatabase } from '../../storage/db.ts';
import { dexieJournals, type JournalStore, memoryJournals } from '../../storage/journals.ts';
import { serve } from '../rpc.ts';
import { journalService } from './journal.handler.ts';

declare const self: DedicatedWorkerGlobalScope;

async function store(): Promise<JournalStore> {
  try {
    const db = openDatabase();
    await db.open();
    return dexieJournals(db);
  } catch {
    return memoryJournals();
  }
}

// Calls that arrive before the database is open wait for it.
const service = store().then(journalService);
const methods = [
  'list',
  'preview',
  'import',
  'continueImport',
  'rename',
  'erase',
  'open',
  'close',
  'rows',
  'locate',
  'resolve',
  'record',
  'report',
  'shapes',
  'lanes',
  'serveReplay',
  'export',
] as const;
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
