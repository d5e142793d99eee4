import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Axis, edgesOf, foldAxis, idleStretches, instantAt, onAxis, placeOf, scaleOf } from './timeline-axis.ts';
import { countBins } from './timeline-search.ts';
import { MIN_SPAN_MICROS, panWindow, zoomWindow } from './timeline-window.ts';

const START = 1_770_000_000_000_000;
const lane = fc
  .array(fc.nat(5000), { maxLength: 40 })
  .map((list) => Float64Array.from(list, (t) => START + t * 1000).sort());

/** Every two neighbours, looked at: the definition. */
function plainIdle(lanes: readonly Float64Array[], longest: number) {
  const all = lanes.flatMap((l) => [...l]).sort((a, b) => a - b);
  return all.flatMap((fromMicros, i) => {
    const toMicros = all[i + 1];
    return toMicros !== undefined && toMicros - fromMicros > longest ? [{ fromMicros, toMicros }] : [];
  });
}

const anyAxis: fc.Arbitrary<{
  readonly axis: Axis;
  readonly lanes: readonly Float64Array[];
  readonly longest: number;
}> = fc
  .record({ lanes: fc.tuple(lane, lane, lane), longest: fc.integer({ min: 50_000, max: 900_000 }) })
  .map(({ lanes, longest }) => ({
    lanes,
    longest,
    axis: foldAxis(idleStretches(lanes, longest), { fromMicros: START, toMicros: START + 5_000_000 }),
  }));

describe('a folded axis', () => {
  it('folds each stretch without a record that is longer than it may be, and nothing else', () => {
    fc.assert(
      fc.property(anyAxis, ({ axis, lanes, longest }) => {
        expect(axis.folds).toEqual(plainIdle(lanes, longest));
      }),
    );
  });

  it('has a place for each instant and an instant for each place, in the same order', () => {
    const instant = fc.integer({ min: -2_000_000, max: 7_000_000 }).map((t) => START + t);
    fc.assert(
      fc.property(anyAxis, instant, instant, ({ axis }, a, b) => {
        expect(Math.abs(instantAt(axis, placeOf(axis, a)) - a)).toBeLessThan(1);
        if (a < b) expect(placeOf(axis, a)).toBeLessThan(placeOf(axis, b));
        for (const [i, time] of axis.times.entries()) {
          expect(placeOf(axis, time)).toBe(axis.places[i]);
          expect(instantAt(axis, axis.places[i] ?? 0)).toBe(time);
        }
      }),
    );
  });

  it('keeps lengths outside of folds, to the microsecond, and shortens every fold', () => {
    fc.assert(
      fc.property(anyAxis, ({ axis }) => {
        axis.folds.forEach(({ fromMicros, toMicros }, i) => {
          const shown = placeOf(axis, toMicros) - placeOf(axis, fromMicros);
          expect(shown).toBeGreaterThan(0);
          expect(shown).toBeLessThanOrEqual((toMicros - fromMicros) / 2);
          const next = axis.folds[i + 1];
          if (next)
            expect(placeOf(axis, next.fromMicros) - placeOf(axis, toMicros)).toBeCloseTo(next.fromMicros - toMicros, 0);
        });
      }),
    );
  });

  it('a window zoomed in and out again, or moved and moved back, is where it was; each record is in one column', () => {
    fc.assert(
      fc.property(anyAxis, fc.integer({ min: 1, max: 60 }), ({ axis, lanes }, columns) => {
        const window = { fromMicros: START + 1_000_500, toMicros: START + 4_000_500 };
        const extent = { fromMicros: placeOf(axis, START - 1e6), toMicros: placeOf(axis, START + 7e6) };
        const at = placeOf(axis, START + 2e6);
        const near = onAxis(axis, window, (w) => zoomWindow(w, 2, at, extent));
        const back = onAxis(axis, near, (w) => zoomWindow(w, 0.5, at, extent));
        const moved = onAxis(axis, window, (w) => panWindow(w, 0.125, extent));
        const home = onAxis(axis, moved, (w) => panWindow(w, -0.125, extent));
        // A window between two steps is kept in times, of a grain of a quarter; a fold makes it as much longer as it is steep.
        const steep = axis.folds.map(
          (f) => (f.toMicros - f.fromMicros) / (placeOf(axis, f.toMicros) - placeOf(axis, f.fromMicros)),
        );
        const grain = 1 + Math.max(1, ...steep);
        // Closer than the closest nothing zooms, so that no way back is as long.
        const { fromPlace, toPlace } = scaleOf(window, axis);
        const zooms = toPlace - fromPlace >= 2 * MIN_SPAN_MICROS;
        for (const w of zooms ? [back, home] : [home]) {
          expect(Math.abs(w.fromMicros - window.fromMicros)).toBeLessThan(grain);
          expect(Math.abs(w.toMicros - window.toMicros)).toBeLessThan(grain);
        }
        const edges = edgesOf(scaleOf(window, axis), new Float64Array(columns + 1));
        expect([...edges]).toEqual([...edges].sort((a, b) => a - b));
        for (const times of lanes) {
          const out = new Uint32Array(columns);
          const all = times.filter((t) => t >= window.fromMicros && t < window.toMicros).length;
          expect(countBins(times, edges, out)).toBe(all);
          expect(out.reduce((sum, n) => sum + n, 0)).toBe(all);
        }
      }),
    );
  });
});
