/** The database. Tables are described by the rows that `journals.ts` and `workspaces.ts` parse; a new version gets an upgrade step here. */
import { Dexie, type Table } from 'dexie';

export interface Database extends Dexie {
  readonly workspaces: Table<unknown, string>;
  readonly files: Table<unknown, [string, string]>;
  /** Earlier texts of files. */
  readonly history: Table<unknown, [string, string, number]>;
  readonly settings: Table<unknown, string>;
  readonly journals: Table<unknown, string>;
  readonly segments: Table<unknown, [string, number]>;
  readonly asides: Table<unknown, [string, number]>;
  readonly blocks: Table<unknown, [string, number]>;
  /** Of each journal how its timeline looks at first. */
  readonly pictures: Table<unknown, string>;
  /** Of replays: by journal, behavior and slots. */
  readonly checkpoints: Table<unknown, [string, string, number]>;
  /** Appended to a journal and not yet laid out in segments. */
  readonly commits: Table<unknown, [string, number]>;
}

export const DATABASE_NAME = 'factline';

/** The database was written by a later Factline than this one. */
export class NewerError extends Error {
  override readonly name = 'NewerError';
}

/**
 * The database, open. Throws a NewerError where a later version wrote it, and leaves it untouched: Dexie would go on with it, and even change
 * its version. `onNewer`: a later version, in another tab, takes the database over; it is closed here and stays closed.
 */
export async function openStored(onNewer: () => void, name = DATABASE_NAME): Promise<Database> {
  const db = openDatabase(name);
  const known = db.verno;
  if ((await storedVersion(name)) > known * DEXIE_FACTOR)
    throw new NewerError('A later version of Factline has stored data in this browser.');
  db.on('versionchange', (event) => {
    db.close({ disableAutoOpen: true });
    if (event.newVersion !== null && event.newVersion > known * DEXIE_FACTOR) onNewer();
    // Dexie's own handler, which comes after this one, would open it again.
    return false;
  });
  await db.open();
  return db;
}

/** Dexie counts in tenths. */
const DEXIE_FACTOR = 10;

/** The version of the database as the browser counts it, 0 where there is none; none is made. */
function storedVersion(name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve(version);
    };
    request.onerror = () => (isNew ? resolve(0) : reject(request.error ?? new Error('IndexedDB cannot be opened')));
  });
}

/** Opens nothing yet; the first use does. `name` is for tests. */
export function openDatabase(name = DATABASE_NAME): Database {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
  db.version(1).stores({
    workspaces: 'id',
    files: '[workspace+path], workspace',
    settings: 'key',
    journals: 'id',
    segments: '[journal+index]',
    asides: '[journal+index]',
    blocks: '[journal+index]',
  });
  // 2: the history of files begins empty; what is there is its first version once it changes.
  db.version(2).stores({ history: '[workspace+path+at], workspace' });
  // 3: checkpoints of replays; there are none yet, and what is not there is folded.
  db.version(3).stores({ checkpoints: '[journal+behavior+slots], journal' });
  // 4: commits of the own journals; there are none yet.
  db.version(4).stores({ commits: '[journal+until]' });
  // 5: pictures of timelines; one that is not there is made when its timeline is next shown.
  db.version(5).stores({ pictures: 'journal' });
  // 6: segments take less room; those that are there are read as they were written.
  db.version(6).stores({});
  return db as Database;
}
