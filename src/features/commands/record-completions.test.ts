import { expect, it } from 'vitest';
import { parseModel } from '../../core/model/parse.ts';
import { completeRecord } from './record-completions.ts';

const { model } = parseModel([
  {
    path: 'a.model.yaml',
    text: 'factline: 1\nmodel: m\nsubjects: { order: { id: order_id } }\nevents: { OrderPlaced: { payload: { order_id: uuid, carrier: dhl | ups } } }\n',
  },
]);
const labels = (text: string) => {
  const before = text.slice(0, text.indexOf('^')).split('\n');
  const found = completeRecord(model, text.replace('^', ''), before.length, (before.at(-1)?.length ?? 0) + 1);
  return found.map(({ insert }) => insert);
};

it('offers fields of the envelope that are not there yet, and of the payload', () => {
  expect(labels('{\n  "id": "1",\n  ^\n}')).toContain('"type": ');
  expect(labels('{\n  "id": "1",\n  ^\n}')).not.toContain('"id": ');
  expect(labels('{ "type": "OrderPlaced", "payload": { "^')).toEqual(['order_id', 'carrier']);
  expect(labels('{ "payload": { "a": "}" }, "meta": { ^')).toEqual([]);
});

it('offers the values that a field may have', () => {
  expect(labels('{ "type": ^')).toEqual(['"OrderPlaced"']);
  expect(labels('{ "subject_type": "o^')).toEqual(['order']);
  expect(labels('{ "type": "OrderPlaced", "payload": { "carrier": "^')).toEqual(['dhl', 'ups']);
});
