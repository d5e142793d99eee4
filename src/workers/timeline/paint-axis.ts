/** The time axis at the top, on the clocks of the zone. */
import { offsetText, UTC, wallText } from '../../core/record/zone.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import { ticksOf } from './ticks.ts';

const LABEL_PIXELS = 105;

export function paintAxis({ pen, scene, window, palette }: Picture): void {
  const { layout, zone } = scene;
  pen.font = `11px ${palette.font}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.fillStyle = palette.muted;
  const day = wallText(zone, window.fromMicros)?.slice(0, 10) ?? '';
  const name = zone === UTC ? 'UTC' : offsetText(zone, window.fromMicros).replace('Z', '+00:00');
  pen.fillText(layout.plotLeft > 90 ? `${day} ${name}` : name, 8, layout.axis.height / 2, layout.plotLeft - 12);
  const bottom = layout.lanesBottom;
  pen.textAlign = 'center';
  let taken = 0;
  for (const { micros, label, strong } of ticksIn(window, layout.plotWidth / LABEL_PIXELS, zone)) {
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

/** Ticks as close as the shown time allows: folds hold none, and the time in them does not thin out the others. */
function ticksIn(window: Picture['window'], count: number, zone: Picture['scene']['zone']) {
  const { axis, fromMicros, toMicros, fromPlace, toPlace } = window;
  const spread = (toMicros - fromMicros) / (toPlace - fromPlace);
  const ticks = ticksOf(window, Math.floor(Math.min(200, count * Math.max(1, spread))), zone);
  if (axis.folds.length === 0) return ticks;
  let fold = 0;
  return ticks.filter(({ micros }) => {
    while (fold < axis.folds.length && (axis.folds[fold]?.toMicros ?? 0) <= micros) fold++;
    return micros <= (axis.folds[fold]?.fromMicros ?? Infinity);
  });
}
