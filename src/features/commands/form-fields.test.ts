import { expect, it } from 'vitest';
import { carried, formFields, readForm, readJson, writtenOf } from './form-fields.ts';

const fields =
  formFields({
    payload: {
      order_id: { type: 'uuid' },
      total: { type: 'number' },
      gift: { type: 'boolean' },
      carrier: { type: 'enum', values: ['dhl', 'ups'], open: true },
      on: { type: 'date', optional: true },
      note: { type: 'string', optional: true },
      lines: { type: 'array', items: { type: 'string' } },
    },
  }) ?? [];

it('a field has the input of its type', () => {
  expect(fields.map(({ name, input }) => `${name} ${input}`)).toEqual([
    'order_id uuid',
    'total number',
    'gift boolean',
    'carrier enum',
    'on date',
    'note text',
    'lines json',
  ]);
});

it('a payload goes into the form and comes back the same, with what the form does not show', () => {
  const payload = { order_id: 'x', total: 1.5, gift: false, carrier: 'other', lines: ['a', { b: 1 }], more: [1] };
  expect(readForm(fields, writtenOf(fields, payload))).toEqual({ payload, wrong: {} });
});

it('what cannot be read is told by field', () => {
  const { wrong, payload } = readForm(fields, {
    texts: { total: '9007199254740993', lines: '[', on: '', gift: 'true' },
    rest: {},
  });
  expect(Object.keys(wrong)).toEqual(['total', 'lines']);
  expect(payload).toEqual({ gift: true });
  expect(readJson('{"a":[9007199254740993]}')).toHaveProperty('wrong');
  expect(readJson('{"a":[1]}')).toEqual({ value: { a: [1] } });
});

it('a JSON Schema of properties is a form, one of branches is JSON', () => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: { a: { $ref: '#/$defs/a' }, b: { type: 'string', format: 'date' }, c: { type: ['string', 'null'] } },
    $defs: { a: { type: 'integer' } },
  };
  expect(formFields({ schema })?.map(({ input, optional }) => [input, optional])).toEqual([
    ['integer', false],
    ['date', true],
    ['json', true],
  ]);
  expect(formFields({ schema: { ...schema, oneOf: [{}] } })).toBeUndefined();
  expect(formFields({ schema: true })).toBeUndefined();
});

it('the next command begins with the same ids as the one before', () => {
  const example = { order_id: 'example', carrier: 'dhl', total: 1 };
  expect(carried(example, { order_id: 'mine', carrier: 'ups', total: 'much', other: 1 }, fields)).toEqual({
    order_id: 'mine',
    carrier: 'dhl',
    total: 1,
  });
});
