import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string, format: string) => readLines([text], { format });

describe('Canal', () => {
  const LINE =
    '{"data":[{"id":"1","n":"12345678901234567890"},{"id":"2","n":null}],"database":"d","es":1589373515000,"id":3,"isDdl":false,"old":[{"n":"1"},{"n":"2"}],"pkNames":["id"],"sql":"","table":"t","ts":1589373515477,"type":"UPDATE"}';
  it('makes a record of each row of a line', () => {
    expect(formatOf(`${LINE}\n`)).toBe('canal');
    const made = (n: number, payload: string, old: string) =>
      `{"id":"line:${n}","type":"UPDATE","subject_type":"d.t","subject_id":"${n}","t_event":"2020-05-13T12:38:35.000Z","t_log":"2020-05-13T12:38:35.000Z","payload":${payload},"meta":{"id_made":true,"old":${old},"database":"d","id":3,"isDdl":false,"pkNames":["id"],"sql":"","table":"t"}}`;
    const { lines, processing, sourceLines } = read(`${LINE}\n`, 'canal');
    expect(lines).toEqual([
      made(1, '{"id":"1","n":"12345678901234567890"}', '{"n":"1"}'),
      made(2, '{"id":"2","n":null}', '{"n":"2"}'),
    ]);
    expect(sourceLines).toEqual([1, 2]);
    expect(processing.join()).toContain('"t_process":"2020-05-13T12:38:35.477Z"');
  });
  it('a key of several columns, none, and one that is missing', () => {
    const subject = (pk: string) => {
      const { subject_type, subject_id } = JSON.parse(read(`${LINE.replace('["id"]', pk)}\n`, 'canal').lines[0] ?? '');
      return [subject_type, subject_id];
    };
    expect(subject('["id","n"]')).toEqual(['d.t', '1/12345678901234567890']);
    expect(subject('null')).toEqual(['d.t', '1']);
    expect(subject('["other"]')).toEqual([undefined, 'd.t']);
  });
  it('a statement has its SQL', () => {
    const text =
      '{"data":null,"database":"d","es":0,"id":1,"isDdl":true,"mysqlType":null,"old":null,"pkNames":null,"sql":"create table t (a int)","table":"t","ts":1,"type":"CREATE"}\n';
    expect(formatOf(text)).toBe('canal');
    expect(read(text, 'canal').lines).toEqual([
      '{"id":"line:1","type":"CREATE","subject_id":"d.t","t_event":"1970-01-01T00:00:00.000Z","t_log":"1970-01-01T00:00:00.000Z","payload":{"sql":"create table t (a int)"},"meta":{"id_made":true,"database":"d","id":1,"isDdl":true,"table":"t"}}',
    ]);
  });
  it('a line that is cut off costs only itself', () => {
    const { lines, rejected } = read(`${LINE}\n${LINE.slice(0, 90)}`, 'canal');
    expect([lines.length, rejected]).toEqual([2, [expect.stringMatching(/^3: this is no JSON/)]]);
  });
  it.skipIf(!hasSamples)('reads the sample', async () => {
    const bytes = sample('kafka-cdc/apache-flink__canal-data.ndjson');
    const rows = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .flatMap((line) => {
        const { data, type, es, sql } = JSON.parse(line);
        return (data ?? [{ sql }]).map((row: unknown) => [type, row, es]);
      });
    expect(formatOf(bytes)).toBe('canal');
    const { lines, rejected } = readLines([bytes], { format: 'canal' });
    expect(rejected).toEqual([]);
    expect(lines.map((line) => JSON.parse(line)).map((r) => [r.type, r.payload, Date.parse(r.t_event)])).toEqual(rows);
    expect(await integrityOf(bytes, 'canal')).toEqual({
      records: rows.length,
      gaps: 0,
      startsLate: 0,
      duplicates: 0,
      orphans: 0,
    });
  });
});

describe('Maxwell', () => {
  const row = (more: object) =>
    JSON.stringify({
      database: 'd',
      table: 't',
      type: 'insert',
      ts: 1596684883,
      xid: 7125,
      data: { id: 5, n: 1 },
      ...more,
    });
  it('reads a row; the rows of a transaction count in it', async () => {
    const text = `${row({ xoffset: 0 })}\n${row({ type: 'update', xoffset: 1, old: { n: 0 } })}\n${row({ type: 'delete', commit: true, primary_key_columns: ['n', 'id'] })}\n`;
    expect(formatOf(text)).toBe('maxwell');
    expect(read(text, 'maxwell').lines).toEqual([
      '{"id":"7125/0","type":"insert","subject_type":"d.t","subject_id":"5","sequence":0,"partition":"7125","position":7125,"t_event":"2020-08-06T03:34:43Z","t_log":"2020-08-06T03:34:43Z","correlation_id":"7125","payload":{"id":5,"n":1},"meta":{"id_made":true,"database":"d","table":"t"}}',
      '{"id":"7125/1","type":"update","subject_type":"d.t","subject_id":"5","sequence":1,"partition":"7125","position":7125,"t_event":"2020-08-06T03:34:43Z","t_log":"2020-08-06T03:34:43Z","correlation_id":"7125","payload":{"id":5,"n":1},"meta":{"id_made":true,"database":"d","table":"t","old":{"n":0}}}',
      '{"id":"line:3","type":"delete","subject_type":"d.t","subject_id":"1/5","position":7125,"t_event":"2020-08-06T03:34:43Z","t_log":"2020-08-06T03:34:43Z","correlation_id":"7125","payload":{"id":5,"n":1},"meta":{"id_made":true,"database":"d","table":"t","commit":true,"primary_key_columns":["n","id"]}}',
    ]);
    expect(await integrityOf(new TextEncoder().encode(text), 'maxwell')).toMatchObject({
      gaps: 0,
      startsLate: 0,
      duplicates: 0,
    });
  });
  it('reads a bootstrap without transaction, and a change of a table', () => {
    const text = `${row({ type: 'bootstrap-start', xid: undefined, data: {} })}\n${row({ type: 'bootstrap-insert', xid: undefined, primary_key: [8] })}\n`;
    expect(formatOf(text)).toBe('maxwell');
    expect(read(text, 'maxwell').lines.map((line) => JSON.parse(line).subject_id)).toEqual(['d.t', '8']);
    const altered =
      read(
        '{"type":"table-alter","database":"d","table":"t","old":{},"def":{"columns":[]},"ts":1596684883000,"sql":"alter table t add b int"}\n',
        'maxwell',
      ).lines[0] ?? '';
    expect(JSON.parse(altered)).toMatchObject({
      type: 'table-alter',
      t_event: '2020-08-06T03:34:43.000Z',
      payload: { sql: 'alter table t add b int' },
      meta: { def: { columns: [] } },
    });
  });
});

describe('Oracle GoldenGate', () => {
  const text =
    '{"table":"OGG.T","op_type":"U","op_ts":"2020-05-13 17:26:27.936000","current_ts":"2020-05-13T13:26:28.001000","pos":"00000000000000001444","primary_keys":["id"],"tokens":{},"before":{"id":5,"n":1},"after":{"id":5,"n":2}}\n';
  it('reads an operation', () => {
    expect(formatOf(text)).toBe('goldengate');
    const { lines, processing } = read(text, 'goldengate');
    expect(lines).toEqual([
      '{"id":"OGG.T/5#1444","type":"U","subject_type":"OGG.T","subject_id":"5","sequence":1444,"t_event":"2020-05-13T17:26:27.936000Z","t_log":"2020-05-13T17:26:27.936000Z","payload":{"id":5,"n":2},"meta":{"id_made":true,"table":"OGG.T","pos":"00000000000000001444","primary_keys":["id"],"tokens":{},"before":{"id":5,"n":1}}}',
    ]);
    expect(processing.join()).toContain('"t_process":"2020-05-13T13:26:28.001000Z"');
  });
  it('a deletion has what was before; its place has holes that are none', async () => {
    const deleted = text
      .replace('"U"', '"D"')
      .replace('1444', '9999')
      .replace(/,"after".*/, ',"after":{}}\n');
    expect(JSON.parse(read(deleted, 'goldengate').lines[0] ?? '')).toMatchObject({
      type: 'D',
      payload: { id: 5, n: 1 },
    });
    expect(await integrityOf(new TextEncoder().encode(text + deleted), 'goldengate')).toMatchObject({
      records: 2,
      gaps: 0,
      startsLate: 0,
    });
  });
});

describe('AWS DMS', () => {
  it('reads data and control', () => {
    const text =
      '{"data":{"id":5,"n":1},"metadata":{"timestamp":"2026-01-01T00:00:01.123456Z","commit-timestamp":"2026-01-01T00:00:00Z","record-type":"data","operation":"insert","partition-key-type":"schema-table","schema-name":"shop","table-name":"orders","transaction-id":77}}\n' +
      '{"control":{"table-def":{}},"metadata":{"timestamp":"2026-01-01T00:00:02Z","record-type":"control","operation":"create-table","schema-name":"shop","table-name":"orders"}}\n';
    expect(formatOf(text)).toBe('dms');
    expect(read(text, 'dms').lines).toEqual([
      '{"id":"line:1","type":"insert","subject_type":"shop.orders","subject_id":"5","t_event":"2026-01-01T00:00:00Z","t_log":"2026-01-01T00:00:01.123456Z","correlation_id":"77","payload":{"id":5,"n":1},"meta":{"id_made":true,"metadata":{"record-type":"data","partition-key-type":"schema-table","schema-name":"shop","table-name":"orders"}}}',
      '{"id":"line:2","type":"create-table","subject_id":"shop.orders","t_log":"2026-01-01T00:00:02Z","payload":{"table-def":{}},"meta":{"id_made":true,"metadata":{"record-type":"control","schema-name":"shop","table-name":"orders"}}}',
    ]);
  });
});
