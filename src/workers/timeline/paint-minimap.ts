/** The whole journal in one line, with the window in it. Its bars are worked out once for each journal, filter and width. */
import { countBins } from '../../core/journal/timeline-search.ts';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { minimapWindow } from './gestures.ts';
import { type Layout, xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import type { Content } from './scene.ts';

interface Kept {
  readonly content: Content;
  readonly whole: TimeWindow;
  readonly top: number;
  readonly width: number;
  readonly bars: Path2D;
  readonly marks: Path2D;
}
let kept: Kept | undefined;

function barsOf(content: Content, whole: TimeWindow, { plotLeft, plotWidth, minimap }: Layout): Kept {
  if (kept?.content === content && kept.whole === whole && kept.width === plotWidth && kept.top === minimap.top)
    return kept;
  const columns = Math.max(1, Math.round(plotWidth));
  const bins = new Uint32Array(columns);
  const sums = new Uint32Array(columns);
  for (const { timesMicros } of content.data.lanes) {
    countBins(timesMicros, whole.fromMicros, whole.toMicros, bins);
    for (let x = 0; x < columns; x++) sums[x] = (sums[x] ?? 0) + (bins[x] ?? 0);
  }
  const marked = new Uint8Array(columns);
  for (const { timesMicros } of content.columns) {
    countBins(timesMicros, whole.fromMicros, whole.toMicros, bins);
    for (let x = 0; x < columns; x++) if (bins[x]) marked[x] = 1;
  }
  const most = sums.reduce((a, b) => Math.max(a, b), 1);
  const scale = (minimap.height - 5) / Math.log1p(most);
  const bars = new Path2D();
  const marks = new Path2D();
  for (let x = 0; x < columns; x++) {
    const count = sums[x] ?? 0;
    const height = count === 0 ? 0 : Math.max(1, Math.log1p(count) * scale);
    if (height > 0) bars.rect(plotLeft + x, minimap.top + minimap.height - height, 1, height);
    if (marked[x]) marks.rect(plotLeft + x, minimap.top, 1, 3);
  }
  kept = { content, whole, top: minimap.top, width: plotWidth, bars, marks };
  return kept;
}

export function paintMinimap({ pen, scene, content, window, palette }: Picture): void {
  const { layout } = scene;
  const { plotLeft, plotWidth, minimap } = layout;
  const whole = minimapWindow(scene);
  const { bars, marks } = barsOf(content, whole, layout);
  pen.fillStyle = palette.sunken;
  pen.fillRect(plotLeft, minimap.top, plotWidth, minimap.height);
  pen.fillStyle = palette.muted;
  pen.fill(bars);
  pen.fillStyle = palette.marks[0] ?? palette.fg;
  pen.fill(marks);
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
