import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openDatabase } from '../../storage/db.ts';
import { dexieJournals, type Manifest } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { columnsKeeper, importFiles } from './import.ts';
import { openJournal } from './open-journal.ts';

const quiet: Call = { signal: new AbortController().signal, progress: () => undefined };

/** More than a segment: redelivered, missing, orphaned and late records among them, and processing rows that name theirs by id. */
function text(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const n = i % 97 === 0 ? i - 1 : i;
    const record = {
      id: `r${n}`,
      type: `T${n % 5}`,
      subject_type: 'order',
      subject_id: `o-${n % 700}`,
      sequence: Math.floor(n / 700) + (n % 501 === 0 ? 2 : 1),
      t_event: new Date(1.7e12 + n * 1000).toISOString(),
      t_log: new Date(1.7e12 + n * 1000 + (n % 333 === 0 ? 9e9 : -500)).toISOString(),
      ...(n % 11 === 0 && { causation_id: `r${n - 1}${n % 77 === 0 ? 'x' : ''}` }),
      payload: { n },
    };
    return JSON.stringify(record);
  });
  return `${lines.join('\n')}\n{"processed":"r5","consumer":"mailer","t_process":"2026-01-01T00:00:00Z"}\n`;
}

it('what an import keeps opens as what it stored', async () => {
  const store = dexieJournals(openDatabase('open-journal'));
  const manifest: Manifest = {
    id: 'j',
    name: 'j',
    state: 'importing',
    createdAt: '2026-01-01T00:00:00Z',
    header: { factline: 1, journal: 'j', sequence: { per: 'subject', base: 1 }, identity: ['id'] },
    reading: { format: 'factline' },
    sources: [],
    records: 0,
    rejected: 0,
    bytes: 0,
    segments: 0,
    rejectedLines: [],
  };
  await store.create(manifest);
  const keeper = columnsKeeper();
  const done = await importFiles(
    { store, manifest, files: [new File([text(20_000)], 'j')], stored: [], keeper },
    quiet,
  );
  const kept = keeper.take();
  expect(kept).toHaveLength(2);
  expect(keeper.take()).toBeUndefined();
  const fresh = await openJournal(store, done, kept);
  const read = await openJournal(store, done);
  expect(fresh.columns).toEqual(read.columns);
  const all = await fresh.hashes();
  expect(await read.hashes('id', 'causation')).toEqual({ id: all.id, causation: all.causation });
  expect(await read.hashes('id', 'correlation')).toEqual({ id: all.id, correlation: all.correlation });
  expect(await read.hashes()).toEqual(all);
  expect([fresh.hasCauses, read.hasCauses]).toEqual([true, true]);
  expect(fresh.analysis).toEqual(read.analysis);
  expect(fresh.analysis.duplicates.length).toBeGreaterThan(100);
  expect(fresh.analysis.orphans.length).toBeGreaterThan(100);
});

it('keeps nothing of a journal that is too long for it', () => {
  const keeper = columnsKeeper();
  const segment = { first: 1_048_570, count: 10 } as Parameters<typeof keeper.add>[0];
  keeper.add(segment);
  expect(keeper.take()).toBeUndefined();
});
