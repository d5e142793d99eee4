import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isThroughout, type Numbers, pack, unpack } from './packed.ts';

const back = (values: Numbers) => {
  const into = new (values.constructor as new (n: number) => Numbers)(values.length);
  return unpack(structuredClone(pack(values)), into) ? into : undefined;
};

describe('a packed column', () => {
  it('unpacks to what it was', () => {
    const number = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer({ min: 0, max: 300 }),
      fc.constant(Number.NaN),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.array(number), (list) => {
        const values = Float64Array.from(list, (value) => value + 0);
        expect(back(values)).toEqual(values);
      }),
    );
    fc.assert(
      fc.property(fc.uint32Array(), (values) => {
        expect(back(values)).toEqual(values);
      }),
    );
  });

  it.each([
    ['the same throughout', Float64Array.of(7, 7, 7), { base: 7 }],
    ['nothing throughout', Float64Array.of(Number.NaN, Number.NaN), { base: Number.NaN }],
    ['times near one another', Float64Array.of(5e15, 5e15 + 300), { base: 5e15, steps: Uint16Array.of(0, 300) }],
    ['a hole among numbers', Float64Array.of(1, Number.NaN), { plain: Float64Array.of(1, Number.NaN) }],
    ['far apart', Float64Array.of(0, 2 ** 40), { plain: Float64Array.of(0, 2 ** 40) }],
  ])('is small: %s', (_, values, expected) => {
    expect(pack(values)).toEqual(expected);
  });

  it('is known to be the same throughout', () => {
    expect(isThroughout(pack(new Uint32Array(3)), 0)).toBe(true);
    expect(isThroughout(pack(Float64Array.of(0, 0)), Number.NaN)).toBe(false);
    expect(isThroughout(pack(Float64Array.of(Number.NaN)), Number.NaN)).toBe(true);
    expect(isThroughout(pack(Uint32Array.of(0, 1)), 0)).toBe(false);
    for (const damaged of [undefined, null, {}, { base: '0' }, { base: 0, steps: [] }])
      expect(isThroughout(damaged, 0)).toBe(false);
  });

  it.each([[undefined], [{}], [{ base: '1' }], [{ base: 0, steps: Uint8Array.of(1) }], [{ plain: [1, 2] }]])(
    'is refused when damaged: %j',
    (stored) => {
      expect(unpack(stored, new Uint8Array(2))).toBe(false);
    },
  );
});
