/**
 * Commits: groups of lines that a complete journal was appended, each in one transaction, before they are laid out in segments (`settle` of the
 * journal worker does that). A commit names how many records it found; where there are more by now, somebody else has written: a ConflictError,
 * and nothing of the group is stored.
 */
import type { Commit } from '../core/writepath/grouped.ts';
import type { Database } from './db.ts';
import { isObject } from './stored.ts';

/** Another head than the one that was expected. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

export interface CommitStore {
  /** All of the group or, with an error, none. */
  commit(id: string, group: Commit): Promise<void>;
  /** In order. */
  commits(id: string): Promise<readonly Commit[]>;
  /** The journal takes no commit any more: another one goes on from its first so many records. A ConflictError where these are not all. */
  close(id: string, records: number): Promise<void>;
}

/** `until` of the row that says that a journal is closed; no journal has as many records. */
const CLOSED = Number.MAX_SAFE_INTEGER;

const elsewhere = (what: string) =>
  new ConflictError(
    `${what}, so nothing was appended. Another tab has written meanwhile: read the journal again and go on from there.`,
  );

/** `until`: the records up to the last commit; undefined where the journal is gone. */
function checked(first: number, until: number | undefined): void {
  if (until === undefined) throw elsewhere('The journal is not there any more');
  if (until === CLOSED) throw elsewhere('Another journal goes on from this one');
  if (until !== first)
    throw elsewhere(
      `The journal holds ${until.toLocaleString('en')} records and ${first.toLocaleString('en')} were expected`,
    );
}

function parseCommit(row: unknown): Commit | undefined {
  if (!isObject(row)) return undefined;
  const { first, count, lines } = row;
  const good = Number.isSafeInteger(first) && Number.isSafeInteger(count) && lines instanceof Uint8Array;
  return good ? { first: first as number, count: count as number, lines } : undefined;
}

/** Forgets what a journal was appended, and that it is closed. */
interface Erasable {
  erase(id: string): Promise<void>;
}

/** `erase` joins the transaction that it is called in. */
export function dexieCommits(db: Database): CommitStore & Erasable {
  const of = (id: string) => db.commits.where('[journal+until]').between([id, 0], [id, CLOSED], true, true);
  /** A key alone is read: a commit costs the same however long the journal is. */
  const head = async (id: string): Promise<number | undefined> => {
    const [last] = (await of(id).reverse().limit(1).primaryKeys()) as readonly (readonly [string, number])[];
    if (last) return last[1];
    const row = await db.journals.get(id);
    return isObject(row) && row.state === 'complete' && typeof row.records === 'number' ? row.records : undefined;
  };
  return {
    async commit(id, { first, count, lines }) {
      await db.transaction('rw', db.journals, db.commits, async () => {
        checked(first, await head(id));
        await db.commits.add({ journal: id, until: first + count, first, count, lines });
      });
    },
    async commits(id) {
      const rows = await of(id).toArray();
      return rows.flatMap((row) => parseCommit(row) ?? []);
    },
    async close(id, records) {
      await db.transaction('rw', db.journals, db.commits, async () => {
        checked(records, await head(id));
        await db.commits.add({ journal: id, until: CLOSED });
      });
    },
    async erase(id) {
      await of(id).delete();
    },
  };
}

/** The same in memory. `records`: those of a complete journal; undefined where there is none. */
export function memoryCommits(records: (id: string) => number | undefined): CommitStore & Erasable {
  const all = new Map<string, Commit[]>();
  const closed = new Set<string>();
  const head = (id: string): number | undefined => {
    if (closed.has(id)) return CLOSED;
    const last = all.get(id)?.at(-1);
    return last ? last.first + last.count : records(id);
  };
  return {
    async commit(id, group) {
      checked(group.first, head(id));
      all.set(id, [...(all.get(id) ?? []), group]);
    },
    commits: async (id) => all.get(id) ?? [],
    async close(id, count) {
      checked(count, head(id));
      closed.add(id);
    },
    async erase(id) {
      all.delete(id);
      closed.delete(id);
    },
  };
}
