/** Everything that one picture is drawn from. */
import { type LaneData, MARK_KINDS } from '../../core/journal/lanes.ts';
import { countKinds, type MarkColumn, markColumns, WORST_FIRST } from '../../core/journal/timeline-marks.ts';
import { type Fit, fitWindow, type TimeWindow } from '../../core/journal/timeline-window.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { Area, Palette } from './timeline.protocol.ts';

/** A journal's lanes, and what is worked out from them once. */
export interface Content {
  readonly data: LaneData;
  readonly fit: Fit;
  readonly columns: readonly MarkColumn[];
  readonly markCounts: readonly number[];
  readonly joins: readonly [Float64Array, Float64Array, Float64Array];
}

/** Undefined where no record has any time. */
export function contentOf(data: LaneData): Content | undefined {
  const fit = fitWindow(data.lanes.map((lane) => lane.timesMicros));
  return (
    fit && {
      data,
      fit,
      columns: markColumns(data.marks),
      markCounts: countKinds(data.marks),
      joins: [data.tEventMicros, data.tLogMicros, data.tProcessMicros],
    }
  );
}

export type Gesture =
  | { readonly on: 'area'; readonly lane: number; readonly fromX: number; readonly fromMicros: number }
  | { readonly on: 'pan'; readonly lastX: number }
  | {
      readonly on: 'minimap';
      readonly grip: 'from' | 'to' | 'middle';
      readonly offsetMicros: number;
      /** What the minimap showed at the press; it stays until the release. */
      readonly whole: TimeWindow;
    };

export interface Scene {
  content: Content | undefined;
  window: TimeWindow | undefined;
  palette: Palette | undefined;
  layout: Layout;
  ratio: number;
  /** Indices in MARK_KINDS. */
  shown: ReadonlySet<number>;
  pointer: { readonly x: number; readonly y: number } | undefined;
  hoverRow: number | undefined;
  selectedRow: number | undefined;
  cursorRow: number | undefined;
  area: Area | undefined;
  gesture: Gesture | undefined;
  /** Index of the mark last stepped to. */
  markIndex: number | undefined;
}

export const emptyScene = (): Scene => ({
  content: undefined,
  window: undefined,
  palette: undefined,
  layout: layoutOf(0, 0, []),
  ratio: 1,
  shown: new Set(MARK_KINDS.keys()),
  pointer: undefined,
  hoverRow: undefined,
  selectedRow: undefined,
  cursorRow: undefined,
  area: undefined,
  gesture: undefined,
  markIndex: undefined,
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
