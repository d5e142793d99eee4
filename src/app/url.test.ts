import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPlace, parsePlace } from './url.ts';

describe('the deep link', () => {
  it('comes back as it was written', () => {
    const id = fc.stringMatching(/^[\w-]{1,40}$/);
    const place = fc.record(
      {
        workspace: id,
        panel: id,
        journal: id,
        row: fc.nat(999_999_999),
        slot: fc.integer({ min: 1, max: 999_999_999 }),
        find: fc.string({ minLength: 1, maxLength: 80 }),
        file: fc.record({
          file: fc.string({ minLength: 1, maxLength: 60 }).filter((s) => !/[\n\r\u2028\u2029]/.test(s)),
          line: fc.nat(9999),
          column: fc.nat(9999),
        }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(place, (p) => {
        expect(parsePlace(formatPlace(p))).toEqual({ place: p, unknown: [] });
      }),
    );
  });

  it('leaves out and names what it does not understand', () => {
    expect(parsePlace('#w=abc&r=-1&x=1&s=1e9&p=<script>')).toEqual({
      place: { workspace: 'abc' },
      unknown: ['r', 'x', 's', 'p'],
    });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePlace(text)));
  });
});
