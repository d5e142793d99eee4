import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { reasonsToHold } from '../../core/hold/found.ts';
import { parseModel } from '../../core/model/parse.ts';
import { openDatabase } from '../../storage/db.ts';
import { dexieJournals, type JournalStore, memoryJournals } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { storingService } from '../storing/storing.handler.ts';
import type { Storing } from '../storing/storing.protocol.ts';
import { journalService } from './journal.handler.ts';

const quiet: Call = { signal: new AbortController().signal, progress: () => undefined };
const OURS = { format: 'factline' };
let databases = 0;
const dexie = () => dexieJournals(openDatabase(`hold-${databases++}`));

const lines = [
  { factline: 1, journal: 'people', sequence: { per: 'subject', base: 1 }, identity: ['id'], head: 'ab'.repeat(32) },
  ...Array.from({ length: 2000 }, (_, i) => ({
    id: `r${i}`,
    type: 'Registered',
    subject_type: 'customer',
    subject_id: `c-${i % 9}@example.org`,
    sequence: Math.floor(i / 9) + 1,
    t_event: '2026-01-01T00:00:00Z',
    ...(i > 0 && { causation_id: `r${i - 1}` }),
    payload: { email: `ada${i}@example.org`, n: i, ...(i === 1500 && { password: 'hunter2' }) },
    prev_hash: '0'.repeat(64),
    hash: 'cd'.repeat(32),
  })),
  { processed: 'r3', consumer: 'mailer', t_process: '2026-01-01T00:00:01Z' },
];
const file = () => new File([lines.map((line) => `${JSON.stringify(line)}\n`).join('')], 'people.ndjson');
const importInto = async (store: JournalStore) => {
  const service = journalService(store);
  return { service, summary: await service.import({ files: [file()], reading: OURS, name: 'people' }, quiet) };
};
const { model } = parseModel([
  {
    path: 'm.model.yaml',
    text: 'factline: 1\nprofile: unified\nevents:\n  Registered: { version: 1, payload: { email: { type: email, sensitive: personal, reason: receipt }, n: integer } }\n',
  },
]);

it('a preview says what it found before anything is stored', async () => {
  const store = memoryJournals();
  const { sensitive } = await journalService(store).preview({ files: [file()] }, quiet);
  expect(sensitive?.map(({ kind, path, count }) => [kind, path, count])).toEqual([
    ['secret', 'payload.password', 1],
    ['e-mail address', 'subject_id', 2000],
    ['e-mail address', 'payload.email', 2000],
  ]);
  expect(await store.list()).toEqual([]);
});

describe('a large import, looked through and stored in a worker of its own', () => {
  const row = (i: number) => ({
    id: `r${i}`,
    type: i % 2 ? 'Registered' : 'Left',
    payload: { email: `ada${i}@example.org` },
  });
  const big = () => {
    const text = Array.from(
      { length: 1000 },
      (_, i) => `${JSON.stringify({ ...row(i), meta: { pad: 'x'.repeat(17_000) } })}\n`,
    );
    return new File(text, 'big.ndjson');
  };
  const importBig = (startStoring?: (store: JournalStore) => Storing) => {
    const store = memoryJournals();
    const beside = startStoring && { startStoring: () => startStoring(store) };
    const service = journalService(store, Date.now, beside);
    return { store, summary: service.import({ files: [big()], reading: OURS, name: 'big' }, quiet) };
  };

  it('finds what is found in one, and ends the worker', async () => {
    let running = 0;
    const startStoring = (store: JournalStore) => {
      running++;
      const { begin, append } = storingService(Promise.resolve(store));
      // What comes back from a worker is not what it stored.
      return {
        begin,
        append: async (part: Parameters<typeof append>[0]) => structuredClone(await append(part)),
        end: () => void running--,
      };
    };
    const beside = await importBig(startStoring).summary;
    const alone = await importBig().summary;
    expect(beside.hold?.found).toMatchObject([
      { path: 'payload.email', count: 1000, types: { Registered: 500, Left: 500 } },
    ]);
    expect(beside.hold).toEqual(alone.hold);
    expect(running).toBe(0);
  });

  it('stores nothing that was not looked through', async () => {
    const { store, summary } = importBig((of) => {
      const { begin, append } = storingService(Promise.resolve(of));
      // A part that cannot be looked through.
      const damaged = async (part: Parameters<typeof append>[0]) =>
        append({ ...part, segments: part.segments.map((one) => ({ ...one, blocks: [undefined as never] })) });
      return { begin, append: damaged, end: () => undefined };
    });
    await expect(summary).rejects.toThrow('undefined');
    expect(await store.list()).toEqual([]);
  });
});

describe.each([
  ['Dexie', dexie],
  ['memory', memoryJournals],
])('a journal on hold in %s', (_, open) => {
  it('says why after it was closed, and asks no more once it was kept', async () => {
    const store = open();
    const { summary } = await importInto(store);
    const again = journalService(store);
    const { hold } = await again.open({ id: summary.id }, quiet);
    expect(hold?.keptAt).toBeUndefined();
    expect(hold?.found).toMatchObject([
      { group: 'secret', path: 'payload.password', count: 1, places: [{ row: 1500, line: 1502 }] },
      { path: 'subject_id', count: 2000 },
      { path: 'payload.email', count: 2000 },
    ]);
    await again.keep({ id: summary.id }, quiet);
    expect((await again.open({ id: summary.id }, quiet)).hold?.keptAt).toBeDefined();
    expect((await journalService(store).list(undefined, quiet))[0]?.hold?.keptAt).toBeDefined();
  });

  it('gives a masked copy with the same records, and is itself not changed', async () => {
    const store = open();
    const { service, summary } = await importInto(store);
    const before = await (await service.export({ id: summary.id }, quiet)).text();
    const copy = await service.mask({ id: summary.id, name: 'people, masked' }, quiet);
    expect(await (await service.export({ id: summary.id }, quiet)).text()).toBe(before);
    expect(copy).toMatchObject({ name: 'people, masked', state: 'complete', records: 2000 });
    expect(copy.hold).toBeUndefined();
    expect(copy.header).not.toHaveProperty('head');
    expect(copy.header.masked).toEqual([
      { path: 'subject_id', kind: 'e-mail address', count: 2000 },
      { path: 'payload.email', kind: 'e-mail address', count: 2000 },
      { path: 'payload.password', kind: 'secret', count: 1 },
    ]);
    const info = await service.open({ id: copy.id }, quiet);
    expect([info.subjects, info.processingRows]).toEqual([9, 1]);
    const report = await service.report({ id: copy.id }, quiet);
    expect(report).toMatchObject({ gaps_total: 0, duplicates_total: 0, orphans_total: 0, chain: 'none' });
    const text = await (await service.export({ id: copy.id }, quiet)).text();
    expect(text).not.toMatch(/hunter2|@example/);
    expect(text).toContain('"payload":{"email":"redacted:e-mail address","n":1500,"password":"redacted:secret"}');
    // What is exported says what was masked, to who reads it again.
    const { header } = await service.preview({ files: [new File([text], 'copy.ndjson')], reading: OURS }, quiet);
    expect(header?.masked).toEqual(copy.header.masked);
  });

  it('leaves what the model declares, unmasked', async () => {
    const { service, summary } = await importInto(open());
    if (!model) throw new Error('the model of the test is broken');
    const copy = await service.mask({ id: summary.id, name: 'm', model }, quiet);
    expect(copy.header.masked?.map(({ path }) => path)).toEqual(['subject_id', 'payload.password']);
    expect(copy.hold?.found.map(({ path }) => path)).toEqual(['payload.email']);
    expect(reasonsToHold(copy.hold?.found ?? [], model)).toEqual([]);
    expect(await (await service.export({ id: copy.id }, quiet)).text()).toContain('ada7@example.org');
  });
});

it('a masking that is cancelled leaves nothing behind', async () => {
  const store = memoryJournals();
  const { service, summary } = await importInto(store);
  const stop = new AbortController();
  stop.abort();
  await expect(
    service.mask({ id: summary.id, name: 'm' }, { signal: stop.signal, progress: () => undefined }),
  ).rejects.toMatchObject({ name: 'AbortError' });
  expect(await store.list()).toHaveLength(1);
});
