import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packNames, unpackNames } from './names.ts';

it('names come out of a message as they went in', () => {
  const name = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('\ud800'));
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(unpackNames(structuredClone(packNames(names)))).toEqual(names);
    }),
  );
});
