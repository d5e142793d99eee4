/** Notes and bookmarks in their row, with a line down through the lanes; the distance that is measured. */
import { lengthText } from '../../core/journal/timeline-text.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';

export function paintNotes({ pen, scene, window, palette }: Picture): void {
  const { layout, notes } = scene;
  const { notes: row } = layout;
  if (!row) return;
  const middle = row.top + row.height / 2;
  const right = layout.plotLeft + layout.plotWidth;
  pen.font = `11px ${palette.font}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.fillStyle = palette.muted;
  pen.fillText('notes', 12, middle, layout.plotLeft - 20);
  const visible = notes
    .filter(({ atMicros }) => atMicros >= window.fromMicros && atMicros < window.toMicros)
    .map((note) => ({ ...note, x: xOf(layout, window, note.atMicros) }));
  pen.save();
  pen.beginPath();
  pen.rect(layout.plotLeft - 5, row.top, right - layout.plotLeft + 10, layout.lanesBottom - row.top);
  pen.clip();
  visible.forEach(({ x, text }, i) => {
    pen.fillStyle = palette.accent;
    pen.globalAlpha = 0.5;
    pen.fillRect(Math.round(x), row.top + row.height - 2, 1, layout.lanesBottom - row.top - row.height + 2);
    pen.globalAlpha = 1;
    // A ribbon.
    pen.beginPath();
    pen.moveTo(x - 4, row.top + 2);
    pen.lineTo(x + 4, row.top + 2);
    pen.lineTo(x + 4, row.top + row.height - 2);
    pen.lineTo(x, row.top + row.height - 5);
    pen.lineTo(x - 4, row.top + row.height - 2);
    pen.closePath();
    pen.fill();
    const room = Math.min(visible[i + 1]?.x ?? right, right) - x - 14;
    if (text === '' || room < 18) return;
    const line = text.split('\n', 1)[0] ?? '';
    let said = line.slice(0, 80);
    while (said.length > 1 && pen.measureText(`${said}…`).width > room)
      said = said.slice(0, -Math.ceil(said.length / 6));
    pen.fillStyle = palette.fg;
    pen.fillText(said === line ? said : `${said}…`, x + 7, middle);
  });
  pen.restore();
}

export function paintMeasure({ pen, scene, window, palette }: Picture): void {
  const { measure, layout } = scene;
  if (!measure) return;
  const left = layout.plotLeft;
  const right = left + layout.plotWidth;
  const from = xOf(layout, window, Math.min(measure.startMicros, measure.endMicros));
  const to = xOf(layout, window, Math.max(measure.startMicros, measure.endMicros));
  if (to < left || from > right) return;
  const top = layout.axis.height;
  const bottom = layout.lanesBottom;
  pen.fillStyle = palette.fg;
  pen.globalAlpha = 0.07;
  pen.fillRect(Math.max(left, from), top, Math.min(right, to) - Math.max(left, from), bottom - top);
  pen.globalAlpha = 1;
  for (const x of [from, to]) if (x >= left && x <= right) pen.fillRect(x - 0.5, top, 1, bottom - top);
  const first = layout.lanes[0];
  const y = (first?.top ?? top) + 10;
  const a = Math.max(left, from);
  const b = Math.min(right, to);
  pen.strokeStyle = palette.fg;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(a, y);
  pen.lineTo(b, y);
  if (from >= left && b - a > 12) {
    pen.moveTo(a + 5, y - 3);
    pen.lineTo(a, y);
    pen.lineTo(a + 5, y + 3);
  }
  if (to <= right && b - a > 12) {
    pen.moveTo(b - 5, y - 3);
    pen.lineTo(b, y);
    pen.lineTo(b - 5, y + 3);
  }
  pen.stroke();
  pen.font = `600 11px ${palette.font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const text = `Δ ${lengthText(measure.endMicros - measure.startMicros)}`;
  const half = pen.measureText(text).width / 2 + 5;
  const at = Math.min(Math.max((a + b) / 2, left + half), right - half);
  pen.fillStyle = palette.fg;
  pen.fillRect(at - half, y - 8, half * 2, 16);
  pen.fillStyle = palette.bg;
  pen.fillText(text, at, y);
}
