import { describe, expect, it } from 'vitest';
import { readHandRecord, recordTemplate } from './hand-record.ts';
import { modelOf } from './testing/plain.ts';
import { SHOP } from './testing/shop.ts';

const MICROS = 1_700_000_000_000_000;

// What the small shop's model does not say, no template can know.
describe.each<[string, readonly string[]]>([
  ['unified', []],
  ['hless', ['`kind` is missing.', '`stream` is missing.']],
  ['game', []],
  ['envelope', []],
  ['evidence', []],
  ['eventing', ['`classification` is missing.']],
])('under %s', (profile, lacking) => {
  const model = modelOf(SHOP(profile));
  it('the template of every event fits, one after another', () => {
    const told = new Set<string>();
    let before: readonly ReturnType<typeof recordTemplate>[] = [];
    for (const type of Object.keys(model.events)) {
      const made = recordTemplate(model, type, before, MICROS);
      const { problems } = readHandRecord(JSON.stringify(made, undefined, 2), model, before);
      for (const { message } of problems) told.add(message);
      before = [...before, made];
    }
    expect([...told].sort()).toEqual(lacking);
    expect(new Set(before.map(({ id }) => id)).size).toBe(before.length);
  });
});

const model = modelOf(SHOP());
const template = recordTemplate(model, 'order.placed', [], MICROS);
const told = (change: object, before: Parameters<typeof readHandRecord>[2] = []) =>
  readHandRecord(JSON.stringify({ ...template, ...change }, undefined, 2), model, before).problems;

it.each<[object, string, string]>([
  [{ sequence: 3 }, 'sequence', 'The next sequence'],
  [{ sequence: '1' }, 'sequence', 'a whole number'],
  [{ type: 'order.lost' }, 'type', 'no event'],
  [{ version: 7 }, 'version', 'no version 7'],
  [{ subject_id: 'other' }, 'subject_id', 'names the subject'],
  [{ t_event: 'yesterday' }, 't_event', 'RFC 3339'],
  [{ payload: { order_id: 'order-1', total: 'much' } }, '"total"', 'does not fit'],
  [{ totals: 1 }, 'totals', 'no field'],
  [{ correlation_id: undefined }, '{', '`correlation_id` is missing'],
])('of %j it tells where and what', (change, where, says) => {
  const text = JSON.stringify({ ...template, ...change }, undefined, 2).split('\n');
  const [first, ...more] = told(change);
  expect(more).toEqual([]);
  expect(first?.message).toContain(says);
  expect(text[(first?.line ?? 0) - 1]).toContain(where);
});

it('an id that is there, text that is no JSON, digits that would be lost', () => {
  expect(told({}, [{ ...template, subject_id: 'x', partition: 'facts/x' }])[0]?.message).toContain('already');
  expect(readHandRecord('{\n  "id": ,\n}', model, []).problems).toMatchObject([{ line: 2, column: 9 }]);
  const digits = JSON.stringify(template).replace('"total":1', '"total":9007199254740993');
  expect(readHandRecord(digits, model, []).problems[0]?.message).toContain('more digits');
});
