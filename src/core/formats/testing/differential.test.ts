import { describe, expect, it } from 'vitest';
import type { Mapping } from '../mapping.ts';
import type { Reading } from '../preview.ts';
import { fastRead, plainRead } from './plain-read.ts';

/** Lines that together use every field, spelling and trap; mutations start from them. */
const OURS = [
  '{"id":"a-1","type":"OrderPlaced","version":2,"kind":"FACT","stream":"orders","subject_type":"order","subject_id":"o-1","sequence":1,"t_event":"2026-01-01T00:00:00Z","t_log":"2026-01-01T00:00:01.123456789+02:00","producer":"shop","payload":{"total":12.50,"big":12345678901234567890}}',
  '{"id":"a-2","type":"OrderPaid","subject_id":"o-1","entity_type":"line","entity_id":"2","sequence":2,"position":7,"t_event":"2026-01-01 00:00:00z","correlation_id":"c","causation_id":"a-1","request_id":"r","payload":null,"meta":{"id_made":true,"raw":{"x":1}}}',
  '{"type":"A","subject_type":"s","subject_id":"1","sequence":3,"partition":"p/1","payload":[1,[2,{"a":"b"}]],"t_process":"2026-01-01T00:00:02Z","classification":"phi"}',
  '{ "id" : "\\u0061b\\n" , "type" : "caf\\u00e9", "subject_id":"Zürich \\ud83d\\ude00", "t_process" : "2016-12-31T23:59:60Z" , "payload":"x" , "meta": {"id\\u005fmade":true} }',
  '{"id":"a-5","type":"B","also":[{"subject_type":"x","subject_id":"9","sequence":4}],"sequence":5.0,"version":1e0,"payload":{"__proto__":1},"hash":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","prev_hash":"0000000000000000000000000000000000000000000000000000000000000000"}',
  '{"eventType":"Seen","eventSchemaVersion":3,"occurredAt":"2026-01-01T00:00:00Z","correlationId":"k","campaign_id":"7","seq":9,"payload_json":"{\\"a\\":1e400}","event_hash":"h"}',
];
const FOREIGN_ROWS = [
  '{"EventId":"e-1","Name":"Placed","Sub":2,"Host":"h","Chan":"c","No":5,"At":"2026-01-01 00:00:00","Logged":"2026-01-01T00:00:01Z","@ts":1767225602123,"Data":{"a":[1,2.50,12345678901234567890]},"Level":"info","raw":1}',
  '{"Name":"Paid","Sub":"x","Host":"h","Chan":7,"No":"6","At":"2026-01-01T00:00:00.5","Logged":"2026/01/01 00:00:01","@ts":"1767225602123","Data":null,"extra":{"deep":[true]}}',
  '{"Name":"Deep","Sub":3,"Host":"h","Chan":"c","No":8,"extra":{"deep":"d","x":{},"who":{"name":12345678901234567890,"deep":1}},"Data":{"a":"b"}}',
  '{"Name":"","Sub":null,"Type2":"T","Host":"","Chan":"c","No":0,"At":1767225602,"Logged":"bad","Data":"text","id_made":2}',
  '{ "Name" : "Q\\u0041" , "Sub":1 , "Host" : "h\\/1" , "No":7.0 , "Ver":70000 , "Data":{} , "Kind":"FACT" , "Corr":"c" , "At":"2026-01-01T00:00:00+01:00" }',
];
const mapping = (extra: Partial<Mapping>, roles: Mapping['roles'] = {}): Reading => ({
  mapping: {
    mapping: 1,
    name: 'm',
    shape: 'ndjson',
    roles: {
      id: 'EventId',
      type: ['Name', 'Sub'],
      subject_id: ['Host', 'Chan'],
      sequence: 'No',
      version: 'Ver',
      kind: 'Kind',
      t_event: 'At',
      t_log: 'Logged',
      t_process: '@ts',
      correlation_id: 'Corr',
      ...roles,
    },
    times: { t_event: { unit: 'iso', zone: '-04:00' }, t_process: { unit: 'ms' } },
    ...extra,
  },
});
const EVENTS = [
  '{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"x","time":"2026-01-01T00:00:00Z","sequence":"00042","data":{"a":1},"ext":5}',
  '{"specversion":"1.0","id":"2","source":"/s","type":"t","subject":null,"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","data_base64":"AAEC"}',
  '{"specversion":"1.0","id":"4","source":"/s","type":"t","subject":"order/o-1","data":1}',
  '{"specversion":"1.0","id":"5","source":"/s","type":"t","subject":"/a/b/","sequence":"7","data":{}}',
  '{"specversion":"1.0","id":"6","source":"/s","type":"t","subject":"/","time":"2026-01-01T00:00:00Z"}',
  '{"specversion":"1.0","id":"3","source":"/s","type":"t","data":null,"data_base64":"!","correlationid":"c","causationid":"1"}',
];
const CASES: readonly (readonly [string, readonly string[], Reading])[] = [
  ['our own records', OURS, { format: 'factline' }],
  ['rows whose payload is the whole', FOREIGN_ROWS, mapping({})],
  ['rows with a payload, the rest in meta', FOREIGN_ROWS, mapping({}, { payload: 'Data' })],
  [
    'rows with a constant and ids by partition',
    FOREIGN_ROWS,
    mapping(
      {
        constants: { subject_type: 'chan', producer: 'p', version: 3, kind: 'fact', t_log: '2026-01-01' },
        sequence: { per: 'partition', base: 0 },
      },
      { partition: 'Chan', id: 'nope' },
    ),
  ],
  [
    'rows with paths inside',
    FOREIGN_ROWS,
    mapping({}, { producer: 'extra.deep', actor_id: 'Data.a', tenant_id: 'Data', space_id: 'extra.who.name' }),
  ],
  ['rows with paths inside and text to open', FOREIGN_ROWS, mapping({ unwrap: ['Data'] }, { payload: 'extra.deep' })],
  ['CloudEvents', EVENTS, { format: 'cloudevents' }],
];

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor((((state ^ (state >>> 13)) >>> 0) / 4_294_967_296) * below);
  };
}

const PIECES = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '1',
  '9007199254740993',
  '-',
  '.',
  'e9',
  'null',
  'true',
  '""',
  ' ',
  '\t',
  '\r',
  'x',
  'é',
  '\\u0041',
  '"id":"z",',
  '"type":"T",',
  '"payload":1,',
  '"meta":{},',
  '"Name":"n",',
  '\u0001',
];

function mutate(source: Uint8Array, dice: (below: number) => number): Uint8Array {
  let bytes = [...source];
  for (let times = dice(4); times > 0; times--) {
    const at = dice(bytes.length + 1);
    const piece = [...new TextEncoder().encode(PIECES[dice(PIECES.length)])];
    switch (dice(6)) {
      case 0:
        bytes.splice(at, 1 + dice(3));
        break;
      case 1:
        bytes.splice(at, 0, ...piece);
        break;
      case 2:
        bytes.splice(at, piece.length, ...piece);
        break;
      case 3:
        bytes[at] = dice(256);
        break;
      case 4: {
        const part = bytes.slice(at, at + dice(40));
        bytes.splice(dice(bytes.length + 1), 0, ...part);
        break;
      }
      default:
        bytes = bytes.with(Math.min(at, bytes.length - 1), PIECES[dice(13)]?.charCodeAt(0) ?? 32);
    }
    bytes = bytes.map((byte) => (byte === undefined || byte === 10 ? 32 : byte));
  }
  return Uint8Array.from(bytes);
}

const BATCH = 4000;
const BATCHES = Number(process.env.FACTLINE_FUZZ_BATCHES ?? 1);

describe('bytes to columns agrees with the plain way', () => {
  it.each(CASES)('on %s, whole and broken', { timeout: 600_000 }, (_, seeds, reading) => {
    const dice = random(Number(process.env.FACTLINE_FUZZ_SEED ?? 11));
    const originals = seeds.map((text) => new TextEncoder().encode(text));
    for (let batch = 0; batch < BATCHES; batch++) {
      const broken = Array.from({ length: BATCH }, () =>
        mutate(originals[dice(originals.length)] ?? new Uint8Array(0), dice),
      );
      const lines = [...originals, ...broken];
      const fast = fastRead(lines, reading);
      const plain = plainRead(lines, reading);
      const differs = plain.findIndex((picture, i) => picture !== fast[i]);
      expect(fast[differs]).toBe(plain[differs]);
      expect(fast.length).toBe(plain.length);
      expect(fast.filter((picture) => !picture.endsWith('rejected')).length).toBeGreaterThan(BATCH / 20);
    }
  });
});
