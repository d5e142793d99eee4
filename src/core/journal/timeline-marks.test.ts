import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Marks } from './lanes.ts';
import { edgesOf, PLAIN, scaleOf } from './timeline-axis.ts';
import { binMarks, countKinds, markColumns, stepMark } from './timeline-marks.ts';

const anyMarks: fc.Arbitrary<Marks> = fc
  .array(fc.record({ kind: fc.nat(4), lane: fc.nat(2), time: fc.nat(1000), row: fc.nat(99) }), { maxLength: 60 })
  .map((list) => {
    const sorted = list.toSorted((a, b) => a.time - b.time || a.row - b.row);
    return {
      kind: Uint8Array.from(sorted, (m) => m.kind),
      lane: Uint8Array.from(sorted, (m) => m.lane),
      timesMicros: Float64Array.from(sorted, (m) => m.time),
      rows: Uint32Array.from(sorted, (m) => m.row),
    };
  });

it('no mark vanishes, however few columns there are', () => {
  fc.assert(
    fc.property(anyMarks, fc.integer({ min: 1, max: 50 }), (marks, width) => {
      const columns = markColumns(marks);
      const out = new Uint32Array(width);
      const scratch = new Uint32Array(width);
      const edges = edgesOf(scaleOf({ fromMicros: 0, toMicros: 1001 }, PLAIN), new Float64Array(width + 1));
      countKinds(marks).forEach((count, kind) => {
        expect(binMarks(columns, (c) => c.kind === kind, edges, out, scratch)).toBe(count);
        expect(out.reduce((a, b) => a + b, 0)).toBe(count);
      });
    }),
  );
});

it('stepping forward from the start visits each shown mark once, backward the same in reverse', () => {
  fc.assert(
    fc.property(anyMarks, fc.uniqueArray(fc.nat(4)), (marks, kinds) => {
      const shown = new Set(kinds);
      const wanted = [...marks.kind.keys()].filter((i) => shown.has(marks.kind[i] ?? -1));
      const walk = (start: number, direction: 1 | -1) => {
        const seen: number[] = [];
        let i = stepMark(marks, shown, { timeMicros: start }, direction);
        while (i !== undefined) {
          seen.push(i);
          i = stepMark(marks, shown, { index: i }, direction);
        }
        return seen;
      };
      expect(walk(-1, 1)).toEqual(wanted);
      expect(walk(2000, -1)).toEqual(wanted.toReversed());
    }),
  );
});
