/** Lag strips: for each column the median, the 95th percentile and the longest, on a logarithmic scale that is labelled. */
import {
  LAG_NAMES,
  type LagStrip,
  type LagSummary,
  lagScale,
  summaryBetween,
  summaryOf,
} from '../../core/journal/lag-strips.ts';
import { edgesOf } from '../../core/journal/timeline-axis.ts';
import { lowerBound } from '../../core/journal/timeline-search.ts';
import { lengthText, spanText } from '../../core/journal/timeline-text.ts';
import type { Band } from './layout.ts';
import type { Picture } from './paint.ts';
import { fillBars } from './paint-bars.ts';

const FINE = 1;
/** While the window moves: some hundred columns, whatever there is in them. */
const COARSE = 8;
const SHADES = [
  { key: 'most', says: 'max', alpha: 0.25 },
  { key: 'p95', says: 'p95', alpha: 0.5 },
  { key: 'p50', says: 'p50', alpha: 1 },
] as const;

interface Columns {
  readonly key: string;
  readonly strip: LagStrip;
  readonly all: LagSummary;
  /** Where there are records: the place of the column, and what it holds. */
  readonly found: readonly { readonly x: number; readonly summary: LagSummary }[];
}
const kept: (Columns | undefined)[] = [];

/** What each column of so many pixels holds. Kept until something of it changes: a pointer that moves asks for none anew. */
function columnsOf({ scene, window }: Picture, strip: LagStrip, place: number, pixels: number): Columns {
  const { plotWidth } = scene.layout;
  const count = Math.max(1, Math.ceil(plotWidth / pixels));
  const key = [window.fromMicros, window.toMicros, window.axis.folds.length, window.fromPlace, count].join(' ');
  const known = kept[place];
  if (known?.key === key && known.strip === strip) return known;
  const edges = edgesOf(window, new Float64Array(count + 1));
  const found: Columns['found'][number][] = [];
  let from = lowerBound(strip.timesMicros, window.fromMicros);
  const end = lowerBound(strip.timesMicros, window.toMicros, from);
  for (let x = 0; x < count && from < end; x++) {
    const to = x === count - 1 ? end : lowerBound(strip.timesMicros, edges[x + 1] ?? 0, from, end);
    if (to > from) found.push({ x, summary: summaryOf(strip, from, to) });
    from = to;
  }
  const columns = { key, strip, found, all: summaryBetween(strip, window.fromMicros, window.toMicros) };
  kept[place] = columns;
  return columns;
}

export function paintLags(picture: Picture): void {
  const { scene } = picture;
  scene.layout.lags.forEach((band, i) => {
    const strip = scene.lags?.strips[i];
    if (strip) paintStrip(picture, strip, i, band);
  });
}

function paintStrip(picture: Picture, strip: LagStrip, place: number, band: Band): void {
  const { pen, scene, palette } = picture;
  const { plotLeft, plotWidth } = scene.layout;
  const colour = palette.lanes[place + 1] ?? palette.fg;
  const { all, found } = columnsOf(picture, strip, place, scene.moving ? COARSE : FINE);
  const bottom = band.top + band.height - 1;
  pen.fillStyle = palette.border;
  pen.fillRect(plotLeft, bottom, plotWidth, 1);
  if (found.length > 0) {
    // A few that took far longer than the rest would press it flat: they reach the top, and are capped there.
    const usual = found.reduce((most, { summary }) => Math.max(most, summary.p95), 1);
    const top = all.most > usual * 20 ? usual * 4 : all.most;
    const { of, ticks } = lagScale(top);
    const count = Math.max(1, Math.ceil(plotWidth / (scene.moving ? COARSE : FINE)));
    const width = plotWidth / count;
    const tall = band.height - 4;
    pen.fillStyle = colour;
    for (const { key, alpha } of SHADES) {
      pen.globalAlpha = alpha;
      const heights = new Float64Array(count);
      for (const { x, summary } of found) heights[x] = Math.max(1, of(summary[key]) * tall);
      fillBars(pen, { left: plotLeft, width, bottom }, heights);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = palette.fg;
    for (const { x, summary } of found)
      if (summary.most > top) pen.fillRect(plotLeft + x * width - 1, bottom - tall - 2, width + 2, 3);
    pen.font = `10px ${palette.font}`;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    let free = band.top + 3;
    for (const tick of ticks.toReversed()) {
      const y = bottom - of(tick) * tall;
      if (y < free || y > bottom - 5) continue;
      free = y + 14;
      pen.fillStyle = palette.muted;
      pen.globalAlpha = 0.35;
      pen.fillRect(plotLeft, Math.round(y), plotWidth, 1);
      pen.globalAlpha = 0.85;
      const text = lengthText(tick);
      pen.fillStyle = palette.bg;
      pen.fillRect(plotLeft + 2, y - 6, pen.measureText(text).width + 6, 12);
      pen.globalAlpha = 1;
      pen.fillStyle = palette.fg;
      pen.fillText(text, plotLeft + 5, y);
    }
  }
  label(picture, place, band, colour, all);
}

function label({ pen, scene, palette }: Picture, place: number, band: Band, colour: string, all: LagSummary): void {
  const room = scene.layout.plotLeft - 16;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = colour;
  pen.fillRect(4, band.top, 3, band.height);
  pen.font = `600 10px ${palette.font}`;
  const lines = band.height >= 56 ? 4 : band.height >= 44 ? 3 : 2;
  const line = band.height / lines;
  pen.fillText(LAG_NAMES[place] ?? '', 12, band.top + line / 2, room);
  pen.font = `10px ${palette.font}`;
  pen.fillStyle = palette.muted;
  if (all.count === 0) {
    pen.fillText('none here', 12, band.top + line * 1.5, room);
    return;
  }
  const parts = [SHADES[2], SHADES[1], SHADES[0]].map(({ key, says }) => `${says} ${spanText(all[key])}`);
  const texts = parts.slice(lines === 2 ? 1 : 0, lines === 2 ? 2 : lines - 1);
  texts.forEach((text, i) => {
    pen.fillText(text, 12, band.top + line * (i + 1.5), room);
  });
}

/** The column of a strip at a pixel. */
export function lagAt(strip: LagStrip, fromMicros: number, toMicros: number): LagSummary | undefined {
  const summary = summaryBetween(strip, fromMicros, toMicros);
  return summary.count > 0 ? summary : undefined;
}
