/** What one sees, as a file: the scene under a heading that says of what, from when to when, and on whose clocks. */
import { timeText } from '../../core/journal/timeline-text.ts';
import { UTC } from '../../core/record/zone.ts';
import { background, paint, pictureOf } from './paint.ts';
import { type Pen, svgPen } from './pen.ts';
import type { Scene } from './scene.ts';
import type { PictureFormat } from './timeline.protocol.ts';

const HEADING = 44;
const LEGEND = ['t_event happened', 't_log logged', 't_process processed'] as const;

function draw(pen: Pen, scene: Scene, title: string, shift: (pixels: number) => void): void {
  const { layout, palette, window, zone, content } = scene;
  if (!palette || !window || !content) return;
  pen.fillStyle = palette.bg;
  pen.fillRect(0, 0, layout.width, HEADING);
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = palette.fg;
  pen.font = `600 14px ${palette.font}`;
  pen.fillText(title, 12, 15, layout.width - 24);
  pen.font = `11px ${palette.font}`;
  pen.fillStyle = palette.muted;
  const span = `${timeText(window.fromMicros, zone)} – ${timeText(window.toMicros, zone)}`;
  const folded = window && scene.axis.folds.length > 0 ? ', idle time folded' : '';
  pen.fillText(`${span}, ${zone === UTC ? 'UTC' : zone.name}${folded}`, 12, 33, layout.width - 24);
  if (content.data.split) {
    const by = `a lane for each ${content.data.split.by}, by ${LEGEND[content.data.split.clock]}`;
    const room = pen.measureText(by).width;
    pen.fillText(by, Math.max(12, layout.width - 12 - room), 15);
  }
  shift(HEADING);
  // The pointer is no part of what one sees.
  const { hoverRow, moving } = scene;
  Object.assign(scene, { hoverRow: undefined, moving: false });
  background(pen, scene);
  const picture = pictureOf(pen, scene);
  if (picture) paint(picture);
  Object.assign(scene, { hoverRow, moving });
}

/** `measure` is the width of a text in a font. */
export function drawSvg(scene: Scene, title: string, measure: (text: string, font: string) => number): string {
  const { width, height } = scene.layout;
  const pen = svgPen(Math.round(width), Math.round(height + HEADING), title, measure);
  draw(pen, scene, title, (pixels) => pen.shift(pixels));
  return pen.svg();
}

export async function exportPicture(scene: Scene, format: PictureFormat, title: string): Promise<Blob> {
  const { width, height } = scene.layout;
  const ratio = Math.max(2, scene.ratio);
  const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil((height + HEADING) * ratio));
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('this browser gives no canvas to draw on');
  if (format === 'svg') {
    const text = drawSvg(scene, title, (said, font) => {
      pen.font = font;
      return pen.measureText(said).width;
    });
    return new Blob([text], { type: 'image/svg+xml' });
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(pen, scene, title, (pixels) => pen.translate(0, pixels));
  return canvas.convertToBlob({ type: 'image/png' });
}
