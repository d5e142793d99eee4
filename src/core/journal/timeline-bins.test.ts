import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneData } from './lanes.ts';
import { binsOf, countsOf, countsOfBins, parseBins } from './timeline-bins.ts';

const START = Date.UTC(2026, 0, 5) * 1000;
const none = new Float64Array(0);

const data = (times: readonly number[], marked: readonly number[] = []): LaneData => {
  const timesMicros = Float64Array.from(times).sort();
  const rows = Uint32Array.from(timesMicros.keys());
  return {
    count: times.length,
    lanes: [
      { name: 't_event', timesMicros: none, rows: new Uint32Array(0) },
      { name: 't_log', timesMicros, rows },
      { name: 't_process', timesMicros: none, rows: new Uint32Array(0) },
    ],
    marks: {
      kind: new Uint8Array(marked.length),
      timesMicros: Float64Array.from(marked),
      rows: new Uint32Array(marked.length),
      lane: new Uint8Array(marked.length).fill(1),
    },
    tEventMicros: none,
    tLogMicros: timesMicros,
    tProcessMicros: none,
  };
};
const times = fc.array(
  fc.integer({ min: 0, max: 1e9 }).map((micros) => START + micros),
  { minLength: 1, maxLength: 2000 },
);

describe('counts from bins', () => {
  it('are exact at the bounds of bins, lose nothing anywhere, and never leave a bin', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 900 }), (list, columns) => {
        const all = data(list);
        const bins = binsOf(all);
        if (!bins) throw new Error('there are times');
        const { fromMicros, toMicros } = bins.fit.window;
        const exact = countsOf(all.lanes[1].timesMicros);
        const counts = countsOfBins(bins.lanes[1], bins.fit.window);
        expect(counts.total).toBe(list.length);
        expect(counts.between(fromMicros, toMicros)).toBe(exact.between(fromMicros, toMicros));
        const edges = Float64Array.from(
          { length: columns + 1 },
          (_, i) => fromMicros + ((toMicros - fromMicros) * i) / columns,
        );
        const out = new Uint32Array(columns);
        const right = new Uint32Array(columns);
        expect(counts.into(edges, out)).toBe(exact.into(edges, right));
        expect(out.reduce((a, b) => a + b, 0)).toBe(right.reduce((a, b) => a + b, 0));
        // What stands in a bin may be told of a place at most a bin away.
        const most = Math.max(...bins.lanes[1].bins);
        let below = 0;
        let rightBelow = 0;
        for (let x = 0; x < columns; x++) {
          below += out[x] ?? 0;
          rightBelow += right[x] ?? 0;
          expect(Math.abs(below - rightBelow)).toBeLessThanOrEqual(most + 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('know what lies before and after the first look', () => {
    const usual = Array.from({ length: 1000 }, (_, i) => START + i * 1e6);
    const all = data([0, ...usual, START * 2]);
    const bins = binsOf(all);
    if (!bins) throw new Error('there are times');
    const counts = countsOfBins(bins.lanes[1], bins.fit.window);
    expect(bins.fit.earlier?.count).toBe(1);
    expect([counts.total, counts.between(bins.fit.window.fromMicros, bins.fit.window.toMicros)]).toEqual([1002, 1000]);
    expect(counts.between(-1e15, START * 3)).toBe(1002);
  });

  it('keep one mark a bin where there are very many, and count all', () => {
    const list = Array.from({ length: 9000 }, (_, i) => START + i * 1e6);
    const bins = binsOf(data(list, list));
    const [marks] = bins?.marks ?? [];
    expect(bins?.markCounts[0]).toBe(9000);
    expect(marks?.timesMicros.length).toBeGreaterThan(1500);
    expect(marks?.timesMicros.length).toBeLessThanOrEqual(2049);
    const few = binsOf(data(list, list.slice(0, 10)));
    expect([...(few?.marks[0]?.timesMicros ?? [])]).toEqual(list.slice(0, 10));
  });

  it('are none where nothing has a time', () => {
    expect(binsOf(data([]))).toBeUndefined();
  });
});

it('stored bins of another version, of another number of records, or broken are left aside', () => {
  const bins = binsOf(data([START, START + 1e6]));
  if (!bins) throw new Error('there are times');
  expect(parseBins(structuredClone(bins), 2)).toEqual(bins);
  expect(parseBins(bins, 3)).toBeUndefined();
  expect(parseBins({ ...bins, version: 0 }, 2)).toBeUndefined();
  const [a, b] = bins.lanes;
  expect(parseBins({ ...bins, lanes: [a, b, { ...a, bins: new Uint32Array(3) }] }, 2)).toBeUndefined();
  expect(parseBins({ ...bins, fit: {} }, 2)).toBeUndefined();
  expect(parseBins(undefined, 2)).toBeUndefined();
});
