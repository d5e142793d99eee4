/** RFC 3339 from bytes, as the scanners need it: the same times as `parseTime`, without making a string. */
import { daysSinceEpoch, parseTime } from './time.ts';

const latin1 = new TextDecoder();

const two = (u: Uint8Array, at: number) => {
  const a = (u[at] as number) - 48;
  const b = (u[at + 1] as number) - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : Number.NaN;
};

/**
 * Microseconds of the RFC 3339 text `u[from .. to)`; NaN where it is none. The zone-less `YYYY-MM-DD hh:mm:ss` (or `T`, and a fraction)
 * counts with `zoneMinutes`, if that is no NaN.
 */
export function microsAt(u: Uint8Array, from: number, to: number, zoneMinutes: number): number {
  if (to - from < 19 || u[from + 4] !== 45 || u[from + 7] !== 45 || u[from + 13] !== 58 || u[from + 16] !== 58)
    return Number.NaN;
  const t = u[from + 10];
  const second = two(u, from + 17);
  if ((t !== 84 && t !== 32) || second === 60) return rare(u, from, to);
  const hour = two(u, from + 11);
  const minute = two(u, from + 14);
  const days = daysSinceEpoch(two(u, from) * 100 + two(u, from + 2), two(u, from + 5), two(u, from + 8));
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  let p = from + 19;
  let micros = 0;
  if (u[p] === 46) {
    const first = ++p;
    let unit = 100_000;
    for (; p < to; p++) {
      const digit = (u[p] as number) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      micros += digit * Math.floor(unit);
      unit /= 10;
    }
    if (p === first) return Number.NaN;
  }
  let offset = zoneMinutes;
  if (p < to) {
    const sign = u[p];
    if (sign === 90) {
      if (p + 1 !== to) return Number.NaN;
      offset = 0;
    } else if ((sign === 43 || sign === 45) && to - p === 6 && u[p + 3] === 58) {
      const hours = two(u, p + 1);
      const minutes = two(u, p + 4);
      if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
      offset = (hours * 60 + minutes) * (sign === 45 ? -1 : 1);
    } else return rare(u, from, to);
  }
  return (days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60) * 1e6 + micros;
}

const STRICT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** Lower-case letters and leap seconds. */
function rare(u: Uint8Array, from: number, to: number): number {
  const text = latin1.decode(u.subarray(from, to));
  return STRICT.test(text) ? (parseTime(text)?.micros ?? Number.NaN) : Number.NaN;
}
