import { expect, it } from 'vitest';
import { behaviorFacts } from './behavior/read.ts';
import { compareProfiles, differingSettings } from './compare.ts';
import { clashing } from './profiles.ts';

const files = [
  {
    path: 'a.model.yaml',
    text: 'streams:\n  orders: { partition_key: order_id }\nevents:\n  OrderPlaced: { stream: orders, version: 1 }\n',
  },
];

it('names the settings in which profiles differ, and those that no text can please', () => {
  const rows = differingSettings(['evidence', 'eventing']);
  expect(rows.find(({ setting }) => setting === 'eventNames')).toMatchObject({
    values: { evidence: 'PascalCase', eventing: 'dotted, two parts or more' },
    clash: ['evidence', 'eventing'],
  });
  expect(rows.some(({ setting }) => setting === 'tense')).toBe(false);
  expect(differingSettings(['game'])).toEqual([]);
});

it.each([
  [
    ['evidence', 'game'],
    ['evidence', 'game'],
  ],
  [['envelope', 'game', 'eventing'], []],
  [['hless', 'evidence'], []],
  [['unified', 'eventing'], []],
] as const)('whose event names clash: %j', (profiles, expected) => {
  expect(clashing('eventNames', profiles)).toEqual(expected);
});

it('says which profile sees what, with the definition at stake', () => {
  const { disputed, counts } = compareProfiles(files, ['hless', 'envelope']);
  const kind = disputed.find(({ finding }) => finding.rule === 'stream-declares-kind');
  expect(kind).toMatchObject({ by: ['hless'], finding: { place: { pointer: '/streams/orders', line: 2 } } });
  expect(counts.hless).toBeGreaterThan(0);
});

it('sees what the behavior breaks, in the profiles that ask for it', () => {
  const text =
    'projections: { open: { on: [OrderPlaced], key: order_id } }\nevents:\n  OrderPlaced: { payload: { order_id: uuid } }\n';
  const code = 'export const projections = { open: { on: { OrderPlaced: () => ({ at: Date.now() }) } } };\n';
  const behavior = behaviorFacts([{ path: 'a.behavior.ts', text: code }]);
  const model = [{ path: 'a.model.yaml', text }];
  const inCode = (given: typeof behavior) =>
    compareProfiles(model, ['game', 'envelope'], { behavior: given }).disputed.filter(
      ({ finding }) => finding.place.file === 'a.behavior.ts',
    );
  expect(inCode(undefined)).toEqual([]);
  expect(inCode(behavior).length).toBeGreaterThan(0);
  for (const { by } of inCode(behavior)) expect(by).toHaveLength(1);
});
