import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from './memory.ts';
import { scopesOf } from './scopes.ts';
import { inverse, slotRows } from './slots.ts';

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
