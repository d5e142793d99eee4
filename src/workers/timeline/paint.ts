/** One picture, from the back to the front. */
import { edgesOf, type Scale } from '../../core/journal/timeline-axis.ts';
import { xOf } from './layout.ts';
import { paintAxis } from './paint-axis.ts';
import { paintIdle } from './paint-idle.ts';
import { paintJoins, paintLadder } from './paint-joins.ts';
import { paintLags } from './paint-lags.ts';
import { lanesOf, paintLane } from './paint-lane.ts';
import { paintFindings, paintRail } from './paint-marks.ts';
import { paintMinimap } from './paint-minimap.ts';
import { paintMeasure, paintNotes } from './paint-notes.ts';
import type { Pen } from './pen.ts';
import { type Content, type Scene, windowScale } from './scene.ts';
import type { Palette } from './timeline.protocol.ts';

/** A scene in which there is something to draw. */
export interface Picture {
  readonly pen: Pen;
  readonly scene: Scene;
  readonly content: Content;
  readonly window: Scale;
  readonly palette: Palette;
  /** Bounds of the columns: as many as device pixels, and as CSS pixels. */
  readonly fine: Float64Array;
  readonly coarse: Float64Array;
}

let kept: readonly [Float64Array, Float64Array] = [new Float64Array(2), new Float64Array(2)];

/** Undefined while there is nothing to draw. */
export function pictureOf(pen: Pen, scene: Scene): Picture | undefined {
  const { content, window, palette, layout, ratio } = scene;
  if (!content || !window || !palette) return undefined;
  const fine = Math.max(1, Math.round(layout.plotWidth * ratio));
  const coarse = Math.max(1, Math.round(layout.plotWidth));
  if (kept[0].length !== fine + 1 || kept[1].length !== coarse + 1)
    kept = [new Float64Array(fine + 1), new Float64Array(coarse + 1)];
  const scale = windowScale(scene, window);
  const edges = edgesOf(scale, kept[0]);
  return {
    pen,
    scene,
    content,
    window: scale,
    palette,
    fine: edges,
    coarse: fine === coarse ? edges : edgesOf(scale, kept[1]),
  };
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
  const { dotted, most, bins } = lanesOf(picture, joined);
  scene.tracks.forEach((track, i) => {
    const band = layout.lanes[i];
    if (!band) return;
    const of = bins[i];
    if (of) paintLane(picture, track, band, { dotted, most, ...of });
    paintRail(picture, track, band);
  });
  paintLags(picture);
  paintFindings(picture);
  paintAxis(picture);
  paintIdle(picture);
  paintNotes(picture);
  paintCursor(picture);
  if (scene.selectedRow !== undefined) paintLadder(picture, scene.selectedRow, palette.accent, 2);
  if (scene.hoverRow !== undefined && scene.hoverRow !== scene.selectedRow)
    paintLadder(picture, scene.hoverRow, palette.fg, 1);
  paintMeasure(picture);
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
  const height = layout.lanesBottom - top;
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
