import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keysOf, pointer } from './json-pointer.ts';

it('escapes the two signs, and nothing is the whole', () => {
  expect(pointer('a/b', 0, '~', '')).toBe('/a~1b/0/~0/');
  expect(pointer()).toBe('');
  expect(keysOf('')).toEqual([]);
  expect(keysOf('/a~1b/0/~0')).toEqual(['a/b', '0', '~']);
  expect(keysOf('/~01')).toEqual(['~1']);
});

it('leads back to its keys', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('~', '/', '0', '1') }))), (keys) => {
      expect(keysOf(pointer(...keys))).toEqual(keys);
    }),
  );
});
