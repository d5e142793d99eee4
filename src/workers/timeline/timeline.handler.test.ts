import { describe, expect, it } from 'vitest';
import type { Lane, LaneData } from '../../core/journal/lanes.ts';
import { MARK_KINDS, type MarkKind, rowAt } from '../../core/journal/lanes.ts';
import { binsOf } from '../../core/journal/timeline-bins.ts';
import { createTimeline } from './timeline.handler.ts';
import type { FromTimeline, TimelineState, ToTimeline } from './timeline.protocol.ts';

const START = Date.UTC(2026, 0, 5, 8) * 1000;
const SECOND = 1e6;

interface Mark {
  readonly row: number;
  readonly kind: MarkKind;
}

/** Records a second apart; logged 2 s after they happened, processed 1 s after that. Row 5 was never processed. */
function journal(
  count: number,
  marks: readonly Mark[] = [],
  tEvent: (row: number) => number = (row) => START + row * SECOND,
) {
  const times = [
    tEvent,
    (row: number) => START + (row + 2) * SECOND,
    (row: number) => (row === 5 ? Number.NaN : START + (row + 3) * SECOND),
  ];
  const columns = times.map((time) => Float64Array.from({ length: count }, (_, row) => time(row)));
  const [e = new Float64Array(), l = new Float64Array(), p = new Float64Array()] = columns;
  const lane = (name: Lane['name'], column: Float64Array): Lane => {
    const rows = Uint32Array.from([...column.keys()].filter((row) => !Number.isNaN(column[row])));
    rows.sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0));
    const isAll = rows.length === count && rows.every((row, i) => row === i);
    return { name, rows: isAll ? undefined : rows, timesMicros: Float64Array.from(rows, (row) => column[row] ?? 0) };
  };
  const data: LaneData = {
    count,
    lanes: [lane('t_event', e), lane('t_log', l), lane('t_process', p)],
    marks: {
      kind: Uint8Array.from(marks, (m) => MARK_KINDS.indexOf(m.kind)),
      rows: Uint32Array.from(marks, (m) => m.row),
      lane: Uint8Array.from(marks, () => 1),
      timesMicros: Float64Array.from(marks, (m) => l[m.row] ?? 0),
    },
    tEventMicros: e,
    tLogMicros: l,
    tProcessMicros: p,
  };
  return data;
}

const rowsOf = (lane: Lane) => Uint32Array.from(lane.timesMicros, (_, i) => rowAt(lane, i) ?? 0);

/** A timeline 1,000 pixels wide that draws nothing, whose frames come when asked for, a second after one another unless told. */
function timeline() {
  const heard: FromTimeline[] = [];
  let frame: (() => void) | undefined;
  let frames = 0;
  let time = 0;
  let step = 1000;
  const later: { at: number; run: () => void }[] = [];
  const wait = (millis: number) => {
    time += millis;
    for (const timer of later.splice(0))
      if (timer.at <= time) timer.run();
      else later.push(timer);
  };
  const handle = createTimeline({
    post: (message) => heard.push(message),
    now: () => time,
    after: (millis, run) => later.push({ at: time + millis, run }),
    onNextFrame: (draw) => {
      frame = draw;
    },
  });
  const flush = () => {
    const draw = frame;
    frame = undefined;
    if (draw) frames++;
    draw?.();
  };
  const last = <K extends FromTimeline['kind']>(kind: K) =>
    heard.findLast((m): m is Extract<FromTimeline, { kind: K }> => m.kind === kind);
  const send = (...messages: ToTimeline[]) => {
    for (const message of messages) handle(message);
    wait(step);
    flush();
  };
  const told = () => heard.filter(({ kind }) => kind === 'state').length;
  const framesEvery = (millis: number) => {
    step = millis;
  };
  send({ kind: 'size', width: 1000, height: 400, ratio: 1 });
  return {
    send,
    last,
    wait,
    told,
    framesEvery,
    frames: () => frames,
    state: (): TimelineState | undefined => last('state')?.state,
  };
}

const xOf = (state: TimelineState | undefined, micros: number) => {
  const { fromMicros, toMicros } = state?.window ?? { fromMicros: 0, toMicros: 1 };
  return 104 + ((micros - fromMicros) / (toMicros - fromMicros)) * (1000 - 104 - 10);
};

describe('the timeline', () => {
  it('shows all at first, and counts each lane', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100, [{ row: 7, kind: 'gap' }]) });
    expect(t.state()?.totals).toEqual([100, 100, 99]);
    expect(t.state()?.visible).toEqual([100, 100, 99]);
    expect(t.state()?.marks).toEqual([1, 0, 0, 0, 0]);
  });

  it('is painted from stored bins until its lanes come, and nothing moves then', () => {
    const data = journal(5000, [{ row: 7, kind: 'gap' }]);
    const bins = binsOf(data);
    if (!bins) throw new Error('there are times');
    const t = timeline();
    t.send({ kind: 'bins', bins });
    const painted = t.state();
    expect(painted?.totals).toEqual([5000, 5000, 4999]);
    t.send({ kind: 'press', x: 500, y: 200 }, { kind: 'release' }, { kind: 'step', what: 'record', direction: 1 });
    expect(t.last('picked')).toBeUndefined();
    t.send({ kind: 'data', data });
    expect(t.state()).toEqual(painted);
    // Where one has gone meanwhile, one stays.
    const u = timeline();
    u.send({ kind: 'bins', bins }, { kind: 'zoom', factor: 4, x: 500 });
    const zoomed = u.state()?.window;
    expect(zoomed).not.toEqual(painted?.window);
    u.send({ kind: 'data', data });
    expect(u.state()?.window).toEqual(zoomed);
    // Lanes that are there are not painted over.
    u.send({ kind: 'bins', bins: { ...bins, records: 1 } });
    expect(u.state()?.totals).toEqual([5000, 5000, 4999]);
  });

  it('a clock of 1970 is counted at the edge, one can go there, and 0 comes back', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(1000, [], (row) => (row === 500 ? 0 : START + row * SECOND)) });
    const first = t.state()?.window;
    expect(t.state()?.fit.earlier?.count).toBe(1);
    expect(t.state()?.visible).toEqual([999, 1000, 999]);
    t.send({ kind: 'jump', to: 'earlier' });
    expect(t.state()?.visible).toEqual([1, 0, 0]);
    t.send({ kind: 'fit' });
    expect(t.state()?.window).toEqual(first);
    t.send({ kind: 'fit' });
    expect(t.state()?.visible).toEqual([1000, 1000, 999]);
  });

  it('zooms at the pointer', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) });
    const at = START + 30 * SECOND;
    const x = xOf(t.state(), at);
    t.send({ kind: 'zoom', factor: 8, x });
    expect(xOf(t.state(), at)).toBeCloseTo(x, 3);
    expect(t.state()?.visible[0]).toBeLessThan(20);
  });

  it('draws once for many messages, and not at all when nothing comes', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) });
    const before = t.frames();
    t.send({ kind: 'zoom', factor: 2 }, { kind: 'pan', part: 0.1 }, { kind: 'pan', part: 0.1 });
    expect(t.frames()).toBe(before + 1);
    t.send();
    expect(t.frames()).toBe(before + 1);
  });

  it('tells what is shown at once, then every 90 ms, and the last of it', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) });
    t.wait(1000);
    const before = t.told();
    t.framesEvery(10);
    for (let i = 0; i < 20; i++) t.send({ kind: 'zoom', factor: 1.1, x: 500 });
    expect(t.frames()).toBe(22);
    expect(t.told() - before).toBe(3);
    const shown = t.state()?.window;
    t.wait(90);
    expect(t.told() - before).toBe(4);
    expect(t.state()?.window).not.toEqual(shown);
    t.wait(1000);
    expect(t.told() - before).toBe(4);
  });

  it('an area is drawn by a drag and counts each lane; a click picks the record', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) });
    const state = t.state();
    const y = 250;
    const x = (seconds: number) => xOf(state, START + seconds * SECOND);
    t.send({ kind: 'press', x: x(9.5), y }, { kind: 'move', x: x(19.5), y }, { kind: 'release' });
    expect(t.state()?.area?.counts).toEqual([10, 10, 10]);
    t.send({ kind: 'press', x: x(42), y: 60 }, { kind: 'release' });
    expect(t.last('picked')?.row).toBe(42);
  });

  it('steps through the findings that are shown, each once, and says when there are no more', () => {
    const marks: readonly Mark[] = [
      { row: 3, kind: 'gap' },
      { row: 3, kind: 'late' },
      { row: 60, kind: 'skew' },
      { row: 90, kind: 'gap' },
    ];
    const t = timeline();
    t.send({ kind: 'data', data: journal(100, marks) });
    const walk = (direction: 1 | -1) => {
      const seen: string[] = [];
      for (let i = 0; i < 4; i++) {
        const before = t.last('stepped-off');
        t.send({ kind: 'step', what: 'finding', direction });
        if (t.last('stepped-off') !== before) break;
        const { row, finding } = t.last('picked') ?? {};
        seen.push(`${row} ${finding?.kind} ${finding?.place}/${finding?.total}`);
      }
      return seen;
    };
    expect(walk(1)).toEqual(['3 gap 1/4', '3 late 2/4', '60 skew 3/4', '90 gap 4/4']);
    expect(walk(-1)).toEqual(['60 skew 3/4', '3 late 2/4', '3 gap 1/4']);
    t.send({ kind: 'select', row: undefined }, { kind: 'show', kinds: ['gap'] });
    expect(walk(1)).toEqual(['3 gap 1/2', '90 gap 2/2']);
  });

  it('steps from record to record in log order, moving the window along', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) }, { kind: 'select', row: 10 });
    t.send({ kind: 'zoom', factor: 20 });
    for (let i = 0; i < 30; i++) t.send({ kind: 'step', what: 'record', direction: 1 });
    expect(t.last('picked')?.row).toBe(40);
    const { fromMicros = 0, toMicros = 0 } = t.state()?.window ?? {};
    expect(START + 42 * SECOND).toBeGreaterThan(fromMicros);
    expect(START + 42 * SECOND).toBeLessThan(toMicros);
  });

  it('the minimap moves the window', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) });
    const whole = t.state();
    t.send({ kind: 'zoom', factor: 10, x: xOf(whole, START + 10 * SECOND) });
    const y = 385;
    t.send({ kind: 'press', x: xOf(whole, START + 80 * SECOND), y }, { kind: 'release' });
    const { fromMicros = 0, toMicros = 0 } = t.state()?.window ?? {};
    expect((fromMicros + toMicros) / 2).toBeCloseTo(START + 80 * SECOND, -5);
  });

  it('a filter keeps the window; no times at all is said', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) }, { kind: 'zoom', factor: 4 });
    const window = t.state()?.window;
    t.send({ kind: 'data', data: journal(100) });
    expect(t.state()?.window).toEqual(window);
    t.send({ kind: 'data', data: journal(0) });
    expect(t.state()).toBeUndefined();
    t.send({ kind: 'zoom', factor: 4 }, { kind: 'step', what: 'record', direction: 1 });
    expect(t.state()).toBeUndefined();
  });

  it('a filter does not zoom, not even after one that nothing passes, and its end shows all again', () => {
    const all = journal(100);
    const only = (from: number, to: number): LaneData => {
      const [a, b, c] = all.lanes;
      const cut = <N extends Lane['name']>(lane: Lane & { readonly name: N }) => ({
        ...lane,
        rows: rowsOf(lane).slice(from, to),
        timesMicros: lane.timesMicros.slice(from, to),
      });
      return { ...all, lanes: [cut(a), cut(b), cut(c)] };
    };
    const t = timeline();
    t.send({ kind: 'data', data: all });
    const window = t.state()?.window;
    for (const data of [only(40, 50), only(0, 0), only(90, 95), all]) t.send({ kind: 'data', data });
    expect(t.state()?.window).toEqual(window);
    // A link that opens with a filter begins with what passes it.
    const linked = timeline();
    linked.send({ kind: 'data', data: only(40, 50) });
    expect(linked.state()?.visible).toEqual(linked.state()?.totals);
    linked.send({ kind: 'data', data: all });
    expect(linked.state()?.visible).toEqual([100, 100, 99]);
    // What a person zoomed into stays, through an empty filter too.
    linked.send({ kind: 'zoom', factor: 8 });
    const close = linked.state()?.window;
    for (const data of [only(0, 0), all]) linked.send({ kind: 'data', data });
    expect(linked.state()?.window).toEqual(close);
    linked.send({ kind: 'jump', to: 'extent' });
    expect(linked.state()?.visible).toEqual([100, 100, 99]);
  });

  it('a record that is in sight moves nothing; one that is not comes in at the edge', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) }, { kind: 'zoom', factor: 5 });
    const window = t.state()?.window ?? { fromMicros: 0, toMicros: 0 };
    const first = t.state()?.fit.extent.fromMicros ?? 0;
    t.send({ kind: 'select', row: 50 });
    expect(t.state()?.window).toEqual(window);
    t.send({ kind: 'select', row: 0 });
    expect(t.state()?.window.fromMicros).toBeGreaterThanOrEqual(first - 1);
    // It was logged two seconds after the first thing happened.
    expect(t.state()?.window.fromMicros).toBeLessThan(START + 2 * SECOND);
    expect(t.state()?.window.fromMicros).toBeGreaterThan(START);
  });

  it('measures between two records, by a drag that holds on to them and by keys, and counts each lane', () => {
    const t = timeline();
    t.send({ kind: 'data', data: journal(100) });
    const state = t.state();
    const x = (seconds: number) => xOf(state, START + seconds * SECOND);
    // The first lane, two pixels beside records 10 and 20.
    const y = 60;
    t.send({ kind: 'press', x: x(10) + 2, y, does: 'measure' }, { kind: 'move', x: x(20) - 2, y }, { kind: 'release' });
    expect(t.state()?.measure).toEqual({
      fromMicros: START + 10 * SECOND,
      toMicros: START + 20 * SECOND,
      done: true,
      counts: [11, 11, 11],
    });
    expect(t.state()?.area).toBeUndefined();
    t.send({ kind: 'leave' }, { kind: 'select', row: 30 }, { kind: 'measure-point' });
    for (let i = 0; i < 5; i++) t.send({ kind: 'step', what: 'record', direction: -1 });
    expect(t.state()?.measure).toMatchObject({ done: false, fromMicros: START + 27 * SECOND });
    t.send({ kind: 'measure-point' }, { kind: 'step', what: 'record', direction: 1 });
    expect(t.state()?.measure).toMatchObject({ done: true, toMicros: START + 32 * SECOND, counts: [6, 6, 6] });
    t.send({ kind: 'measure-clear' });
    expect(t.state()?.measure).toBeUndefined();
  });

  it('folds idle time and unfolds it, one stretch or all; what is seen stays', () => {
    const t = timeline();
    const hours = (row: number) => (row < 50 ? 0 : 3600);
    const times = (row: number) => START + (row + hours(row)) * SECOND;
    const { lanes, ...rest } = journal(100, [], times);
    const shifted = lanes.map((lane) => ({
      ...lane,
      timesMicros: lane.timesMicros.map((time, i) =>
        lane.name === 't_event' ? time : time + hours(rowAt(lane, i) ?? 0) * SECOND,
      ),
    }));
    const [a = lanes[0], b = lanes[1], c = lanes[2]] = shifted;
    t.send({ kind: 'data', data: { ...rest, lanes: [a, b, c] } });
    const before = t.state()?.window;
    expect(t.state()?.idle).toMatchObject({ found: 1, folded: 0 });
    t.send({ kind: 'fold', on: true });
    expect(t.state()?.idle).toMatchObject({ found: 1, folded: 1, shown: [{ folded: true }] });
    expect(t.state()?.window).toEqual(before);
    // Half of what is shown is no longer in the hour without records.
    t.send({ kind: 'zoom', factor: 2, x: 104 });
    const { fromMicros = 0, toMicros = 0 } = t.state()?.window ?? {};
    expect(toMicros - fromMicros).toBeLessThan(3600 * SECOND);
    t.send({ kind: 'zoom', factor: 0.5, x: 104 });
    expect(t.state()?.visible).toEqual([100, 100, 99]);
    const fold = t.state()?.idle.shown[0]?.fromMicros ?? 0;
    t.send({ kind: 'fold-one', fromMicros: fold });
    expect(t.state()?.idle).toMatchObject({ found: 1, folded: 0, shown: [{ folded: false }] });
    t.send({ kind: 'fold-one', fromMicros: fold });
    expect(t.state()?.idle.folded).toBe(1);
    t.send({ kind: 'fold', on: false });
    expect(t.state()?.idle.folded).toBe(0);
  });

  it('draws as many lanes of a split as fit, and scrolls to the others', () => {
    const t = timeline();
    const data = journal(100);
    const names = Array.from({ length: 40 }, (_, i) => `s${i}`);
    const starts = Uint32Array.from({ length: 41 }, (_, i) => Math.round((i * 100) / 40));
    const { timesMicros } = data.lanes[1];
    const rows = rowsOf(data.lanes[1]);
    const marks = { lane: Uint32Array.of(3), kind: Uint8Array.of(0), timesMicros: Float64Array.of(START) };
    t.send({
      kind: 'data',
      data: { ...data, split: { by: 'subject', clock: 1, names, starts, timesMicros, rows, marks } },
    });
    const first = t.state();
    const fit = first?.lanes.length ?? 0;
    expect(fit).toBeGreaterThan(5);
    expect(fit).toBeLessThan(40);
    expect(first?.split).toEqual({ by: 'subject', first: 0, of: 40 });
    expect(first?.lanes[0]).toMatchObject({ name: 's0', total: starts[1] });
    t.send({ kind: 'scroll', lanes: 1000 });
    expect(t.state()?.split?.first).toBe(40 - fit);
    expect(t.state()?.lanes.at(-1)?.name).toBe('s39');
    t.send({ kind: 'scroll', lanes: -1000 });
    expect(t.state()?.split?.first).toBe(0);
  });
});
