import { expect, it } from 'vitest';
import { behaviorFacts } from './read.ts';
import { placeOfTarget, targetPlaces } from './targets.ts';

const text = `export const folds = { order: { initial: {}, on: {} } };
export const deciders = {
  Place: () => accept(),
};
export const upcasters = { Placed: { 1: (p) => p } };
export const invariants = {
  order: { sound: () => true },
};
`;

it.each([
  ['decider/Place', 3],
  ['fold/order', 1],
  ['upcaster/Placed@1', 5],
  ['invariant/order/sound', 7],
  ['decider/Placed', undefined],
])('%s stands in line %s', (target, line) => {
  const places = targetPlaces(behaviorFacts([{ path: 'a.behavior.ts', text }]));
  expect(placeOfTarget(places, target)?.line).toBe(line);
});
