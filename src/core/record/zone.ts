/** Time zones: what the clocks of a place show at an instant. The rules are those of the host's Intl. */
import { formatMicros, zoneText } from './time.ts';

export interface Zone {
  /** `UTC` or an IANA name, `Europe/Berlin`. */
  readonly name: string;
  /** What its clocks are ahead of UTC at an instant, in microseconds. */
  offsetMicros(atMicros: number): number;
}

export const UTC: Zone = { name: 'UTC', offsetMicros: () => 0 };

const SECOND = 1e6;
/** Zones change their offset at whole quarters of an hour of UTC, except for some before 1972. */
const QUARTER = 900 * SECOND;
const KEPT = 20_000;
/** What a Date can hold. */
const LAST_MILLIS = 8.64e15;

const zones = new Map<string, Zone | undefined>([['UTC', UTC]]);

/** The zone of a name; undefined where the host knows none. */
export function zoneNamed(name: string): Zone | undefined {
  if (!zones.has(name)) zones.set(name, makeZone(name));
  return zones.get(name);
}

function makeZone(name: string): Zone | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  const ask = (millis: number): number => {
    if (Math.abs(millis) > LAST_MILLIS) return 0;
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(millis)) part[type] = value;
    const year = part['era']?.startsWith('B') ? 1 - Number(part['year']) : Number(part['year']);
    const wall = new Date(0);
    wall.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
    wall.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
    return (wall.getTime() - millis) * 1000;
  };
  const kept = new Map<number, number>();
  return {
    name,
    offsetMicros(atMicros) {
      const quarter = Math.floor(atMicros / QUARTER);
      const known = kept.get(quarter);
      if (known !== undefined) return known;
      if (kept.size >= KEPT) kept.clear();
      const offset = ask((quarter * QUARTER) / 1000);
      kept.set(quarter, offset);
      return offset;
    },
  };
}

/**
 * The instant at which the clocks show `wall` (microseconds as if it were UTC): of two the first; where they jump over it, the instant of
 * the jump.
 */
export function instantOf(zone: Zone, wall: number): number {
  const early = wall - zone.offsetMicros(wall - 86_400 * SECOND);
  if (early + zone.offsetMicros(early) === wall) return early;
  const late = wall - zone.offsetMicros(wall + 86_400 * SECOND);
  if (late + zone.offsetMicros(late) === wall) return late;
  return jumpBetween(zone, Math.min(early, late) - QUARTER, Math.max(early, late) + QUARTER) ?? late;
}

/** The first instant after `from`, up to `to`, at which the offset is no longer that of `from`; the change must be the only one there. */
export function jumpBetween(zone: Zone, from: number, to: number): number | undefined {
  const before = zone.offsetMicros(from);
  if (zone.offsetMicros(to) === before) return undefined;
  let low = Math.floor(from / QUARTER);
  let high = Math.floor(to / QUARTER);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetMicros(middle * QUARTER) === before) low = middle;
    else high = middle;
  }
  return high * QUARTER;
}

/** `Z`, `+02:00` */
export const offsetText = (zone: Zone, atMicros: number): string =>
  zoneText(Math.round(zone.offsetMicros(atMicros) / (60 * SECOND)));

/** `2026-03-05T09:29:46.120` as the clocks show it; undefined where RFC 3339 cannot write it. */
export const wallText = (zone: Zone, atMicros: number): string | undefined =>
  formatMicros(atMicros + zone.offsetMicros(atMicros))?.replace('Z', '');
