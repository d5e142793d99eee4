import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMapping } from './header.ts';
import type { Mapping } from './mapping.ts';
import { readLines } from './testing/read-lines.ts';

const mapped = (source: string, roles: Mapping['roles'], extra: Partial<Mapping> = {}) =>
  readLines([source], { mapping: { mapping: 1, name: 'm', shape: 'ndjson', roles, ...extra } });

describe('rows by a mapping', () => {
  const row =
    '{"Ch":"Sec","Ev":4624,"Host":"h1","No":7,"At":"2020-10-22 04:29:46","In":1603355388123,"Key":-9223372036854775808,"a.b":{"c":"x"}}';
  it('have the whole source as payload where none is named', () => {
    const read = mapped(
      row,
      {
        type: ['Ch', 'Ev'],
        subject_id: ['Host', 'Ch'],
        sequence: 'No',
        t_event: 'At',
        t_process: 'In',
        producer: '"a.b".c',
      },
      {
        times: { t_event: { zone: '-04:00' }, t_process: { unit: 'ms' } },
        constants: { subject_type: 'channel' },
      },
    );
    expect(read.lines).toEqual([
      `{"id":"channel/h1/Sec#7","type":"Sec/4624","subject_type":"channel","subject_id":"h1/Sec","sequence":7,"t_event":"2020-10-22T04:29:46-04:00","producer":"x","payload":${row},"meta":{"id_made":true}}`,
    ]);
    expect(read.processing).toEqual([
      '{"processed":"channel/h1/Sec#7","consumer":"import","t_process":"2020-10-22T08:29:48.123Z"}',
    ]);
  });
  it('else keep in meta what no field takes, word for word', () => {
    const source =
      '{"k":"T","id":12345678901234567890,"body":{"n":1.0},"who":{"name":"p","age":3.0},"big":12345678901234567890,"none":null}';
    expect(mapped(source, { id: 'id', type: 'k', payload: 'body', actor_id: 'who.name' }).lines).toEqual([
      '{"id":"12345678901234567890","type":"T","actor_id":"p","payload":{"n":1.0},"meta":{"who":{"age":3.0},"big":12345678901234567890,"none":null}}',
    ]);
  });
  it('keep a value that does not fit in meta.raw', () => {
    const source = '{"k":"T","n":"seven","at":"noon","v":{"x":1},"p":[1]}';
    expect(mapped(source, { type: 'k', sequence: 'n', t_event: 'at', subject_id: 'v', payload: 'p' }).lines).toEqual([
      '{"id":"line:1","type":"T","payload":[1],"meta":{"id_made":true,"raw":{"subject_id":{"x":1},"sequence":"seven","t_event":"noon"}}}',
    ]);
  });
  it('open JSON text and base64', () => {
    const source = `{"m":"{\\"t\\":\\"A\\",\\"n\\":[1.0]}","b":"${Buffer.from('{"x":2.0}').toString('base64')}","c":"AAEC"}`;
    const roles = { type: 'm.t', subject_id: 'b.x', payload: 'm.n' };
    expect(mapped(source, roles, { unwrap: ['m', 'b', 'c'] }).lines).toEqual([
      '{"id":"line:1","type":"A","subject_id":"2.0","payload":[1.0],"meta":{"id_made":true,"c":{"$bytes":"AAEC"}}}',
    ]);
  });
  it('open what lies in opened text, in whatever order the mapping names it', () => {
    const inner = JSON.stringify({ deep: JSON.stringify({ t: 'A', n: 9007199254740993n.toString() }) });
    const source = JSON.stringify({ m: Buffer.from(inner).toString('base64') });
    for (const unwrap of [
      ['m', 'm.deep'],
      ['m.deep', 'm'],
    ])
      expect(mapped(source, { type: 'm.deep.t', subject_id: 'm.deep.n' }, { unwrap }).lines[0]).toContain(
        '"type":"A","subject_id":"9007199254740993"',
      );
    // What was opened within the payload, or within what is left over, is written opened.
    const read = (payload: string) =>
      JSON.parse(mapped(source, { type: 'm.deep.t', payload }, { unwrap: ['m', 'm.deep'] }).lines[0] ?? '');
    expect(read('m').payload).toEqual({ deep: { t: 'A', n: '9007199254740993' } });
    expect(read('m.deep.n').meta.m).toBeUndefined();
    const two = `{"k":"T","o":{"w":"{\\"big\\":9007199254740993}","x":1.0}}`;
    expect(mapped(two, { type: 'k', payload: 'o' }, { unwrap: ['o.w'] }).lines[0]).toContain(
      '"payload":{"w":{"big":9007199254740993},"x":1.0}',
    );
  });
  it('belong to further subjects: plain values are named by their field', () => {
    const source =
      '{"k":"T","customer_id":"c1","item":{"id":7},"driverIds":["d1","d2","d1",null],"refs":[{"subject_type":"x","subject_id":"1","sequence":4}]}';
    const also = (paths: string | readonly string[]) =>
      JSON.parse(mapped(source, { type: 'k', also: paths }).lines[0] ?? '{}');
    expect(also(['customer_id', 'item.id', 'driverIds']).also).toEqual([
      { subject_type: 'customer', subject_id: 'c1' },
      { subject_type: 'item', subject_id: '7' },
      { subject_type: 'driver', subject_id: 'd1' },
      { subject_type: 'driver', subject_id: 'd2' },
    ]);
    expect(also('refs').also).toEqual([{ subject_type: 'x', subject_id: '1', sequence: 4 }]);
    expect(also('missing').also).toBeUndefined();
    expect(also(['customer_id', 'item'])).toMatchObject({ meta: { raw: { also: ['c1', { id: 7 }] } } });
  });
  it('come from a JSON array at a path, each element with its number', () => {
    const source =
      '{ "note":"[", "Records" : [ {"k":"A",\n "x" : [1,2] }, {"k":}, 5, {"k":"B"} ] , "more":[{"k":"C"}] }';
    const read = mapped(source, { type: 'k' }, { shape: 'array', rows: 'Records' });
    expect(read.lines.map((line) => JSON.parse(line).payload)).toEqual([{ k: 'A', x: [1, 2] }, { k: 'B' }]);
    expect(read.lines.every((line) => !line.includes('\n'))).toBe(true);
    expect(read.sourceLines).toEqual([1, 4]);
    expect(read.rejected).toEqual([
      '2: this is no JSON: `}` stands where a value belongs (column 6)',
      '3: this is a number, not a JSON object',
    ]);
    expect(() => mapped(source, { type: 'k' }, { shape: 'array', rows: 'Rows' })).toThrow(
      'holds no JSON array at `Rows`',
    );
    expect(mapped('[{"k":"A"}', { type: 'k' }, { shape: 'array' }).rejected).toEqual([
      '2: the file ends inside the array: it was cut off',
    ]);
    expect(mapped('[{"k":"A"},{"k":"B', { type: 'k' }, { shape: 'array' }).rejected).toEqual([
      '2: the file ends inside this element: it was cut off',
    ]);
  });
  it('come from CSV as text, cell by cell', () => {
    const source =
      '\ufeffname;at;"a ""b""";at\r\nA;2026-01-01;"x\r\ny; z";007\r\nragged;1\r\nB;;;\r\n"C"x;;;\r\nD;;"never closed;\r\nE;1;2;3\r\n';
    const read = mapped(source, { type: 'name', t_event: 'at', sequence: 'at#2' }, { shape: 'csv' });
    expect(read.lines).toEqual([
      '{"id":"line:2","type":"A","sequence":7,"t_event":"2026-01-01T00:00:00Z","payload":{"name":"A","at":"2026-01-01","a \\"b\\"":"x\\r\\ny; z","at#2":"007"},"meta":{"id_made":true}}',
      '{"id":"line:4","type":"B","payload":{"name":"B","at":"","a \\"b\\"":"","at#2":""},"meta":{"id_made":true}}',
      '{"id":"line:7","type":"E","sequence":3,"payload":{"name":"E","at":"1","a \\"b\\"":"2","at#2":"3"},"meta":{"id_made":true,"raw":{"t_event":"1"}}}',
    ]);
    expect(read.rejected).toEqual([
      '3: it has 2 cells where the header has 4',
      '5: in cell 1, text follows the closing quote (column 4)',
      '6: it opens a quote that is never closed',
    ]);
  });
  it('take a quote inside a bare cell of CSV for text', () => {
    const read = mapped('"k";"q""x\n";c\nA;5" pipe;1\nB;"a;""\n";2\nC;"";x"y\n', { type: 'k' }, { shape: 'csv' });
    expect(read.lines.map((line) => JSON.parse(line).payload)).toEqual([
      { k: 'A', 'q"x': '5" pipe', c: '1' },
      { k: 'B', 'q"x': 'a;"\n', c: '2' },
      { k: 'C', 'q"x': '', c: 'x"y' },
    ]);
  });
  it.each([
    [{ mapping: 1, shape: 'xml', roles: {} }, '`shape` is not one of ndjson, array, csv'],
    [{ mapping: 1, shape: 'csv', roles: { type: 'a..b' } }, '`roles.type` is not a path'],
    [{ mapping: 1, shape: 'csv', roles: { kind_of: 'a' } }, '`kind_of` that is not known here'],
    [
      { mapping: 1, shape: 'csv', roles: {}, times: { t_event: { zone: 'Berlin' } } },
      '`times.t_event.zone` is not Z or an offset',
    ],
    [[], 'no JSON object'],
  ])('a mapping that is none is refused: %j', (value, message) => {
    expect(() => parseMapping(value)).toThrow(message);
  });
});

it('a constant that does not fit its field is refused', () => {
  expect(() => mapped('{}', { type: 'k' }, { constants: { kind: 'rumour' } })).toThrow(
    'constant `kind` cannot be "rumour"',
  );
  expect(() => mapped('{}', { type: 'k' }, { constants: { payload: 'x' } })).toThrow('constant `payload`');
});

describe('CloudEvents', () => {
  const events = { format: 'cloudevents' } as const;
  it('keep all they have', () => {
    const source =
      '{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":null,"time":"2026-01-01T00:00:00Z","data_base64":"AAEC","ext":5,"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}';
    const read = readLines([source], events);
    expect(read.lines).toEqual([
      '{"id":"1","type":"t","subject_id":"/s","partition":"/s","t_event":"2026-01-01T00:00:00Z","producer":"/s","correlation_id":"0af7651916cd43dd8448eb211c80319c","payload":{"$bytes":"AAEC"},"meta":{"specversion":"1.0","ext":5,"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}',
    ]);
    expect(read.header.identity).toEqual(['producer', 'id']);
  });

  const folder = '../shared/data/cloudevents';
  it.skipIf(!existsSync(folder))('of the specification and of two clouds are all read', () => {
    const counts = readdirSync(folder)
      .filter((name) => /^(spec__(json|ext)|google).*\.(nd)?json$/.test(name))
      .map((name) => {
        const read = readLines([readFileSync(join(folder, name))], events);
        return [name, read.lines.length, read.rejected.length];
      });
    expect(counts.length).toBeGreaterThan(15);
    expect(counts.filter(([, records, rejected]) => records === 0 || rejected !== 0)).toEqual([]);
    expect(counts.find(([name]) => name === 'spec__ext-correlation-all8.batch.json')?.[1]).toBe(8);
    expect(counts.find(([name]) => name === 'spec__ext-correlation-all8.ndjson')?.[1]).toBe(8);
  });
});
