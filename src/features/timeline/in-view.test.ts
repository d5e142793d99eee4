import { expect, it } from 'vitest';
import { outOfView } from './in-view.ts';

it('says how much of the journal the window shows, by the clock that lacks most, and nothing where it shows all', () => {
  expect(outOfView({ visible: [9, 10, 0], totals: [9, 10, 0] })).toBeUndefined();
  expect(outOfView({ visible: [999, 990, 0], totals: [1000, 1000, 0] })).toEqual({
    visible: 990,
    total: 1000,
    says: '999 of 1,000 happened, 990 of 1,000 logged',
  });
  expect(outOfView({ visible: [0, 5, 5], totals: [1, 5, 5] })).toMatchObject({ visible: 0, total: 1 });
});
