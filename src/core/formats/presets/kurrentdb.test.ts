import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (files: readonly string[], names: readonly string[] = []) =>
  readLines(files, { format: 'kurrentdb' }, names);
const entry = (n: number, rest = '', stream = 'order-1') =>
  `{"eventId":"e${n}","eventType":"Placed","eventNumber":${n},"data":"{\\n \\"n\\": 9007199254740993}","metaData":"{\\"$correlationId\\":\\"c\\",\\"$causationId\\":\\"k\\",\\"by\\":\\"u\\"}","streamId":"${stream}","isJson":true,${rest === '' ? `"positionEventNumber":${n},"positionStreamId":"${stream}",` : rest}"title":"${n}@${stream}","id":"http://x/${n}","updated":"2020-01-01T00:00:0${n % 10}.5Z","summary":"Placed","links":[]}`;
const page = (...entries: string[]) =>
  `{"title":"Event stream 'order-1'","id":"http://x","updated":"2020-01-01T00:00:00Z","streamId":"order-1","author":{"name":"EventStore"},"headOfStream":true,"links":[{"uri":"u","relation":"self"}],"entries":[${entries.join(',')}]}`;
const ids = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).id as string);

describe('KurrentDB, Atom pages', () => {
  const FIRST =
    '{"id":"e0","type":"Placed","subject_type":"order","subject_id":"1","sequence":0,"t_log":"2020-01-01T00:00:00.5Z","correlation_id":"c","causation_id":"k","payload":{ "n": 9007199254740993},"meta":{"metaData":{"by":"u"},"isJson":true,"title":"0@order-1","id":"http://x/0","summary":"Placed","links":[]}}';
  it('stand in the order of the stream, JSON in strings opened, no number altered', () => {
    const text = page(entry(2), entry(1), entry(0));
    expect(formatOf(text)).toBe('kurrentdb');
    const { lines, rejected } = read([text]);
    expect([ids(lines), rejected]).toEqual([['e0', 'e1', 'e2'], []]);
    expect(lines[0]).toBe(FIRST);
  });
  it('of one stream in several files are put together, whatever the order of the files', () => {
    const pages = [page(entry(9), entry(8)), page(entry(11), entry(10)), page(entry(7))];
    const { lines, sourceLines } = read(pages);
    expect(ids(lines)).toEqual(['e7', 'e8', 'e9', 'e10', 'e11']);
    expect(new Set(sourceLines).size).toBe(5);
    const spaced = pages.map((one) => JSON.stringify(JSON.parse(one), undefined, 2));
    expect(ids(read([spaced.join('\n')]).lines)).toEqual(['e7', 'e8', 'e9', 'e10', 'e11']);
    expect(formatOf(spaced.join('\n'))).toBe('kurrentdb');
    expect(ids(read([pages.join('\n')]).lines)).toEqual(['e7', 'e8', 'e9', 'e10', 'e11']);
  });
  it('in an array, and with an empty page among them', () => {
    const array = `[${page(entry(1), entry(0))},${page(entry(3), entry(2))}]`;
    expect(formatOf(array)).toBe('kurrentdb');
    expect(ids(read([array]).lines)).toEqual(['e0', 'e1', 'e2', 'e3']);
    expect(formatOf(page())).toBe('kurrentdb');
    expect(ids(read([page(), page(entry(1), entry(0))]).lines)).toEqual(['e0', 'e1']);
  });
  it('of several streams stay together by stream', () => {
    const other = page(entry(1, '', 'cart-2'), entry(0, '', 'cart-2'));
    const { lines } = read([page(entry(1), entry(0)), other]);
    expect(lines.map((line) => `${JSON.parse(line).subject_type} ${JSON.parse(line).sequence}`)).toEqual([
      'order 0',
      'order 1',
      'cart 0',
      'cart 1',
    ]);
  });
  it('an event read through a link keeps its own number, and is in the stream of links too', () => {
    const link = (n: number, place: number) =>
      entry(n, `"positionEventNumber":${place},"positionStreamId":"$ce-order",`);
    const records = read([page(link(7, 1), link(3, 0))]).lines.map((line) => JSON.parse(line));
    expect(records.map(({ sequence, position, also }) => [sequence, position, also])).toEqual([
      [3, 0, [{ subject_id: '$ce-order', sequence: 0 }]],
      [7, 1, [{ subject_id: '$ce-order', sequence: 1 }]],
    ]);
  });
  it('without a body are read with what is there, and it is said', () => {
    const bare = (n: number) =>
      `{"title":"${n}@order-1","id":"http://x/${n}","updated":"2020-01-01T00:00:0${n}Z","author":{"name":"E"},"summary":"Placed","links":[]}`;
    const text = page(bare(1), bare(0));
    expect(formatOf(text)).toBe('kurrentdb');
    const { lines, notes } = read([text]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'order/1#0', type: 'Placed', sequence: 0, payload: null, meta: { id_made: true } },
      { id: 'order/1#1', sequence: 1 },
    ]);
    expect(notes.join()).toMatch(/embed=body/);
  });
  it('a page that is cut off keeps its whole entries', () => {
    const { lines, rejected } = read([page(entry(2), entry(1), entry(0)).slice(0, -300)]);
    expect(ids(lines)).toEqual(['e1', 'e2']);
    expect(rejected.join()).toMatch(/cut off/);
  });
  it('a page that is cut off does not part those of the others', () => {
    const { lines } = read([page(entry(5), entry(4), entry(3)).slice(0, -300), page(entry(2), entry(1))]);
    expect(ids(lines)).toEqual(['e1', 'e2', 'e4', 'e5']);
  });
  it('does not depend on how the bytes come', () => {
    const bytes = new TextEncoder().encode(page(entry(2), entry(1), entry(0)));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7));
    expect(ids(readLines([pieces], { format: 'kurrentdb' }).lines)).toEqual(['e0', 'e1', 'e2']);
  });
});

const resolved = (revision: string, link = '') =>
  `{"event":{"streamId":"order-1","id":"u1","isJson":true,"revision":${revision},"type":"Placed","created":"2020-01-01T00:00:00.000Z","data":{"n":1},"metadata":{"$correlationId":"c","$originalCreatedDate":"2019-01-01T00:00:00Z"},"position":{"commit":"77n","prepare":"77n"}}${link},"commitPosition":"80n"}`;

describe('KurrentDB, what else is saved', () => {
  it.each(['0', '"0"', '"0n"'])('a dump of the client, revision %s', (revision) => {
    const text = `${resolved(revision)}\n`;
    expect(formatOf(text)).toBe('kurrentdb');
    expect(formatOf(`[${text}]`)).toBe('kurrentdb');
    expect(read([text]).lines).toEqual([
      '{"id":"u1","type":"Placed","subject_type":"order","subject_id":"1","sequence":0,"position":77,"t_event":"2019-01-01T00:00:00Z","t_log":"2020-01-01T00:00:00.000Z","correlation_id":"c","payload":{"n":1},"meta":{"event":{"isJson":true,"position":{"prepare":"77n"}},"commitPosition":"80n"}}',
    ]);
  });
  it('a link that was resolved, and one that led nowhere', () => {
    const link = ',"link":{"streamId":"$ce-order","id":"l1","revision":"5","type":"$>","data":"0@order-1"}';
    const [first] = read([`${resolved('"0"', link)}\n`]).lines;
    expect(JSON.parse(first ?? '')).toMatchObject({ id: 'u1', also: [{ subject_id: '$ce-order', sequence: 5 }] });
    const [lost] = read([`{${link.slice(1)}}\n`]).lines;
    expect(JSON.parse(lost ?? '')).toMatchObject({ id: 'l1', type: '$>', sequence: 5, subject_id: 'order' });
  });
  it('bare records, and those without a place in the log', () => {
    const text =
      '{"streamId":"order-1","id":"u1","revision":"3","type":"T","created":"2020-01-01T00:00:00Z","data":{},"metadata":{},"position":{"commit":"18446744073709551615","prepare":"18446744073709551615"}}\n';
    expect(formatOf(text)).toBe('kurrentdb');
    const record = JSON.parse(read([text]).lines[0] ?? '');
    expect(record).toMatchObject({ sequence: 3, meta: { position: { commit: '18446744073709551615' } } });
    expect([record.position, record.meta.raw]).toEqual([undefined, undefined]);
  });
  it('what is written has its stream in the name of the file, if anywhere', () => {
    const text =
      '[{"eventId":"a","eventType":"T","data":{"x":1},"metadata":{"$causationId":"k"}},{"eventId":"b","eventType":"T","data":{}}]';
    expect(formatOf(text)).toBe('kurrentdb');
    expect(read([text], ['dir/order-42.json']).lines[0]).toBe(
      '{"id":"a","type":"T","subject_type":"order","subject_id":"42","causation_id":"k","payload":{"x":1}}',
    );
    expect(read([text], ['export.json']).lines[0]).toBe('{"id":"a","type":"T","causation_id":"k","payload":{"x":1}}');
  });
  it('what the Replicator writes', () => {
    const data = Buffer.from('{"n":1}').toString('base64');
    const text = `{"EventDetails":{"Stream":"order-1","EventId":"u","EventType":"T","ContentType":"application/json"},"Created":"2020-01-01T00:00:00Z","Data":"${data}","Metadata":"e30=","SequenceNumber":4,"Position":{"EventNumber":4,"EventPosition":99}}\n`;
    expect(formatOf(text)).toBe('kurrentdb');
    expect(JSON.parse(read([text]).lines[0] ?? '')).toMatchObject({
      id: 'u',
      subject_type: 'order',
      sequence: 4,
      position: 99,
      payload: { n: 1 },
    });
  });
  it('rows of another house are not taken', () => {
    expect(formatOf('{"eventId":"1","eventType":"T","data":{},"timestamp":"2020-01-01T00:00:00Z"}\n')).not.toBe(
      'kurrentdb',
    );
    expect(formatOf('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>')).toMatch(
      /Atom feed.*embed=body/,
    );
  });
});

describe.skipIf(!hasSamples)('the samples of KurrentDB', () => {
  it.each(['rooset__atom-40forward20.json', 'rooset__atom-self.json'])('%s', async (name) => {
    const bytes = sample(`kurrentdb/${name}`);
    const { entries } = JSON.parse(bytes.toString()) as { entries: { title: string; summary: string }[] };
    const expected = entries.map(({ title, summary }) => [Number(title.split('@')[0]), summary]);
    const records = read([bytes.toString()]).lines.map((line) => JSON.parse(line));
    expect(records.map(({ sequence, type }) => [sequence, type])).toEqual(expected.toReversed());
    expect(await integrityOf(bytes, 'kurrentdb')).toMatchObject({ gaps: 0, duplicates: 0, startsLate: 1 });
  });
  it('reads what the clients of .NET and Go write of an event, their bytes in base64', () => {
    const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
    const net = {
      Event: {
        EventStreamId: 'loan-7',
        EventId: '0190b6a2-0000-7000-8000-000000000001',
        EventNumber: 0,
        EventType: 'Approved',
        Data: b64({ n: 1 }),
        Metadata: b64({ $correlationId: 'c' }),
        Created: '2025-02-01T10:00:00Z',
        Position: { CommitPosition: 5, PreparePosition: 5 },
      },
      Link: null,
    };
    const { EventStreamId, EventId, Metadata, Created, ...same } = net.Event;
    const go = {
      Event: {
        ...same,
        EventID: EventId,
        StreamID: EventStreamId,
        UserMetadata: Metadata,
        CreatedDate: Created,
        Position: { Commit: 5, Prepare: 5 },
      },
    };
    for (const one of [net, go]) {
      const text = `${JSON.stringify(one)}\n`;
      expect(formatOf(text)).toBe('kurrentdb');
      expect(JSON.parse(readLines([text], { format: 'kurrentdb' }).lines[0] ?? '')).toMatchObject({
        id: EventId,
        type: 'Approved',
        subject_type: 'loan',
        subject_id: '7',
        sequence: 0,
        position: 5,
        t_log: Created,
        correlation_id: 'c',
        payload: { n: 1 },
      });
    }
  });
});
