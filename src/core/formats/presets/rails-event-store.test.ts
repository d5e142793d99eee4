import { describe, expect, it } from 'vitest';
import { makePreview } from '../make-preview.ts';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string, format = 'rails-event-store') => readLines([text], { format });
const JOINED = 'id,stream,position,event_id,event_type,data,metadata,created_at,valid_at\n';
const row = (stream: string, position: string, id = 'e1', valid = '') =>
  `7,${stream},${position},${id},Orders::Placed,"{""a"": 1}","{""types"": {""data"": {}}, ""correlation_id"": ""c""}",2026-01-01 10:00:00.5,${valid}\n`;

describe('Rails Event Store', () => {
  it('rows of one event are one record, its own stream first, the others in `also`', () => {
    const { lines, rejected } = read(
      `${JOINED}${row('$by_type_Orders::Placed', '')}${row('Order$1', '0')}${row('all', '4')}${row('Order$2', '0', 'e2')}`,
    );
    expect(rejected).toEqual([]);
    expect(lines).toEqual([
      '{"id":"e1","type":"Orders::Placed","subject_id":"Order$1","also":[{"subject_id":"$by_type_Orders::Placed"},{"subject_id":"all","sequence":4}],"sequence":0,"position":7,"t_event":"2026-01-01T10:00:00.5Z","t_log":"2026-01-01T10:00:00.5Z","correlation_id":"c","payload":{"a": 1},"meta":{"metadata":{"types":{"data": {}}}}}',
      '{"id":"e2","type":"Orders::Placed","subject_id":"Order$2","sequence":0,"position":7,"t_event":"2026-01-01T10:00:00.5Z","t_log":"2026-01-01T10:00:00.5Z","correlation_id":"c","payload":{"a": 1},"meta":{"metadata":{"types":{"data": {}}}}}',
    ]);
  });
  it('what a link says differently is kept', () => {
    const { lines } = read(`${JOINED}${row('Order$1', '0')}${row('$by_x', '').replace(/^7/, '8')}`);
    expect(JSON.parse(lines[0] ?? '').meta.links).toEqual([{ stream: '$by_x', id: '8' }]);
  });
  it('is bi-temporal; without the column valid_at no time of the event is made up', () => {
    const [line = ''] = read(`${JOINED}${row('a', '', 'e', '2025-12-31 00:00:00')}`).lines;
    expect(JSON.parse(line)).toMatchObject({ t_event: '2025-12-31T00:00:00Z', t_log: '2026-01-01T10:00:00.5Z' });
    expect(JSON.parse(line).sequence).toBeUndefined();
    const old = 'id,event_id,event_type,metadata,data,created_at\n1,e,T,{},{},2026-01-01 10:00:00\n';
    expect(formatOf(old)).toBe('rails-event-store');
    expect(JSON.parse(read(old).lines[0] ?? '').t_event).toBeUndefined();
  });
  it('opens YAML with symbols, as text and as bytea', () => {
    const yaml = '---\n:order_id: 42\n:lines:\n- :sku: "007"\n  qty: 1.50\n:state: :paid\n';
    const hex = `\\x${Buffer.from('---\n:correlation_id: c-1\n:remote_ip: 127.0.0.1\n').toString('hex')}`;
    const csv = `id,event_id,event_type,metadata,data,created_at,valid_at\n1,e,T,${hex},"${yaml.replaceAll('"', '""')}",2026-01-01 10:00:00,\n`;
    expect(read(csv).lines).toEqual([
      '{"id":"e","type":"T","position":1,"t_event":"2026-01-01T10:00:00Z","t_log":"2026-01-01T10:00:00Z","correlation_id":"c-1","payload":{"order_id":42,"lines":[{"sku":"007","qty":1.50}],"state":"paid"},"meta":{"metadata":{"remote_ip":"127.0.0.1"}}}',
    ]);
  });
  it('reads records as JSON', () => {
    const json =
      '{"event_id":"e","event_type":"T","data":{"a":1},"metadata":{"causation_id":"k"},"timestamp":"2026-01-01T10:00:00.000000Z","valid_at":"2026-01-01T09:00:00.000000Z"}\n';
    expect(formatOf(json)).toBe('rails-event-store');
    expect(JSON.parse(read(json).lines[0] ?? '')).toMatchObject({
      id: 'e',
      t_event: '2026-01-01T09:00:00.000000Z',
      t_log: '2026-01-01T10:00:00.000000Z',
      causation_id: 'k',
    });
  });
  it('reads the JSON:API of the browser, a page or one event of it', () => {
    const event =
      '{"id":"e","type":"events","attributes":{"event_type":"T","data":{"a":1},"metadata":{"timestamp":"2026-01-01T10:00:00.000000Z","valid_at":"2026-01-01T09:00:00.000000Z","correlation_id":"c","ip":"1"},"correlation_stream_name":"$by_correlation_id_c","type_stream_name":"$by_type_T","parent_event_id":null}}';
    const text = `{"data":[${event}],"links":{"next":"x"}}`;
    expect(formatOf(text)).toBe('rails-event-store-api');
    expect(read(text, 'rails-event-store-api').lines).toEqual([
      '{"id":"e","type":"T","t_event":"2026-01-01T09:00:00.000000Z","t_log":"2026-01-01T10:00:00.000000Z","correlation_id":"c","payload":{"a":1},"meta":{"type":"events","attributes":{"metadata":{"ip":"1"},"correlation_stream_name":"$by_correlation_id_c","type_stream_name":"$by_type_T","parent_event_id":null}}}',
    ]);
  });
  const EVENTS = `id,event_id,event_type,data,metadata,created_at,valid_at
7,e1,Orders::Placed,"{""a"": 1}",{},2026-01-01 10:00:00.5,
8,e2,Orders::Paid,{},{},2026-01-01 10:00:01,
9,e3,Orders::Paid,{},{},2026-01-01 10:00:02,
`;
  const STREAMS = `id,stream,position,event_id,created_at
1,$by_type_Orders::Placed,,e1,2026-01-01
2,Order$1,0,e1,2026-01-01
3,Order$1,1,e2,2026-01-01
4,all,,e1,2026-01-01
5,Order$9,0,e9,2026-01-01
`;
  it('both tables, in whichever order they come, make the records of their join', () => {
    for (const files of [
      [EVENTS, STREAMS],
      [STREAMS, EVENTS],
    ]) {
      const { lines, rejected, notes } = readLines(files, { format: 'rails-event-store' });
      expect(rejected).toEqual([]);
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        {
          id: 'e1',
          subject_id: 'Order$1',
          sequence: 0,
          also: [{ subject_id: '$by_type_Orders::Placed' }, { subject_id: 'all' }],
        },
        { id: 'e2', subject_id: 'Order$1', sequence: 1 },
        { id: 'e3', position: 9 },
      ]);
      expect(JSON.parse(lines[2] ?? '').subject_id).toBeUndefined();
      expect(notes).toEqual([
        'Which streams events are in was read from event_store_events_in_streams: 5 places.',
        'One event that it names is not among those that were read.',
      ]);
    }
  });
  it('a dump of both tables is their join, though the events come first', () => {
    const dump = `--\n-- PostgreSQL database dump\n--\n\nCOPY public.event_store_events (id, event_id, event_type, metadata, data, created_at, valid_at) FROM stdin;
7\te1\tOrders::Placed\t{}\t{"a": 1}\t2026-01-01 10:00:00.5\t\\N
8\te2\tOrders::Paid\t{}\t{}\t2026-01-01 10:00:01\t\\N
\\.

COPY public.event_store_events_in_streams (id, stream, "position", event_id, created_at) FROM stdin;
1\tOrder$1\t0\te1\t2026-01-01 10:00:00.5
2\tOrder$1\t1\te2\t2026-01-01 10:00:01
3\t$by_type_x\t\\N\te2\t2026-01-01 10:00:01
\\.
`;
    expect(formatOf(dump)).toBe('rails-event-store');
    const { lines, notes } = readLines([dump], { format: 'rails-event-store' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'e1', subject_id: 'Order$1', sequence: 0 },
      { id: 'e2', subject_id: 'Order$1', sequence: 1, also: [{ subject_id: '$by_type_x' }] },
    ]);
    expect(notes).toEqual(['Which streams events are in was read from event_store_events_in_streams: 3 places.']);
  });
  it('a preview takes the table of streams beside that of the events, and refuses it alone', async () => {
    const head = (name: string, text: string) => {
      const bytes = new TextEncoder().encode(text);
      return { name, bytes, totalBytes: bytes.length, complete: true };
    };
    const events = head('events.csv', EVENTS);
    const streams = head('streams.csv', STREAMS);
    for (const heads of [
      [events, streams],
      [streams, events],
    ]) {
      const { refused, reading, records } = await makePreview(heads);
      expect(refused).toBeUndefined();
      expect(reading).toEqual({ format: 'rails-event-store' });
      expect(records.map(({ record }) => record.subject_id)).toEqual(['Order$1', 'Order$1', undefined]);
    }
    expect((await makePreview([streams])).refused?.advice).toMatch(/together with the table event_store_events/);
  });
  it('the table of streams alone is refused, with the join', () => {
    expect(formatOf('id,stream,position,event_id,created_at\n1,a,0,e,2026-01-01\n')).toMatch(
      /^refused: .*in_streams.*join/,
    );
  });
  it('a file that ends in a row keeps the others', () => {
    const { lines, rejected } = read(`${JOINED}${row('Order$1', '0')}${row('Order$2', '0', 'e2').slice(0, 40)}`);
    expect([lines.length, rejected.length]).toEqual([1, 1]);
  });
});

describe.skipIf(!hasSamples)('the samples of Rails Event Store', () => {
  it('joined: a record an event, in all its streams', async () => {
    const bytes = sample('ddl-shaped/rails_event_store__joined.csv');
    const links = sample('ddl-shaped/rails_event_store__event_store_events_in_streams.csv')
      .toString()
      .trimEnd()
      .split('\n')
      .slice(1);
    const streams = new Map<string, string[]>();
    for (const link of links) {
      const [, stream = '', , id = ''] = link.split(',');
      streams.set(id, [...(streams.get(id) ?? []), stream]);
    }
    expect(formatOf(bytes)).toBe('rails-event-store');
    const records = readLines([bytes], { format: 'rails-event-store' }).lines.map((line) => JSON.parse(line));
    expect(records.length).toBe(streams.size);
    for (const { id, subject_id, also } of records)
      expect([subject_id, ...also.map((a: { subject_id: string }) => a.subject_id)]).toEqual(streams.get(id));
    const found = await integrityOf(bytes, 'rails-event-store');
    expect(found).toEqual({ records: streams.size, gaps: 0, startsLate: 0, duplicates: 0, orphans: 0 });
  });
  it('both tables are as their join', () => {
    const tables = ['event_store_events', 'event_store_events_in_streams'].map((name) =>
      sample(`ddl-shaped/rails_event_store__${name}.csv`),
    );
    const joined = readLines([sample('ddl-shaped/rails_event_store__joined.csv')], { format: 'rails-event-store' });
    const both = readLines(tables, { format: 'rails-event-store' });
    const records = ({ lines }: typeof both) => lines.map((line) => JSON.parse(line));
    expect(both.rejected).toEqual([]);
    expect(records(both)).toEqual(records(joined));
  });
  it('the table of events', () => {
    const bytes = sample('ddl-shaped/rails_event_store__event_store_events.csv');
    expect(formatOf(bytes)).toBe('rails-event-store');
    expect(readLines([bytes], { format: 'rails-event-store' }).lines.length).toBe(
      bytes.toString().trimEnd().split('\n').length - 1,
    );
  });
});
