import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonValue } from '../record/record.ts';
import { shortJson } from './short.ts';

it('is the beginning of the JSON text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 60 }), (value, most) => {
      const whole = JSON.stringify(value);
      const expected = whole.length > most ? `${whole.slice(0, most)}…` : whole;
      expect(shortJson(value as JsonValue, most)).toBe(expected);
    }),
  );
});

it('walks no more than it shows', () => {
  let read = 0;
  const list = new Proxy(
    Array.from({ length: 100_000 }, () => 1),
    {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) read++;
        return Reflect.get(target, key);
      },
    },
  );
  expect(shortJson(list as unknown as JsonValue, 20)).toBe(`[${'1,'.repeat(9)}1…`);
  expect(read).toBeLessThan(30);
});
