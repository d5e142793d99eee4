import { describe, expect, it } from 'vitest';
import { at, brief, event, run, schema } from './testing/models.ts';

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
