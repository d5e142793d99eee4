/** Where things stand on the canvas, in CSS pixels. */
import { instantAt, placeOf, type Scale } from '../../core/journal/timeline-axis.ts';

export interface Band {
  readonly top: number;
  readonly height: number;
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly plotLeft: number;
  readonly plotWidth: number;
  readonly axis: Band;
  /** A row for idle stretches, and one for notes. */
  readonly idle: Band | undefined;
  readonly notes: Band | undefined;
  /** A row for each kind of mark that the journal has and that is shown. */
  readonly findings: readonly (Band & { readonly kind: number })[];
  readonly lanes: readonly Band[];
  readonly lanesBottom: number;
  /** None, or one for each of LAG_NAMES. */
  readonly lags: readonly Band[];
  readonly minimap: Band;
}

/** What needs a place. */
export interface Wanted {
  /** Indices in MARK_KINDS, from the top. */
  readonly kinds: readonly number[];
  readonly idle: boolean;
  readonly notes: boolean;
  readonly lags: boolean;
  /** Lanes of a split journal, of which those that fit are drawn; undefined = the three clocks. */
  readonly split: number | undefined;
}

const AXIS = 24;
const MINIMAP = 30;
const GAP = 6;
const ROW = 15;
const LOW_ROW = 11;
const LOW = 250;
const CROWDED = 400;
const SPLIT_LANE = 22;
const SPLIT_GAP = 3;

export const NOTHING: Wanted = { kinds: [], idle: false, notes: false, lags: false, split: undefined };

/** The lanes share what the rest leaves, 16 pixels each at least. */
export function layoutOf(width: number, height: number, { kinds, idle, notes, lags, split }: Wanted): Layout {
  const plotLeft = width < 520 ? 68 : split === undefined ? 104 : 168;
  const crowded = lags || split !== undefined;
  const row = height < (crowded ? CROWDED : LOW) ? LOW_ROW : ROW;
  let y = AXIS;
  const take = (wanted: boolean): Band | undefined => {
    if (!wanted) return undefined;
    y += row;
    return { top: y - row, height: row };
  };
  const idleRow = take(idle);
  const notesRow = take(notes);
  // Each lane marks its findings too; where few lanes fit, that must do.
  const rows = split !== undefined && height < CROWDED ? [] : kinds;
  const findings = rows.map((kind, i) => ({ kind, top: y + 2 + i * row, height: row }));
  const lanesTop = y + 2 + rows.length * row + GAP;
  const lag = lags ? Math.min(64, Math.max(32, height * 0.13)) : 0;
  const strips = lags ? 2 * (lag + GAP) : 0;
  const all = height - MINIMAP - 2 * GAP - lanesTop - strips;
  const gap = split === undefined ? GAP : SPLIT_GAP;
  const fit = Math.max(1, Math.floor((all + gap) / (SPLIT_LANE + gap)));
  const count = split === undefined ? 3 : Math.min(split, fit);
  const room = Math.max(16, (all - (count - 1) * gap) / Math.max(1, count));
  const lanes = Array.from({ length: count }, (_, i) => ({ top: lanesTop + i * (room + gap), height: room }));
  const lanesBottom = lanesTop + count * (room + gap) - gap;
  return {
    width,
    height,
    plotLeft,
    plotWidth: Math.max(40, width - plotLeft - 10),
    axis: { top: 0, height: AXIS },
    idle: idleRow,
    notes: notesRow,
    findings,
    lanes,
    lanesBottom,
    lags: lags ? [0, 1].map((i) => ({ top: lanesBottom + GAP + i * (lag + GAP), height: lag })) : [],
    minimap: { top: Math.max(height - MINIMAP - 2, lanesBottom + strips + GAP), height: MINIMAP },
  };
}

const inBand = (band: Band | undefined, y: number) => band !== undefined && y >= band.top && y < band.top + band.height;

export type Spot =
  | { readonly on: 'finding'; readonly kind: number }
  | { readonly on: 'lane'; readonly lane: number }
  | { readonly on: 'lag'; readonly strip: number }
  | { readonly on: 'idle' | 'notes' | 'minimap' | 'nothing' };

/** What the pointer is over. Between two lanes the nearer one counts. */
export function spotAt(layout: Layout, x: number, y: number): Spot {
  if (x < layout.plotLeft - 4 || x > layout.plotLeft + layout.plotWidth + 4) return { on: 'nothing' };
  if (y >= layout.minimap.top - 2) return { on: 'minimap' };
  if (inBand(layout.idle, y)) return { on: 'idle' };
  if (inBand(layout.notes, y)) return { on: 'notes' };
  const finding = layout.findings.find((band) => inBand(band, y));
  if (finding) return { on: 'finding', kind: finding.kind };
  const strip = layout.lags.findIndex((band) => inBand(band, y));
  if (strip >= 0) return { on: 'lag', strip };
  const lane = layout.lanes.findIndex(({ top, height }) => y >= top - GAP / 2 && y < top + height + GAP / 2);
  return lane < 0 ? { on: 'nothing' } : { on: 'lane', lane };
}

export const xOf = ({ plotLeft, plotWidth }: Layout, scale: Scale, micros: number): number =>
  plotLeft + ((placeOf(scale.axis, micros) - scale.fromPlace) / (scale.toPlace - scale.fromPlace)) * plotWidth;

export const timeAt = ({ plotLeft, plotWidth }: Layout, scale: Scale, x: number): number =>
  instantAt(scale.axis, scale.fromPlace + ((x - plotLeft) / plotWidth) * (scale.toPlace - scale.fromPlace));
