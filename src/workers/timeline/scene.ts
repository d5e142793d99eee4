/** Everything that one picture is drawn from. */
import type { LagStrips } from '../../core/journal/lag-strips.ts';
import { type LaneData, MARK_KINDS } from '../../core/journal/lanes.ts';
import {
  type Axis,
  foldAxis,
  type Idle,
  idleLength,
  idleStretches,
  PLAIN,
  type Scale,
  scaleOf,
} from '../../core/journal/timeline-axis.ts';
import { type Counts, countsOf, countsOfBins, type TimelineBins } from '../../core/journal/timeline-bins.ts';
import { countKinds, type MarkColumn, markColumns, WORST_FIRST } from '../../core/journal/timeline-marks.ts';
import { type Fit, fitWindow, type TimeWindow } from '../../core/journal/timeline-window.ts';
import { UTC, type Zone } from '../../core/record/zone.ts';
import { type Layout, layoutOf, NOTHING } from './layout.ts';
import type { Area, Palette, Pin } from './timeline.protocol.ts';
import { clockTracks, splitTracks, type Track } from './tracks.ts';

/** A journal's lanes, and what is worked out from them once. */
export interface Content {
  readonly data: LaneData;
  readonly fit: Fit;
  readonly idle: readonly Idle[];
  readonly columns: readonly MarkColumn[];
  readonly markCounts: readonly number[];
  /** By lane. */
  readonly counts: readonly [Counts, Counts, Counts];
  /** Painted from stored bins, until the lanes come: no record can be told from another. */
  readonly binned: boolean;
  readonly joins: readonly [Float64Array, Float64Array, Float64Array];
}

/** Undefined where no record has any time. */
export function contentOf(data: LaneData): Content | undefined {
  const [a, b, c] = data.lanes;
  const times = data.lanes.map((lane) => lane.timesMicros);
  const fit = fitWindow(times);
  return (
    fit && {
      data,
      fit,
      idle: idleStretches(times, idleLength(fit.window)),
      columns: markColumns(data.marks),
      markCounts: countKinds(data.marks),
      counts: [countsOf(a.timesMicros), countsOf(b.timesMicros), countsOf(c.timesMicros)],
      binned: false,
      joins: [data.tEventMicros, data.tLogMicros, data.tProcessMicros],
    }
  );
}

const NO_TIMES = new Float64Array(0);
const NO_ROWS = new Uint32Array(0);
const emptyLane = <N extends string>(name: N) => ({ name, timesMicros: NO_TIMES, rows: NO_ROWS });

/** The same first look, from what was stored of it. */
export function contentOfBins({ records, fit, lanes, marks, markCounts }: TimelineBins): Content {
  const [a, b, c] = lanes;
  return {
    data: {
      count: records,
      lanes: [emptyLane('t_event'), emptyLane('t_log'), emptyLane('t_process')],
      marks: { kind: new Uint8Array(0), timesMicros: NO_TIMES, rows: NO_ROWS, lane: new Uint8Array(0) },
      tEventMicros: NO_TIMES,
      tLogMicros: NO_TIMES,
      tProcessMicros: NO_TIMES,
    },
    fit,
    idle: [],
    columns: marks,
    markCounts,
    counts: [countsOfBins(a, fit.window), countsOfBins(b, fit.window), countsOfBins(c, fit.window)],
    binned: true,
    joins: [NO_TIMES, NO_TIMES, NO_TIMES],
  };
}

export type Gesture =
  | { readonly on: 'area'; readonly lane: number; readonly fromX: number; readonly fromMicros: number }
  | { readonly on: 'measure'; readonly fromX: number; readonly fromMicros: number }
  | { readonly on: 'pan'; readonly lastX: number }
  | {
      readonly on: 'minimap';
      readonly grip: 'from' | 'to' | 'middle';
      readonly offsetMicros: number;
      /** What the minimap showed at the press; it stays until the release. */
      readonly whole: TimeWindow;
    };

export interface Measure {
  readonly startMicros: number;
  readonly endMicros: number;
  /** Both ends are set; else the second follows the pointer or the selected record. */
  readonly done: boolean;
}

export interface Scene {
  content: Content | undefined;
  window: TimeWindow | undefined;
  palette: Palette | undefined;
  layout: Layout;
  ratio: number;
  /** Indices in MARK_KINDS. */
  shown: ReadonlySet<number>;
  pointer: { readonly x: number; readonly y: number } | undefined;
  /** What a person used last to say where they are. */
  ledBy: 'pointer' | 'keys';
  hoverRow: number | undefined;
  selectedRow: number | undefined;
  cursorRow: number | undefined;
  area: Area | undefined;
  gesture: Gesture | undefined;
  /** Index of the mark last stepped to. */
  markIndex: number | undefined;
  axis: Axis;
  folding: boolean;
  /** Beginnings of idle stretches that stay open while the others are folded. */
  opened: ReadonlySet<number>;
  zone: Zone;
  /** Those that are drawn, from the top. */
  tracks: readonly Track[];
  /** Place of the first of them. */
  firstTrack: number;
  lags: LagStrips | undefined;
  measures: boolean;
  measure: Measure | undefined;
  /** Ascending by time. */
  notes: readonly Pin[];
  /** The window moves: strips are drawn in broader columns until it rests. */
  moving: boolean;
}

export const emptyScene = (): Scene => ({
  content: undefined,
  window: undefined,
  palette: undefined,
  layout: layoutOf(0, 0, NOTHING),
  ratio: 1,
  shown: new Set(MARK_KINDS.keys()),
  pointer: undefined,
  ledBy: 'keys',
  hoverRow: undefined,
  selectedRow: undefined,
  cursorRow: undefined,
  area: undefined,
  gesture: undefined,
  markIndex: undefined,
  axis: PLAIN,
  folding: false,
  opened: new Set(),
  zone: UTC,
  tracks: [],
  firstTrack: 0,
  lags: undefined,
  measures: false,
  measure: undefined,
  notes: [],
  moving: false,
});

/** The kinds that get a row: those that are shown and that there are, worst first. */
export const findingKinds = ({ content, shown }: Scene): readonly number[] =>
  WORST_FIRST.filter((kind) => shown.has(kind) && (content?.markCounts[kind] ?? 0) > 0);

/** The times of a record in lane order; NaN where it has none. */
export const timesOf = ({ joins }: Content, row: number): readonly [number, number, number] => [
  joins[0][row] ?? Number.NaN,
  joins[1][row] ?? Number.NaN,
  joins[2][row] ?? Number.NaN,
];

export const windowScale = ({ axis }: Scene, window: TimeWindow): Scale => scaleOf(window, axis);

/** Folds what is to be folded. */
export function refold(scene: Scene): void {
  const { content, folding, opened } = scene;
  const folded = content && folding ? content.idle.filter(({ fromMicros }) => !opened.has(fromMicros)) : [];
  scene.axis = content ? foldAxis(folded, content.fit.window) : PLAIN;
}

/** Gives everything its place, and chooses the lanes that are drawn. */
export function arrange(scene: Scene, width: number, height: number): void {
  const { content, notes, lags, folding } = scene;
  const split = content?.data.split;
  const before = scene.layout.lanes.length;
  scene.layout = layoutOf(width, height, {
    kinds: findingKinds(scene),
    idle: folding && (content?.idle.length ?? 0) > 0,
    notes: notes.length > 0,
    lags: lags !== undefined,
    split: split?.names.length,
  });
  if (!content) {
    scene.tracks = [];
    return;
  }
  const count = scene.layout.lanes.length;
  const first = split ? Math.max(0, Math.min(scene.firstTrack, split.names.length - count)) : 0;
  const [track] = scene.tracks;
  if (track?.of === content && before === count && first === scene.firstTrack && scene.tracks.length === count) return;
  scene.firstTrack = first;
  scene.tracks = split ? splitTracks(content, split, first, count) : clockTracks(content);
}
