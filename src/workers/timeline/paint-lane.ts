/** One lane: a bar a pixel column, its height the logarithm of its count; single records as dots where they are joined. */
import { lowerBound } from '../../core/journal/timeline-search.ts';
import { type Band, xOf } from './layout.ts';
import type { Picture } from './paint.ts';
import { fillBars } from './paint-bars.ts';
import type { Track } from './tracks.ts';

const RAIL = 5;
const number = new Intl.NumberFormat('en');
/** Of a split journal: so many records in each of its lanes are drawn one by one. */
const SINGLE = 100;
const kept: Uint32Array[] = [];
let keptHeights = new Float64Array(0);

/** As many counters as there are device pixels; the same memory each frame. */
function binsFor(lane: number, columns: number): Uint32Array {
  const known = kept[lane];
  if (known?.length === columns) return known;
  const bins = new Uint32Array(columns);
  kept[lane] = bins;
  return bins;
}

function heightsFor(columns: number): Float64Array {
  if (keptHeights.length !== columns) keptHeights = new Float64Array(columns);
  return keptHeights;
}

interface Lanes {
  /** Records one by one, in all lanes or in none. */
  readonly dotted: boolean;
  /** In one column of any lane: all have one scale. */
  readonly most: number;
  readonly bins: readonly { readonly bins: Uint32Array; readonly visible: number }[];
}

/** What all lanes that are drawn have in common, so that equal counts look alike. `joined`: records are followed from lane to lane. */
export function lanesOf({ scene, content, fine }: Picture, joined: boolean): Lanes {
  let most = 1;
  let fullest = 0;
  const bins = scene.tracks.map((track, lane) => {
    const into = binsFor(lane, fine.length - 1);
    const visible = track.counts.into(fine, into);
    for (const count of into) if (count > most) most = count;
    fullest = Math.max(fullest, visible);
    return { bins: into, visible };
  });
  return { dotted: joined || (content.data.split !== undefined && fullest <= SINGLE), most, bins };
}

export function paintLane(
  picture: Picture,
  track: Track,
  band: Band,
  { dotted, most, bins, visible }: Omit<Lanes, 'bins'> & Lanes['bins'][number],
): void {
  const { pen, scene, palette } = picture;
  const { layout } = scene;
  const colour = palette.lanes[track.clock] ?? palette.fg;
  pen.fillStyle = palette.border;
  pen.fillRect(layout.plotLeft, band.top + band.height - 1, layout.plotWidth, 1);
  if (dotted) dots(picture, track, band, colour);
  else if (visible > 0) {
    const scale = (band.height - RAIL - 3) / Math.log1p(most);
    const heights = heightsFor(bins.length);
    for (let x = 0; x < bins.length; x++) {
      const count = bins[x] ?? 0;
      heights[x] = count === 0 ? 0 : Math.max(2, Math.log1p(count) * scale);
    }
    pen.fillStyle = colour;
    const width = layout.plotWidth / bins.length;
    fillBars(pen, { left: layout.plotLeft, width, bottom: band.top + band.height - 1 }, heights);
  }
  label(picture, track, band, colour, visible);
}

function dots({ pen, scene, window }: Picture, { timesMicros }: Track, band: Band, colour: string): void {
  const { layout } = scene;
  const y = laneMiddle(band);
  const end = lowerBound(timesMicros, window.toMicros);
  pen.fillStyle = colour;
  pen.beginPath();
  for (let i = lowerBound(timesMicros, window.fromMicros); i < end; i++) {
    const x = xOf(layout, window, timesMicros[i] ?? 0);
    pen.moveTo(x + 3, y);
    pen.arc(x, y, 3, 0, Math.PI * 2);
  }
  pen.fill();
}

/** Where joined records stand: the middle of what the rail of marks leaves. */
export const laneMiddle = ({ top, height }: Band): number => top + RAIL + (height - RAIL) / 2;

function label({ pen, scene, palette }: Picture, track: Track, band: Band, colour: string, visible: number): void {
  const { layout } = scene;
  const middle = band.top + band.height / 2;
  const room = layout.plotLeft - 20;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = colour;
  pen.fillRect(4, band.top, 3, band.height);
  const count = track.counts.total === 0 ? 'no time' : number.format(visible);
  if (band.height < 30 && layout.plotLeft > 120) {
    // Low lanes have name and count on one line.
    pen.font = `11px ${palette.font}`;
    const width = pen.measureText(count).width;
    pen.fillStyle = palette.muted;
    pen.fillText(count, layout.plotLeft - 8 - width, middle);
    pen.fillStyle = palette.fg;
    pen.font = `600 11px ${palette.font}`;
    pen.fillText(cut(pen, track.name, room - width - 6), 12, middle, room - width - 6);
    return;
  }
  const lines = [
    track.name,
    ...(band.height >= 48 && track.says !== '' ? [track.says] : []),
    ...(band.height >= 30 ? [count] : []),
  ];
  lines.forEach((text, i) => {
    pen.fillStyle = i === 0 ? colour : palette.muted;
    pen.font = i === 0 ? `600 12px ${palette.font}` : `11px ${palette.font}`;
    pen.fillText(i === 0 ? cut(pen, text, room) : text, 12, middle + (i - (lines.length - 1) / 2) * 15, room);
  });
}

const cuts = new Map<string, string>();

/** The text, or its beginning and its end: ids often differ in their last digits. */
function cut(pen: Picture['pen'], text: string, room: number): string {
  const key = `${pen.font} ${Math.round(room)} ${text}`;
  const known = cuts.get(key) ?? fitting(pen, text, room);
  if (cuts.size > 500) cuts.clear();
  cuts.set(key, known);
  return known;
}

function fitting(pen: Picture['pen'], text: string, room: number): string {
  if (text.length < 8 || pen.measureText(text).width <= room) return text;
  for (let n = Math.min(text.length - 1, 40); n > 6; n--) {
    const short = `${text.slice(0, Math.ceil(n / 2))}…${text.slice(text.length - Math.floor(n / 2))}`;
    if (pen.measureText(short).width <= room) return short;
  }
  return text;
}
