/** Where things stand on the canvas, in CSS pixels. */
import type { TimeWindow } from '../../core/journal/timeline-window.ts';

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
  /** A row for each kind of mark that the journal has and that is shown. */
  readonly findings: readonly (Band & { readonly kind: number })[];
  readonly lanes: readonly [Band, Band, Band];
  readonly minimap: Band;
}

const AXIS = 24;
const MINIMAP = 30;
const GAP = 6;
const ROW = 15;
const LOW_ROW = 11;
const LOW = 250;

/** `kinds`: indices in MARK_KINDS, from the top. The lanes share what the rest leaves, 16 pixels each at least. */
export function layoutOf(width: number, height: number, kinds: readonly number[]): Layout {
  const plotLeft = width < 520 ? 68 : 104;
  const row = height < LOW ? LOW_ROW : ROW;
  const findings = kinds.map((kind, i) => ({ kind, top: AXIS + 2 + i * row, height: row }));
  const lanesTop = AXIS + 2 + kinds.length * row + GAP;
  const room = Math.max(16, (height - MINIMAP - 2 * GAP - lanesTop - 2 * GAP) / 3);
  const lane = (i: number): Band => ({ top: lanesTop + i * (room + GAP), height: room });
  return {
    width,
    height,
    plotLeft,
    plotWidth: Math.max(40, width - plotLeft - 10),
    axis: { top: 0, height: AXIS },
    findings,
    lanes: [lane(0), lane(1), lane(2)],
    minimap: { top: Math.max(height - MINIMAP - 2, lane(2).top + room + GAP), height: MINIMAP },
  };
}

const inBand = (band: Band, y: number) => y >= band.top && y < band.top + band.height;

export type Spot =
  | { readonly on: 'finding'; readonly kind: number }
  | { readonly on: 'lane'; readonly lane: number }
  | { readonly on: 'minimap' }
  | { readonly on: 'nothing' };

/** What the pointer is over. Between two lanes the nearer one counts. */
export function spotAt(layout: Layout, x: number, y: number): Spot {
  if (x < layout.plotLeft - 4 || x > layout.plotLeft + layout.plotWidth + 4) return { on: 'nothing' };
  if (y >= layout.minimap.top - 2) return { on: 'minimap' };
  const finding = layout.findings.find((band) => inBand(band, y));
  if (finding) return { on: 'finding', kind: finding.kind };
  const lane = layout.lanes.findIndex(({ top, height }) => y >= top - GAP / 2 && y < top + height + GAP / 2);
  return lane < 0 ? { on: 'nothing' } : { on: 'lane', lane };
}

export const xOf = ({ plotLeft, plotWidth }: Layout, window: TimeWindow, micros: number): number =>
  plotLeft + ((micros - window.fromMicros) / (window.toMicros - window.fromMicros)) * plotWidth;

export const timeAt = ({ plotLeft, plotWidth }: Layout, window: TimeWindow, x: number): number =>
  window.fromMicros + ((x - plotLeft) / plotWidth) * (window.toMicros - window.fromMicros);
