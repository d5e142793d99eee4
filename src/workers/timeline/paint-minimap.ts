/** The whole journal in one line, with the window in it. Its bars are worked out once for each journal, filter and width. */
import { type Axis, edgesOf, scaleOf } from '../../core/journal/timeline-axis.ts';
import { countBins } from '../../core/journal/timeline-search.ts';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { minimapWindow } from './gestures.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import { type Content, windowScale } from './scene.ts';

interface Kept {
  readonly content: Content;
  readonly axis: Axis;
  readonly whole: TimeWindow;
  readonly width: number;
  readonly columns: readonly { readonly x: number; readonly part: number; readonly marked: boolean }[];
}
let kept: Kept | undefined;

function columnsOf(content: Content, axis: Axis, whole: TimeWindow, width: number): Kept['columns'] {
  if (kept?.content === content && kept.axis === axis && kept.whole === whole && kept.width === width)
    return kept.columns;
  const count = Math.max(1, Math.round(width));
  const edges = edgesOf(scaleOf(whole, axis), new Float64Array(count + 1));
  const bins = new Uint32Array(count);
  const sums = new Uint32Array(count);
  for (const counts of content.counts) {
    counts.into(edges, bins);
    for (let x = 0; x < count; x++) sums[x] = (sums[x] ?? 0) + (bins[x] ?? 0);
  }
  const marked = new Uint8Array(count);
  for (const { timesMicros } of content.columns) {
    countBins(timesMicros, edges, bins);
    for (let x = 0; x < count; x++) if (bins[x]) marked[x] = 1;
  }
  const most = Math.log1p(sums.reduce((a, b) => Math.max(a, b), 1));
  const columns: Kept['columns'][number][] = [];
  sums.forEach((sum, x) => {
    if (sum > 0 || marked[x] === 1) columns.push({ x, part: Math.log1p(sum) / most, marked: marked[x] === 1 });
  });
  kept = { content, axis, whole, width, columns };
  return columns;
}

export function paintMinimap({ pen, scene, content, window, palette }: Picture): void {
  const { layout } = scene;
  const { plotLeft, plotWidth, minimap } = layout;
  const shown = minimapWindow(scene);
  const whole = windowScale(scene, shown);
  const columns = columnsOf(content, scene.axis, shown, plotWidth);
  pen.fillStyle = palette.sunken;
  pen.fillRect(plotLeft, minimap.top, plotWidth, minimap.height);
  const bottom = minimap.top + minimap.height;
  pen.fillStyle = palette.muted;
  pen.beginPath();
  for (const { x, part } of columns) {
    const height = part === 0 ? 0 : Math.max(1, part * (minimap.height - 5));
    pen.rect(plotLeft + x, bottom - height, 1, height);
  }
  pen.fill();
  pen.fillStyle = palette.marks[0] ?? palette.fg;
  pen.beginPath();
  for (const { x, marked } of columns) if (marked) pen.rect(plotLeft + x, minimap.top, 1, 3);
  pen.fill();
  const clamp = (x: number) => Math.min(Math.max(x, plotLeft), plotLeft + plotWidth);
  const from = clamp(xOf(layout, whole, window.fromMicros));
  const to = Math.max(from + 3, clamp(xOf(layout, whole, window.toMicros)));
  pen.fillStyle = palette.bg;
  pen.globalAlpha = 0.65;
  pen.fillRect(plotLeft, minimap.top, from - plotLeft, minimap.height);
  pen.fillRect(to, minimap.top, plotLeft + plotWidth - to, minimap.height);
  pen.globalAlpha = 1;
  pen.strokeStyle = palette.accent;
  pen.lineWidth = 1;
  pen.strokeRect(from + 0.5, minimap.top + 0.5, to - from - 1, minimap.height - 1);
  pen.fillStyle = palette.accent;
  for (const x of [from, to]) pen.fillRect(x - 2, minimap.top + minimap.height / 2 - 6, 4, 12);
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.muted;
  pen.font = `11px ${palette.font}`;
  pen.fillText('overview', 12, minimap.top + minimap.height / 2, plotLeft - 20);
}
