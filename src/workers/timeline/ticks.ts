/** Ticks of the time axis at round times of a zone's clocks. */

import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { formatMicros } from '../../core/record/time.ts';
import { instantOf, jumpBetween, offsetText, UTC, type Zone } from '../../core/record/zone.ts';

export interface Tick {
  readonly micros: number;
  readonly label: string;
  /** A day begins here, and finer labels do not say which; or the clocks were changed. */
  readonly strong: boolean;
}

const SECOND = 1e6;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

const STEPS: readonly number[] = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 15, 30].map((n) => n * MINUTE),
  ...[1, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7].map((n) => n * DAY),
  ...[1, 3, 6].map((n) => n * MONTH),
  ...[1, 10, 100, 1000].flatMap((n) => [n * YEAR, 2 * n * YEAR, 5 * n * YEAR]),
];

/** About `count` ticks. Labels show what differs between neighbours: `2026-03`, `03-05`, `08:30`, `08:29:46.120`. */
export function ticksOf(window: TimeWindow, count: number, zone: Zone = UTC): readonly Tick[] {
  const { fromMicros, toMicros } = window;
  const wanted = (toMicros - fromMicros) / Math.max(2, count);
  const step = STEPS.find((size) => size >= wanted * 0.8) ?? 5000 * YEAR;
  return step >= DAY ? dates(window, step, zone) : clockTimes(window, step, zone);
}

const wallOf = (zone: Zone, micros: number) => micros + zone.offsetMicros(micros);

/** Days, months or years, each at its first instant. */
function dates({ fromMicros, toMicros }: TimeWindow, step: number, zone: Zone): readonly Tick[] {
  const ticks: Tick[] = [];
  const last = wallOf(zone, toMicros);
  const date = new Date(Math.floor(wallOf(zone, fromMicros) / 1000));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const midnight = (y: number, m: number, d: number) => new Date(0).setUTCFullYear(y, m, d) * 1000;
  const next = (i: number): number => {
    if (step >= YEAR) {
      const years = Math.round(step / YEAR);
      return midnight((Math.floor(year / years) + i) * years, 0, 1);
    }
    if (step >= MONTH) {
      const months = Math.round(step / MONTH);
      return midnight(year, (Math.floor(month / months) + i) * months, 1);
    }
    // Weeks begin on Mondays; 1970-01-05 was one.
    const days = Math.round(step / DAY);
    const start = days === 7 ? 4 * DAY : 0;
    return (Math.floor((wallOf(zone, fromMicros) - start) / step) + i) * step + start;
  };
  for (let i = 0; i < 1000; i++) {
    const wall = next(i);
    if (!(wall <= last)) break;
    const micros = instantOf(zone, wall);
    const text = formatMicros(wall);
    if (text === undefined || micros < fromMicros || micros > toMicros) continue;
    if (step >= YEAR) ticks.push({ micros, label: text.slice(0, 4), strong: false });
    else if (step >= MONTH) ticks.push({ micros, label: text.slice(0, 7), strong: text.slice(5, 7) === '01' });
    else ticks.push({ micros, label: text.slice(5, 10), strong: text.slice(8, 10) === '01' });
  }
  return ticks;
}

/** Times of day. Where the clocks are changed, a stretch begins anew, and its first label says what they are ahead of UTC from there. */
function clockTimes({ fromMicros, toMicros }: TimeWindow, step: number, zone: Zone): readonly Tick[] {
  const ticks: Tick[] = [];
  let from = fromMicros;
  let changed = false;
  while (from < toMicros) {
    const jump = nextJump(zone, from, toMicros);
    const to = jump ?? toMicros;
    const offset = zone.offsetMicros(from);
    let first = changed;
    for (
      let wall = Math.ceil((from + offset) / step) * step;
      jump === undefined ? wall - offset <= to : wall - offset < to;
      wall += step
    ) {
      const micros = wall - offset;
      const text = formatMicros(wall);
      if (text === undefined) continue;
      const midnight = wall % DAY === 0;
      const label = midnight ? text.slice(5, 10) : clock(wall, text, step);
      ticks.push({
        micros,
        label: first ? `${label} ${offsetText(zone, micros)}` : label,
        strong: midnight || first,
      });
      first = false;
    }
    if (jump === undefined) break;
    from = jump;
    changed = true;
  }
  return ticks;
}

/** The clocks' next change in (from, to). They are changed at most once a day. */
function nextJump(zone: Zone, from: number, to: number): number | undefined {
  if (zone === UTC) return undefined;
  for (let at = from; at < to; at += DAY) {
    const jump = jumpBetween(zone, at, Math.min(to, at + DAY));
    if (jump !== undefined && jump > from) return jump < to ? jump : undefined;
  }
  return undefined;
}

function clock(micros: number, text: string, step: number): string {
  if (step >= MINUTE) return text.slice(11, 16);
  if (step >= SECOND) return text.slice(11, 19);
  const fraction = String(micros - Math.floor(micros / SECOND) * SECOND).padStart(6, '0');
  return `${text.slice(11, 19)}.${step >= 1000 ? fraction.slice(0, 3) : fraction}`;
}
