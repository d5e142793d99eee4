import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TypeShape } from '../journal/shape.ts';
import { behaviorTypes, shadowText } from './behavior-types.ts';
import { draftModel } from './draft.ts';
import { parseModel } from './parse.ts';

const field = (path: string, kinds: readonly string[] = ['string'], present = 10) => ({
  path,
  present,
  kinds,
  values: ['x'],
  distinct: 1,
});
const shape = (type: string, fields: TypeShape['fields']): TypeShape => ({
  type,
  count: 10,
  sampled: 10,
  versions: [1],
  subjectTypes: ['order'],
  fields,
});
const structural = (text: string) => {
  const { findings } = parseModel([{ path: 'm.model.yaml', text }]);
  // Names that look alike, or hold what nobody sees, are the journal's own, and are rightly told of.
  const ofNames = ['undecided', 'lookalike-name', 'hidden-character'];
  const drafted = findings.filter(({ rule }) => !ofNames.includes(rule));
  return drafted.map((f) => `${f.rule} ${f.place.line}: ${f.message}`);
};

it('invents no owner, and says where it proposes a version', () => {
  const seen = draftModel('m', [{ ...shape('A', []), versions: [2] }]);
  const unseen = draftModel('m', [{ ...shape('A', []), versions: [] }]);
  expect(seen).toContain("owner: '?'\n");
  expect(seen).toContain('version: 2\n');
  expect(unseen).toContain('version: 1  # proposed: no record says one\n');
});

it('drafts fields nested, optional, in arrays', () => {
  const text = draftModel('m', [
    shape('A', [field('a', ['object']), field('a.b', ['integer'], 4), field('t', ['array']), field('t[]')]),
  ]);
  expect(structural(text)).toEqual([]);
  const { model } = parseModel([{ path: 'm.model.yaml', text }]);
  expect(model.events.A?.payload).toMatchObject({
    a: { fields: { b: { type: 'integer', optional: true } } },
    t: { type: 'array', items: { type: 'string' } },
  });
});

it('any name gives a draft without a structural problem, and is read back as it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 1 }), (names) => {
      const text = draftModel(
        names[0] ?? 'm',
        names.map((name) =>
          shape(
            name,
            names.map((n) => field(JSON.stringify(n))),
          ),
        ),
      );
      expect(structural(text)).toEqual([]);
      const { model } = parseModel([{ path: 'm.model.yaml', text }]);
      expect(Object.keys(model.events).sort()).toEqual([...names].sort());
    }),
    { numRuns: 60 },
  );
});

it('types the exports without a word of the person, and finds the way back', () => {
  const { text, mapBack, mapForward } = shadowText('export const folds = { a: 1 };\nexport const x = 1;');
  expect(text).toBe('export const folds: Folds = { a: 1 };\nexport const x = 1;');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), (column) => {
      const there = mapForward(1, column);
      expect(mapBack(1, there.column)).toEqual({ line: 1, column });
    }),
  );
});

it('types fields of a journal, big integers as text', () => {
  const types = behaviorTypes({
    shapes: [shape('4688 x', [field('"Key\\"s"', ['big integer']), field('n', ['integer'], 3)])],
  });
  expect(types).toContain('readonly "4688 x": { readonly "Key\\"s": string; readonly "n"?: number }');
});
