/** Idle stretches while they are folded away: a row that says how long each is, and a band through the lanes where one is folded. */
import type { Idle } from '../../core/journal/timeline-axis.ts';
import { lowerBound } from '../../core/journal/timeline-search.ts';
import { spanText } from '../../core/journal/timeline-text.ts';
import { xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import type { Content, Scene } from './scene.ts';

const ends = new WeakMap<Content, Float64Array>();

/** Those that touch the window, and whether they are folded. */
export function idleIn(
  content: Content,
  { opened, folding }: Scene,
  fromMicros: number,
  toMicros: number,
): readonly (Idle & { readonly folded: boolean })[] {
  const { idle } = content;
  const known = ends.get(content) ?? Float64Array.from(idle, (s) => s.toMicros);
  ends.set(content, known);
  const found: (Idle & { readonly folded: boolean })[] = [];
  for (let i = lowerBound(known, fromMicros); i < idle.length; i++) {
    const stretch = idle[i];
    if (!stretch || stretch.fromMicros >= toMicros) break;
    found.push({ ...stretch, folded: folding && !opened.has(stretch.fromMicros) });
  }
  return found;
}

export function paintIdle({ pen, scene, content, window, palette }: Picture): void {
  const { layout } = scene;
  const { idle: row } = layout;
  if (!row) return;
  const middle = row.top + row.height / 2;
  pen.font = `11px ${palette.font}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.fillStyle = palette.muted;
  pen.fillText('idle', 12, middle, layout.plotLeft - 20);
  const right = layout.plotLeft + layout.plotWidth;
  const stretches = idleIn(content, scene, window.fromMicros, window.toMicros).map((stretch) => ({
    ...stretch,
    from: Math.max(layout.plotLeft, xOf(layout, window, stretch.fromMicros)),
    to: Math.min(right, xOf(layout, window, stretch.toMicros)),
  }));
  for (const { from, to, folded } of stretches) {
    if (!folded) {
      pen.fillStyle = palette.border;
      pen.fillRect(from, middle - 0.5, to - from, 1);
      for (const x of [from, to - 1]) pen.fillRect(x, middle - 3, 1, 7);
      continue;
    }
    pen.fillStyle = palette.sunken;
    pen.fillRect(from, row.top, to - from, layout.lanesBottom - row.top);
    // Torn edges on both sides.
    pen.strokeStyle = palette.muted;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.8;
    pen.beginPath();
    for (const x of to - from > 3 ? [from, to] : [(from + to) / 2]) {
      pen.moveTo(x, row.top + row.height);
      for (let y = row.top + row.height, i = 1; y < layout.lanesBottom; y += 6, i++)
        pen.lineTo(x + (i % 2 ? 2 : -2), Math.min(layout.lanesBottom, y + 6));
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }
  // Labels may stand over what is beside them, but not over one another.
  pen.font = `10px ${palette.font}`;
  pen.textAlign = 'center';
  let taken = layout.plotLeft - 4;
  for (const { from, to, folded, fromMicros, toMicros } of stretches) {
    const text = `${folded ? '⇥⇤ ' : ''}${spanText(toMicros - fromMicros)}`;
    const half = pen.measureText(text).width / 2 + 3;
    const at = Math.min(Math.max((from + to) / 2, layout.plotLeft + half), right - half);
    if (at - half < taken || (!folded && to - from < 2 * half)) {
      if (!folded) continue;
      if ((from + to) / 2 - 3 < taken) continue;
      pen.fillStyle = palette.fg;
      pen.fillText('⋮', (from + to) / 2, middle);
      taken = (from + to) / 2 + 3;
      continue;
    }
    pen.fillStyle = folded ? palette.sunken : palette.bg;
    pen.fillRect(at - half, row.top + 1, half * 2, row.height - 2);
    pen.fillStyle = folded ? palette.fg : palette.muted;
    pen.fillText(text, at, middle);
    taken = at + half;
  }
}
