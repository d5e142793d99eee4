/** What the browser keeps, read past the product; and files of our own on disk, gone when the test is. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** How many entries each table of the database has that holds journals. */
export const storedCounts = (page: Page): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await settled(indexedDB.open('factline'));
    try {
      const counts: Record<string, number> = {};
      for (const name of ['journals', 'segments', 'asides', 'blocks'])
        counts[name] = await settled(db.transaction(name).objectStore(name).count());
      return counts;
    } finally {
      db.close();
    }
  });

/** `name state records` of every journal that is kept. */
export const keptJournals = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () =>
    (await window.factline.services.journals.list()).map((j) => `${j.name} ${j.state} ${j.records}`),
  );

/** Gives a folder of its own to `use`, and removes it with all that is in it, whatever happens. */
export async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'factline-e2e-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a file piece by piece, as large as it may be. */
export async function writePieces(path: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const out = createWriteStream(path);
  for (const piece of pieces) if (!out.write(piece)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}
