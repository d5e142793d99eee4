/** The same record across the lanes. */
import { rowAt } from '../../core/journal/lanes.ts';
import { lowerBound } from '../../core/journal/timeline-search.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import { laneMiddle } from './paint-lane.ts';
import { timesOf } from './scene.ts';
import { standsAt } from './tracks.ts';

/** So many records can be told apart, and followed from lane to lane. */
const JOIN_ALL = 500;

/** Joins all that the window holds when they are few enough; says whether it did. */
export function paintJoins({ pen, scene, content, window, palette }: Picture): boolean {
  const { fromMicros, toMicros } = window;
  const { lanes, split } = content.data;
  if (split || content.binned) return false;
  const most = Math.max(...content.counts.map((counts) => counts.between(fromMicros, toMicros)));
  if (most > JOIN_ALL) return false;
  const { layout } = scene;
  const middles = layout.lanes.map(laneMiddle);
  pen.save();
  pen.beginPath();
  pen.rect(layout.plotLeft, 0, layout.plotWidth, layout.height);
  pen.clip();
  pen.strokeStyle = palette.muted;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1;
  pen.beginPath();
  const seen = new Set<number>();
  for (const lane of lanes) {
    const end = lowerBound(lane.timesMicros, toMicros);
    for (let i = lowerBound(lane.timesMicros, fromMicros); i < end; i++) {
      const row = rowAt(lane, i) ?? 0;
      if (seen.has(row)) continue;
      seen.add(row);
      let begun = false;
      timesOf(content, row).forEach((time, lane) => {
        if (Number.isNaN(time)) return;
        const x = xOf(layout, window, time);
        const y = middles[lane] ?? 0;
        if (begun) pen.lineTo(x, y);
        else pen.moveTo(x, y);
        begun = true;
      });
    }
  }
  pen.stroke();
  pen.restore();
  return true;
}

/** One record, at any zoom: a bar through each lane, and lines between them. */
export function paintLadder({ pen, scene, window }: Picture, row: number, colour: string, width: number): void {
  const { layout, tracks } = scene;
  const times = standsAt(tracks, row);
  pen.save();
  pen.beginPath();
  pen.rect(layout.plotLeft - 1, 0, layout.plotWidth + 2, layout.height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  let begun = false;
  times.forEach((time, lane) => {
    const band = layout.lanes[lane];
    if (Number.isNaN(time) || !band) return;
    const x = xOf(layout, window, time);
    if (begun) pen.lineTo(x, band.top);
    else pen.moveTo(x, band.top);
    pen.lineTo(x, band.top + band.height);
    begun = true;
  });
  pen.stroke();
  pen.beginPath();
  times.forEach((time, lane) => {
    const band = layout.lanes[lane];
    if (Number.isNaN(time) || !band) return;
    const x = xOf(layout, window, time);
    pen.moveTo(x + 4, laneMiddle(band));
    pen.arc(x, laneMiddle(band), 4, 0, Math.PI * 2);
  });
  pen.fill();
  pen.restore();
}
