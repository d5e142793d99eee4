import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPacked, isThroughout, type Numbers, pack, unpack } from './packed.ts';

const back = (values: Numbers) => {
  const into = new (values.constructor as new (n: number) => Numbers)(values.length);
  const stored: unknown = structuredClone(pack(values));
  if (!isPacked(stored, values.length)) return undefined;
  unpack(stored, into);
  return into;
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

  it('unpacks to what it was where it grows, in any unit', () => {
    const units = fc.constantFrom(1, 10, 1000, 1_000_000, 3_600_000_000);
    const growth = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: -40_000, max: 70_000 }));
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), units, fc.array(growth), (start, unit, list) => {
        let last = start;
        const values = Float64Array.from(list, (by) => {
          last += by * unit;
          return last + 0;
        });
        expect(back(values)).toEqual(values);
      }),
    );
  });

  it.each([
    ['the same throughout', Float64Array.of(7, 7, 7), { base: 7 }],
    ['nothing throughout', Float64Array.of(Number.NaN, Number.NaN), { base: Number.NaN }],
    ['what jumps about', Float64Array.of(5e15, 5e15 + 300, 5e15), { base: 5e15, steps: Uint16Array.of(0, 300, 0) }],
    ['one and one more', Uint32Array.of(2, 3, 4, 5), { base: 2, least: 1, unit: 1 }],
    [
      'times of milliseconds, late ones among them',
      Float64Array.of(5e15, 5e15 + 250_000, 5e15 + 249_000, 5e15 + 400_000),
      { base: 5e15, least: -1000, unit: 1000, grows: Uint8Array.of(0, 251, 0, 152) },
    ],
    [
      'times of seconds, hours apart',
      Float64Array.of(5e15, 5e15 + 7200e6, 5e15 + 7201e6, 5e15 + 18_000e6),
      { base: 5e15, least: 1e6, unit: 1e6, grows: Uint16Array.of(0, 7199, 0, 10_798) },
    ],
    [
      'times to the microsecond',
      Float64Array.of(5e15, 5e15 + 60_001, 5e15 + 90_002, 5e15 + 170_013),
      { base: 5e15, least: 30_001, unit: 1, grows: Uint16Array.of(0, 30_000, 0, 50_010) },
    ],
    ['a hole among numbers', Float64Array.of(1, Number.NaN), { plain: Float64Array.of(1, Number.NaN) }],
    ['far apart', Float64Array.of(0, 2 ** 40, 1), { plain: Float64Array.of(0, 2 ** 40, 1) }],
    [
      'too far apart',
      Float64Array.of(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      { plain: Float64Array.of(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) },
    ],
  ])('is small: %s', (_, values, expected) => {
    expect(pack(values)).toEqual(expected);
  });

  it('is known to be the same throughout', () => {
    expect(isThroughout(pack(new Uint32Array(3)), 0)).toBe(true);
    expect(isThroughout(pack(Float64Array.of(0, 0)), Number.NaN)).toBe(false);
    expect(isThroughout(pack(Float64Array.of(Number.NaN)), Number.NaN)).toBe(true);
    expect(isThroughout(pack(Uint32Array.of(0, 1)), 0)).toBe(false);
    expect(isThroughout(pack(Uint32Array.of(0, 1, 0)), 0)).toBe(false);
    for (const damaged of [undefined, null, {}, { base: '0' }, { base: 0, steps: [] }])
      expect(isThroughout(damaged, 0)).toBe(false);
  });

  it.each([
    [undefined],
    [{}],
    [{ base: '1' }],
    [{ base: 0, steps: Uint8Array.of(1) }],
    [{ plain: [1, 2] }],
    [{ base: 0, least: '1', unit: 1 }],
    [{ base: 0, least: 1, unit: 1, grows: [0, 1] }],
  ])('is refused when damaged: %j', (stored) => {
    expect(isPacked(stored, 2)).toBe(false);
  });
});
