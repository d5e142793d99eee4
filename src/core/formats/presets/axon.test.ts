import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const hex = (text: string) => `\\x${Buffer.from(text).toString('hex')}`;
const SNAKE =
  'global_index,event_identifier,meta_data,payload,payload_revision,payload_type,time_stamp,aggregate_identifier,sequence_number,type\n';
const four = (text: string) => readLines([text], { format: 'axon4' });
const row = (meta: string, payload: string, revision = '') =>
  `${SNAKE}51,e1,${meta},${payload},${revision},org.a.Placed,2026-01-01T10:00:00.123Z,o-1,0,Order\n`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('Axon 4', () => {
  it('reads bytea and text alike; correlationId is the cause, traceId the chain', () => {
    const meta = '{"traceId":"t","correlationId":"c","userId":"u"}';
    const expected =
      '{"id":"e1","type":"org.a.Placed","subject_type":"Order","subject_id":"o-1","sequence":0,"position":51,"t_event":"2026-01-01T10:00:00.123Z","correlation_id":"t","causation_id":"c","payload":{"n":9007199254740993},"meta":{"meta_data":{"userId":"u"},"payload_revision":null}}';
    expect(four(row(hex(meta), hex('{"n":9007199254740993}'))).lines).toEqual([expected]);
    expect(four(row(quoted(meta), quoted('{"n":9007199254740993}'))).lines).toEqual([expected]);
  });
  it('where a causationId stands beside it, correlationId is the chain', () => {
    const record = JSON.parse(four(row(quoted('{"correlationId":"w","causationId":"k"}'), '{}')).lines[0] ?? '');
    expect(record).toMatchObject({ correlation_id: 'w', causation_id: 'k' });
  });
  it('opens JSON that a library wrote as base64, and leaves other text alone', () => {
    const payload = (text: string) => JSON.parse(four(row('', text)).lines[0] ?? '').payload as unknown;
    expect(payload(Buffer.from('{"n":1}').toString('base64'))).toEqual({ n: 1 });
    expect(payload(Buffer.from('[ 1 ]').toString('base64'))).toEqual([1]);
    for (const text of ['eyes', 'Well', 'abcd', 'e30x', Buffer.from('{"n":').toString('base64')])
      expect(payload(text)).toBe(text);
  });
  it('keeps XML as text and binary forms as bytes', () => {
    const payload = (text: string) => JSON.parse(four(row('', text)).lines[0] ?? '').payload as unknown;
    expect(payload('<org.a.Placed><n>1</n></org.a.Placed>')).toBe('<org.a.Placed><n>1</n></org.a.Placed>');
    expect(payload(hex('<a>\n</a>'))).toBe('<a>\n</a>');
    expect(payload('\\xbf616e01ff')).toEqual({ $bytes: Buffer.from('bf616e01ff', 'hex').toString('base64') });
  });
  it('the number of a large object is no payload', () => {
    const record = JSON.parse(four(row('16410', '16411', '3')).lines[0] ?? '');
    expect(record).toMatchObject({ payload: null, version: 3, meta: { payload: '16411', meta_data: '16410' } });
  });
  it('reads the columns of JDBC, as they are and as PostgreSQL folds them', () => {
    const camel =
      '{"globalIndex":1,"eventIdentifier":"e","aggregateIdentifier":"o","sequenceNumber":4,"type":"Order","timeStamp":"2026-01-01T00:00:00Z","payloadType":"T","payloadRevision":"1.0","payload":"{\\"a\\":1}","metaData":"{\\"traceId\\":\\"t\\"}"}\n';
    for (const text of [camel, camel.replace(/"(\w+)":/g, (key) => key.toLowerCase())]) {
      expect(formatOf(text)).toBe('axon4');
      expect(JSON.parse(four(text).lines[0] ?? '')).toMatchObject({
        id: 'e',
        type: 'T',
        version: 1,
        subject_type: 'Order',
        subject_id: 'o',
        sequence: 4,
        position: 1,
        t_event: '2026-01-01T00:00:00Z',
        correlation_id: 't',
        payload: { a: 1 },
      });
    }
  });
  it('snapshots and tokens are refused by name', () => {
    const snapshot = SNAKE.replace('global_index,', '');
    expect(formatOf(`${snapshot}e,{},{},,T,2026-01-01T00:00:00Z,o,3,Order\n`)).toMatch(/^refused: .*snapshot/);
    expect(formatOf('processor_name,segment,token,token_type,timestamp,owner\np,0,x,y,z,o\n')).toMatch(
      /^refused: .*token_entry/,
    );
  });
  it('a file that ends in a row keeps the others', () => {
    const text = row('{}', '{}');
    expect(four(`${text}52,e2,{},`)).toMatchObject({
      lines: [expect.any(String)],
      rejected: [expect.stringMatching(/cells/)],
    });
  });
});

describe('Axon 5', () => {
  const five = (text: string) => readLines([text], { format: 'axon5' });
  const columns =
    'global_index,aggregate_type,aggregate_identifier,aggregate_sequence_number,type,version,timestamp,payload,metadata,identifier\n';
  it('reads an event of an aggregate and one outside of them', () => {
    const meta = quoted('{"correlationId":"w","causationId":"k","u":"1"}');
    const text = `${columns}1,Order,o-1,0,placed,0.0.1,2026-01-01T00:00:00Z,${hex('{"a":1}')},${meta},e1\n2,,,,noted,2,2026-01-01T00:00:01Z,{},{},e2\n`;
    expect(formatOf(text)).toBe('axon5');
    expect(five(text).lines).toEqual(
      [
        '{"id":"e1","type":"placed","subject_type":"Order","subject_id":"o-1","sequence":0,"position":1,"t_event":"2026-01-01T00:00:00Z","correlation_id":"w","causation_id":"k","payload":{"a":1},"meta":{"version":"0.0.1","metadata":{"u":"1"}}}',
        '{"id":"e2","type":"noted","version":2,"position":2,"t_event":"2026-01-01T00:00:01Z","payload":{},"meta":{"aggregate_type":null,"aggregate_identifier":null,"aggregate_sequence_number":null,"metadata":{}}}',
      ].map((line) => expect.toSatisfy((found: string) => same(found, line))),
    );
  });
  it('where only a traceId stands beside it, correlationId is the cause', () => {
    const meta = quoted('{"correlationId":"k","traceId":"t"}');
    const text = `${columns}1,Order,o-1,0,placed,1,2026-01-01T00:00:00Z,{},${meta},e1\n`;
    expect(JSON.parse(five(text).lines[0] ?? '')).toMatchObject({ correlation_id: 't', causation_id: 'k' });
  });
});

/** Alike but for columns that hold nothing. */
function same(found: string, expected: string): boolean {
  const full = (text: string) => {
    const { meta, ...rest } = JSON.parse(text);
    return JSON.stringify([
      rest,
      Object.entries(meta).filter(([, value]) => value !== null && JSON.stringify(value) !== '{}'),
    ]);
  };
  return full(found) === full(expected);
}

describe.skipIf(!hasSamples)('the samples of Axon', () => {
  it.each(['bytea.csv', 'text.csv', 'pg_dump-inserts.sql'])('%s', async (ending) => {
    const bytes = sample(`ddl-shaped/axon4__domain_event_entry.${ending}`);
    const ids = sample('ddl-shaped/axon4__domain_event_entry.bytea.csv')
      .toString()
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[1]);
    expect(formatOf(bytes)).toBe('axon4');
    const records = readLines([bytes], { format: 'axon4' }).lines.map((line) => JSON.parse(line));
    // A dump has them in the order of the heap.
    expect(records.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(records.every(({ payload, subject_id }) => payload.caseId === subject_id)).toBe(true);
    expect(await integrityOf(bytes, 'axon4')).toEqual({
      records: ids.length,
      gaps: 0,
      startsLate: 0,
      duplicates: 0,
      orphans: 0,
    });
  });
});
