/** One picture, from the back to the front. */

import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { xOf } from './layout.ts';
import { paintAxis } from './paint-axis.ts';
import { paintJoins, paintLadder } from './paint-joins.ts';
import { paintLane } from './paint-lane.ts';
import { paintFindings, paintRail } from './paint-marks.ts';
import { paintMinimap } from './paint-minimap.ts';
import type { Content, Scene } from './scene.ts';
import type { Palette } from './timeline.protocol.ts';

export type Pen = OffscreenCanvasRenderingContext2D;

/** A scene in which there is something to draw. */
export interface Picture {
  readonly pen: Pen;
  readonly scene: Scene;
  readonly content: Content;
  readonly window: TimeWindow;
  readonly palette: Palette;
}

export function background(pen: Pen, { layout, palette }: Scene): void {
  if (!palette) return;
  pen.fillStyle = palette.bg;
  pen.fillRect(0, 0, layout.width, layout.height);
}

export function paint(picture: Picture): void {
  const { pen, scene, palette } = picture;
  const { layout } = scene;
  background(pen, scene);
  paintArea(picture);
  const joined = paintJoins(picture);
  for (const lane of [0, 1, 2] as const) {
    paintLane(picture, lane, joined);
    paintRail(picture, lane);
  }
  paintFindings(picture);
  paintAxis(picture);
  paintCursor(picture);
  if (scene.selectedRow !== undefined) paintLadder(picture, scene.selectedRow, palette.accent, 2);
  if (scene.hoverRow !== undefined && scene.hoverRow !== scene.selectedRow)
    paintLadder(picture, scene.hoverRow, palette.fg, 1);
  paintMinimap(picture);
  pen.fillStyle = palette.border;
  pen.fillRect(layout.plotLeft - 0.5, layout.axis.height, 1, layout.minimap.top - layout.axis.height - 4);
}

function paintArea({ pen, scene, window, palette }: Picture): void {
  const { area, layout } = scene;
  if (!area) return;
  const from = Math.max(layout.plotLeft, xOf(layout, window, area.fromMicros));
  const to = Math.min(layout.plotLeft + layout.plotWidth, xOf(layout, window, area.toMicros));
  if (to < layout.plotLeft || from > layout.plotLeft + layout.plotWidth) return;
  const top = layout.axis.height;
  const height = layout.lanes[2].top + layout.lanes[2].height - top;
  pen.globalAlpha = 0.14;
  pen.fillStyle = palette.accent;
  pen.fillRect(from, top, Math.max(1, to - from), height);
  pen.globalAlpha = 1;
  pen.fillRect(from, top, 1, height);
  pen.fillRect(to - 1, top, 1, height);
}

/** The replay cursor: a dashed line where its record was logged (else happened, else processed). */
function paintCursor({ pen, scene, content, window, palette }: Picture): void {
  const { cursorRow, layout } = scene;
  if (cursorRow === undefined) return;
  const time = [1, 0, 2].map((lane) => content.joins[lane]?.[cursorRow] ?? Number.NaN).find((t) => !Number.isNaN(t));
  if (time === undefined) return;
  const x = xOf(layout, window, time);
  if (x < layout.plotLeft || x > layout.plotLeft + layout.plotWidth) return;
  pen.strokeStyle = palette.fg;
  pen.setLineDash([4, 3]);
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, layout.axis.height - 2);
  pen.lineTo(x, layout.minimap.top - 4);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = palette.fg;
  pen.beginPath();
  pen.moveTo(x - 5, layout.axis.height - 8);
  pen.lineTo(x + 5, layout.axis.height - 8);
  pen.lineTo(x, layout.axis.height - 1);
  pen.fill();
}
