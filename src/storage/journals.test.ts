import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { createIngest } from '../core/journal/ingest.ts';
import type { Segment } from '../core/journal/segment.ts';
import { openDatabase } from './db.ts';
import { dexieJournals, type JournalStore, type Manifest, memoryJournals, type StoredExtent } from './journals.ts';

function segmentsOf(count: number): Segment[] {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading: { format: 'factline' }, onSegment: (s) => segments.push(s) });
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `r${i}`, type: 'A', subject_id: `o-${i % 7}`, sequence: i, payload: { i } }),
  );
  ingest.push(new TextEncoder().encode(`${lines.join('\n')}\n`));
  ingest.end();
  return segments;
}

async function extent(store: JournalStore, id: string): Promise<StoredExtent> {
  return (await store.get(id)) ?? { id, segments: 0 };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const manifest = (id: string): Manifest => ({
  id,
  name: id,
  state: 'importing',
  createdAt: '2026-01-01T00:00:00Z',
  header: { factline: 1, journal: id, sequence: { per: 'subject', base: 1 }, identity: ['id'] },
  reading: { format: 'factline' },
  sources: [],
  records: 0,
  rejected: 0,
  bytes: 0,
  segments: 0,
  rejectedLines: [],
});

let n = 0;
const stores: readonly [string, () => JournalStore][] = [
  ['Dexie', () => dexieJournals(openDatabase(`test-${n++}`))],
  ['memory', memoryJournals],
];

describe.each(stores)('journals in %s', (_, open) => {
  it('gives back what was appended, block by block', async () => {
    const store = open();
    const segments = segmentsOf(20_000);
    await store.create(manifest('a'));
    for (const segment of segments) await store.append('a', [segment], { records: segment.first + segment.count });
    await store.update('a', { state: 'complete' });
    expect(await store.get('a')).toMatchObject({ state: 'complete', records: 20_000, segments: segments.length });
    const stored = await all(store.segments(await extent(store, 'a')));
    expect(stored.map((s) => [s.first, s.count])).toEqual(segments.map((s) => [s.first, s.count]));
    expect(stored.map((s) => s.sequence)).toEqual(segments.map((s) => s.sequence));
    expect(stored.map((s) => s.dictionary)).toEqual(segments.map((s) => s.dictionary));
    const asides = await all(store.asides(await extent(store, 'a')));
    expect(asides.map((s) => s.idHash)).toEqual(segments.map((s) => s.idHash));
    const last = segments.at(-1)?.blocks.at(-1);
    expect((await store.block('a', 19)).bytes).toEqual(last?.bytes);
  });

  it('keeps journals apart and erases one wholly', async () => {
    const store = open();
    for (const id of ['a', 'b']) {
      await store.create(manifest(id));
      await store.append(id, segmentsOf(10), { records: 10 });
    }
    await store.erase('a');
    expect((await store.list()).map((m) => m.id)).toEqual(['b']);
    expect(await all(store.segments(await extent(store, 'b')))).toHaveLength(1);
    await expect(store.block('a', 0)).rejects.toThrow('damaged');
  });

  it('refuses to append to a journal that is gone, and to create one twice', async () => {
    const store = open();
    await expect(store.append('x', segmentsOf(1), {})).rejects.toThrow('erased');
    await store.create(manifest('a'));
    await expect(store.create(manifest('a'))).rejects.toThrow();
  });
});

it('names damage instead of showing wrong data', async () => {
  const db = openDatabase(`test-${n++}`);
  const store = dexieJournals(db);
  await store.create(manifest('a'));
  await store.append('a', segmentsOf(10), { records: 10 });
  await db.segments.update(['a', 0], { 'columns.line': 'x' });
  await expect(all(store.segments(await extent(store, 'a')))).rejects.toThrow(
    'the columns of segment 0 of 1 (records 1 to 16384) are malformed',
  );
  await db.segments.clear();
  await expect(all(store.segments(await extent(store, 'a')))).rejects.toThrow(
    'the columns of segment 0 of 1 (records 1 to 16384) are missing',
  );
  await db.asides.clear();
  await expect(all(store.asides(await extent(store, 'a')))).rejects.toMatchObject({ name: 'DamagedError' });
  await db.journals.put({ id: 'b', nonsense: true });
  expect((await store.list()).map((m) => m.id)).toEqual(['a']);
});
