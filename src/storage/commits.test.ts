import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './db.ts';
import { dexieJournals, type JournalStore, type Manifest, memoryJournals } from './journals.ts';

const own = (id: string, records = 0): Manifest => ({
  id,
  name: id,
  state: 'complete',
  createdAt: '2026-01-01T00:00:00Z',
  header: { factline: 1, journal: id, sequence: { per: 'subject', base: 1 }, identity: ['id'] },
  reading: { format: 'factline' },
  sources: [],
  records,
  rejected: 0,
  bytes: 0,
  segments: 0,
  rejectedLines: [],
});
const group = (first: number, count: number) => ({ first, count, lines: new TextEncoder().encode(`${first}\n`) });
let n = 0;
const stores: readonly [string, () => JournalStore][] = [
  ['Dexie', () => dexieJournals(openDatabase(`commits-${n++}`))],
  ['memory', memoryJournals],
];

describe.each(stores)('commits in %s', (_, open) => {
  it('stand in order behind the records that were there', async () => {
    const store = open();
    await store.create(own('a', 5));
    await store.create(own('b'));
    for (const one of [group(5, 3), group(8, 1), group(9, 250)]) await store.commit('a', one);
    await store.commit('b', group(0, 2));
    expect((await store.commits('a')).map(({ first, count }) => [first, count])).toEqual([
      [5, 3],
      [8, 1],
      [9, 250],
    ]);
    await store.erase('a');
    expect(await store.commits('a')).toEqual([]);
    expect(await store.commits('b')).toHaveLength(1);
  });

  it('of two writers at one head one is told of the conflict, and nothing of it is stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 5 })), { maxLength: 12 }),
        async (tries) => {
          const store = open();
          await store.create(own('a'));
          // Each writer knows what it wrote or read itself; a conflict makes it read.
          const known = [0, 0, 0];
          let head = 0;
          for (const [writer, count] of tries) {
            const before = await store.commits('a');
            const done = await store.commit('a', group(known[writer] ?? 0, count)).then(
              () => true,
              (error: Error) => {
                expect(error.name).toBe('ConflictError');
                return false;
              },
            );
            expect(done).toBe(known[writer] === head);
            if (done) head += count;
            else expect(await store.commits('a')).toEqual(before);
            known[writer] = head;
          }
          const stored = await store.commits('a');
          expect(stored.reduce((sum, { count }) => sum + count, 0)).toBe(head);
          for (const [i, { first }] of stored.entries())
            expect(first).toBe(i === 0 ? 0 : (stored[i - 1]?.first ?? 0) + (stored[i - 1]?.count ?? 0));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('at the same moment: exactly one is taken', async () => {
    const store = open();
    await store.create(own('a'));
    const done = await Promise.allSettled(Array.from({ length: 5 }, () => store.commit('a', group(0, 2))));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.commits('a')).toHaveLength(1);
  });

  it('are taken by no journal that is closed, unfinished or gone', async () => {
    const store = open();
    await store.create(own('a'));
    await store.commit('a', group(0, 2));
    await expect(store.close('a', 0)).rejects.toThrow('2 records');
    await store.close('a', 2);
    await expect(store.commit('a', group(2, 1))).rejects.toThrow('Another journal goes on');
    expect(await store.commits('a')).toHaveLength(1);
    await store.create({ ...own('b'), state: 'importing' });
    await expect(store.commit('b', group(0, 1))).rejects.toThrow('not there');
    await expect(store.commit('c', group(0, 1))).rejects.toThrow('not there');
  });
});
