import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampWindow,
  fitWindow,
  MIN_SPAN_MICROS,
  panWindow,
  windowAfterFilter,
  windowShowing,
  zoomWindow,
} from './timeline-window.ts';

const HOUR = 3_600_000_000;
const start = Date.UTC(2026, 0, 5) * 1000;
const lane = (count: number, length: number) =>
  Float64Array.from({ length: count }, (_, i) => start + (i * length) / count);

describe('fitWindow', () => {
  it('shows everything where nothing stands apart', () => {
    const fit = fitWindow([lane(1000, HOUR), lane(1000, HOUR), new Float64Array(0)]);
    expect(fit?.earlier).toBeUndefined();
    expect(fit?.later).toBeUndefined();
    expect(fit?.window).toEqual(fit?.extent);
  });

  it('a clock of 1970 and one of 2099 do not squash the rest, and are counted', () => {
    const far = Date.UTC(2099, 0, 1) * 1000;
    const times = Float64Array.from([0, ...lane(1000, HOUR), far, far + 1]);
    const fit = fitWindow([times]);
    expect(fit?.window.fromMicros).toBeGreaterThan(start - HOUR);
    expect(fit?.window.toMicros).toBeLessThan(start + 2 * HOUR);
    expect(fit?.earlier?.count).toBe(1);
    expect(fit?.later?.count).toBe(2);
    expect(fit?.later?.fromMicros).toBeLessThanOrEqual(far);
  });

  it('every time is in the window, earlier or later, none in two', () => {
    const anyLane = fc
      .array(fc.integer({ min: 0, max: 1e15 }), { maxLength: 60 })
      .map((l) => Float64Array.from(l).sort());
    fc.assert(
      fc.property(anyLane, anyLane, (a, b) => {
        const fit = fitWindow([a, b]);
        expect(fit === undefined).toBe(a.length + b.length === 0);
        if (!fit) return;
        const all = [...a, ...b];
        const { fromMicros, toMicros } = fit.window;
        const inside = all.filter((t) => t >= fromMicros && t < toMicros).length;
        expect(inside + (fit.earlier?.count ?? 0) + (fit.later?.count ?? 0)).toBe(all.length);
        expect(all.every((t) => t >= fit.extent.fromMicros && t < fit.extent.toMicros)).toBe(true);
      }),
    );
  });

  it('the air around what is inside does not reach an outlier', () => {
    const fit = fitWindow([Float64Array.of(0, 0, 970_873), Float64Array.of(0, 0, 1_000_000)]);
    expect(fit?.later?.count).toBe(1);
    expect(fit?.window.toMicros).toBe(1_000_000);
  });

  it('one instant has a window around it, and no times have none', () => {
    expect(fitWindow([Float64Array.of(start)])?.window).toEqual({
      fromMicros: start - 500_000,
      toMicros: start + 500_001,
    });
    expect(fitWindow([new Float64Array(0)])).toBeUndefined();
  });
});

describe('zoom and pan', () => {
  const extent = { fromMicros: start, toMicros: start + 24 * HOUR };
  const window = { fromMicros: start + 4 * HOUR, toMicros: start + 8 * HOUR };

  it('keeps the instant under the pointer where it is', () => {
    const at = start + 5 * HOUR;
    const zoomed = zoomWindow(window, 2, at, extent);
    expect(zoomed.toMicros - zoomed.fromMicros).toBe(2 * HOUR);
    expect((at - zoomed.fromMicros) / (2 * HOUR)).toBeCloseTo(0.25);
  });

  it('never leaves the data, nor shrinks below the grain', () => {
    const step = fc.oneof(
      fc.record({
        zoom: fc.double({ min: 0.01, max: 100, noNaN: true }),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      fc.record({ pan: fc.double({ min: -9, max: 9, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let w = window;
        for (const s of steps)
          w =
            'pan' in s
              ? panWindow(w, s.pan, extent)
              : zoomWindow(w, s.zoom, w.fromMicros + (w.toMicros - w.fromMicros) * s.at, extent);
        expect(w.toMicros - w.fromMicros).toBeGreaterThanOrEqual(MIN_SPAN_MICROS * 0.99);
        expect(w.toMicros).toBeGreaterThanOrEqual(extent.fromMicros);
        expect(w.fromMicros).toBeLessThanOrEqual(extent.toMicros);
      }),
    );
  });

  it('moves only when the instant is out of sight, no further than it must, and never past the data for one within it', () => {
    expect(windowShowing(window, window.fromMicros, extent)).toBe(window);
    const toLater = windowShowing(window, start + 12 * HOUR, extent);
    expect(toLater.toMicros - (start + 12 * HOUR)).toBe(0.2 * HOUR);
    expect(toLater.toMicros - toLater.fromMicros).toBe(4 * HOUR);
    // The first record, from a window further on: the window begins where the data does.
    expect(windowShowing(window, start + HOUR / 100, extent)).toEqual({
      fromMicros: start,
      toMicros: start + 4 * HOUR,
    });
    expect(windowShowing(window, extent.toMicros - 1, extent).toMicros).toBe(extent.toMicros);
    // A record that the filter leaves out may be outside of what there is.
    const outside = windowShowing(window, start - 9 * HOUR, extent);
    expect(start - 9 * HOUR - outside.fromMicros).toBe(0.2 * HOUR);
    expect(clampWindow(window, extent)).toEqual(window);
  });

  it('an instant that is shown is in sight, whatever the window', () => {
    const any = fc.integer({ min: -40 * HOUR, max: 40 * HOUR });
    fc.assert(
      fc.property(any, fc.integer({ min: 1000, max: 60 * HOUR }), any, (from, length, at) => {
        const w = { fromMicros: start + from, toMicros: start + from + length };
        const shown = windowShowing(w, start + at, extent);
        expect(start + at).toBeGreaterThanOrEqual(shown.fromMicros);
        expect(start + at).toBeLessThanOrEqual(shown.toMicros);
      }),
    );
  });
});

describe('a filter', () => {
  const fitOf = (lane: Float64Array) => {
    const found = fitWindow([lane]);
    if (!found) throw new Error('there are times');
    return found;
  };
  const all = fitOf(lane(1000, HOUR));
  const few = fitOf(lane(1000, HOUR).subarray(400, 420));

  it('does not zoom, and where it had its own first look its end shows all', () => {
    expect(windowAfterFilter(all.window, all, few)).toBe(all.window);
    expect(windowAfterFilter(few.window, few, all)).toEqual(all.window);
  });

  it('leaves a window alone that a person drew closer', () => {
    const close = { fromMicros: start, toMicros: start + HOUR / 10 };
    expect(windowAfterFilter(close, all, few)).toBe(close);
    expect(windowAfterFilter(close, few, all)).toBe(close);
  });

  it('does not go to the outliers by itself', () => {
    const far = fitOf(Float64Array.from([0, ...lane(1000, HOUR)]));
    expect(windowAfterFilter(few.window, few, far).fromMicros).toBe(far.window.fromMicros);
    expect(windowAfterFilter(far.extent, few, far)).toBe(far.extent);
  });
});
