import { expect, it } from 'vitest';
import { afterSlotProblem } from './after-slot.ts';

it('says why a record cannot come after a slot', () => {
  expect(afterSlotProblem('7', 3, 10)).toBeUndefined();
  expect(afterSlotProblem(' 10 ', 3, 10)).toBeUndefined();
  expect(afterSlotProblem('', 3, 10)).toContain('first');
  for (const none of ['0', '11', '2.5', 'x', '-1']) expect(afterSlotProblem(none, 3, 10), none).toContain('1 to 10');
  expect(afterSlotProblem('3', 3, 10)).toContain('itself');
});
