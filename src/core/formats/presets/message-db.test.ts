import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'message-db' });
const ROW =
  '{"global_position":7,"position":0,"time":"2026-11-21T02:23:20.348874","stream_name":"order-a-1","type":"Placed","data":{"n":9007199254740993},"metadata":{"correlationStreamName":"web-1","schemaVersion":"1"},"id":"u1"}';
const CAUSED =
  '{"global_position":9,"position":0,"time":"2026-11-21T02:23:21","stream_name":"mail:command-5","type":"Send","data":"{\\"to\\": \\"x\\"}","metadata":"{\\"causationMessageStreamName\\": \\"order-a-1\\", \\"causationMessagePosition\\": 0, \\"causationMessageGlobalPosition\\": 7}","id":"u2"}';

describe('message-db', () => {
  it('reads a row of the table: a time without zone is UTC, no time of the event is made up', () => {
    expect(read(`${ROW}\n`).lines).toEqual([
      '{"id":"u1","type":"Placed","subject_type":"order","subject_id":"a-1","sequence":0,"position":7,"t_log":"2026-11-21T02:23:20.348874Z","correlation_id":"web-1","payload":{"n":9007199254740993},"meta":{"metadata":{"schemaVersion":"1"}}}',
    ]);
  });
  it('opens data and metadata that the functions give as text, and takes the id of a cause that stands before', () => {
    expect(read(`${ROW}\n${CAUSED}\n`).lines[1]).toBe(
      '{"id":"u2","type":"Send","subject_type":"mail:command","subject_id":"5","sequence":0,"position":9,"t_log":"2026-11-21T02:23:21Z","causation_id":"u1","payload":{"to": "x"},"meta":{"metadata":{"causationMessageStreamName": "order-a-1", "causationMessagePosition": 0, "causationMessageGlobalPosition": 7}}}',
    );
  });
  it('keeps the name of a cause that is not there', () => {
    expect(JSON.parse(read(`${CAUSED}\n`).lines[0] ?? '')).toMatchObject({ causation_id: 'order-a-1/0' });
  });
  it('is recognised in any order of columns, as CSV, with NULL metadata', () => {
    expect(formatOf(`${ROW}\n`)).toBe('message-db');
    const csv =
      'id,stream_name,type,position,global_position,data,metadata,time\nu,a-1,T,0,1,{},,2026-11-21 02:23:20\n';
    expect(formatOf(csv)).toBe('message-db');
    expect(read(csv).lines).toEqual([
      '{"id":"u","type":"T","subject_type":"a","subject_id":"1","sequence":0,"position":1,"t_log":"2026-11-21T02:23:20Z","payload":{},"meta":{"metadata":null}}',
    ]);
  });
  it('a file that ends in a row keeps the others', () => {
    const { lines, rejected } = read(`${ROW}\n${CAUSED.slice(0, 90)}`);
    expect(lines.length).toBe(1);
    expect(rejected.join()).toMatch(/^2: .*no JSON/);
  });
});

describe.skipIf(!hasSamples)('the samples of message-db', () => {
  const name = (rest: string) => `engine-generated/message-db-1.3.0__${rest}`;
  it('are the same whether CSV or JSON, with no hole in a stream and every cause found', async () => {
    const json = sample(name('messages.row_to_json.ndjson'));
    const csv = sample(name('messages.csv'));
    const count = json.toString().trimEnd().split('\n').length;
    expect(formatOf(json)).toBe('message-db');
    expect(formatOf(csv)).toBe('message-db');
    const lines = readLines([json], { format: 'message-db' }).lines;
    expect(lines.length).toBe(count);
    const asNumbers = (line: string) => JSON.parse(line) as unknown;
    expect(readLines([csv], { format: 'message-db' }).lines.map(asNumbers)).toEqual(lines.map(asNumbers));
    const none = { gaps: 0, startsLate: 0, duplicates: 0, orphans: 0 };
    expect(await integrityOf(json, 'message-db')).toEqual({ records: count, ...none });
  });
  it('of the functions and of psql -x read too', () => {
    const functions = sample(name('get_category_messages.ndjson'));
    const { lines, rejected } = readLines([functions], { format: 'message-db' });
    expect(lines.length).toBe(functions.toString().trimEnd().split('\n').length);
    expect(lines.every((line) => typeof JSON.parse(line).payload === 'object')).toBe(true);
    const printed = sample(name('print-messages-expanded.txt'));
    expect(formatOf(printed)).toBe('message-db');
    const records = printed.toString().match(/^-\[ RECORD/gm)?.length;
    const ids = [...printed.toString().matchAll(/^id +\| (.*)$/gm)].map(([, id]) => id);
    const found = readLines([printed], { format: 'message-db' });
    expect(found.lines.map((line) => JSON.parse(line).id as string)).toEqual(ids);
    expect([ids.length, rejected, found.rejected]).toEqual([records, [], []]);
  });
});
