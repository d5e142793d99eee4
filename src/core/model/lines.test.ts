import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesAround } from './lines.ts';

describe('lines around a place', () => {
  it('are those of the whole text cut up, in whatever order they are asked for', () => {
    const text = fc.array(fc.constantFrom('a', 'bc', '', '\n', '\r\n', '\n\n', '\r'), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: -1, max: 12 }), { maxLength: 12 }), (parts, asked) => {
        const whole = parts.join('');
        const all = whole.split(/\r?\n/);
        const lines = linesAround(whole);
        expect(asked.map((n) => lines(n))).toEqual(asked.map((n) => all[n]));
      }),
    );
  });
});
