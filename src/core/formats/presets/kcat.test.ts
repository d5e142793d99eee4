import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, integrityOf } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'kcat' });
const only = (row: object) => read(`${JSON.stringify(row)}\n`).lines[0];
const ROW = { topic: 'orders', partition: 1, offset: 7, tstype: 'create', ts: 1596001099434, broker: 1 };
const TIME = '"t_event":"2020-07-29T05:38:19.434Z"';

describe('kcat -J', () => {
  it('reads a message: the topic is its type, the key its subject, JSON in text is opened, no digit is lost', () => {
    const text = `{"topic":"orders","partition":1,"offset":7,"tstype":"create","ts":1596001099434,"broker":1,"key":"o-1","payload":"{\\"n\\":12345678901234567890,\\n\\"a\\":1.50}"}\n`;
    expect(formatOf(text)).toBe('kcat');
    expect(read(text).lines).toEqual([
      `{"id":"orders/1/7","type":"orders","subject_id":"o-1","sequence":7,"partition":"orders/1",${TIME},"payload":{"n":12345678901234567890, "a":1.50},"meta":{"id_made":true,"tstype":"create","broker":1}}`,
    ]);
  });
  it('the broker’s time is when it was logged; an unknown one is none; what was created at 0 was', () => {
    const times = [
      { ...ROW, tstype: 'logappend' },
      { ...ROW, tstype: 'unknown', ts: 0 },
      { ...ROW, tstype: 'create', ts: 0 },
      { ...ROW, tstype: 'create', ts: -1 },
    ].map((row) => {
      const { t_event, t_log, meta } = JSON.parse(only({ ...row, key: null, payload: 'x' }) ?? '');
      return [t_event, t_log, meta.ts];
    });
    expect(times).toEqual([
      [undefined, '2020-07-29T05:38:19.434Z', undefined],
      [undefined, undefined, undefined],
      ['1970-01-01T00:00:00.000Z', undefined, undefined],
      [undefined, undefined, -1],
    ]);
  });
  it('without a key a message belongs to its partition; without payload it is a tombstone', () => {
    expect(only({ ...ROW, key: null, payload: null })).toBe(
      `{"id":"orders/1/7","type":"orders","subject_id":"orders/1","sequence":7,"partition":"orders/1",${TIME},"payload":null,"meta":{"id_made":true,"tstype":"create","broker":1}}`,
    );
    expect(only({ ...ROW, key: 'o-1', payload: null })).toContain('"subject_id":"o-1"');
  });
  it('a payload that is no JSON stays text, numbers too', () => {
    for (const payload of ['42', 'plain', '{broken', '', '"quoted"'])
      expect(JSON.parse(only({ ...ROW, key: 'k', payload }) ?? '').payload).toBe(payload);
  });
  it.each([
    [['event_type', 'OrderPlaced'], {}, 'OrderPlaced'],
    [['__TypeId__', 'com.acme.OrderPlaced'], {}, 'com.acme.OrderPlaced'],
    [['ce_type', 'order.placed', 'x', 'y'], { type: 'other' }, 'order.placed'],
    [['type', '"Quoted"'], {}, 'Quoted'],
    [[], { eventType: 'Paid', type: 'card' }, 'Paid'],
    [[], { type: 'Paid' }, 'Paid'],
    [[], { type: { string: 'Paid' } }, 'Paid'],
    [[], { type: '' }, 'orders'],
    [[], { type: { a: 1, b: 2 } }, 'orders'],
    [['trace', 'x'], [{ type: 'in a list' }], 'orders'],
  ])('headers %j and %j say the type', (headers, payload, type) => {
    const line = JSON.parse(only({ ...ROW, headers, key: 'k', payload: JSON.stringify(payload) }) ?? '');
    expect([line.type, line.meta.headers]).toEqual([type, headers]);
  });
  it('headers say the thread and the id; the list of them is kept', () => {
    const headers = [
      'eventId',
      'e-9',
      'correlation-id',
      'c',
      'causationId',
      'e-8',
      'correlation-id',
      'later',
      'nil',
      null,
    ];
    const line = JSON.parse(only({ ...ROW, headers, key: 'k', payload: '{}' }) ?? '');
    expect(line).toMatchObject({ id: 'e-9', correlation_id: 'c', causation_id: 'e-8', meta: { headers } });
    expect(line.meta.id_made).toBeUndefined();
    const trace = ['traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'];
    expect(JSON.parse(only({ ...ROW, headers: trace, payload: '{}' }) ?? '').correlation_id).toBe(
      '0af7651916cd43dd8448eb211c80319c',
    );
  });
  it('a key of several values is their text; what it was is kept', () => {
    const line = (key: unknown) => JSON.parse(only({ ...ROW, key, payload: '{}' }) ?? '');
    expect(line('{"tenant":"t","id":5}')).toMatchObject({ subject_id: 't/5', meta: { key: '{"tenant":"t","id":5}' } });
    expect(line({ id: { long: 5 } })).toMatchObject({ subject_id: '5', meta: { key: { id: { long: 5 } } } });
    expect(line('{"schema":{"type":"struct"},"payload":{"id":5}}').subject_id).toBe('5');
  });
  it('Avro’s JSON stays as it is, with the numbers of its schemas', () => {
    const line = JSON.parse(
      only({ ...ROW, key: 'k', key_schema_id: 3, payload: { name: { string: 'a' } }, value_schema_id: 4 }) ?? '',
    );
    expect([line.payload, line.meta.key_schema_id, line.meta.value_schema_id]).toEqual([
      { name: { string: 'a' } },
      3,
      4,
    ]);
  });
  it('passes over the progress that was pasted in, before, between and after', () => {
    const rows = [0, 1].map((offset) => JSON.stringify({ ...ROW, offset, key: 'k', payload: 'x' }));
    const end = '% Reached end of topic orders [1] at offset 2';
    const text = `% Auto-selecting Consumer mode\n${rows[0]}\n${end}\n${rows[1]}\n${end}: exiting\n`;
    expect(formatOf(text)).toBe('kcat');
    const { lines, rejected, notes, sourceLines } = read(text);
    expect([lines.length, rejected, sourceLines]).toEqual([2, [], [1, 2]]);
    expect(notes.join()).toMatch(/passed over/);
  });
  const change = (op: string, more: object) =>
    JSON.stringify({
      op,
      ts_ms: 1596001099999,
      source: { name: 's', db: 'shop', table: 'orders', ts_ms: 1596001099434 },
      ...more,
    });
  it('takes a change event of Debezium apart; the tombstone after it is of the same row', () => {
    const rows = [
      { ...ROW, key: '{"id":5}', payload: change('d', { before: { id: 5, n: 1 }, after: null }) },
      { ...ROW, offset: 8, key: '{"id":5}', payload: null },
    ];
    const { lines, processing } = read(rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(lines).toEqual([
      '{"id":"orders/1/7","type":"orders/d","subject_type":"shop.orders","subject_id":"5","sequence":7,"partition":"orders/1","t_event":"2020-07-29T05:38:19.434Z","t_log":"2020-07-29T05:38:19.434Z","payload":{"id":5,"n":1},"meta":{"id_made":true,"tstype":"create","ts":1596001099434,"broker":1,"key":"{\\"id\\":5}","payload":{"source":{"name":"s","db":"shop","table":"orders","ts_ms":1596001099434}}}}',
      `{"id":"orders/1/8","type":"orders/tombstone","subject_type":"shop.orders","subject_id":"5","sequence":8,"partition":"orders/1",${TIME},"payload":null,"meta":{"id_made":true,"tstype":"create","broker":1,"key":"{\\"id\\":5}"}}`,
    ]);
    expect(processing).toEqual([
      '{"processed":"orders/1/7","consumer":"import","t_process":"2020-07-29T05:38:19.999Z"}',
    ]);
  });
  it('a bad line costs only itself, and so does the last one of a file that was cut off', () => {
    const row = JSON.stringify({ ...ROW, key: 'k', payload: 'x' });
    const { lines, rejected } = read(`{"a":1}\n${row}\n${row.slice(0, 60)}`);
    expect([lines.length, rejected]).toEqual([
      1,
      [
        '1: this is no message of kcat: it has no `topic`, `partition` and `offset`',
        expect.stringMatching(/^3: this is no JSON/),
      ],
    ]);
  });
  it('offsets count in their partition, from wherever the topic begins', async () => {
    const rows = [
      [0, 5],
      [1, 90],
      [0, 6],
      [1, 91],
      [0, 6],
    ].map(([partition, offset]) =>
      JSON.stringify({ ...ROW, partition, offset, key: 'k', payload: `${partition} ${offset}` }),
    );
    const found = await integrityOf(new TextEncoder().encode(rows.join('\n')), 'kcat');
    expect(found).toMatchObject({ records: 5, gaps: 0, duplicates: 1 });
  });
  it('reads the attributes of a CloudEvent from its headers; the time of the broker stays beside its own', () => {
    const headers = ['ce_id', 'e1', 'ce_type', 'placed', 'ce_source', '/s', 'ce_time', '2025-01-01T00:00:00Z'];
    const message = (tstype: string) =>
      `${JSON.stringify({ topic: 't', partition: 0, offset: 1, tstype, ts: 1735689600123, broker: 1, headers, key: 'k', payload: '{}' })}\n`;
    const [created, logged] = ['create', 'logappend'].map((tstype) =>
      JSON.parse(readLines([message(tstype)], { format: 'kcat' }).lines[0] ?? ''),
    );
    expect(created).toMatchObject({
      id: 'e1',
      type: 'placed',
      producer: '/s',
      t_event: '2025-01-01T00:00:00Z',
      meta: { ts: 1735689600123 },
    });
    expect(logged).toMatchObject({ t_event: '2025-01-01T00:00:00Z', t_log: '2025-01-01T00:00:00.123Z' });
  });
});
