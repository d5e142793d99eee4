/** An import that was broken off goes on to what it would have become, whatever the format. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type JournalStore, memoryJournals } from '../../storage/journals.ts';
import { journalService } from './journal.handler.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };
const DATA = '../shared/data';
/** More than a segment holds. */
const MANY = 20_000;
type Service = ReturnType<typeof journalService>;

const file = (name: string, content: string | Uint8Array) => new File([content as BlobPart], name);
const rows = (make: (i: number) => string) => Array.from({ length: MANY }, (_, i) => make(i)).join('\n');

/** Stores the first group of segments, then dies as a tab does. */
function dying(store: JournalStore): JournalStore {
  let appends = 0;
  return {
    ...store,
    append: (...args) => (++appends > 1 ? Promise.reject(new Error('killed')) : store.append(...args)),
    erase: async () => undefined,
  };
}
const exported = async (service: Service, id: string) =>
  (await (await service.export({ id }, quiet)).text()).split('\n').slice(1);

it('knows an import that broke off by its file: name, size and beginning', async () => {
  const store = memoryJournals();
  const service = journalService(store);
  const text = rows((i) => `{"id":"r${i}","type":"Counted","subject_id":"a","t_event":"2026-01-01T00:00:00Z"}`);
  const files = [file('a.ndjson', text)];
  const reading = { format: 'factline' } as const;
  expect(await service.unfinishedOf({ files }, quiet)).toBeUndefined();
  await expect(journalService(dying(store)).import({ files, reading, name: 'j' }, quiet)).rejects.toThrow('killed');
  const found = await service.unfinishedOf({ files }, quiet);
  expect(found).toMatchObject({ name: 'j', state: 'importing' });
  const others = [
    [file('b.ndjson', text)],
    [file('a.ndjson', `${text}\n`)],
    [file('a.ndjson', text.replace('r0', 'x0'))],
    [...files, ...files],
  ];
  for (const other of others) expect(await service.unfinishedOf({ files: other }, quiet)).toBeUndefined();
  await service.continueImport({ id: found?.id ?? '', files }, quiet);
  expect(await service.unfinishedOf({ files }, quiet)).toBeUndefined();
});

async function goesOn(files: readonly File[], format: string | undefined): Promise<void> {
  const store = memoryJournals();
  const service = journalService(store);
  const { reading } = await service.preview({ files }, quiet);
  if (!reading) throw new Error('no reading is proposed');
  expect('format' in reading ? reading.format : undefined).toBe(format);
  await expect(journalService(dying(store)).import({ files, reading, name: 'j' }, quiet)).rejects.toThrow('killed');
  const left = (await service.list(undefined, quiet))[0];
  expect(left?.state).toBe('importing');
  expect(left?.records).toBeGreaterThan(0);
  const whole = await service.import({ files, reading, name: 'whole' }, quiet);
  expect(left?.records).toBeLessThan(whole.records);
  const id = left?.id ?? '';
  const done = await service.continueImport({ id, files }, quiet);
  expect([done.records, done.rejected]).toEqual([whole.records, whole.rejected]);
  expect(await exported(service, id)).toEqual(await exported(service, whole.id));
  expect(await service.report({ id }, quiet)).toEqual(await service.report({ id: whole.id }, quiet));
}

describe('goes on', { timeout: 120_000 }, () => {
  // Not zipped: Node's own stream throws from nowhere when unzipping is broken off.
  it('with mapped lines, some of them broken', async () => {
    const text = rows((i) =>
      i % 999 === 0 ? '{"Name":' : `{"Name":"Counted","Device":"d-${i % 9}","No":${i},"At":"2026-01-01T00:00:00Z"}`,
    );
    await goesOn([file('a.ndjson', text)], undefined);
  });

  it('with XES, whose log is told with the first record', async () => {
    const event = (i: number) =>
      `<event><string key="concept:name" value="A${i % 5}"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>`;
    const text = `<?xml version="1.0"?><log xes.version="1.0"><string key="concept:name" value="l"/>${Array.from(
      { length: MANY / 10 },
      (_, i) =>
        `<trace><string key="concept:name" value="c${i}"/>${Array.from({ length: 10 }, (_, k) => event(k)).join('')}</trace>`,
    ).join('\n')}</log>`;
    await goesOn([file('a.xes', text)], 'xes');
  });

  it('in the second of two files', async () => {
    const part = (from: number) =>
      `${rows((i) => `{"id":"r${from + i}","type":"A","subject_id":"s","sequence":${from + i},"payload":null}`)}\n`;
    await goesOn([file('a.ndjson', part(1)), file('b.ndjson', part(MANY + 1))], 'factline');
  });
});

describe.skipIf(!existsSync(DATA))('goes on with samples, put after one another', () => {
  const repeated = (name: string, heading: number) => {
    const lines = readFileSync(`${DATA}/${name}`, 'utf8').trimEnd().split('\n');
    const body = lines.slice(heading);
    const times = Math.ceil(MANY / body.length);
    return `${[...lines.slice(0, heading), ...Array.from({ length: times }, () => body).flat()].join('\n')}\n`;
  };
  it.each([
    ['engine-generated/message-db-1.3.0__messages.csv', 1, 'message-db'],
    ['kafka-cdc/apache-flink__canal-data.ndjson', 0, 'canal'],
    ['engine-generated/nats-server-2.9.10__STREAM.MSG.GET-messages.ndjson', 0, 'nats'],
  ] as const)('%s', { timeout: 120_000 }, async (name, heading, format) => {
    await goesOn([file('a', repeated(name, heading))], format);
  });
});
