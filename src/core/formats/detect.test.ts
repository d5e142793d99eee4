import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Detection, detect } from './detect.ts';
import { parseHead } from './detect-json.ts';

const utf8 = new TextEncoder();
const see = (content: string | Uint8Array, name = 'a.txt', complete = true): Detection => {
  const bytes = typeof content === 'string' ? utf8.encode(content) : content;
  return detect({ name, bytes, totalBytes: bytes.length, complete });
};
const said = (found: Detection): string =>
  'refused' in found
    ? `refused: ${found.refused.recognised}`
    : [
        ...found.formats.map((f) => f.format),
        ...found.shapes.map((s) => (s.rows === undefined ? s.shape : `${s.shape} at ${s.rows}`)),
      ].join(' ▸ ');

describe('what a file is', () => {
  it.each([
    ['our lines', '{"factline":1,"journal":"a"}\n{"id":"1","type":"A","payload":{}}\n', 'factline ▸ ndjson'],
    [
      'records without a header',
      '{"id":"1","type":"A","payload":{},"t_event":"2026-01-01T00:00:00Z"}',
      'factline ▸ ndjson',
    ],
    [
      'a record that knows no time and no sequence',
      '{"event_hash":"1","event_type":"A","producer":"p","payload_json":"1","meta":{"raw":{"position":"x"}}}',
      'factline ▸ ndjson',
    ],
    [
      'an envelope of another house',
      '{"event_type":"a.b","payload_json":"{}","campaign_id":"c","seq":1,"timestamp":1}\n',
      'factline ▸ ndjson',
    ],
    ['cloud events', '[{"specversion":"1.0","id":"1","source":"/a","type":"t"}]', 'cloudevents ▸ array'],
    [
      'one cloud event over several lines',
      '{\n "specversion":"1.0",\n "id":"1", "source":"/a", "type":"t"\n}',
      'cloudevents',
    ],
    ['lines', '{"a":1}\n{"a":2}\n{"a":', 'ndjson'],
    ['an array', '[{"a":1},\n {"a":2}]', 'array'],
    ['rows under a key', '{"next":null,"Records":[{"a":1},{"a":2}]}', 'array at Records'],
    ['rows deeper', '{\n "data": { "odd.key": [ {"a":1} ] }\n}', 'array at data."odd.key"'],
    ['a process log', '<?xml version="1.0"?>\n<log xes.version="1.0"><trace/></log>', 'xes'],
    ['a csv', 'when;what\n2026-01-01;"a; b"\n', 'csv'],
    ['a csv whose cells break lines', 'a,b\n1,"x\ny"\n2,z\n', 'csv'],
    ['lines under a heading', '# export\n{"a":1}\n{"a":2}\n{"a":3}\n', 'ndjson'],
  ])('%s', (_, text, expected) => {
    expect(said(see(text))).toBe(expected);
  });

  it('reads UTF-16 as what it holds, and says so', () => {
    const text = '{"type":"A","when":"2026-01-01T00:00:00Z"}\n{"type":"B","when":"2026-01-01T00:00:00Z"}\n';
    const found = see(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect(said(found)).toBe('ndjson');
    expect('refused' in found ? [] : found.notes).toEqual(['The file is UTF-16. It is converted while it is read.']);
  });

  it('takes the head of a large array', () => {
    const rows = JSON.stringify({
      head: 1,
      Records: Array.from({ length: 100 }, (_, i) => ({ i, name: `n "${i}" \\` })),
    });
    for (let cut = 60; cut < rows.length; cut += 37)
      expect(said(see(rows.slice(0, cut), 'a.json', false))).toBe('array at Records');
  });
});

describe('what is no journal', () => {
  it.each([
    ['', /empty/],
    [' \n\t\n', /white space/],
    ['{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}', /JSON Schema/],
    ['asyncapi: 3.0.0\ninfo: {}\n', /AsyncAPI/],
    ['{"openapi":"3.1.0"}', /OpenAPI/],
    ['# a shop\nfactline: 1\nmodel: shop\n', /Factline model/],
    ['export const folds = {};\n', /behavior file/],
    ['{"mapping":1,"name":"w","shape":"csv","roles":{}}', /saved mapping/],
    ['<a/>', /XML/],
    ['--\n-- PostgreSQL database dump\n--\n', /dump in SQL/],
    ['Dear all,\nthis is a letter.\n', /plain text/],
    ['[1,2,3]', /holds no objects/],
    ['{"a":1,\n"b":[1]}', /no array of objects/],
    ['{oops\n', /begins like JSON/],
    ['a,b\n', /nothing else/],
  ])('%j is refused', (text, what) => {
    const found = see(text);
    expect(said(found)).toMatch(what);
    expect('refused' in found && found.refused.advice.length).toBeGreaterThan(20);
  });

  it('tells binary files by their first bytes', () => {
    expect(said(see(gzipSync('{}')))).toMatch(/gzip inside gzip/);
    expect(said(see(Buffer.from('PK\u0003\u0004rest')))).toMatch(/zip archive/);
    expect(said(see(Buffer.from('SQLite format 3\0')))).toMatch(/SQLite/);
    expect(said(see(Buffer.from([0xff, 6, 0, 0, 0x53])))).toMatch(/NATS/);
    expect(said(see(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1])))).toMatch(/PNG/);
    expect(said(see(Buffer.from('%PDF-1.7')))).toMatch(/PDF/);
    expect(said(see(Buffer.from('PAR1\u0015\u0004')))).toMatch(/Parquet/);
    expect(said(see(Buffer.from('Obj\u0001\u0004')))).toMatch(/Avro/);
    expect(said(see(Buffer.from('ARROW1\0\0')))).toMatch(/Arrow/);
    expect(said(see(Buffer.from('SQLite format 3\0 create table event (ocel_id text)')))).toMatch(/OCEL/);
    expect(said(see(Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 256)))).toMatch(/binary/);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, complete) => void see(bytes, 'x', complete)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', 'a', '1', '\n', '\\', ' ') }),
        (text) => void see(text),
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a cut-off head', () => {
  it('gives the whole elements of an array', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: fc.jsonValue() }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, share) => {
          const text = JSON.stringify(rows);
          const found = parseHead(text.slice(0, Math.floor(text.length * share)));
          if (found === undefined) return;
          const whole = (found as unknown[]).slice(0, -1);
          expect(whole).toEqual(JSON.parse(text).slice(0, whole.length));
        },
      ),
    );
  });
});

const DATA = '../shared/data';
describe.skipIf(!existsSync(DATA))('the shared files', () => {
  const folders: readonly (readonly [string, RegExp, RegExp])[] = [
    ['engine-generated/nats-backup', /./, /refused: .*NATS backup/],
    ['xes', /./, /^xes/],
    ['csv', /running/, /^process-table/],
    ['kafka-cdc', /canal/, /^canal/],
    ['kafka-cdc', /debezium-data|debezium-postgres|alltype|schemaevolution|serde/, /^debezium/],
    ['kafka-cdc', /embedded/, /^connect-records/],
    ['ocel', /newocel.jsonocel|ocel1/, /^ocel1/],
    ['ocel', /ocel20.*json/, /^ocel2/],
    ['ocel', /csv$/, /^ocel-csv/],
    ['asyncapi', /./, /AsyncAPI/],
    ['otel', /./, /^otlp-logs/],
    ['engine-generated', /redux/, /^redux-devtools/],
    ['engine-generated', /nats-server/, /^nats/],
    ['engine-generated', /^message-db/, /^message-db/],
    ['engine-generated', /^emmett.*(?:csv|ndjson)$/, /^emmett ▸/],
    ['engine-generated', /readStream/, /^emmett-stream/],
    ['engine-generated', /^castore/, /^castore/],
    ['ddl-shaped', /^marten/, /^marten/],
    ['ddl-shaped', /^axon4/, /^axon4/],
    ['ddl-shaped', /event_journal/, /^akka-journal/],
    ['ddl-shaped', /event_tag/, /refused: .*event_tag/],
    ['ddl-shaped', /joined|store_events\.csv/, /^rails-event-store/],
    ['ddl-shaped', /in_streams/, /refused: .*in_streams/],
    ['ddl-shaped', /nats/, /^nats/],
    ['ocel', /sqlite/, /SQLite/],
    ['cloudevents', /all8|json-format|google/, /^cloudevents/],
    ['cloudevents', /schema/, /JSON Schema/],
    ['temporal', /./, /^temporal ▸ array at events/],
    ['cloudtrail', /./, /^cloudtrail ▸ array at Records/],
    ['eventbridge', /./, /^eventbridge/],
    ['eventgrid', /eventgrid-/, /^event-grid/],
    ['eventgrid', /cloudevents-/, /^cloudevents/],
    ['eventsourcingdb', /./, /^eventsourcingdb/],
    ['github', /ndjson/, /^gh-archive/],
    ['github', /octokit/, /^github-webhook/],
    ['kurrentdb', /./, /^kurrentdb/],
  ];
  it.each(folders)('%s %s', (folder, which, expected) => {
    for (const name of readdirSync(`${DATA}/${folder}`).filter((n) => which.test(n))) {
      const bytes = readFileSync(`${DATA}/${folder}/${name}`);
      const head = bytes.subarray(0, 2 ** 21);
      expect(
        said(detect({ name, bytes: head, totalBytes: bytes.length, complete: head.length === bytes.length })),
        name,
      ).toMatch(expected);
    }
  });
});
