import { expect, it } from 'vitest';
import { changedDeciders, deciderTexts, scenariosWith } from './affected.ts';

const file = (ship: string, more = '') => ({
  files: [
    {
      path: 'a.behavior.ts',
      text: `export const folds = {${more}};\nexport const deciders = {\n  Place: () => 1,\n  Ship: () => ${ship},\n};\n`,
    },
  ],
  deciders: [
    { name: 'Place', place: { file: 'a.behavior.ts', line: 3 } },
    { name: 'Ship', place: { file: 'a.behavior.ts', line: 4 } },
  ],
});

it('an edit of one decider affects the scenarios that run its command', () => {
  const before = deciderTexts(file('1'));
  expect([...changedDeciders(before, deciderTexts(file('2')))]).toEqual(['Ship']);
  expect([...changedDeciders(before, deciderTexts(file('1', ' order: {} ')))]).toEqual([]);
  expect([...changedDeciders([], before)]).toEqual(['Place', 'Ship']);
  const scenarios = {
    // biome-ignore-start lint/suspicious/noThenProperty: a word of the model language
    place: { when: { Place: {} }, then: [] },
    both: { when: [{ Place: {} }, { Ship: {} }], then: [] },
    each: { when: { Ship: { n: '$n' } }, then: [], each: [{ n: 1 }, { n: 2 }] },
    nothing: { then: [] },
    // biome-ignore-end lint/suspicious/noThenProperty: a word of the model language
  };
  expect([...scenariosWith(scenarios, new Set(['Ship']))]).toEqual(['both', 'each']);
});
