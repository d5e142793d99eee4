import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from './memory.ts';
import { scopesOf } from './scopes.ts';
import { inverse, slotRows, sortedRows } from './slots.ts';

const records = fc.array(fc.record({ subject: fc.nat(4), sequence: fc.option(fc.nat(20)), second: fc.nat(30) }), {
  minLength: 1,
  maxLength: 60,
});

function read(list: readonly { subject: number; sequence: number | null; second: number }[], timed: boolean) {
  const lines = list.map(({ subject, sequence, second }, i) =>
    JSON.stringify({
      id: `r${i}`,
      type: 'A',
      subject_id: `o-${subject}`,
      ...(sequence !== null && { sequence }),
      ...(timed && { t_log: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z` }),
      payload: null,
    }),
  );
  return readText(new TextEncoder().encode(`${lines.join('\n')}\n`), { format: 'factline' }).columns;
}

describe('slots', () => {
  it('visit each row once; within a subject sequences ascend, equal ones by line', () => {
    fc.assert(
      fc.property(records, fc.boolean(), (list, timed) => {
        const columns = read(list, timed);
        const slots = slotRows(columns, scopesOf(columns, { per: 'subject', base: 1 }));
        expect([...slots].sort((a, b) => a - b)).toEqual(list.map((_, row) => row));
        const last = new Map<number, readonly [number, number]>();
        for (const row of slots) {
          const { subject, sequence } = list[row] ?? { subject: 0, sequence: null };
          if (sequence === null) continue;
          const [before, line] = last.get(subject) ?? [-1, -1];
          expect(before < sequence || (before === sequence && line < row)).toBe(true);
          last.set(subject, [sequence, row]);
        }
        expect([...inverse(slots)].map((slot) => slots[slot])).toEqual(list.map((_, row) => row));
      }),
    );
  });

  it('are taken by the same subject as in the log, whatever moves within it', () => {
    fc.assert(
      fc.property(records, (list) => {
        const columns = read(list, true);
        const log = slotRows(columns, scopesOf(columns, { per: 'none', base: 1 }));
        const slots = slotRows(columns, scopesOf(columns, { per: 'subject', base: 1 }));
        const who = (row: number) => [list[row]?.subject, list[row]?.sequence === null ? row : 'sequenced'];
        expect([...slots].map(who)).toEqual([...log].map(who));
      }),
    );
  });

  it('without a scope are the log: by t_log, ties by line', () => {
    fc.assert(
      fc.property(records, (list) => {
        const columns = read(list, true);
        const log = slotRows(columns, scopesOf(columns, { per: 'none', base: 1 }));
        const expected = list
          .map((_, row) => row)
          .sort((a, b) => (list[a]?.second ?? 0) - (list[b]?.second ?? 0) || a - b);
        expect([...log]).toEqual(expected);
      }),
    );
  });
});

describe('rows by a key', () => {
  const oracle = (key: Float64Array) =>
    Array.from(key, (_, row) => row).sort((a, b) => {
      const [x, y] = [key[a] ?? Number.NaN, key[b] ?? Number.NaN];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return x - y || a - b;
    });
  const sorted = (key: Float64Array) => [...sortedRows(key.length, key)];

  it('are sorted whatever the key holds', () => {
    const value = fc.oneof(fc.nat(9), fc.constant(Number.NaN), fc.constant(1e9));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), (values) => {
        const key = Float64Array.from(values);
        expect(sorted(key)).toEqual(oracle(key));
      }),
    );
  });

  it('are sorted where few stand out of place, far ahead or far behind', () => {
    const moved = fc.array(fc.tuple(fc.nat(199), fc.oneof(fc.nat(400), fc.constant(1e9), fc.constant(Number.NaN))), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(moved, (changes) => {
        const key = Float64Array.from({ length: 200 }, (_, i) => 2 * i);
        for (const [at, value] of changes) key[at] = value;
        expect(sorted(key)).toEqual(oracle(key));
      }),
    );
  });
});
