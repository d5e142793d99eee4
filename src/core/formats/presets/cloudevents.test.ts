import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'cloudevents' });
const event = (rest: string) => `{"specversion":"1.0","id":"1","source":"/a","type":"t"${rest}}`;
const LINE =
  '{"id":"1","type":"t","subject_id":"/a","partition":"/a","producer":"/a","payload":null,"meta":{"specversion":"1.0"}}';

describe('CloudEvents', () => {
  it.each([
    ['one event', event('')],
    ['one over several lines', event('').replaceAll(',', ',\n ')],
    ['lines', `${event('')}\n${event('')}\n`],
    ['a batch', `[${event('')},${event('')}]`],
    ['a batch over several lines', `[\n  ${event('')}\n]\n`],
    ['events without a line break between them', event('').repeat(3)],
  ])('reads %s', (_, text) => {
    expect(formatOf(text)).toBe('cloudevents');
    const { lines, rejected } = read(text);
    expect([lines[0], rejected]).toEqual([LINE, []]);
    expect(lines.length).toBe(text.match(/specversion/g)?.length);
  });
  it('cuts a subject that is a path at its last slash; a source never', () => {
    const subject = (text: string) => {
      const { subject_type, subject_id } = JSON.parse(read(event(`,"subject":"${text}"`)).lines[0] ?? '');
      return [subject_type, subject_id];
    };
    expect(subject('order/o-1')).toEqual(['order', 'o-1']);
    expect(subject('/a/b/c')).toEqual(['/a/b', 'c']);
    expect([subject('o-1'), subject('/o-1'), subject('a/')]).toEqual([
      [undefined, 'o-1'],
      [undefined, '/o-1'],
      [undefined, 'a/'],
    ]);
  });
  it('keeps the zeros before a sequence, which count where it is compared as text', () => {
    const record = JSON.parse(read(event(',"sequence":"00042"')).lines[0] ?? '');
    expect([record.sequence, record.meta.sequence]).toEqual([42, '00042']);
    expect(JSON.parse(read(event(',"sequence":"42"')).lines[0] ?? '').meta.sequence).toBeUndefined();
  });
  it('reads 0.3, whose bytes are base64 by their encoding', () => {
    const old = `${event(',"datacontentencoding":"base64","data":"aGk="').replace('1.0', '0.3')}\n${event(',"data":"aGk="').replace('1.0', '0.3')}\n`;
    expect(formatOf(old)).toBe('cloudevents-03');
    const payloads = readLines([old], { format: 'cloudevents-03' }).lines.map((line) => JSON.parse(line).payload);
    expect(payloads).toEqual([{ $bytes: 'aGk=' }, 'aGk=']);
  });
  it('null is an attribute that is absent', () => {
    const nulls =
      ',"subject":null,"time":null,"data":null,"correlationid":null,"traceparent":null,"datacontenttype":null';
    const record = JSON.parse(read(event(nulls)).lines[0] ?? '');
    expect(record).toMatchObject({ subject_id: '/a', payload: null });
    expect(['t_event', 'correlation_id'].filter((key) => key in record)).toEqual([]);
  });
  it('reads the official extensions; others stay in meta', () => {
    const rest =
      ',"subject":"s","time":"2020-01-01T00:00:00.123456789Z","recordedtime":"2020-01-02T00:00:00Z","sequence":"7","correlationid":"c","causationid":"k","authtype":"user","authid":"u1","authclaims":"x","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","partitionkey":"p","sampledrate":3,"big":9007199254740993,"data":[1.0]';
    expect(read(event(rest)).lines[0]).toBe(
      '{"id":"1","type":"t","subject_id":"s","sequence":7,"partition":"/a","t_event":"2020-01-01T00:00:00.123456789Z","t_log":"2020-01-02T00:00:00Z","producer":"/a","actor_type":"user","actor_id":"u1","correlation_id":"c","causation_id":"k","payload":[1.0],"meta":{"specversion":"1.0","authclaims":"x","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","partitionkey":"p","sampledrate":3,"big":9007199254740993}}',
    );
  });
  it('the trace is the thread where no correlation is given', () => {
    const rest = ',"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"';
    expect(JSON.parse(read(event(rest)).lines[0] ?? '').correlation_id).toBe('0af7651916cd43dd8448eb211c80319c');
  });
  it('a sequence that is no number is kept as it is', () => {
    const record = JSON.parse(read(event(',"sequence":"00000000000004420000000000028963"')).lines[0] ?? '');
    expect(record).toMatchObject({ meta: { raw: { sequence: '00000000000004420000000000028963' } } });
    expect('sequence' in record).toBe(false);
  });
  it('data in base64 is bytes; what is no base64 is kept word for word', () => {
    expect(JSON.parse(read(event(',"data_base64":"AQI="')).lines[0] ?? '').payload).toEqual({ $bytes: 'AQI=' });
    expect(JSON.parse(read(event(',"data_base64":"... no ..."')).lines[0] ?? '')).toMatchObject({
      payload: null,
      meta: { raw: { payload: '... no ...' } },
    });
  });
  it('one id from two sources is two events', async () => {
    const two = `${event('')}\n${event('').replace('/a', '/b')}\n`;
    expect(await integrityOf(new TextEncoder().encode(two), 'cloudevents')).toMatchObject({
      records: 2,
      duplicates: 0,
    });
  });
  it('a file that ends in an event keeps the others', () => {
    for (const text of [
      `${event('')}\n${event('').slice(0, 30)}`,
      `[${event('')},${event('').slice(0, 30)}`,
      event('').repeat(2).slice(0, -9),
    ]) {
      const { lines, rejected } = read(text);
      expect([lines, rejected.length], text).toEqual([[LINE], 1]);
    }
  });
});

describe.skipIf(!hasSamples)('the samples of CloudEvents', () => {
  it('are all read, the eight as lines and as a batch alike', () => {
    const names = readdirSync('../shared/data/cloudevents').filter(
      (name) => /json$/.test(name) && !name.includes('schema'),
    );
    for (const name of names) {
      const bytes = sample(`cloudevents/${name}`);
      expect(formatOf(bytes), name).toBe('cloudevents');
      const { lines, rejected } = read(bytes.toString());
      expect([lines.length, rejected], name).toEqual([bytes.toString().match(/"specversion"/g)?.length, []]);
    }
    const eight = ['batch.json', 'ndjson'].map((end) =>
      read(sample(`cloudevents/spec__ext-correlation-all8.${end}`).toString()),
    );
    const values = eight.map(({ lines }) => lines.map((line) => JSON.parse(line) as unknown));
    expect(values[0]).toEqual(values[1]);
  });
});
