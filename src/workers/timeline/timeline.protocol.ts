/**
 * The timeline worker draws on an OffscreenCanvas and owns the window, the pointer's gestures and what they hit; the panel hands on
 * input and shows the list twin. Pixels are CSS pixels from the canvas's top left. Owner: the timeline feature.
 */
import type { LagStrips, LagSummary } from '../../core/journal/lag-strips.ts';
import type { SplitBy } from '../../core/journal/lane-split.ts';
import type { LaneData, MarkKind } from '../../core/journal/lanes.ts';
import type { Idle } from '../../core/journal/timeline-axis.ts';
import type { TimelineBins } from '../../core/journal/timeline-bins.ts';
import type { Fit, TimeWindow } from '../../core/journal/timeline-window.ts';

/** Colours as CSS has them; `lanes` in lane order, `marks` in the order of MARK_KINDS. */
export interface Palette {
  readonly bg: string;
  readonly sunken: string;
  readonly fg: string;
  readonly muted: string;
  readonly border: string;
  readonly accent: string;
  readonly lanes: readonly string[];
  readonly marks: readonly string[];
  readonly font: string;
}

/** A stretch that a person drew, begun in lane 0 t_event, 1 t_log or 2 t_process. */
export interface Area extends TimeWindow {
  readonly lane: number;
}

/** A note or bookmark of a person. */
export interface Pin {
  readonly id: string;
  readonly atMicros: number;
  /** '' = a bookmark. */
  readonly text: string;
}

export type PictureFormat = 'png' | 'svg';

export type ToTimeline =
  | { readonly kind: 'canvas'; readonly canvas: OffscreenCanvas }
  | { readonly kind: 'data'; readonly data: LaneData }
  /** What was stored of the journal's first look; nothing where its lanes are there already. */
  | { readonly kind: 'bins'; readonly bins: TimelineBins }
  | { readonly kind: 'clear' }
  | { readonly kind: 'size'; readonly width: number; readonly height: number; readonly ratio: number }
  | { readonly kind: 'palette'; readonly palette: Palette }
  /** Above 1 = more detail. At pixel `x`, else at the pointer, the selected record, the middle. */
  | { readonly kind: 'zoom'; readonly factor: number; readonly x?: number }
  /** A part of the window: 0.2 = a fifth later. */
  | { readonly kind: 'pan'; readonly part: number }
  /** Nearly everything; already there, everything with its outliers. */
  | { readonly kind: 'fit' }
  | { readonly kind: 'jump'; readonly to: 'earlier' | 'later' | 'extent' }
  | { readonly kind: 'window'; readonly window: TimeWindow }
  | { readonly kind: 'press'; readonly x: number; readonly y: number; readonly does?: 'pan' | 'measure' }
  | { readonly kind: 'move'; readonly x: number; readonly y: number }
  | { readonly kind: 'release' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'zoom-to'; readonly x: number; readonly y: number }
  | { readonly kind: 'step'; readonly what: 'record' | 'finding'; readonly direction: 1 | -1 }
  /** Picks the record at the pointer, else the one nearest to the middle. */
  | { readonly kind: 'pick-nearest' }
  | { readonly kind: 'select'; readonly row: number | undefined }
  /** The record at the replay cursor. */
  | { readonly kind: 'cursor'; readonly row: number | undefined }
  | { readonly kind: 'area'; readonly area: Area | undefined }
  | { readonly kind: 'show'; readonly kinds: readonly MarkKind[] }
  /** Scrolls the lanes when there are more than fit. */
  | { readonly kind: 'scroll'; readonly lanes: number }
  | { readonly kind: 'lags'; readonly lags: LagStrips | undefined }
  /** Whether idle stretches are folded; all those opened one by one are folded again. */
  | { readonly kind: 'fold'; readonly on: boolean }
  /** Opens or folds one of them. */
  | { readonly kind: 'fold-one'; readonly fromMicros: number }
  /** Whether a drag measures, instead of drawing an area. */
  | { readonly kind: 'tool'; readonly measures: boolean }
  /** Sets one end of a measure where a person is: at the pointer or the selected record; the next time the other end. */
  | { readonly kind: 'measure-point' }
  | { readonly kind: 'measure-clear' }
  /** `UTC` or an IANA name. */
  | { readonly kind: 'zone'; readonly name: string }
  | { readonly kind: 'notes'; readonly notes: readonly Pin[] }
  /** Asks where a person is; answered by `placed`. */
  | { readonly kind: 'place'; readonly purpose: 'note' | 'bookmark' }
  | { readonly kind: 'picture'; readonly format: PictureFormat; readonly title: string };

export interface LaneShown {
  /** '' = records that have none. */
  readonly name: string;
  readonly visible: number;
  readonly total: number;
}

export interface TimelineState {
  readonly window: TimeWindow;
  readonly fit: Fit;
  /** Records a lane in all, and in the window. */
  readonly totals: readonly [number, number, number];
  readonly visible: readonly [number, number, number];
  /** By MARK_KINDS, in all. */
  readonly marks: readonly number[];
  readonly area: (Area & { readonly counts: readonly [number, number, number] }) | undefined;
  /** The lanes that are drawn, from the top. */
  readonly lanes: readonly LaneShown[];
  /** What they are lanes of, when not the three clocks: how many there are, and the place of the first drawn. */
  readonly split: { readonly by: SplitBy; readonly first: number; readonly of: number } | undefined;
  /** Idle stretches: all, those folded, and the first of those that touch the window. */
  readonly idle: {
    readonly found: number;
    readonly folded: number;
    readonly shown: readonly (Idle & { readonly folded: boolean })[];
  };
  /** `counts`: records of each drawn lane from the one end to the other, both included. `done`: both ends were set. */
  readonly measure: (TimeWindow & { readonly done: boolean; readonly counts: readonly number[] }) | undefined;
  /** Of the window, by LAG_NAMES; undefined while they are not shown. */
  readonly lags: readonly LagSummary[] | undefined;
}

/** What is under the pointer. Times are absent where the record has none. */
export interface RecordHover {
  readonly on: 'record';
  readonly x: number;
  readonly y: number;
  readonly row: number;
  readonly tEventMicros: number | undefined;
  readonly tLogMicros: number | undefined;
  readonly tProcessMicros: number | undefined;
  /** The finding that is pointed at. */
  readonly mark: MarkKind | undefined;
  /** Records, or marks of that kind, in the same place. */
  readonly count: number;
}
export type Hover =
  | RecordHover
  | {
      readonly on: 'lag';
      readonly x: number;
      readonly y: number;
      /** Index in LAG_NAMES. */
      readonly strip: number;
      readonly column: TimeWindow;
      readonly summary: LagSummary;
    }
  | { readonly on: 'note'; readonly x: number; readonly y: number; readonly id: string }
  | { readonly on: 'idle'; readonly x: number; readonly y: number; readonly idle: Idle; readonly folded: boolean };

export type FromTimeline =
  | { readonly kind: 'state'; readonly state: TimelineState | undefined }
  | { readonly kind: 'hover'; readonly hover: Hover | undefined; readonly cursor: string }
  /** A person chose a record; `finding` when they stepped to one: its kind, and its 1-based place among those shown. */
  | {
      readonly kind: 'picked';
      readonly row: number;
      readonly finding: { readonly kind: MarkKind; readonly place: number; readonly total: number } | undefined;
    }
  | { readonly kind: 'note-picked'; readonly id: string }
  | {
      readonly kind: 'placed';
      readonly purpose: 'note' | 'bookmark';
      readonly atMicros: number;
      /** When the place is a record's. */
      readonly row: number | undefined;
    }
  | { readonly kind: 'picture'; readonly format: PictureFormat; readonly picture: Blob }
  | { readonly kind: 'no-picture'; readonly message: string }
  | { readonly kind: 'stepped-off'; readonly what: 'record' | 'finding'; readonly direction: 1 | -1 }
  /** The worker could not start, or threw. */
  | { readonly kind: 'failed'; readonly message: string };

/** Starts a timeline worker for one canvas. */
export interface TimelineHost {
  start(canvas: OffscreenCanvas, hear: (message: FromTimeline) => void): TimelineView;
}
export interface TimelineView {
  /** Hands its buffers over. */
  setData(data: LaneData): void;
  setLags(lags: LagStrips | undefined): void;
  send(message: Exclude<ToTimeline, { kind: 'canvas' | 'data' | 'lags' }>): void;
  dispose(): void;
}
