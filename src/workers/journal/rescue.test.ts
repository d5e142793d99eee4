import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../storage/db.ts';
import { dexieJournals } from '../../storage/journals.ts';
import { journalService } from './journal.handler.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };
const COUNT = 20_000;
const line = (n: number) =>
  JSON.stringify({
    id: `r${n}`,
    type: 'Counted',
    subject_id: 'a',
    sequence: n,
    payload: { big: '9007199254740993', n },
  });
const text = `${Array.from({ length: COUNT }, (_, i) => line(i + 1)).join('\n')}\n`;
let n = 0;

async function stored(): Promise<{ db: Database; id: string; service: ReturnType<typeof journalService> }> {
  const db = openDatabase(`rescue-${n++}`);
  const first = journalService(dexieJournals(db));
  const files = [new File([text], 'a.ndjson')];
  const { id } = await first.import({ files, reading: { format: 'factline' }, name: 'j' }, quiet);
  // Another service, that has nothing in memory.
  return { db, id, service: journalService(dexieJournals(db)) };
}
const rest = async (service: ReturnType<typeof journalService>, id: string) => {
  const lines = (await (await service.export({ id }, quiet)).text()).trimEnd().split('\n').slice(1);
  return lines;
};

it('a journal whose columns are damaged is rescued whole, and stays as it is', async () => {
  const { db, id, service } = await stored();
  await db.segments.update([id, 1], { 'columns.type': 'x' });
  await expect(service.open({ id }, quiet)).rejects.toMatchObject({
    name: 'DamagedError',
    message: expect.stringContaining('segment 1 of 2 (records 16385 to 32768) are malformed'),
  });
  const { journal, lost } = await service.rescue({ id, name: 'rescued' }, quiet);
  expect([journal.records, lost]).toEqual([COUNT, []]);
  expect((await rest(service, journal.id)).join('\n')).toBe(text.trimEnd());
  expect((await service.list(undefined, quiet)).map(({ name }) => name).toSorted()).toEqual(['j', 'rescued']);
});

it('lines that are gone, cut or overwritten are lost and named; every other is word for word what it was', async () => {
  const { db, id, service } = await stored();
  await db.blocks.delete([id, 2]);
  await db.blocks.update([id, 5], { bytes: new Uint8Array(7) });
  const row = (await db.blocks.get([id, 0])) as { bytes: Uint8Array; offsets: Uint32Array };
  row.bytes.fill(0, row.offsets[10], row.offsets[12]);
  await db.blocks.put({ ...row });
  await expect(service.rows({ id, query: { sort: 'file' }, from: 2050, count: 1 }, quiet)).rejects.toThrow(
    /the lines of records 2049 to 3072 are missing/,
  );
  const { journal, lost } = await service.rescue({ id, name: 'rescued' }, quiet);
  expect(lost).toEqual([
    { from: 11, to: 12 },
    { from: 2049, to: 3072 },
    { from: 5121, to: 6144 },
  ]);
  const isLost = (record: number) => lost.some(({ from, to }) => record >= from && record <= to);
  const kept = text
    .trimEnd()
    .split('\n')
    .filter((_, i) => !isLost(i + 1));
  expect(await rest(service, journal.id)).toEqual(kept);
  expect((await service.report({ id: journal.id }, quiet)).gaps_total).toBe(3);
});
