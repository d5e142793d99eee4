/** The time axis at the top, in UTC. */
import { formatMicros } from '../../core/record/time.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import { ticksOf } from './ticks.ts';

const LABEL_PIXELS = 105;

export function paintAxis({ pen, scene, window, palette }: Picture): void {
  const { layout } = scene;
  pen.font = `11px ${palette.font}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.fillStyle = palette.muted;
  const day = formatMicros(window.fromMicros)?.slice(0, 10) ?? '';
  pen.fillText(layout.plotLeft > 90 ? `${day} UTC` : 'UTC', 8, layout.axis.height / 2, layout.plotLeft - 12);
  const bottom = layout.lanes[2].top + layout.lanes[2].height;
  pen.textAlign = 'center';
  let taken = 0;
  for (const { micros, label, strong } of ticksOf(window, Math.floor(layout.plotWidth / LABEL_PIXELS))) {
    const x = Math.round(xOf(layout, window, micros));
    pen.fillStyle = palette.border;
    pen.globalAlpha = strong ? 1 : 0.6;
    pen.fillRect(x, layout.axis.height - 4, 1, bottom - layout.axis.height + 4);
    pen.globalAlpha = 1;
    const half = pen.measureText(label).width / 2;
    const right = layout.plotLeft + layout.plotWidth + 8;
    const middle = Math.min(Math.max(x, layout.plotLeft + half), right - half);
    if (middle - half < taken) continue;
    taken = middle + half + 8;
    pen.fillStyle = strong ? palette.fg : palette.muted;
    pen.fillText(label, middle, layout.axis.height / 2 - 1);
  }
}
