import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'debezium' });
const parsed = (text: string) => read(text).lines.map((line) => JSON.parse(line));

const MYSQL =
  '{"before":null,"after":{"id":5,"n":12345678901234567890},"source":{"connector":"mysql","name":"s","ts_ms":1596684883000,"db":"shop","table":"orders","gtid":"g:1","file":"f","pos":154,"row":0},"op":"c","ts_ms":1596684884000,"transaction":null}';
const source = (text: string) => text.slice(text.indexOf('"source":'), text.indexOf(',"op"'));
const LINE = `{"id":"line:1","type":"orders/c","subject_type":"shop.orders","subject_id":"5","t_event":"2020-08-06T03:34:43.000Z","t_log":"2020-08-06T03:34:43.000Z","correlation_id":"g:1","payload":{"id":5,"n":12345678901234567890},"meta":{"id_made":true,${source(MYSQL)}}}`;
const envelope = (op: string, more: object, of: object = {}) =>
  JSON.stringify({
    op,
    ts_ms: 2,
    source: { connector: 'postgresql', name: 's', ts_ms: 1, db: 'd', schema: 'public', table: 't', ...of },
    ...more,
  });

describe('Debezium', () => {
  it('reads an envelope as a line, in an array, over several lines', () => {
    for (const text of [`${MYSQL}\n`, `[${MYSQL}]`, MYSQL.replaceAll(/([{,])"(op|after|source)/g, '$1\n"$2')]) {
      expect(formatOf(text), text).toBe('debezium');
      expect(read(text).lines, text).toEqual([LINE]);
    }
    expect(read(`${MYSQL}\n`).processing).toEqual([
      '{"processed":"line:1","consumer":"import","t_process":"2020-08-06T03:34:44.000Z"}',
    ]);
  });
  it('reads it with its schema, which stays beside it', () => {
    const text = `{"schema":{"type":"struct","fields":[]},"payload":${MYSQL}}\n`;
    expect(formatOf(text)).toBe('debezium');
    expect(read(text).lines).toEqual([
      LINE.replace(/\}\}$/, '},"schema":{"type":"struct","fields":[]}}}').replace('}},"schema', '},"schema'),
    ]);
  });
  it('passes over the bounds of transactions, however many there are', () => {
    const bound = (status: string) => `{"status":"${status}","id":"1:2","event_count":null,"ts_ms":1}\n`;
    const text = `${bound('BEGIN')}${MYSQL}\n${bound('END')}`;
    expect(formatOf(text)).toBe('debezium');
    const { lines, rejected, notes } = read(text);
    expect([lines, rejected]).toEqual([[LINE], []]);
    expect(notes.join()).toContain('begins and ends');
  });
  it('reads rows that were unwrapped, with what was asked for beside them', () => {
    const text =
      '{"id":1,"n":9007199254740993,"__op":"c","__table":"orders","__lsn":7,"__source_ts_ms":1735689600123}\n{"id":1,"__op":"d","__table":"orders","__deleted":"true"}\n';
    expect(formatOf(text)).toBe('debezium-flat');
    expect(readLines([text], { format: 'debezium-flat' }).lines[0]).toBe(
      '{"id":"line:1","type":"orders/c","subject_type":"orders","subject_id":"1","position":7,"t_event":"2025-01-01T00:00:00.123Z","t_log":"2025-01-01T00:00:00.123Z","payload":{"id":1,"n":9007199254740993,"__op":"c","__table":"orders","__lsn":7,"__source_ts_ms":1735689600123},"meta":{"id_made":true}}',
    );
  });
  it('reads it with its key', () => {
    const text = `{"key":{"tenant":"a","no":7},"value":${MYSQL},"topic":"s.shop.orders"}\n`;
    expect(formatOf(text)).toBe('debezium');
    expect(parsed(text)).toMatchObject([
      { subject_id: 'a/7', meta: { key: { tenant: 'a', no: 7 }, topic: 's.shop.orders' } },
    ]);
    expect(parsed(`{"key":"{\\"id\\":9}","value":${JSON.stringify(MYSQL)}}\n`)[0].subject_id).toBe('9');
  });
  it.each([
    ['c', { before: null, after: { id: 1 } }, { id: 1 }, undefined],
    ['r', { before: null, after: { id: 1 } }, { id: 1 }, undefined],
    ['u', { before: { id: 1, a: 1 }, after: { id: 1, a: 2 } }, { id: 1, a: 2 }, { id: 1, a: 1 }],
    ['d', { before: { id: 1 }, after: null }, { id: 1 }, undefined],
  ])('operation %s', (op, more, payload, before) => {
    const [line] = parsed(`${envelope(op, more)}\n`);
    expect([line.type, line.subject_type, line.subject_id]).toEqual([`t/${op}`, 'd.public.t', '1']);
    expect([line.payload, line.meta.before]).toEqual([payload, before]);
  });
  it('a truncation is of the table; a message is of whoever wrote it', () => {
    const [t, m] = parsed(
      `${envelope('t', { before: null, after: null })}\n${envelope('m', { message: { prefix: 'audit', content: 'AAEC' } }, { table: '', schema: '' })}\n`,
    );
    expect([t.type, t.subject_type, t.subject_id, t.payload]).toEqual(['t/t', undefined, 'd.public.t', null]);
    expect([m.type, m.subject_id, m.payload]).toEqual(['audit/m', 'd', { prefix: 'audit', content: 'AAEC' }]);
  });
  it('a row without a key that is known is one of the table', () => {
    expect(parsed(`${envelope('c', { after: { a: 1 } })}\n`)[0]).toMatchObject({ subject_id: 'd.public.t' });
  });
  it('reads documents of MongoDB, which are JSON as text', () => {
    const of = { connector: 'mongodb', table: undefined, schema: undefined, collection: 'c' };
    const [line] = parsed(`${envelope('c', { after: '{"_id": 7, "n": 12345678901234567890}' }, of)}\n`);
    expect([line.type, line.subject_type, line.subject_id]).toEqual(['c/c', 'd.c', '7']);
    expect(read(`${envelope('c', { after: '{"n":12345678901234567890}' }, of)}\n`).lines[0]).toContain(
      '12345678901234567890',
    );
  });
  it('the finest time is taken, digit by digit; 0 is a time', () => {
    const ns = MYSQL.replace(
      '"ts_ms":1596684883000',
      '"ts_ms":1596684883000,"ts_us":1596684883000001,"ts_ns":1596684883000001234',
    );
    expect(parsed(`${ns}\n`)[0].t_event).toBe('2020-08-06T03:34:43.000001234Z');
    const both = read(`${ns.replace('"ts_ms":1596684884000', '"ts_ms":1596684884000,"ts_ns":1596684884000000009')}\n`);
    expect(both.processing[0]).toContain('2020-08-06T03:34:44.000000009Z');
    expect(both.lines[0]).toContain('"ts_ms":1596684884000');
    const zero = parsed(`${MYSQL.replace('"ts_ms":1596684883000', '"ts_ms":0')}\n`)[0];
    expect([zero.t_event, zero.meta.source.ts_ms]).toEqual(['1970-01-01T00:00:00.000Z', 0]);
  });
  it('PostgreSQL says its place in the log and the transaction', () => {
    const text = envelope(
      'c',
      { after: { id: 1 }, transaction: { id: '601:3', total_order: 1, data_collection_order: 1 } },
      { lsn: 34078720, txId: 601 },
    );
    expect(parsed(`${text}\n`)[0]).toMatchObject({
      position: 34078720,
      correlation_id: '601:3',
      meta: { transaction: { total_order: 1 } },
    });
    expect(parsed(`${envelope('c', { after: { id: 1 } }, { lsn: 1, txId: 601 })}\n`)[0].correlation_id).toBe('601');
    const far = text.replace('34078720', '99999999999999999999');
    expect(read(`${far}\n`).lines[0]).toContain('"raw":{"position":99999999999999999999}');
  });
  it('a tombstone belongs to the deletion before it; one without is told', () => {
    const deleted = envelope('d', { before: { id: 1 } });
    const { lines, rejected } = read(`${deleted}\nnull\nnull\n${deleted}\n`);
    expect(lines[1]).toBe(
      '{"id":"line:2","type":"t/tombstone","subject_type":"d.public.t","subject_id":"1","payload":null,"meta":{"id_made":true}}',
    );
    expect([lines.length, rejected]).toEqual([
      3,
      ['3: this is a tombstone without a key, and no deletion stands before it: nothing says what it is of'],
    ]);
    const keyed = parsed(`{"key":{"id":1},"value":${deleted}}\n{"key":{"id":1},"value":null}\n`);
    expect(keyed[1]).toMatchObject({ type: 't/tombstone', subject_id: '1', payload: null });
  });
  it('passes over a licence before the lines', () => {
    const text = `/*\n * Licensed to someone\n */\n\n${MYSQL}\n\n-- a remark\n${MYSQL}\n`;
    expect(formatOf(text)).toBe('debezium');
    const { lines, rejected, notes } = read(text);
    expect([lines.length, rejected, notes.length]).toEqual([2, [], 1]);
  });
  it('other rows are rejected by what they lack, and a file that was cut off keeps the rest', () => {
    const { lines, rejected } = read(`{"status":"READY","id":"1"}\n${MYSQL}\n${MYSQL.slice(0, 50)}`);
    expect([lines.length, rejected]).toEqual([
      1,
      [expect.stringMatching(/^1: this is no change event/), expect.stringMatching(/^3: this is no JSON/)],
    ]);
  });
});

describe('Kafka Connect source records', () => {
  const record = (more: object) => ({
    sourcePartition: { server: 's' },
    sourceOffset: { id: 4 },
    topic: 'a',
    kafkaPartition: 1,
    key: { id: 4 },
    value: { n: 1 },
    ...more,
  });
  const records = (...rows: object[]) => readLines([JSON.stringify(rows)], { format: 'connect-records' }).lines;
  it('reads a record', () => {
    expect(formatOf(JSON.stringify([record({})]))).toBe('connect-records');
    expect(records(record({ timestamp: 1000, headers: [{ key: 'event_type', value: 'A' }] }))).toEqual([
      '{"id":"s/4","type":"A","subject_id":"4","sequence":4,"partition":"s","t_event":"1970-01-01T00:00:01.000Z","payload":{"n":1},"meta":{"id_made":true,"sourcePartition":{"server":"s"},"sourceOffset":{"id":4},"topic":"a","kafkaPartition":1,"key":{"id":4},"headers":[{"key":"event_type","value":"A"}]}}',
    ]);
  });
  it('an offset of another form is no sequence; a value of Debezium is taken apart', () => {
    const [line = ''] = records(record({ sourceOffset: { file: 'f', pos: 9 }, value: JSON.parse(MYSQL) }));
    expect(JSON.parse(line)).toMatchObject({
      type: 'orders/c',
      subject_type: 'shop.orders',
      subject_id: '4',
      meta: { sourceOffset: { pos: 9 }, value: { source: { db: 'shop' } } },
    });
    expect(JSON.parse(line).sequence).toBeUndefined();
  });
});

describe.skipIf(!hasSamples)('the samples of Debezium', () => {
  const values = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => {
        const v = JSON.parse(line);
        return v.payload ?? v;
      });
  it.each([
    'apache-flink__debezium-data-schema-include.ndjson',
    'apache-flink__debezium-postgres-data-schema-exclude.ndjson',
    'apache-paimon__debezium-alltype.txt',
    'apache-paimon__debezium-schemaevolution-3.txt',
  ])('%s', async (name) => {
    const bytes = sample(`kafka-cdc/${name}`);
    const source = values(bytes.toString());
    expect(formatOf(bytes)).toBe('debezium');
    const { lines, rejected, processing } = readLines([bytes], { format: 'debezium' });
    expect([rejected, processing.length]).toEqual([[], source.length]);
    expect(lines.map((line) => JSON.parse(line)).map((r) => [r.type, r.payload, Date.parse(r.t_event)])).toEqual(
      source.map((v) => [`${v.source.table}/${v.op}`, v.after ?? v.before, v.source.ts_ms]),
    );
    expect(await integrityOf(bytes, 'debezium')).toEqual({
      records: source.length,
      gaps: 0,
      startsLate: 0,
      duplicates: 0,
      orphans: 0,
    });
  });
  it.each(['debezium__serde-update.json', 'debezium__serde-with-schema.json'])('%s, over several lines', (name) => {
    const bytes = sample(`kafka-cdc/${name}`);
    const value = JSON.parse(bytes.toString());
    expect(formatOf(bytes)).toBe('debezium');
    const { lines } = readLines([bytes], { format: 'debezium' });
    expect(lines.map((line) => JSON.parse(line).payload)).toEqual([(value.payload ?? value).after]);
  });
  it('debezium__embedded-simple-a-expected-records.json', async () => {
    const bytes = sample('kafka-cdc/debezium__embedded-simple-a-expected-records.json');
    const source = JSON.parse(bytes.toString());
    expect(formatOf(bytes)).toBe('connect-records');
    const { lines } = readLines([bytes], { format: 'connect-records' });
    expect(lines.map((line) => JSON.parse(line)).map((r) => [r.sequence, r.subject_id, r.payload])).toEqual(
      source.map((r: { sourceOffset: { id: number }; key: { id: number }; value: unknown }) => [
        r.sourceOffset.id,
        String(r.key.id),
        r.value,
      ]),
    );
    expect(await integrityOf(bytes, 'connect-records')).toMatchObject({
      records: source.length,
      gaps: 0,
      startsLate: 0,
    });
  });
});
