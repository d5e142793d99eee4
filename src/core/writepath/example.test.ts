import { expect, it } from 'vitest';
import { exampleOf } from './example.ts';
import { schemasOf } from './schemas.ts';
import { modelOf } from './testing/plain.ts';

const fits = (declared: string) => {
  const model = modelOf(`
factline: 1
model: m
profiles: [unified]
commands:
  go: ${declared}
`);
  const value = exampleOf(model.commands['go'] ?? {});
  return { value, wrong: schemasOf(model).command('go', value) };
};

it.each([
  '{ payload: { order_id: uuid, at: datetime, on: date, note: string?, kind: a | b, n: integer, ok: boolean, for: duration, mail: email, u: uri } }',
  "{ payload: { tags: 'string[]', lines: { items: { fields: { sku: string, count: integer } } }, address: { fields: { city: string } }, any: any, o: object } }",
  '{ schema: { type: object, required: [a, b, c, d, e], properties: { a: { type: integer, minimum: 7, multipleOf: 5 }, b: { type: string, minLength: 12, maxLength: 14 }, c: { enum: [x, y] }, d: { type: array, minItems: 2, items: { $ref: "#/$defs/part" } }, e: { const: 4 } }, $defs: { part: { type: object, required: [at], properties: { at: { type: string, format: date-time } } } } } }',
  '{ schema: { type: object, allOf: [ { required: [a], properties: { a: { type: number, exclusiveMaximum: 0 } } } ], oneOf: [ { required: [b], properties: { b: { type: ["null", boolean] } } } ] } }',
  '{ schema: { type: object, required: [id], properties: { id: { type: string, format: uuid } } } }',
])('an example of %s fits it', (declared) => {
  expect(fits(declared)).toMatchObject({ wrong: [] });
});

it('leaves optional fields out, and ends where a schema holds itself', () => {
  expect(fits('{ payload: { order_id: string, note: string? } }').value).toEqual({ order_id: 'order-1' });
  const node =
    '{ schema: { $ref: "#/$defs/n", $defs: { n: { type: object, required: [n], properties: { n: { $ref: "#/$defs/n" } } } } } }';
  expect(JSON.stringify(fits(node).value).length).toBeLessThan(200);
});
