/** Ticks of the time axis, in UTC. */
import { scaleLinear, scaleUtc } from 'd3-scale';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { formatMicros } from '../../core/record/time.ts';

export interface Tick {
  readonly micros: number;
  readonly label: string;
  /** A day begins here, and finer labels do not say which. */
  readonly strong: boolean;
}

const SECOND = 1e6;
const DAY = 86_400 * SECOND;

/** About `count` ticks at round times. Labels show what differs between neighbours: `2026-03`, `03-05`, `08:30`, `08:29:46.120`. */
export function ticksOf({ fromMicros, toMicros }: TimeWindow, count: number): readonly Tick[] {
  const times = timesOf(fromMicros, toMicros, Math.max(2, count));
  const step = (times[1] ?? toMicros) - (times[0] ?? fromMicros);
  return times.flatMap((micros) => {
    const text = formatMicros(micros);
    if (text === undefined) return [];
    const midnight = micros % DAY === 0;
    if (step >= 364 * DAY) return [{ micros, label: text.slice(0, 4), strong: false }];
    if (step >= 27 * DAY) return [{ micros, label: text.slice(0, 7), strong: text.slice(5, 7) === '01' }];
    if (step >= DAY) return [{ micros, label: text.slice(5, 10), strong: text.slice(8, 10) === '01' }];
    if (midnight) return [{ micros, label: text.slice(5, 10), strong: true }];
    return [{ micros, label: clock(micros, text, step), strong: false }];
  });
}

function timesOf(from: number, to: number, count: number): readonly number[] {
  if ((to - from) / count >= 1000)
    return scaleUtc()
      .domain([new Date(from / 1000), new Date(to / 1000)])
      .ticks(count)
      .map((date) => date.getTime() * 1000);
  // Dates end at milliseconds; below, whole microseconds from the second before.
  const base = Math.floor(from / SECOND) * SECOND;
  return scaleLinear()
    .domain([from - base, to - base])
    .ticks(count)
    .filter(Number.isInteger)
    .map((offset) => base + offset);
}

function clock(micros: number, text: string, step: number): string {
  if (step >= 60 * SECOND) return text.slice(11, 16);
  if (step >= SECOND) return text.slice(11, 19);
  const fraction = String(micros - Math.floor(micros / SECOND) * SECOND).padStart(6, '0');
  return `${text.slice(11, 19)}.${step >= 1000 ? fraction.slice(0, 3) : fraction}`;
}
