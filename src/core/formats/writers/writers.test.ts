/** What is written and read again is what it was, but for what the writer lists; and what a stranger's few lines find in the output. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadJournal, readText } from '../../journal/memory.ts';
import { FIELD_NAMES, type FieldName } from '../../record/fields.ts';
import { type JsonNode, memberOf, parseTree, textOf } from '../../record/json-tree.ts';
import { detect } from '../detect.ts';
import { startConversion } from './convert.ts';
import { entryOf, type NotCarried, objectText } from './writer.ts';
import { WRITERS, writerOf } from './writers.ts';

const utf8 = new TextEncoder();
const text8 = new TextDecoder();
const linesOf = (journal: ReadJournal) =>
  Array.from({ length: journal.columns.count }, (_, row) => text8.decode(journal.line(row)));

function written(
  id: string,
  journal: ReadJournal,
  rows?: readonly number[],
): { text: string; lost: readonly NotCarried[] } {
  const format = writerOf(id);
  if (!format) throw new Error(`no writer ${id}`);
  const chunks: string[] = [];
  const conversion = startConversion({
    format,
    header: journal.header,
    part: rows !== undefined,
    onText: (chunk) => chunks.push(chunk),
  });
  for (const [row, line] of linesOf(journal).entries())
    if (rows?.includes(row) ?? true) conversion.record(journal.columns.line[row] ?? 0, line);
  for (const lines of journal.processingLines)
    for (const line of text8.decode(lines).trimEnd().split('\n')) conversion.processing(line);
  const lost = conversion.end();
  expect(chunks.every((chunk) => chunk.endsWith('\n'))).toBe(true);
  return { text: chunks.join(''), lost };
}

const read = (text: string, format: string) => readText(utf8.encode(text), { format });
const journalOf = (...lines: readonly string[]) => read(lines.join('\n'), 'factline');

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', 'a,b', '"', '\r\n', ' x ', '=1+1', '\ud800', 'a/b', 'user', 'system', 'campaign', 'Ж'),
);
const named = word.map((text) => text || 'x');
const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const time = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.123Z',
  '2026-01-01T00:00:00.123456789Z',
  '2026-01-01T02:00:00.5+02:00',
  '1969-12-31T23:59:59.999Z',
);
const number = fc.constantFrom(
  '1',
  '-0.5',
  '9007199254740993',
  '123456789012345678901234567890',
  '1e400',
  '0.1',
  '-17',
);
/** JSON text. */
const json: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    number,
    fc.constantFrom(
      'null',
      'true',
      'false',
      '{"$bytes":"aGk="}',
      '{"$digits":"9007199254740993"}',
      '"{\\"a\\":1}"',
      '"5"',
    ),
    word.map((text) => JSON.stringify(text)),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc.dictionary(word, tie('value'), { maxKeys: 4 }).map(
      (o) =>
        `{${Object.entries(o)
          .map(([key, value]) => `${JSON.stringify(key)}:${value}`)
          .join(',')}}`,
    ),
  ),
})).value;
const texts = Object.fromEntries(
  [
    'stream',
    'subject_type',
    'subject_id',
    'entity_type',
    'entity_id',
    'partition',
    'producer',
    'actor_type',
    'actor_id',
  ].map((name) => [name, word]),
);
const more = Object.fromEntries(
  [
    'tenant_id',
    'space_id',
    'correlation_id',
    'causation_id',
    'request_id',
    'idempotency_key',
    'system_id',
    'system_version',
  ].map((name) => [name, word]),
);
const hex = fc.constantFrom('0'.repeat(64), 'ab'.repeat(32));
const line = fc
  .record(
    {
      id: named,
      type: named,
      version: fc.integer({ min: 1, max: 65_535 }),
      kind: fc.constantFrom('INTENT', 'FACT', 'OBSERVATION', 'DERIVATION'),
      ...texts,
      ...more,
      also: fc.array(
        fc.record({ subject_type: word, subject_id: word, sequence: whole }, { requiredKeys: ['subject_id'] }),
        {
          maxLength: 2,
        },
      ),
      sequence: whole,
      position: whole,
      t_event: time,
      t_log: time,
      classification: fc.constantFrom('public', 'phi'),
      hash: hex,
      prev_hash: hex,
      meta: fc.constant('META'),
      payload: fc.constant('PAYLOAD'),
    },
    { requiredKeys: ['type', 'payload'] },
  )
  .chain((record) =>
    fc.tuple(json, fc.dictionary(word, json, { maxKeys: 3 })).map(([payload, meta]) => {
      const parts = Object.entries(record).map(([key, value]) => {
        const metaText = `{${Object.entries(meta)
          .map(([k, v]) => `${JSON.stringify(k)}:${v}`)
          .join(',')}}`;
        return `${JSON.stringify(key)}:${key === 'payload' ? payload : key === 'meta' ? metaText : JSON.stringify(value)}`;
      });
      return `{${parts.join(',')}}`;
    }),
  );
const header =
  '{"factline":1,"journal":"j","sequence":{"per":"subject","base":0},"identity":["producer","id"],"state":"complete"}';
const journals = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) => journalOf(header, ...lines, '{"processed":"x","consumer":"m","t_process":"2026-01-01T00:00:00Z"}'));

type Fields = ReadonlyMap<string, JsonNode>;
const fieldsOf = (journal: ReadJournal): readonly Fields[] => linesOf(journal).map((one) => entryOf(0, one).fields);
/** Strings as they read, all else as it is written. */
const plain = (node: JsonNode | undefined) => node && (node.kind === 'string' ? node.text : textOf(node));

/** Without the fields that the list names for that record. */
const kept = (record: Fields, lost: ReadonlySet<string>) =>
  FIELD_NAMES.filter((field) => record.has(field) && !lost.has(field)).map((field) => [
    field,
    plain(record.get(field)),
  ]);

/** What a CloudEvents reader finds besides and keeps in meta. */
const ENVELOPE_OWN = /^(specversion|source|subject|factlineformat)(#\d+)?$/;
function withoutOwn(record: Fields, before: Fields): Fields {
  const meta = record.get('meta');
  if (meta?.kind !== 'object') return record;
  const had = before.get('meta');
  const left = meta.members.filter(({ key }) => memberOf(had, key) !== undefined || !ENVELOPE_OWN.test(key));
  const rest = new Map([...record].filter(([field]) => field !== 'meta'));
  if (left.length === 0 && !had) return rest;
  return rest.set('meta', parseTree(objectText(left.map(({ key, value }) => [key, textOf(value)]))));
}

describe('read(write(records))', () => {
  const reader: Readonly<Record<string, string>> = {
    factline: 'factline',
    game: 'factline',
    envelope: 'factline',
    evidence: 'factline',
    cloudevents: 'factline-cloudevents',
    'cloudevents-batch': 'factline-cloudevents',
    csv: 'factline-csv',
  };
  it.each(Object.entries(reader))('%s', (id, format) => {
    fc.assert(
      fc.property(journals, (journal) => {
        const { text, lost } = written(id, journal);
        const back = read(text, format);
        const before = fieldsOf(journal);
        const after = fieldsOf(back);
        expect([after.length, back.rejected]).toEqual([before.length, []]);
        for (const [row, record] of before.entries()) {
          // A field is excused only where its list entry could mean this record: it begins at or before it.
          const at = journal.columns.line[row] ?? 0;
          const named = lost.filter(({ line }) => line !== undefined && line <= at);
          const excused = new Set(
            named.flatMap(({ field, what }) => {
              const value = plain(record.get(field as FieldName));
              if (/empty text/.test(what)) return value === '' ? [field] : [];
              if (/lone surrogate/.test(what))
                return typeof value === 'string' && /\p{Surrogate}/u.test(value) ? [field] : [];
              return /kept as it is/.test(what) ? [] : [field];
            }),
          );
          const found: Fields = after[row] ?? new Map();
          expect(kept(id.startsWith('cloudevents') ? withoutOwn(found, record) : found, excused)).toEqual(
            kept(record, excused),
          );
        }
        expect(lost.some(({ field }) => field === 'processing')).toBe(id !== 'factline');
        expect(lost.some(({ field }) => field === 'header.identity')).toBe(id !== 'factline');
        if (id === 'factline') expect(back.header).toEqual(journal.header);
        if (id === 'factline') expect(back.processingLines).toEqual(journal.processingLines);
      }),
      { numRuns: 60 },
    );
  });
});

interface Ocel {
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly time: string;
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
    readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
  }[];
  readonly objects: readonly { readonly id: string; readonly type: string }[];
  readonly objectTypes: readonly { readonly name: string }[];
  readonly eventTypes: readonly {
    readonly name: string;
    readonly attributes: readonly { readonly name: string; readonly type: string }[];
  }[];
}

describe('ocel2', () => {
  it('holds each record with a time, its subjects, and every field that the list does not name', () => {
    fc.assert(
      fc.property(journals, (journal) => {
        const { text, lost } = written('ocel2', journal);
        const ocel = JSON.parse(text) as Ocel;
        const before = fieldsOf(journal);
        const timed = before.filter((record) => record.has('t_event') || record.has('t_log'));
        expect(ocel.events.length).toBe(timed.length);
        expect(lost.find(({ field }) => field === 'record')?.count ?? 0).toBe(before.length - timed.length);
        expect(new Set(ocel.events.map(({ id }) => id)).size).toBe(ocel.events.length);
        expect(new Set(ocel.objects.map(({ id }) => id)).size).toBe(ocel.objects.length);
        for (const [i, event] of ocel.events.entries()) {
          const record: Fields = timed[i] ?? new Map();
          const say = (field: FieldName) => plain(record.get(field));
          const attributes = new Map(event.attributes.map(({ name, value }) => [name, value]));
          expect(event.attributes.length).toBe(attributes.size);
          expect(event.type).toBe(say('type'));
          expect(event.time).toBe(say('t_event') ?? say('t_log'));
          expect(attributes.get('factline:id') ?? event.id).toBe(say('id'));
          for (const field of FIELD_NAMES) {
            if (['id', 'type', 't_event', 'subject_type', 'subject_id', 'payload'].includes(field)) continue;
            expect(attributes.get(`factline:${field}`), field).toBe(say(field));
          }
          const [subject, ...also] =
            say('subject_id') === undefined ? [undefined, ...event.relationships] : event.relationships;
          const others = record.get('also');
          expect(also.length).toBe(others?.kind === 'array' ? others.items.length : 0);
          const object = ocel.objects.find(({ id }) => id === subject?.objectId);
          if (subject && !attributes.has('factline:subject_id'))
            expect(`${object?.type}/${say('subject_id')}`).toBe(subject.objectId);
          if (subject && attributes.has('factline:subject_id'))
            expect(attributes.get('factline:subject_id')).toBe(say('subject_id'));
          const type = ocel.eventTypes.find(({ name }) => name === event.type);
          expect(event.attributes.every(({ name }) => type?.attributes.some((one) => one.name === name))).toBe(true);
          const payload = record.get('payload');
          if (payload?.kind !== 'object') {
            expect(attributes.get('factline:payload')).toBe(payload && textOf(payload));
            continue;
          }
          const last = new Map(payload.members.map(({ key, value }) => [key, value]));
          for (const [key, value] of last) {
            if (key.startsWith('factline:')) continue;
            expect(attributes.get(key)).toBe(value.kind === 'null' ? undefined : plain(value));
            const nested = ['null', 'object', 'array'].includes(value.kind);
            if (nested) expect(lost.map(({ field }) => field)).toContain(`payload.${key}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  const order = (n: number, payload: string, extra = '') =>
    `{"id":"e${n}","type":"Placed","subject_type":"order","subject_id":"o-1","sequence":${n},"t_event":"2026-01-01T00:00:0${n}.1234567Z"${extra},"payload":${payload}}`;
  it('makes attributes of scalars, with their type and own digits, and objects of other subjects', () => {
    const also = ',"also":[{"subject_type":"customer","subject_id":"c"}]';
    const { text, lost } = written(
      'ocel2',
      journalOf(
        order(1, '{"total":9007199254740993,"at":"2026-01-01T00:00:00Z","ok":true,"odd":1,"lines":[1]}', also),
        order(2, '{"total":2,"odd":"x","gone":null,"ok":false}'),
        order(2, '{}').replace('"e2"', '"e1"'),
      ),
    );
    const ocel = JSON.parse(text) as Ocel;
    expect(ocel.eventTypes[0]?.attributes.filter(({ name }) => !name.startsWith('factline:'))).toEqual([
      { name: 'total', type: 'integer' },
      { name: 'at', type: 'time' },
      { name: 'ok', type: 'boolean' },
      { name: 'odd', type: 'string' },
      { name: 'lines', type: 'string' },
    ]);
    expect(ocel.events.map(({ id }) => id)).toEqual(['e1', 'e2', 'e1#line:3']);
    expect(ocel.events[0]?.time).toBe('2026-01-01T00:00:01.1234567Z');
    expect(ocel.events[0]?.attributes).toContainEqual({ name: 'total', value: '9007199254740993' });
    expect(ocel.events[0]?.relationships).toEqual([
      { objectId: 'order/o-1', qualifier: 'subject' },
      { objectId: 'customer/c', qualifier: 'also' },
    ]);
    expect(ocel.objectTypes.map(({ name }) => name)).toEqual(['order', 'customer']);
    expect(lost.map(({ field, count, line }) => [field, count, line])).toEqual([
      ['payload.total', 2, 1],
      ['payload.ok', 2, 1],
      ['payload.odd', 1, 1],
      ['payload.lines', 1, 1],
      ['payload.gone', 1, 2],
      ['payload.odd', 1, 1],
    ]);
  });
});

describe('an object-centric log', () => {
  const log = {
    events: [
      {
        id: 'e1',
        type: 'pay',
        time: '2025-01-01T00:00:00Z',
        attributes: [{ name: 'by', value: 'Ann' }],
        relationships: [
          { objectId: 'o1', qualifier: 'order' },
          { objectId: 'i1', qualifier: 'item' },
        ],
      },
      {
        id: 'e2',
        type: 'ship',
        time: '2025-01-02T00:00:00+01:00',
        attributes: [],
        relationships: [{ objectId: 'o1', qualifier: '' }],
      },
      { id: 'e3', type: 'ping', time: '2025-01-03T00:00:00Z', attributes: [], relationships: [] },
    ],
    objects: [
      {
        id: 'o1',
        type: 'Order',
        attributes: [
          { name: 'price', time: '1970-01-01T00:00:00Z', value: '10.5' },
          { name: 'price', time: '2025-01-02T00:00:00Z', value: '12' },
        ],
        relationships: [{ objectId: 'i1', qualifier: 'has' }],
      },
      { id: 'i1', type: 'Item', attributes: [], relationships: [] },
    ],
    objectTypes: [
      { name: 'Order', attributes: [{ name: 'price', type: 'string' }] },
      { name: 'Item', attributes: [] },
    ],
    eventTypes: [
      { name: 'pay', attributes: [{ name: 'by', type: 'string' }] },
      { name: 'ship', attributes: [] },
      { name: 'ping', attributes: [] },
    ],
  };
  it('is written again as it was: ids, qualifiers, and what it said of its objects', () => {
    const { text, lost } = written('ocel2', read(JSON.stringify(log), 'ocel2'));
    expect(JSON.parse(text)).toEqual(log);
    expect(lost.map(({ field }) => field)).toEqual(['header.sequence']);
  });
  it('of the first version becomes one of the second', () => {
    const first = {
      'ocel:global-log': {},
      'ocel:events': {
        e1: {
          'ocel:activity': 'place',
          'ocel:timestamp': '2025-01-01 10:00:00',
          'ocel:omap': ['o1'],
          'ocel:vmap': { n: 1 },
        },
      },
      'ocel:objects': { o1: { 'ocel:type': 'order', 'ocel:ovmap': { vip: true } } },
    };
    const { text, lost } = written('ocel2', read(JSON.stringify(first), 'ocel1'));
    expect(JSON.parse(text)).toMatchObject({
      events: [{ id: 'e1', attributes: [{ name: 'n', value: '1' }], relationships: [{ objectId: 'o1' }] }],
      objects: [{ id: 'o1', type: 'order', attributes: [{ name: 'vip', value: true }] }],
    });
    expect(lost.map(({ field }) => field)).toEqual(['header.sequence', 'payload.n']);
  });
  it('keeps in meta what cannot be told of an object', () => {
    const journal = journalOf(
      '{"factline":1,"journal":"j","from":"ocel2","sequence":{"per":"none","base":1},"identity":["id"]}',
      '{"id":"1","type":"A","t_event":"2026-01-01T00:00:00Z","payload":{},"meta":{"objects":[{"name":"no id"}],"x":1}}',
    );
    const { text } = written('ocel2', journal);
    expect((JSON.parse(text) as Ocel).events[0]?.attributes).toEqual([
      { name: 'factline:meta', value: '{"objects":[{"name":"no id"}],"x":1}' },
    ]);
  });
});

describe('a part of a journal', () => {
  const sealed = [1, 2].map(
    (n) => `{"id":"${n}","type":"A","payload":{"hash":1},"hash":"${'ab'.repeat(32)}","prev_hash":"${'0'.repeat(64)}"}`,
  );
  it('has no hashes, and says so once a field with a count', () => {
    const head = `{"factline":1,"journal":"j","sequence":{"per":"subject","base":1},"identity":["id"],"head":"${'ab'.repeat(32)}"}`;
    const { text, lost } = written('factline', journalOf(head, ...sealed), [1]);
    expect(text).toBe(
      '{"factline":1,"journal":"j","sequence":{"per":"subject","base":1},"identity":["id"]}\n{"id":"2","type":"A","payload":{"hash":1}}\n',
    );
    expect(lost.map(({ field, count, line }) => [field, count, line])).toEqual([
      ['header.head', 1, undefined],
      ['hash', 1, 3],
      ['prev_hash', 1, 3],
    ]);
  });
});

describe('in their own words', () => {
  const record =
    '{"id":"1","type":"a.b","version":2,"subject_type":"campaign","subject_id":"c1","sequence":4,"t_event":"2026-01-01T00:00:00.001Z","t_log":"2026-01-01T00:00:01Z","producer":"shop","request_id":"r","idempotency_key":"k","payload":{"n":1.50}}';
  it.each([
    [
      'game',
      '{"event_hash":"1","event_type":"a.b","version":2,"campaign_id":"c1","seq":4,"timestamp":1767225600001,"t_log":"2026-01-01T00:00:01Z","producer":"shop","request_id":"r","idempotency_key":"k","payload_json":"{\\"n\\":1.50}"}',
    ],
    [
      'envelope',
      '{"id":"1","type":"a.b","version":2,"subject_type":"campaign","subject_id":"c1","sequence":4,"timestamp":"2026-01-01T00:00:00.001Z","t_log":"2026-01-01T00:00:01Z","source":"shop","request_id":"r","idempotency_key":"k","payload":{"n":1.50}}',
    ],
    [
      'evidence',
      '{"id":"1","eventType":"a.b","eventSchemaVersion":2,"subjectType":"campaign","subjectId":"c1","sequence":4,"occurredAt":"2026-01-01T00:00:00.001Z","recordedAt":"2026-01-01T00:00:01Z","producer":"shop","actionInvocationId":"r","idempotencyKey":"k","payload":{"n":1.50}}',
    ],
    [
      'cloudevents',
      '{"specversion":"1.0","id":"1","source":"shop","type":"a.b","subject":"campaign/c1","factlinesubjectid":"c1","time":"2026-01-01T00:00:00.001Z","recordedtime":"2026-01-01T00:00:01Z","sequence":"4","factlineversion":2,"factlinesubjecttype":"campaign","factlineproducer":"shop","factlinerequestid":"r","factlineidempotency":"k","factlineformat":"1","data":{"n":1.50}}',
    ],
  ])('%s', (id, expected) => {
    const { text, lost } = written(id, journalOf(record));
    expect(text).toBe(`${expected}\n`);
    expect(lost).toEqual([]);
  });
  it('csv: quotes where it must, and says which cells a spreadsheet would run', () => {
    const { text, lost } = written(
      'csv',
      journalOf('{"id":"=1+1","type":"A","producer":"","payload":{"a":"x, \\"y\\""}}'),
    );
    const [head = '', row = ''] = text.split('\r\n');
    const at = (name: string) => head.split(',').indexOf(name);
    expect(row.split(',').slice(0, 2)).toEqual(['=1+1', 'A']);
    expect(row.split(',')[at('producer')]).toBe('""');
    expect(row).toContain('"{""a"":""x, \\""y\\""""}"');
    expect(lost.map(({ field, what }) => [field, /formula|empty/.exec(what)?.[0]])).toEqual([
      ['id', 'formula'],
      ['producer', 'empty'],
    ]);
  });
});

it.each(WRITERS.filter(({ id }) => id !== 'ocel2').map(({ id }) => id))('%s is known by sight again', (id) => {
  const lines = [1, 2, 3].map(
    (n) =>
      `{"id":"${n}","type":"OrderPlaced","subject_type":"order","subject_id":"o","sequence":${n},"t_event":"2026-01-01T00:00:00Z","correlation_id":"k","payload":{"a":1}}`,
  );
  const { text } = written(id, journalOf(...lines));
  const bytes = utf8.encode(text);
  const found = detect({ name: 'x', bytes, totalBytes: bytes.length, complete: true });
  const expected = id === 'csv' ? 'factline-csv' : id.startsWith('cloudevents') ? 'factline-cloudevents' : 'factline';
  expect('formats' in found && found.formats[0]?.format).toBe(expected);
});

it('an empty journal is still a file of its format', () => {
  const empty = journalOf('{"factline":1,"journal":"j","sequence":{"per":"subject","base":1},"identity":["id"]}');
  for (const { id } of WRITERS.filter(({ extension }) => extension.endsWith('.json')))
    expect(JSON.parse(written(id, empty).text), id).toBeDefined();
});
