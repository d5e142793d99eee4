/** Findings: a row a kind above the lanes, and a rail in each lane whose every column with a mark shows the worst of them. */
import { MARK_KINDS } from '../../core/journal/lanes.ts';
import { binMarks, WORST_FIRST } from '../../core/journal/timeline-marks.ts';
import { glyph } from './glyphs.ts';
import type { Band } from './layout.ts';
import type { Picture } from './paint.ts';
import type { Track } from './tracks.ts';

const TITLES = ['gaps', 'duplicates', 'out of order', 'skew', 'late'] as const;
/** A glyph's place; marks nearer than this share one and are counted. */
const CELL = 16;
const memory = { bins: new Uint32Array(0), scratch: new Uint32Array(0), worst: new Uint8Array(0) };

function room(columns: number): typeof memory {
  if (memory.bins.length !== columns) {
    memory.bins = new Uint32Array(columns);
    memory.scratch = new Uint32Array(columns);
    memory.worst = new Uint8Array(columns);
  }
  return memory;
}

const short = (count: number) =>
  count < 1000 ? String(count) : count < 1e6 ? `${Math.floor(count / 1000)}k` : `${Math.floor(count / 1e6)}M`;

export function paintFindings({ pen, scene, content, palette, coarse }: Picture): void {
  const { layout } = scene;
  const { bins, scratch } = room(coarse.length - 1);
  const step = layout.plotWidth / bins.length;
  pen.textBaseline = 'middle';
  for (const { kind, top, height } of layout.findings) {
    const middle = top + height / 2;
    const colour = palette.marks[kind] ?? palette.fg;
    const radius = height < 14 ? 3.5 : 4.5;
    pen.textAlign = 'left';
    pen.fillStyle = colour;
    pen.beginPath();
    glyph(pen, kind, 9, middle, radius);
    pen.fill('evenodd');
    pen.font = `11px ${palette.font}`;
    pen.fillText(TITLES[kind] ?? MARK_KINDS[kind] ?? '', 19, middle, layout.plotLeft - 24);
    pen.fillStyle = palette.border;
    pen.fillRect(layout.plotLeft, top + height - 1, layout.plotWidth, 0.5);
    const visible = binMarks(content.columns, (c) => c.kind === kind, coarse, bins, scratch);
    if (visible === 0) continue;
    pen.fillStyle = colour;
    // Every column is marked to the pixel; glyphs and counts stand a cell apart.
    for (let x = 0; x < bins.length; x++) {
      if (!bins[x]) continue;
      let end = x + 1;
      while (bins[end]) end++;
      pen.fillRect(layout.plotLeft + x * step, top + height - 3, (end - x - 1) * step + 1, 3);
      x = end;
    }
    pen.font = `600 9px ${palette.font}`;
    for (let x = 0; x < bins.length; x++) {
      if (!bins[x]) continue;
      let count = 0;
      const end = Math.min(bins.length, x + CELL);
      let last = x;
      for (let i = x; i < end; i++) {
        if (bins[i]) last = i;
        count += bins[i] ?? 0;
      }
      const at = layout.plotLeft + ((x + last + 1) / 2) * step;
      pen.beginPath();
      glyph(pen, kind, count > 1 ? at - 4 : at, middle - 1, radius);
      pen.fill('evenodd');
      if (count > 1) pen.fillText(short(count), at + 2, middle - 1, CELL - 6);
      x = end - 1;
    }
  }
}

/** A kind's place in BEST_FIRST, from 1: the higher, the worse. */
const BEST_FIRST = WORST_FIRST.toReversed();

export function paintRail({ pen, scene, palette, coarse }: Picture, track: Track, band: Band): void {
  const { layout, shown } = scene;
  const columns = track.marks.filter((c) => shown.has(c.kind));
  if (columns.length === 0) return;
  const { bins, scratch, worst } = room(coarse.length - 1);
  const step = layout.plotWidth / bins.length;
  let any = false;
  BEST_FIRST.forEach((kind, i) => {
    if (!columns.some((c) => c.kind === kind)) return;
    if (binMarks(columns, (c) => c.kind === kind, coarse, bins, scratch) === 0) return;
    if (!any) worst.fill(0);
    any = true;
    for (let x = 0; x < bins.length; x++) if (bins[x]) worst[x] = i + 1;
  });
  if (!any) return;
  BEST_FIRST.forEach((kind, i) => {
    pen.fillStyle = palette.marks[kind] ?? palette.fg;
    for (let x = 0; x < worst.length; x++) {
      if (worst[x] !== i + 1) continue;
      let end = x + 1;
      while (worst[end] === i + 1) end++;
      pen.fillRect(layout.plotLeft + x * step - 0.5, band.top, (end - x - 1) * step + 2, 4);
      x = end - 1;
    }
  });
}
