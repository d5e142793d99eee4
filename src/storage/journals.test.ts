import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { createIngest } from '../core/journal/ingest.ts';
import { createMerge } from '../core/journal/merge.ts';
import type { Segment } from '../core/journal/segment.ts';
import { binsOf } from '../core/journal/timeline-bins.ts';
import { openDatabase } from './db.ts';
import {
  dexieJournals,
  type JournalStore,
  type Manifest,
  memoryJournals,
  type StoredCheckpoint,
  type StoredExtent,
} from './journals.ts';

function segmentsOf(count: number, more: (i: number) => object = () => ({})): Segment[] {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading: { format: 'factline' }, onSegment: (s) => segments.push(s) });
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `r${i}`, type: 'A', subject_id: `o-${i % 7}`, sequence: i, payload: { i }, ...more(i) }),
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

  it.each([
    ['as few columns as may be', () => ({})],
    [
      'every column',
      (i: number) => ({
        type: i % 5 === 0 ? 'B' : 'A',
        version: 1 + (i % 3),
        subject_type: i % 2 === 0 ? 'order' : 'note',
        partition: `p-${i % 4}`,
        position: i % 9 === 0 ? undefined : 3 * i,
        ...(i % 11 > 0 && { t_event: new Date(1.7e12 + i * 977).toISOString() }),
        t_log: new Date(1.7e12 + i * 1000 + (i % 13)).toISOString(),
        ...(i % 6 === 0 && { caused_by: `r${i - 1}` }),
      }),
    ],
  ])('opens with the columns that were appended: %s', async (_name, more) => {
    const store = open();
    const segments = segmentsOf(20_000, more);
    await store.create(manifest('a'));
    await store.append('a', segments, { records: 20_000 });
    const direct = createMerge(20_000);
    for (const segment of segments) direct.add(segment);
    const read = createMerge(20_000);
    for await (const segment of store.columns(await extent(store, 'a'), read.roomFor)) read.add(segment);
    const { columns } = read.columns(undefined);
    expect(columns).toEqual(direct.columns(undefined).columns);
    expect(columns.line).toBe(columns.line);
    expect(columns.sequence[19_999]).toBe(19_999);
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

  it('keeps checkpoints by journal and behavior, of the last few behaviors, and erases them with the journal', async () => {
    const store = open();
    const checkpoint = (slots: number, name = 'p'): StoredCheckpoint => ({
      prefix: `hash of ${slots}`,
      checkpoint: {
        slots,
        projections: [{ name, keys: ['a'], values: [{ n: -0 }], withoutKey: 0 }],
        notApplied: { duplicate: 1, unknown_type: 0, unknown_version: 0 },
      },
    });
    const [one, two] = [checkpoint(1), checkpoint(20)];
    await store.keepCheckpoints('a', { behavior: 'x', at: 1, checkpoints: [one] });
    expect(await store.checkpoints('a', 'x')).toEqual([]);
    for (const id of ['a', 'b']) await store.create(manifest(id));
    await store.keepCheckpoints('b', { behavior: 'x', at: 1, checkpoints: [one] });
    await store.keepCheckpoints('a', { behavior: 'x', at: 1, checkpoints: [checkpoint(7)] });
    await store.keepCheckpoints('a', { behavior: 'x', at: 2, checkpoints: [two, one] });
    expect(await store.checkpoints('a', 'x')).toEqual([one, two]);
    for (const at of [3, 4, 5]) await store.keepCheckpoints('a', { behavior: `y${at}`, at, checkpoints: [one] });
    expect(await store.checkpoints('a', 'x')).toEqual([]);
    expect(await store.checkpoints('a', 'y3')).toEqual([one]);
    await store.erase('a');
    expect(await store.checkpoints('a', 'y5')).toEqual([]);
    expect(await store.checkpoints('b', 'x')).toEqual([one]);
  });

  it('keeps how a timeline looks, of a journal that is there, and erases it with it', async () => {
    const store = open();
    const times = Float64Array.from([1e15, 1e15 + 1e6]);
    const none = { kind: new Uint8Array(0), lane: new Uint8Array(0), rows: new Uint32Array(0) };
    const bins = binsOf({
      count: 2,
      lanes: [{ timesMicros: times }, { timesMicros: times }, { timesMicros: times }],
      marks: { ...none, timesMicros: new Float64Array(0) },
    });
    if (!bins) throw new Error('there are times');
    await store.keepPicture('a', bins);
    expect(await store.picture({ id: 'a', records: 2 })).toBeUndefined();
    for (const id of ['a', 'b']) {
      await store.create(manifest(id));
      await store.keepPicture(id, bins);
    }
    expect(await store.picture({ id: 'a', records: 2 })).toEqual(bins);
    expect(await store.picture({ id: 'a', records: 3 })).toBeUndefined();
    await store.erase('a');
    await store.create(manifest('a'));
    expect(await store.picture({ id: 'a', records: 2 })).toBeUndefined();
    expect(await store.picture({ id: 'b', records: 2 })).toEqual(bins);
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

it('a database of an earlier version is opened with its journals, and keeps checkpoints from then on', async () => {
  const name = `test-${n++}`;
  const old = new Dexie(name);
  old.version(1).stores({
    workspaces: 'id',
    files: '[workspace+path], workspace',
    settings: 'key',
    journals: 'id',
    segments: '[journal+index]',
    asides: '[journal+index]',
    blocks: '[journal+index]',
  });
  old.version(2).stores({ history: '[workspace+path+at], workspace' });
  await old.table('journals').put(manifest('a'));
  old.close();
  const db = openDatabase(name);
  const store = dexieJournals(db);
  expect((await store.list()).map(({ id }) => id)).toEqual(['a']);
  expect(await store.checkpoints('a', 'x')).toEqual([]);
  const notApplied = { duplicate: 0, unknown_type: 0, unknown_version: 0 };
  const kept = { prefix: 'h', checkpoint: { slots: 3, projections: [], notApplied } };
  await store.keepCheckpoints('a', { behavior: 'x', at: 1, checkpoints: [kept] });
  // What is no checkpoint any more is left out.
  await db.checkpoints.put({ journal: 'a', behavior: 'x', slots: 4, at: 1, prefix: 'h', checkpoint: { slots: 5 } });
  expect(await store.checkpoints('a', 'x')).toEqual([kept]);
  await store.erase('a');
  expect(await db.checkpoints.count()).toBe(0);
});
