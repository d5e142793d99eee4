/** Records checked on their way into a journal are said of what they are said of afterwards, whatever the format, and broken off or not. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Model } from '../../core/model/model.ts';
import { parseModel } from '../../core/model/parse.ts';
import { type JournalStore, memoryJournals } from '../../storage/journals.ts';
import { journalService } from './journal.handler.ts';
import type { RecordsChecked } from './journal.protocol.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };
const DATA = '../shared/data';
/** More than a segment holds. */
const MANY = 20_000;

const file = (name: string, content: string | Uint8Array) => new File([content as BlobPart], name);
const rows = (make: (i: number) => string) => `${Array.from({ length: MANY }, (_, i) => make(i)).join('\n')}\n`;
const repeated = (path: string, heading: number): string => {
  const lines = readFileSync(`${DATA}/${path}`, 'utf8').trimEnd().split('\n');
  const body = lines.slice(heading);
  const times = Math.ceil(MANY / body.length);
  return `${[...lines.slice(0, heading), ...Array.from({ length: times }, () => body).flat()].join('\n')}\n`;
};

/** About some of a journal's types, and with a payload that none of them has. */
function modelOf(types: readonly string[]): Model {
  const events = types.map((type) => `  ${JSON.stringify(type)}: { version: 1, payload: { nowhere: integer } }\n`);
  const text = `factline: 1\nmodel: m\nprofile: unified\nevents:\n${events.join('')}`;
  const { model } = parseModel([{ path: 'm.model.yaml', text }]);
  if (!model) throw new Error('the model is broken');
  return model;
}
/** Stores the first group of segments, then dies as a tab does. */
function dying(store: JournalStore): JournalStore {
  let appends = 0;
  return {
    ...store,
    append: (...args) => (++appends > 1 ? Promise.reject(new Error('killed')) : store.append(...args)),
    erase: async () => undefined,
  };
}

async function alike(files: readonly File[]): Promise<RecordsChecked> {
  const store = memoryJournals();
  let blocks = 0;
  const service = journalService({
    ...store,
    block: (...args) => {
      blocks++;
      return store.block(...args);
    },
  });
  const { reading } = await service.preview({ files }, quiet);
  if (!reading) throw new Error('no reading is proposed');
  const name = 'j';
  const plain = await service.import({ files, reading, name }, quiet);
  const { types } = await service.open({ id: plain.id }, quiet);
  const model = modelOf(types.map(({ type }) => type).slice(0, 3));
  const after = (id: string): Promise<RecordsChecked> => journalService(store).check({ id, model }, quiet);

  const { id } = await service.import({ files, reading, name, model }, quiet);
  blocks = 0;
  const onTheWay = await service.check({ id, model }, quiet);
  expect(blocks).toBe(0);
  const later = await after(id);
  expect(later.findings.length).toBeGreaterThan(0);
  expect(onTheWay).toEqual(later);

  await expect(journalService(dying(store)).import({ files, reading, name, model }, quiet)).rejects.toThrow('killed');
  const broken = (await service.list(undefined, quiet)).find(({ state }) => state === 'importing');
  if (!broken) throw new Error('nothing was left');
  expect(broken.records).toBeGreaterThan(0);
  await service.continueImport({ id: broken.id, files, model }, quiet);
  blocks = 0;
  expect(await service.check({ id: broken.id, model }, quiet)).toEqual(later);
  expect(blocks).toBe(0);
  return later;
}

it('of our own lines, with what comes out of order, twice, unread, and processed apart', {
  timeout: 60_000,
}, async () => {
  const text = rows((i) =>
    i % 997 === 5
      ? '{"id":'
      : i % 501 === 0
        ? `{"processed":"r${i - 1}","consumer":"mailer","t_process":"2026-01-01T00:00:01Z"}`
        : `{"id":"r${i % 700 === 1 ? 7 : i}","type":"T${i % 6}","subject_type":"a","subject_id":"s-${i % 50}","sequence":${i % 300 === 5 ? 3 : i},"t_event":"2026-01-01T00:00:00Z","t_process":"2026-01-01T00:00:02Z","payload":{"nowhere":${i % 3 === 0 ? '12345678901234567890' : '"x"'},"more":1}}`,
  );
  const { findings, counts } = await alike([
    file('a.ndjson', text.slice(0, text.length / 2)),
    file('b.ndjson', text.slice(text.length / 2)),
  ]);
  const rules = new Set(findings.map(({ rule }) => rule));
  for (const rule of ['payload-fits-schema', 'recorded-type-is-defined', 'line-is-record', 'sequence-without-gap'])
    expect(rules).toContain(rule);
  expect(counts.error).toBeGreaterThan(0);
});

it('of mapped lines', { timeout: 60_000 }, async () => {
  const line = (i: number) =>
    `{"Name":"Counted${i % 4}","Device":"d-${i % 9}","No":${i},"At":"2026-01-01T00:00:00Z","Value":${i}}`;
  await alike([
    file(
      'a.ndjson',
      rows((i) => (i % 999 === 0 ? '{"Name":' : line(i))),
    ),
  ]);
});

it('of XES', { timeout: 60_000 }, async () => {
  const event = (i: number) =>
    `<event><string key="concept:name" value="A${i % 5}"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>`;
  const traces = Array.from(
    { length: MANY / 10 },
    (_, i) =>
      `<trace><string key="concept:name" value="c${i}"/>${Array.from({ length: 10 }, (_, k) => event(k)).join('')}</trace>`,
  ).join('\n');
  const head = '<?xml version="1.0"?><log xes.version="1.0"><string key="concept:name" value="l"/>';
  await alike([file('a.xes', `${head}${traces}</log>`)]);
});

it.skipIf(!existsSync(DATA)).each([
  ['engine-generated/message-db-1.3.0__messages.csv', 1],
  ['kafka-cdc/apache-flink__canal-data.ndjson', 0],
  ['engine-generated/nats-server-2.9.10__STREAM.MSG.GET-messages.ndjson', 0],
] as const)('of %s', { timeout: 120_000 }, async (path, heading) => {
  await alike([file('a', repeated(path, heading))]);
});

it('a model that is about other records is not asked while they come', async () => {
  const service = journalService(memoryJournals());
  const files = [file('a.ndjson', '{"id":"1","type":"A","payload":{}}\n')];
  const model = modelOf(['B']);
  const { id } = await service.import({ files, reading: { format: 'factline' }, name: 'j', model }, quiet);
  const said = await service.check({ id, model }, quiet);
  expect(said.findings.map(({ rule }) => rule)).toContain('recorded-type-is-defined');
});

it('a worker that fails leaves the records to be checked afterwards', async () => {
  const fails = () => Promise.reject(new Error('out of memory'));
  const records = { begin: fails, check: fails, processing: fails, finish: fails, end: () => undefined };
  const service = journalService(memoryJournals(), Date.now, { startRecords: () => records });
  const files = [file('a.ndjson', '{"id":"1","type":"A","payload":{}}\n')];
  const model = modelOf(['A']);
  const { id } = await service.import({ files, reading: { format: 'factline' }, name: 'j', model }, quiet);
  const said = await service.check({ id, model }, quiet);
  expect(said.findings.map(({ rule }) => rule)).toContain('payload-fits-schema');
});
