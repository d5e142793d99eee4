/** The whole journal in one line, with the window in it. Its bars are worked out once for each journal, filter and width. */
import { type Axis, edgesOf, scaleOf } from '../../core/journal/timeline-axis.ts';
import { countBins } from '../../core/journal/timeline-search.ts';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { minimapWindow } from './gestures.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import { fillBars } from './paint-bars.ts';
import { type Content, windowScale } from './scene.ts';

interface Kept {
  readonly content: Content;
  readonly axis: Axis;
  readonly whole: TimeWindow;
  readonly width: number;
  /** Of the height, a pixel column each. */
  readonly parts: Float64Array;
  /** From which column on, to which, there are marks. */
  readonly marked: readonly (readonly [number, number])[];
}
let kept: Kept | undefined;

function columnsOf(content: Content, axis: Axis, whole: TimeWindow, width: number): Kept {
  if (kept?.content === content && kept.axis === axis && kept.whole === whole && kept.width === width) return kept;
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
  const runs: [number, number][] = [];
  for (let x = 0; x < count; x++) {
    if (!marked[x]) continue;
    const from = x;
    while (marked[x + 1]) x++;
    runs.push([from, x + 1]);
  }
  const parts = Float64Array.from(sums, (sum) => Math.log1p(sum) / most);
  kept = { content, axis, whole, width, parts, marked: runs };
  return kept;
}

export function paintMinimap({ pen, scene, content, window, palette }: Picture): void {
  const { layout } = scene;
  const { plotLeft, plotWidth, minimap } = layout;
  const shown = minimapWindow(scene);
  const whole = windowScale(scene, shown);
  const { parts, marked } = columnsOf(content, scene.axis, shown, plotWidth);
  pen.fillStyle = palette.sunken;
  pen.fillRect(plotLeft, minimap.top, plotWidth, minimap.height);
  const bottom = minimap.top + minimap.height;
  pen.fillStyle = palette.muted;
  const tall = minimap.height - 5;
  const heights = parts.map((part) => (part === 0 ? 0 : Math.max(1, part * tall)));
  fillBars(pen, { left: plotLeft, width: plotWidth / parts.length, bottom }, heights);
  pen.fillStyle = palette.marks[0] ?? palette.fg;
  for (const [from, to] of marked) pen.fillRect(plotLeft + from, minimap.top, to - from, 3);
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
