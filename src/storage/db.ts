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
  /** Of replays: by journal, behavior and slots. */
  readonly checkpoints: Table<unknown, [string, string, number]>;
}

export const DATABASE_NAME = 'factline';

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
  return db as Database;
}
