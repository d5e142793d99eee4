import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighbour, STEPS } from './neighbour.ts';

const input = {
  slotRow: Uint32Array.of(2, 0, 1, 3, 4),
  subject: Uint32Array.of(1, 2, 1, 0, 1),
  type: Uint16Array.of(1, 1, 2, 1, 2),
  correlation: Uint32Array.of(7, 1, 7, 2, 0, 0, 7, 1, 0, 0),
  marks: Uint8Array.of(0, 4, 0, 0, 1),
};

describe('stepping', () => {
  it.each([
    [1, 'record', true, 2],
    [1, 'record', false, undefined],
    [0, 'record', true, 1],
    [5, 'record', true, undefined],
    [1, 'subject', true, 2],
    [2, 'subject', true, 5],
    [5, 'subject', false, 2],
    [4, 'subject', true, undefined],
    [2, 'type', true, 3],
    [1, 'type', true, 5],
    [2, 'thread', true, 4],
    [3, 'thread', true, undefined],
    [1, 'thread', true, undefined],
    [0, 'finding', true, 3],
    [3, 'finding', true, 5],
    [3, 'finding', false, undefined],
    [0, 'subject', true, undefined],
  ] as const)('from %i by %s, forward %s: %s', (slot, by, forward, to) => {
    expect(neighbour(input, slot, by, forward)).toBe(to);
  });
  it('leads back to where it came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.constantFrom(...STEPS), fc.boolean(), (slot, by, forward) => {
        const to = neighbour(input, slot, by, forward);
        if (to === undefined || (by === 'finding' && input.marks[input.slotRow[slot - 1] ?? 0] === 0)) return;
        expect(neighbour(input, to, by, !forward)).toBe(slot);
      }),
    );
  });
});
