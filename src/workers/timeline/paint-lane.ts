/** One lane: a bar a pixel column, its height the logarithm of its count; single records as dots where they are joined. */
import { countBins, lowerBound } from '../../core/journal/timeline-search.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';

const NAMES = ['t_event', 't_log', 't_process'] as const;
const SAYS = ['happened', 'logged', 'processed'] as const;
const RAIL = 5;
const scratch: { bins: Uint32Array } = { bins: new Uint32Array(0) };

/** As many counters as there are device pixels; the same memory each frame. */
function binsFor(columns: number): Uint32Array {
  if (scratch.bins.length !== columns) scratch.bins = new Uint32Array(columns);
  return scratch.bins;
}

export function paintLane(picture: Picture, lane: 0 | 1 | 2, joined: boolean): void {
  const { pen, scene, content, window, palette } = picture;
  const { layout, ratio } = scene;
  const band = layout.lanes[lane];
  const colour = palette.lanes[lane] ?? palette.fg;
  const times = content.data.lanes[lane].timesMicros;
  pen.fillStyle = palette.border;
  pen.fillRect(layout.plotLeft, band.top + band.height - 1, layout.plotWidth, 1);
  const bins = binsFor(Math.max(1, Math.round(layout.plotWidth * ratio)));
  const visible = countBins(times, window.fromMicros, window.toMicros, bins);
  if (joined) dots(picture, lane, colour);
  else {
    const columnWidth = layout.plotWidth / bins.length;
    let most = 1;
    for (const count of bins) if (count > most) most = count;
    const scale = (band.height - RAIL - 3) / Math.log1p(most);
    const bottom = band.top + band.height - 1;
    pen.fillStyle = colour;
    pen.beginPath();
    for (let x = 0; x < bins.length; x++) {
      const count = bins[x] ?? 0;
      if (count === 0) continue;
      const height = Math.max(2, Math.log1p(count) * scale);
      pen.rect(layout.plotLeft + x * columnWidth, bottom - height, columnWidth, height);
    }
    pen.fill();
  }
  label(picture, lane, colour, visible, times.length);
}

function dots({ pen, scene, content, window }: Picture, lane: 0 | 1 | 2, colour: string): void {
  const { layout } = scene;
  const times = content.data.lanes[lane].timesMicros;
  const y = laneMiddle(layout.lanes[lane]);
  const end = lowerBound(times, window.toMicros);
  pen.fillStyle = colour;
  pen.beginPath();
  for (let i = lowerBound(times, window.fromMicros); i < end; i++) {
    const x = xOf(layout, window, times[i] ?? 0);
    pen.moveTo(x + 3, y);
    pen.arc(x, y, 3, 0, Math.PI * 2);
  }
  pen.fill();
}

/** Where joined records stand: the middle of what the rail of marks leaves. */
export const laneMiddle = ({ top, height }: { readonly top: number; readonly height: number }): number =>
  top + RAIL + (height - RAIL) / 2;

function label({ pen, scene, palette }: Picture, lane: number, colour: string, visible: number, total: number): void {
  const { layout } = scene;
  const band = layout.lanes[lane];
  if (!band) return;
  const middle = band.top + band.height / 2;
  const room = layout.plotLeft - 20;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = colour;
  pen.fillRect(4, band.top, 3, band.height);
  const count = total === 0 ? 'no time' : visible.toLocaleString('en-US');
  const lines = [
    NAMES[lane] ?? '',
    ...(band.height >= 48 ? [SAYS[lane] ?? ''] : []),
    ...(band.height >= 30 ? [count] : []),
  ];
  lines.forEach((text, i) => {
    pen.fillStyle = i === 0 ? colour : palette.muted;
    pen.font = i === 0 ? `600 12px ${palette.font}` : `11px ${palette.font}`;
    pen.fillText(text, 12, middle + (i - (lines.length - 1) / 2) * 15, room);
  });
}
