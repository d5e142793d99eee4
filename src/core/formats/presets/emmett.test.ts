import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const table = (text: string) => readLines([text], { format: 'emmett' });
const stream = (text: string) => readLines([text], { format: 'emmett-stream' });
const ROW =
  '{"stream_position":1,"global_position":5,"transaction_id":"1787","created":"2026-11-21T02:23:21.457544+00:00","is_archived":false,"message_kind":"C","stream_id":"permit-1","partition":"emt:default","message_schema_version":"1","message_id":"m1","message_type":"Open","message_data":{"n":12345678901234567890},"message_metadata":{"correlationId":"c","causationId":"k","who":"u"}}\n';

describe('Emmett', () => {
  it('reads a row of the table', () => {
    expect(table(ROW).lines).toEqual([
      '{"id":"m1","type":"Open","version":1,"subject_id":"permit-1","sequence":1,"position":5,"t_log":"2026-11-21T02:23:21.457544+00:00","correlation_id":"c","causation_id":"k","payload":{"n":12345678901234567890},"meta":{"transaction_id":"1787","is_archived":false,"message_kind":"C","partition":"emt:default","message_metadata":{"who":"u"}}}',
    ]);
    expect(formatOf(ROW)).toBe('emmett');
  });
  it('keeps a schema version that is no number where it stood', () => {
    const { version, meta } = JSON.parse(table(ROW.replace('_version":"1"', '_version":"v2.1"')).lines[0] ?? '');
    expect([version, meta.message_schema_version, meta.raw]).toEqual([undefined, 'v2.1', undefined]);
  });
  const event = (position: string) =>
    `{"kind":"Event","type":"Opened","data":{"a":1},"metadata":{"messageId":"m","streamName":"permit-1","streamPosition":"2","globalPosition":${position},"correlationId":"c","actor":"u"}}`;
  const opened = (rest: string) => `{"id":"m","type":"Opened","subject_id":"permit-1","sequence":2,${rest}}}`;
  it('reads what readStream gives, a list of it, and lines', () => {
    const one = opened(
      '"position":7,"correlation_id":"c","payload":{"a":1},"meta":{"kind":"Event","metadata":{"actor":"u"}',
    );
    for (const text of [
      `{"currentStreamVersion":"2","events":[${event('"7"')}],"streamExists":true}`,
      `{\n "currentStreamVersion": "2",\n "events": [\n ${event('7')}\n]}`,
      `[${event('7')}]`,
      `${event('7')}\n`,
    ]) {
      expect(formatOf(text), text).toBe('emmett-stream');
      expect(stream(text).lines, text).toEqual([one]);
    }
  });
  it('keeps a position made of two parts in meta', () => {
    expect(stream(`${event('"0001787:7"')}\n`).lines).toEqual([
      opened(
        '"correlation_id":"c","payload":{"a":1},"meta":{"kind":"Event","metadata":{"globalPosition":"0001787:7","actor":"u"}',
      ),
    ]);
  });
  it('tables beside the messages are refused by name', () => {
    expect(formatOf('stream_id,stream_position,partition,stream_type,is_archived\na,1,p,t,f\n')).toMatch(
      /^refused: .*emt_streams/,
    );
  });
  it('a file that ends in a row keeps the others', () => {
    expect(table(`${ROW}${ROW.slice(0, 80)}`)).toMatchObject({
      lines: [expect.any(String)],
      rejected: [expect.stringMatching(/^2:/)],
    });
    const cut = `{"currentStreamVersion":"2","events":[${event('7')},${event('8').slice(0, 50)}`;
    expect(stream(cut)).toMatchObject({ lines: [expect.any(String)], rejected: [expect.stringMatching(/cut off/)] });
  });
});

describe('Emmett in MongoDB', () => {
  it('is a document a stream; numbers and times are as mongoexport writes them', () => {
    const message = (n: number) =>
      `{"type":"Counted","data":{"n":{"$numberLong":"9007199254740993"},"at":{"$date":"2026-01-01T00:00:00Z"}},"metadata":{"messageId":"m${n}","streamName":"s:a","streamPosition":{"$numberLong":"${n}"}}}`;
    const stream = `{"_id":{"$oid":"5"},"streamName":"s:a","messages":[${message(1)},${message(2)}],"metadata":{"streamId":"a"},"projections":{}}`;
    for (const text of [`${stream}\n`, `[${stream}]`, JSON.stringify(JSON.parse(stream), undefined, 2)]) {
      expect(formatOf(text), text).toBe('emmett-mongodb');
      const { lines, rejected } = readLines([text], { format: 'emmett-mongodb' });
      expect(rejected).toEqual([]);
      expect(lines[1]).toBe(
        '{"id":"m2","type":"Counted","subject_id":"s:a","sequence":2,"payload":{"n":9007199254740993,"at":"2026-01-01T00:00:00Z"}}',
      );
    }
  });
});

describe.skipIf(!hasSamples)('the samples of Emmett', () => {
  it('as CSV and JSON', async () => {
    const json = sample('engine-generated/emmett-postgresql-0.42.0__emt_messages.row_to_json.ndjson');
    const csv = sample('engine-generated/emmett-postgresql-0.42.0__emt_messages.csv');
    const source = json
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const bytes of [json, csv]) {
      expect(formatOf(bytes)).toBe('emmett');
      const { lines, rejected } = readLines([bytes], { format: 'emmett' });
      expect(rejected).toEqual([]);
      expect(lines.map((line) => JSON.parse(line)).map((r) => [r.id, r.sequence, r.position, r.payload])).toEqual(
        source.map((r) => [r.message_id, r.stream_position, r.global_position, r.message_data]),
      );
      const none = { gaps: 0, startsLate: 0, duplicates: 0, orphans: 0 };
      expect(await integrityOf(bytes, 'emmett')).toEqual({ records: source.length, ...none });
    }
  });
  it('as readStream gives it', () => {
    const bytes = sample('engine-generated/emmett-0.42.0__readStream-result.json');
    const { events } = JSON.parse(bytes.toString());
    expect(formatOf(bytes)).toBe('emmett-stream');
    const lines = readLines([bytes], { format: 'emmett-stream' }).lines.map((line) => JSON.parse(line));
    expect(lines.map((r) => r.id)).toEqual(
      events.map((e: { metadata: { messageId: string } }) => e.metadata.messageId),
    );
  });
  it('says what a document of MongoDB holds beside its messages', () => {
    const document = (more: object) =>
      `${JSON.stringify({ _id: 'x', streamName: 'cart:1', messages: [{ kind: 'Event', type: 'A', data: {}, metadata: { messageId: 'm1', streamName: 'cart:1', streamPosition: 1 } }], ...more })}\n`;
    const notes = (more: object) => readLines([document(more)], { format: 'emmett-mongodb' }).notes.join();
    expect(notes({ projections: { total: 1 } })).toContain('in no record');
    expect(notes({})).toBe('');
  });
});
