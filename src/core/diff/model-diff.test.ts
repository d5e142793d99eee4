import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import type { Change } from './change.ts';
import { diffModels, problemsOf } from './model-diff.ts';

const parse = (text: string) => {
  const parsed = parseModel([{ path: 'a.model.yaml', text }]);
  expect(parsed.findings.filter(({ rule }) => rule !== 'unknown-reference')).toEqual([]);
  return parsed;
};
const model = (text: string) => parse(text).model;
const event = (payload: string, more = '') => `events:\n  Placed: { ${more}payload: { ${payload} } }\n`;
const schema = (text: string, more = '') => `events:\n  Placed: { ${more}schema: ${text} }\n`;
const run = (before: string, after: string, profile: ProfileName = 'eventing', upcasters?: ReadonlySet<string>) =>
  diffModels(model(before), model(after), { profiles: [profile], upcasters });
const brief = (changes: readonly Change[]) =>
  changes.map(({ kind, what, at, clauses }) => [kind, what, at, clauses.join(' ')].join(' | ').replace(/ \| $/, ''));
const at = '/events/Placed/payload';

describe('payloads, version kept', () => {
  it.each([
    ['a field removed', 'a: string, b: string', 'a: string', `breaking | field removed | ${at}/b | EM-051`],
    ['an optional field removed', 'a: string, b: string?', 'a: string', `breaking | field removed | ${at}/b | EM-051`],
    ['a required field', 'a: string', 'a: string, b: string', `breaking | required field added | ${at}/b | EM-051`],
    ['an optional field', 'a: string', 'a: string, b: string?', `compatible | optional field added | ${at}/b`],
    ['a wider number', 'a: integer', 'a: number', `compatible | type widened | ${at}/a`],
    ['a narrower number', 'a: number', 'a: integer', `breaking | type changed | ${at}/a | EM-051`],
    ['another type', 'a: number', 'a: string', `breaking | type changed | ${at}/a | EM-051`],
    ['another format', 'a: uuid', 'a: email', `breaking | type changed | ${at}/a | EM-051`],
    ['a format no more', 'a: uuid', 'a: string', `compatible | type widened | ${at}/a`],
    ['a format promised', 'a: string', 'a: uuid', `breaking | type changed | ${at}/a | EM-051`],
    ['anything at all', 'a: string', 'a: any', `breaking | type changed | ${at}/a | EM-051`],
    ['made required', 'a: string?', 'a: string', `breaking | field made required | ${at}/a | EM-051`],
    ['made optional', 'a: string', 'a: string?', `breaking | field made optional | ${at}/a | EM-051`],
    ['an open value', 'a: x | y | ...', 'a: x | y | z | ...', `compatible | enum value added | ${at}/a`],
    ['a closed value', 'a: x | y', 'a: x | y | z', `breaking | enum value added | ${at}/a | EM-051 EM-050`],
    ['a value less', 'a: x | y | z | ...', 'a: x | y | ...', `breaking | enum value removed | ${at}/a | EM-051`],
    ['an enum closed', 'a: x | y | ...', 'a: x | y', `breaking | enum closed | ${at}/a | EM-051 EM-050`],
    ['an enum opened', 'a: x | y', 'a: x | y | ...', `compatible | enum opened | ${at}/a`],
    [
      'a nested field',
      'p: { fields: { a: string, b: string } }',
      'p: { fields: { a: string } }',
      `breaking | field removed | ${at}/p/fields/b | EM-051`,
    ],
    [
      'a field of items',
      'l: { items: { fields: { a: integer } } }',
      'l: { items: { fields: { a: string } } }',
      `breaking | type changed | ${at}/l/items/fields/a | EM-051`,
    ],
    ['items', "l: 'string[]'", "l: 'number[]'", `breaking | type changed | ${at}/l/items | EM-051`],
    [
      'a note',
      'a: string',
      'a: { type: string, sensitive: personal }',
      `drift | sensitive changed | ${at}/a/sensitive`,
    ],
  ])('%s', (_, before, after, expected) => {
    expect(brief(run(event(before), event(after)))).toEqual([expected]);
  });

  it('of a field whose name needs escaping', () => {
    expect(run(event('a/b: string, c: string'), event('c: string'))[0]?.at).toBe(`${at}/a~1b`);
  });
});

describe('a JSON Schema', () => {
  const S = '/events/Placed/schema';
  const object = (properties: string, more = '') => `{ type: object, properties: { ${properties} }${more} }`;
  it.each([
    [
      'a property removed',
      object('a: { type: string }, b: { type: string }', ', required: [a]'),
      object('a: { type: string }', ', required: [a]'),
      [`breaking | field removed | ${S}/properties/b | EM-051`],
    ],
    [
      'required by name only',
      object('a: { type: string }'),
      object('a: { type: string }', ', required: [a]'),
      [`breaking | field made required | ${S}/properties/a | EM-051`],
    ],
    [
      'null allowed',
      object('a: { type: string }'),
      object('a: { type: [string, "null"] }'),
      [`breaking | type changed | ${S}/properties/a | EM-051`],
    ],
    [
      'an enum by anyOf is open',
      object('a: { anyOf: [{ enum: [x] }, { type: string }] }'),
      object('a: { anyOf: [{ enum: [x, z] }, { type: string }] }'),
      [`compatible | enum value added | ${S}/properties/a`],
    ],
    [
      'an enum with a default has an unknown case',
      object('a: { enum: [x, y], default: x }'),
      object('a: { enum: [x], default: x }'),
      [`breaking | enum value removed | ${S}/properties/a | EM-051`],
    ],
    [
      'a local reference',
      object('a: { $ref: "#/$defs/M" }', ', $defs: { M: { type: object, properties: { n: { type: number } } } }'),
      object('a: { $ref: "#/$defs/M" }', ', $defs: { M: { type: object, properties: { n: { type: string } } } }'),
      [`breaking | type changed | ${S}/$defs/M/properties/n | EM-051`],
    ],
    [
      'a circle of references',
      object(
        't: { $ref: "#/$defs/T" }',
        ', $defs: { T: { properties: { v: { type: number }, t: { $ref: "#/$defs/T" } } } }',
      ),
      object(
        't: { $ref: "#/$defs/T" }',
        ', $defs: { T: { properties: { v: { type: integer }, t: { $ref: "#/$defs/T" } } } }',
      ),
      [`breaking | type changed | ${S}/$defs/T/properties/v | EM-051`],
    ],
    [
      'a reference elsewhere',
      object('a: { $ref: "https://example.org/1.json" }'),
      object('a: { $ref: "https://example.org/2.json" }'),
      [`drift | reference not followed | ${S}/properties/a`],
    ],
    [
      'additional fields',
      object('a: { type: string }'),
      object('a: { type: string }', ', additionalProperties: false'),
      [`breaking | additional fields refused | ${S} | EM-051`],
    ],
    [
      'a tighter bound',
      object('a: { type: number }'),
      object('a: { type: number, minimum: 1 }'),
      [`breaking | constraint tightened | ${S}/properties/a | EM-051`],
    ],
    [
      'a looser bound',
      object('a: { type: string, maxLength: 3 }'),
      object('a: { type: string, maxLength: 4 }'),
      [`compatible | constraint loosened | ${S}/properties/a`],
    ],
    [
      'items',
      object('a: { type: array, items: { type: string } }'),
      object('a: { type: array, items: { type: number } }'),
      [`breaking | type changed | ${S}/properties/a/items | EM-051`],
    ],
    [
      'a part of allOf',
      '{ allOf: [{ properties: { a: { type: string } } }, { properties: { b: { type: string } } }] }',
      '{ allOf: [{ properties: { a: { type: string } } }, { properties: {} }] }',
      [`breaking | field removed | ${S}/allOf/1/properties/b | EM-051`],
    ],
    [
      'one alternative of several',
      object('a: { oneOf: [{ type: string }, { type: number }] }'),
      object('a: { oneOf: [{ type: number }, { type: boolean }, { type: string }] }'),
      [`breaking | alternative added | ${S}/properties/a/oneOf/1 | EM-051`],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(brief(run(schema(before), schema(after)))).toEqual(expected);
  });

  it('says the same as the short form that means it', () => {
    const short = event("id: uuid, n: integer?, s: x | y | ..., l: 'string[]', p: { fields: { t: datetime } }");
    const long = schema(
      object(
        'id: { type: string, format: uuid }, n: { type: integer }, s: { anyOf: [{ enum: [x, y] }, { type: string }] }, l: { type: array, items: { type: string } }, p: { type: object, properties: { t: { type: string, format: date-time } }, required: [t] }',
        ', required: [id, s, l, p]',
      ),
    );
    expect(brief(run(short, long))).toEqual([]);
    expect(brief(run(long, short))).toEqual([]);
    expect(brief(run(short, long.replace('uuid', 'email')))).toEqual([
      `breaking | type changed | ${S}/properties/id | EM-051`,
    ]);
  });

  it('hides no alternative in another', () => {
    const nested = (type: string) =>
      schema(object(`a: { anyOf: [{ anyOf: [{ type: string }, { type: ${type} }] }, { type: "null" }] }`));
    expect(brief(run(nested('number'), nested('boolean')))[0]).toContain('type changed');
  });
});

describe('names and versions', () => {
  const two = 'events:\n  Placed: { version: 2, payload: { a: string } }\n';
  it.each<[string, string, string, ProfileName, readonly string[]]>([
    ['an event added', '', event('a: string'), 'eventing', ['compatible | event added | /events/Placed']],
    ['an event removed', event('a: string'), '', 'eventing', ['breaking | event removed | /events/Placed | EM-051']],
    [
      'an event renamed, and it is said',
      'events: { Old: { payload: { a: string } } }',
      'events: { New: { formerly: [Old], payload: { a: string } } }',
      'unified',
      ['compatible | event renamed | /events/New'],
    ],
    [
      'an event renamed in silence',
      'events: { Old: { payload: { a: string } } }',
      'events: { New: { payload: { a: string } } }',
      'envelope',
      ['compatible | event added | /events/New', 'breaking | event removed | /events/Old | ES-031'],
    ],
    [
      'a renamed event that lost a field',
      'events: { Old: { payload: { a: string, b: string } } }',
      'events: { New: { formerly: [Old], payload: { a: string } } }',
      'eventing',
      ['compatible | event renamed | /events/New', 'breaking | field removed | /events/Old/payload/b | EM-051'],
    ],
    [
      'a version without a change',
      event('a: string', 'version: 1, '),
      event('a: string', 'version: 2, versions: { 1: { payload: { a: string } } }, '),
      'envelope',
      ['compatible | version raised | /events/Placed/version'],
    ],
    [
      'a version lowered',
      two,
      event('a: string', 'version: 1, versions: { 2: { payload: { a: string } } }, '),
      'eventing',
      ['breaking | version lowered | /events/Placed/version | EM-051'],
    ],
    [
      'a kept version that is another',
      event('a: string, b: string', 'version: 1, '),
      event('a: string', 'version: 2, versions: { 1: { payload: { a: string } } }, '),
      'eventing',
      [
        'breaking | field removed | /events/Placed/payload/b',
        'compatible | version raised | /events/Placed/version',
        'breaking | field removed | /events/Placed/payload/b | EM-051',
      ],
    ],
  ])('%s', (_, before, after, profile, expected) => {
    expect(brief(run(before, after, profile))).toEqual(expected);
  });
});

describe('what a breaking change needs', () => {
  const old = event('a: string, b: string', 'version: 1, ');
  const consumer = 'consumers: { mailer: { on: { Placed: [1] } } }\n';
  const plan = 'migrations: { m: { event: Placed, from: 1, to: 2, plan: dual emit } }\n';
  const same = event('a: string', 'version: 1, ');
  const bumped = event('a: string', 'version: 2, versions: { 1: { payload: { a: string, b: string } } }, ');
  const lost = (changes: readonly Change[]) =>
    changes
      .filter(({ what }) => what === 'field removed')
      .map(({ kind, broken }) =>
        [kind, ...broken.map(({ rule, clauses }) => `${rule}:${clauses.join('+')}`)].join(' '),
      );
  it.each<[ProfileName, string, string, string, string]>([
    ['hless', 'the version only', old, bumped, 'breaking stream-meaning-stable:HL-002'],
    ['game', 'everything', old, bumped + plan, 'breaking breaking-change-refused:'],
    ['envelope', 'nothing', old, same, 'breaking breaking-change-versioned:ES-031'],
    [
      'envelope',
      'nothing, for a consumer',
      old + consumer,
      same + consumer,
      'breaking breaking-change-versioned:ES-031 breaking-change-planned:ES-033',
    ],
    ['envelope', 'a version', old, bumped, 'breaking breaking-change-planned:ES-033'],
    ['envelope', 'a version and a plan', old, bumped + plan, 'breaking'],
    ['evidence', 'nothing', old, same, 'breaking breaking-change-versioned:'],
    ['evidence', 'a version', old, bumped, 'breaking'],
    ['eventing', 'nothing', old, same, 'breaking breaking-change-versioned:EM-051'],
    ['eventing', 'a version', old, bumped, 'breaking'],
    ['unified', 'nothing', old, same, 'breaking breaking-change-versioned:ES-031+EM-051'],
    ['unified', 'a version', old, bumped, 'breaking breaking-change-planned:ES-033'],
    ['unified', 'a version and a plan, no behavior given', old, bumped + plan, 'breaking'],
  ])('%s: with %s', (profile, _, before, after, expected) => {
    expect(lost(run(before, after, profile))).toEqual([expected]);
  });

  it('hless: a stream of its own', () => {
    const stream = (name: string) => `streams: { orders: { record_kind: FACT }, ${name}: { record_kind: FACT } }\n`;
    const changes = run(
      stream('others') + event('a: string, b: string', 'stream: orders, '),
      `${stream('orders_v2')}${event('a: string', 'stream: orders_v2, ')}`,
      'hless',
    );
    expect(lost(changes)).toEqual(['breaking']);
    expect(
      lost(
        run(
          stream('others') + event('a: string, b: string', 'stream: orders, '),
          stream('others') + event('a: string', 'stream: others, '),
          'hless',
        ),
      ),
    ).toEqual(['breaking stream-meaning-stable:HL-002']);
  });

  it('unified: an upcaster, where behavior is given', () => {
    expect(lost(run(old, bumped + plan, 'unified', new Set()))).toEqual(['breaking breaking-change-upcast:ES-033']);
    expect(lost(run(old, bumped + plan, 'unified', new Set(['Placed@1'])))).toEqual(['breaking']);
  });

  it('several profiles: what each of them asks for', () => {
    const changes = diffModels(model(old), model(same), { profiles: ['hless', 'envelope', 'eventing'] });
    expect(changes[0]?.clauses).toEqual(['HL-002', 'ES-031', 'EM-051']);
  });

  it('leads through several versions by a plan for each', () => {
    const third = event('a: string', 'version: 3, ');
    const steps =
      'migrations: { m: { event: Placed, from: 1, to: 2, plan: x }, n: { event: Placed, from: 2, to: 3, plan: x } }\n';
    expect(lost(run(old, third + steps, 'envelope'))).toEqual(['breaking']);
    expect(lost(run(old, third + plan, 'envelope'))).toEqual(['breaking breaking-change-planned:ES-033']);
    expect(lost(run(old, third + steps.replaceAll('plan: x', "plan: ' '"), 'envelope'))).toEqual([
      'breaking breaking-change-planned:ES-033',
    ]);
  });
});

/** The examples of the clauses, with the places at which they are told. */
describe('clauses', () => {
  const told = (id: string, before: string, after: string, profile: ProfileName) =>
    run(before, after, profile).flatMap((c) => (c.clauses.includes(id) ? [c.at] : []));
  const stream = (kind: string, more = '') => `streams: { orders: { record_kind: ${kind} }${more} }\n`;
  const heard = (versions: string) => `consumers: { mailer: { on: { Placed: ${versions} } } }\n`;
  const plan = 'migrations: { m: { event: Placed, from: 1, to: 2, plan: both versions are emitted for 30 days } }\n';
  const v1 = event('a: string', 'version: 1, ');
  const v2 = event('a: string, b: string', 'version: 2, ');
  const kept = event('a: string, b: string', 'version: 2, versions: { 1: { payload: { a: string } } }, ');
  it.each<[string, string, string, string, ProfileName, readonly string[]]>([
    ['HL-002', 'the kind of a stream', stream('FACT'), stream('INTENT'), 'hless', ['/streams/orders/record_kind']],
    ['HL-002', 'the same under unified', stream('FACT'), stream('INTENT'), 'unified', ['/streams/orders/record_kind']],
    ['HL-002', 'a profile without streams', stream('FACT'), stream('INTENT'), 'eventing', []],
    [
      'HL-002',
      'a stream beside it',
      stream('FACT'),
      stream('FACT', ', order_requests: { record_kind: INTENT }'),
      'hless',
      [],
    ],
    ['HL-002', 'a kind that was open', 'streams: { orders: {} }', stream('FACT'), 'hless', []],
    [
      'HL-002',
      'an event among records of another kind',
      stream('FACT', ', asked: { record_kind: INTENT }') + event('a: string', 'stream: orders, '),
      stream('FACT', ', asked: { record_kind: INTENT }') + event('a: string', 'stream: asked, '),
      'hless',
      ['/events/Placed/stream'],
    ],
    [
      'HL-002',
      'an event that says another kind',
      event('a: string', 'kind: FACT, '),
      event('a: string', 'kind: OBSERVATION, '),
      'hless',
      ['/events/Placed/kind'],
    ],
    [
      'ES-031',
      'a required field, version 1',
      v1,
      event('a: string, b: string', 'version: 1, '),
      'envelope',
      [`${at}/b`],
    ],
    ['ES-031', 'a required field, version 2', v1, v2, 'envelope', []],
    ['ES-031', 'an optional field, version 1', v1, event('a: string, b: string?', 'version: 1, '), 'envelope', []],
    [
      'ES-033',
      'version 1 gone while a consumer names it',
      v1 + heard('[1]'),
      v2 + heard('[1]'),
      'envelope',
      [`${at}/b`, '/events/Placed/version'],
    ],
    ['ES-033', 'a plan for it', v1 + heard('[1]'), v2 + heard('[1]') + plan, 'envelope', []],
    [
      'ES-033',
      'a kept version dropped',
      kept + heard('[1, 2]'),
      v2 + heard('[1, 2]'),
      'envelope',
      ['/events/Placed/versions/1'],
    ],
    ['ES-033', 'a kept version dropped that nobody names', kept + heard('[2]'), v2 + heard('[2]'), 'envelope', []],
    [
      'EM-002',
      'a consumer added, the event changed',
      v1,
      v2 + heard('[2]'),
      'eventing',
      ['/consumers/mailer/on/Placed'],
    ],
    [
      'EM-002',
      'an optional field for it',
      v1,
      event('a: string, b: string?', 'version: 1, ') + heard('[1]'),
      'eventing',
      ['/consumers/mailer/on/Placed'],
    ],
    [
      'EM-002',
      'a type more',
      `${v1}consumers: { mailer: { on: [] } }\n`,
      v2 + heard('[2]'),
      'eventing',
      ['/consumers/mailer/on/Placed'],
    ],
    [
      'EM-002',
      'everything heard',
      v1,
      `${v2}consumers: { audit: { on: { '*': [] } } }\n`,
      'eventing',
      ['/consumers/audit/on/*'],
    ],
    ['EM-002', 'a consumer alone', v1, v1 + heard('[1]'), 'eventing', []],
    ['EM-002', 'a consumer that was there', v1 + heard('[1]'), v2 + heard('[1, 2]'), 'eventing', []],
    ['EM-002', 'an event that came with it', '', v1 + heard('[1]'), 'eventing', []],
    [
      'EM-002',
      'a reader of a field named, no more',
      v1,
      event('a: { type: string, sensitive: personal, access: [x] }', 'version: 1, ') + heard('[1]'),
      'eventing',
      [],
    ],
    ['EM-050', 'a closed enum', '', event('s: x | y'), 'eventing', [`${at}/s`]],
    ['EM-050', 'an open enum', '', event('s: x | y | ...'), 'eventing', []],
    [
      'EM-050',
      'a closed enum in a new field',
      event('a: string'),
      event('a: string, s: x | y?'),
      'eventing',
      [`${at}/s`],
    ],
    ['EM-050', 'a closed enum that was there', event('s: x | y'), event('s: x | y, a: string?'), 'eventing', []],
    [
      'EM-050',
      'an enum with a default',
      '',
      schema('{ properties: { s: { enum: [x, y], default: x } } }'),
      'eventing',
      [],
    ],
    ['EM-050', 'a constant', '', schema('{ properties: { s: { const: x } } }'), 'eventing', []],
    [
      'EM-051',
      'a field removed, the same version',
      event('a: string, b: string'),
      event('a: string'),
      'eventing',
      [`${at}/b`],
    ],
    [
      'EM-051',
      'a field removed, a version more',
      event('a: string, b: string'),
      event('a: string', 'version: 2, '),
      'eventing',
      [],
    ],
  ])('%s: %s', (id, _, before, after, profile, expected) => {
    expect(told(id, before, after, profile)).toEqual(expected);
  });
});

describe('the other parts', () => {
  it.each([
    [
      'retention',
      'streams: { s: { retention: 1d } }',
      'streams: { s: { retention: 2d } }',
      ['drift | retention changed | /streams/s/retention'],
    ],
    [
      'what is written no more',
      'streams: { s: { partition_key: a } }',
      'streams: { s: {} }',
      ['drift | partition_key changed | /streams/s/partition_key'],
    ],
    [
      'owner',
      'events: { E: { owner: core } }',
      'events: { E: { owner: x } }',
      ['drift | owner changed | /events/E/owner'],
    ],
    ['a stream that is gone', 'streams: { s: {} }', 'streams: {}', ['breaking | stream removed | /streams/s']],
    [
      'commands',
      'commands: { C: { emits: [A], rejects: [NO], payload: { a: string, b: string } }, D: {} }',
      'commands: { C: { emits: [B], rejects: [], payload: { a: string?, c: string } } }',
      [
        'compatible | field made optional | /commands/C/payload/a',
        'breaking | required field added | /commands/C/payload/c',
        'compatible | field removed | /commands/C/payload/b',
        'compatible | emits added | /commands/C/emits',
        'drift | emits removed | /commands/C/emits',
        'drift | rejection removed | /commands/C/rejects',
        'breaking | command removed | /commands/D',
      ],
    ],
    [
      'consumers',
      'consumers: { c: { on: { A: [1], B: [1] }, dedupe_by: id } }',
      'consumers: { c: { on: { A: [1, 2], D: [1] }, dedupe_by: none }, e: {} }',
      [
        'drift | versions handled changed | /consumers/c/on/A',
        'compatible | consumer hears more | /consumers/c/on/D',
        'drift | consumer hears less | /consumers/c/on/B',
        'drift | dedupe_by changed | /consumers/c/dedupe_by',
        'compatible | consumer added | /consumers/e',
      ],
    ],
    ['settings', 'names: pascal', 'names: dotted', ['drift | names changed | /names']],
    [
      'scenarios',
      'scenarios: { s: { given: [] } }',
      'scenarios: { s: { given: [ { A: {} } ] } }',
      ['drift | given changed | /scenarios/s/given'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(brief(run(before, after))).toEqual(expected);
  });
});

describe('problems', () => {
  const problems = (before: string, after: string, profiles: readonly ProfileName[] = ['eventing']) => {
    const [old, now] = [parse(before), parse(after)];
    const changes = diffModels(old.model, now.model, { profiles });
    return problemsOf(changes, {
      locate: ({ at: place, side }) => (side === 'new' ? now : old).locate(place),
      profiles,
      model: now.model,
    });
  };
  const old = event('a: string, b: string');
  it('have a rule, a place and a way out', () => {
    expect(problems(event('a: string'), event('a: integer'))).toMatchObject([
      {
        rule: 'breaking-change-versioned',
        clauses: ['EM-051'],
        severity: 'error',
        place: { file: 'a.model.yaml', line: 2, column: 24, pointer: `${at}/a` },
        message: expect.stringContaining('Raise `version`'),
      },
    ]);
  });
  it('are one for a rule and place', () => {
    const found = problems(event('a: integer?'), event('a: string'), ['envelope', 'eventing']);
    expect(found).toHaveLength(1);
    expect(found[0]?.clauses).toEqual(['ES-031', 'EM-051']);
  });
  it('stand without a clause where the profile has none', () => {
    expect(problems(old, event('a: string'), ['game'])).toMatchObject([
      { rule: 'breaking-change-refused', clauses: [] },
    ]);
  });
  it.each([
    ['rules: { breaking-change-versioned: off }', []],
    ['rules: { breaking-change-versioned: warning }', ['warning']],
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Placed, why: nobody has it yet } ]', []],
    ['waivers: [ { rule: breaking-change-versioned, at: EM-051, why: nobody has it yet } ]', []],
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Placed } ]', ['error']],
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Place, why: another } ]', ['error']],
  ])('%s', (line, severities) => {
    expect(problems(old, `${line}\n${event('a: string')}`).map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('any model', () => {
  const type = fc.constantFrom(
    'string',
    'integer',
    'number?',
    'uuid',
    'x | y',
    'x | y | ...',
    "'string[]'",
    '{ fields: { q: integer } }',
  );
  const text = fc
    .tuple(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'd/e'), type, { maxKeys: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('FACT', 'INTENT'),
      fc.boolean(),
    )
    .map(
      ([fields, version, kind, consumer]) =>
        `streams: { s: { record_kind: ${kind} } }\n${event(
          Object.entries(fields)
            .map(([k, v]) => `${k}: ${v}`)
            .join(', '),
          `stream: s, version: ${version}, `,
        )}${consumer ? 'consumers: { m: { on: { Placed: [1] } } }\n' : ''}`,
    );
  it('does not differ from itself, and two always differ alike', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [parseModel([{ path: 'a', text: a }]).model, parseModel([{ path: 'b', text: b }]).model];
        expect(diffModels(x, x)).toEqual([]);
        expect(diffModels(x, parseModel([{ path: 'c', text: a }]).model)).toEqual([]);
        expect(diffModels(x, y)).toEqual(diffModels(x, y));
        for (const { kind, broken } of diffModels(x, y, { profiles: ['envelope'] }))
          if (kind !== 'breaking') expect(broken).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
  it('the worked example, too', () => {
    const source = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
    expect(diffModels(model(source), model(source))).toEqual([]);
  });
});
