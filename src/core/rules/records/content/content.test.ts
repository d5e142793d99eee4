import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../../model/model.ts';
import { parseModel } from '../../../model/parse.ts';
import { startRecordCheck } from '../check-records.ts';
import type { RecordRule } from '../record-rule.ts';
import { seenOf } from '../seen.ts';
import { CONTENT_RULES } from './index.ts';

const check = (
  yaml: string,
  lines: readonly string[],
  profile: ProfileName,
  rules: readonly RecordRule[] = CONTENT_RULES,
) => {
  const { model } = parseModel([{ path: 'a.model.yaml', text: yaml }]);
  const running = startRecordCheck({ model, profiles: [profile], rules });
  for (const [i, line] of lines.entries()) running.record(seenOf(line, true, i + 1));
  return running.finish();
};
const examplesOf = (id: string) => {
  const page = readFileSync(new URL(`${id}.md`, import.meta.url), 'utf8');
  return [...page.matchAll(/^## (❌|✅)\n\n```yaml\n([\s\S]*?)```\n\n```ndjson\n([\s\S]*?)```/gm)].map(
    ([, mark, yaml, journal]) => ({
      bad: mark === '❌',
      yaml: yaml ?? '',
      lines: (journal ?? '').trim().split('\n'),
    }),
  );
};
const says = (yaml: string, records: readonly object[], profile: ProfileName = 'eventing') =>
  check(
    yaml,
    records.map((r) => JSON.stringify(r)),
    profile,
  )
    .filter(({ rule }) => rule !== 'definition-is-used')
    .map(({ rule, count, severity }) => `${severity} ${rule} ${count}`);

describe.each(CONTENT_RULES.map((rule) => ({ id: rule.meta.id, rule })))('$id', ({ id, rule }) => {
  for (const profile of PROFILES.filter((name) => rule.meta.severity[name] !== undefined))
    it.each(examplesOf(id))(`is right about its examples under ${profile} ($bad)`, ({ bad, yaml, lines }) => {
      expect(check(yaml, lines, profile, [rule]).length > 0).toBe(bad);
    });
  it('has both examples', () => {
    expect(examplesOf(id).map(({ bad }) => bad)).toEqual([true, false]);
  });
});

describe('payloads', () => {
  const model = `
events:
  A:
    version: 2
    payload: { id_text: string, n: integer, when: datetime?, kind: open | closed, more: open | ..., tags: 'string[]', at: { fields: { city: string } }, constructor: integer? }
    versions: { 1: { payload: { id_text: string } } }
  B: { version: 1, schema: { type: object, required: [a], properties: { a: { type: integer, minimum: 1 }, next: { $ref: '#' }, code: { pattern: '^[A-Z]{2}$' } }, additionalProperties: false } }
  C: { version: 1, schema: { allOf: [ { $ref: '#' }, { $ref: '#/$defs/x' } ], $defs: { x: { anyOf: [ { type: object }, { type: 'null' } ] } }, properties: { y: { $ref: 'https://example.org/y' }, z: { pattern: '(a+)+$' } } } }
`;
  const fits = (type: string, payload: unknown, version = 1) =>
    check(model, [JSON.stringify({ id: 'x', type, version, payload })], 'envelope')
      .filter(({ rule }) => rule === 'payload-fits-schema')
      .map(({ severity, message }) => `${severity} ${message.split('`')[1]} ${message.split('`')[2]?.trim()}`);
  const good = { id_text: 'x', n: 1, kind: 'open', more: 'whatever', tags: ['a'], at: { city: 'Kiel' } };
  it.each<[string, unknown, number, readonly string[]]>([
    ['A', good, 2, []],
    ['A', { ...good, when: '2026-03-01T14:00:00.5+02:00' }, 2, []],
    ['A', { ...good, when: null }, 2, []],
    ['A', { id_text: 'x' }, 1, []],
    ['B', { a: 1, next: { a: 2, code: 'DE' } }, 1, []],
    ['C', { any: 1 }, 1, ['warning C $ref: https://example.org/y', 'info any of']],
    ['B', null, 1, []],
    ['B', { $bytes: 'AAAA' }, 1, []],
  ])('%s fits: %j', (type, payload, version, expected) => {
    const said = fits(type, payload, version);
    if (expected.length === 0) expect(said).toEqual([]);
    else expect(said.length).toBeGreaterThan(0);
  });
  it.each<[string, unknown, number, string]>([
    ['A', { ...good, n: 1.5 }, 2, 'n'],
    ['A', { ...good, kind: 'ajar' }, 2, 'kind'],
    ['A', { ...good, tags: ['a', 1] }, 2, 'tags[]'],
    ['A', { ...good, at: {} }, 2, 'at.city'],
    ['A', { ...good, when: '2026-13-01T14:00:00Z' }, 2, 'when'],
    ['A', { ...good, constructor: 'x' }, 2, 'constructor'],
    ['A', 'text', 2, 'payload'],
    ['B', { a: 0 }, 1, 'a'],
    ['B', { a: 1, next: { a: 1, next: { b: 1, a: 1 } } }, 1, 'next.next.b'],
    ['B', { a: 1, code: 'de' }, 1, 'code'],
  ])('%s does not fit: %j', (type, payload, version, path) => {
    const found = check(model, [JSON.stringify({ id: 'x', type, version, payload })], 'envelope').filter(
      ({ rule, severity }) => rule === 'payload-fits-schema' && severity === 'error',
    );
    expect(found.map(({ message }) => message.split('`')[1])).toEqual([path]);
  });
  it('says once what of a schema it cannot use, and does not explode', () => {
    const found = check(
      model,
      [{ z: `${'a'.repeat(40)}b` }, { y: 1 }].map((payload, i) => JSON.stringify({ id: `${i}`, type: 'C', payload })),
      'envelope',
    );
    const schema = found.filter(({ message }) => message.startsWith('In the schema'));
    expect(schema.map(({ count }) => count)).toEqual([1]);
  });
});

describe('what must not be recorded', () => {
  const model = `
events:
  A: { version: 1, payload: { a: any } }
  Marked: { version: 1, payload: { person: { fields: { email: { type: email, sensitive: personal, reason: receipt } } } }, versions: { 0: { payload: {} } } }
`;
  const sees = (payload: unknown, more: object = {}) =>
    check(model, [JSON.stringify({ id: 'x', type: 'A', payload, ...more })], 'eventing')
      .filter(({ rule }) => /secret|personal|health/.test(rule))
      .map(({ rule }) => rule);
  const [secret, personal, health] = [
    'record-holds-no-secret',
    'record-holds-no-personal-data',
    'health-data-is-redacted',
  ];
  it.each<[unknown, readonly (string | undefined)[]]>([
    [{ password: 'hunter2' }, [secret]],
    [{ apiToken: 'abc' }, [secret]],
    [{ nested: [{ client_secret: 'abc' }] }, [secret]],
    [{ token: 'q8Zr1Lk0PzX4vB7nM2sD' }, [secret]],
    [{ userToken: 'abc12345' }, [secret]],
    [{ date_of_birth: 19900401, cvv: 123 }, [secret, personal]],
    [
      {
        password: '***',
        secret_id: 's-1',
        secret: 'vault:a/b',
        password_changed_at: '2026-01-01T00:00:00Z',
        next_page_token: 'q8Zr1Lk0PzX4vB7nM2sD',
        token: 'start',
      },
      [],
    ],
    [{ birthDate: '1990-01-01' }, [personal]],
    [{ ssn: '123-45-6789' }, [personal]],
    [{ order: '123-45-6789' }, []],
    [{ contact: { email: 'ada@example.org' } }, [personal]],
    [{ note: 'write to ada@example.org' }, [personal]],
    [
      {
        email_verified: true,
        email_id: 'm-1',
        email_sent_at: '2026-01-01T00:00:00Z',
        phone_type: 'home',
        email: 'redacted:1',
      },
      [],
    ],
    [{ email_body: 'Dear Ada, the parcel is here.' }, [personal]],
    [{ body: 'Dear Ada, the parcel is here.' }, [personal]],
    [{ card_number: 4111111111111111, order_number: '4111111111111111' }, [personal]],
    [
      {
        at: 1710000000000,
        order_id: '0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b3a',
        version: '1.20.300',
        hash: '9f86d081884c7d659a2feaa0c55ad015',
      },
      [],
    ],
    [{ diagnosis: 'asthma' }, [personal, health]],
    [{ diagnosis: { code: 'J45.0' } }, [personal, health]],
    [{ diagnosis: { id: 'd-1', code: 'enc:abc' }, diagnosis_id: 'd-1' }, []],
  ])('%j', (payload, rules) => {
    expect(sees(payload)).toEqual(rules);
  });
  it('looks into meta, and at what the model explains', () => {
    expect(sees({}, { meta: { headers: { authorization: 'Bearer abcdef0123456789abcdef' } } })).toEqual([secret]);
    const person = { person: { email: 'ada@example.org' } };
    expect(says(model, [{ id: 'x', type: 'Marked', payload: person }])).toEqual([]);
  });
});

describe('threads', () => {
  const model = 'events: { A: { version: 1 } }';
  const r = (id: string, correlation_id: string, causation_id?: string, more: object = {}) => ({
    id,
    type: 'A',
    correlation_id,
    causation_id,
    payload: {},
    ...more,
  });
  it('finds a child of another thread, whichever came first', () => {
    expect(says(model, [r('b', 't2', 'a'), r('a', 't1')])).toEqual(['error thread-is-shared 1']);
    expect(says(model, [r('a', 't1'), r('b', 't2', 'a')])).toEqual(['error thread-is-shared 1']);
    expect(says(model, [r('b', 't1', 'a'), r('a', 't1')])).toEqual([]);
  });
  it('takes a request for a cause, and its children for one thread', () => {
    expect(says(model, [r('a', 't1', 'q', { request_id: 'q' }), r('b', 't1', 'q')])).toEqual([]);
    expect(says(model, [r('a', 't1', 'q', { request_id: 'q' }), r('b', 't2', 'q')])).toEqual([
      'error thread-is-shared 1',
    ]);
  });
  it('takes all that one request did for one thread', () => {
    expect(
      says(model, [r('a', 't1', undefined, { request_id: 'q' }), r('b', 't2', undefined, { request_id: 'q' })]),
    ).toEqual(['error thread-is-shared 1']);
  });
  it('keeps thousands apart', () => {
    const many = Array.from({ length: 5000 }, (_, i) => r(`a${i}`, `t${i % 50}`, i < 50 ? undefined : `a${i - 50}`));
    expect(says(model, many)).toEqual([]);
  });
  it('is content with one parent for all', () => {
    expect(says(model, [r('t', 't'), r('b', 't', 't'), r('c', 't', 't')], 'evidence')).toEqual([]);
  });
});

describe('precedence', () => {
  const model =
    'events: { Pulled: { version: 1 }, Given: { version: 1, formerly: [Consented] } }\nprecedence: { p: { every: Pulled, needs: Given, within: subject } }';
  const r = (id: string, type: string, more: object) => ({
    id,
    type,
    payload: {},
    subject_type: 'p',
    subject_id: '1',
    ...more,
  });
  it.each<[string, readonly object[], number]>([
    ['by position, not by line', [r('b', 'Pulled', { position: 2 }), r('a', 'Given', { position: 1 })], 0],
    ['a later position', [r('a', 'Given', { position: 2 }), r('b', 'Pulled', { position: 1 })], 1],
    ['a former name', [r('a', 'Consented', {}), r('b', 'Pulled', {})], 0],
    ['another subject', [r('a', 'Given', {}), r('b', 'Pulled', { subject_id: '2' })], 1],
    [
      'a further subject',
      [r('a', 'Given', {}), r('b', 'Pulled', { subject_id: '2', also: [{ subject_type: 'p', subject_id: '1' }] })],
      0,
    ],
  ])('%s', (_, records, count) => {
    expect(says(model, records, 'evidence').filter((s) => s.includes('precedence-holds'))).toHaveLength(count);
  });
});

it('bears whatever a model and a payload hold', () => {
  const odd: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    0.1,
    '',
    'x',
    [],
    [[]],
    [null],
    {},
    { type: 7 },
    { type: [] },
    { $ref: '#' },
    { $ref: '#/a/b' },
    { $ref: 3 },
    { a: { $ref: '#' } },
  ];
  const keywords = [
    'type',
    'properties',
    'required',
    'enum',
    'const',
    'items',
    'prefixItems',
    'additionalProperties',
    'minimum',
    'minLength',
    'pattern',
    'format',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    '$ref',
    '$defs',
    'maxItems',
    'multipleOf',
    'sensitive',
  ];
  const schemas = [
    ...odd,
    ...keywords.flatMap((key) => odd.map((value) => ({ [key]: value }))),
    ...keywords.map((key) => ({ allOf: [{ [key]: { $ref: '#' } }, { $ref: '#' }] })),
  ];
  const events = schemas.map((schema, i) => `  E${i}: { version: 1, schema: ${JSON.stringify(schema)} }`).join('\n');
  const yaml = `subjects: { s: { id: constructor } }\nevents:\n${events}\n  __proto__: { subject: s, version: 1, payload: { __proto__: string, constructor: integer } }\nprecedence: { p: {}, q: { every: E1, needs: E1 } }\npolicies: { x: {} }`;
  const payloads = [
    ...odd,
    { a: { a: [{ a: 1 }] } },
    JSON.parse('{"__proto__":{"email":"a@b.cd"},"constructor":1}'),
    { ['k'.repeat(10_000)]: 'v'.repeat(10_000) },
  ];
  const lines = [...schemas.keys(), '__proto__', 'constructor', 'toString'].flatMap((n) =>
    payloads.map((payload, j) =>
      JSON.stringify({
        id: `${n}-${j}`,
        type: typeof n === 'number' ? `E${n}` : n,
        payload,
        subject_id: 's',
        correlation_id: 'c',
        causation_id: `${n}-${j - 1}`,
        actor_type: 'ai',
        meta: { payload },
      }),
    ),
  );
  for (const profile of PROFILES)
    expect(check(yaml, lines, profile).filter(({ rule }) => rule === 'rule-failed')).toEqual([]);
});

it('finds nothing in many records where nothing is wrong', () => {
  const model =
    'subjects: { order: { id: order_id } }\nevents: { OrderPlaced: { subject: order, version: 1, classification: internal, payload: { order_id: uuid, placed_at: datetime, total: number, status: open | paid, place: string } } }';
  const parsed = parseModel([{ path: 'a', text: model }]).model;
  const uuid = (n: number) => `0b6c0a4e-0f5f-4d5e-9a51-${n.toString(16).padStart(12, '0')}`;
  const records = Array.from({ length: 5000 }, (_, i) =>
    JSON.stringify({
      id: uuid(i),
      type: 'OrderPlaced',
      version: 1,
      subject_type: 'order',
      subject_id: uuid(i % 999),
      correlation_id: uuid(i % 7777),
      causation_id: i < 7777 ? undefined : uuid(i - 7777),
      classification: 'internal',
      actor_type: 'customer',
      payload: {
        order_id: uuid(i % 999),
        placed_at: '2026-03-01T14:00:00.123Z',
        total: i,
        status: 'open',
        place: 'harbour, north gate',
      },
    }),
  ).map((line, i) => seenOf(line, false, i + 1));
  const running = startRecordCheck({ model: parsed, profiles: ['unified'], rules: CONTENT_RULES });
  for (const at of records) running.record(at);
  expect(running.finish()).toEqual([]);
});
