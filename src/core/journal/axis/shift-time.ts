/** A time moved by an offset, as fine as it was written. */
import { formatMicros, parseTime } from '../../record/time.ts';

/** RFC 3339 in UTC, with the digits beyond a microsecond kept: `…00.1234567+02:00` by 1 s is `…01.1234567Z`. Unaltered by 0, or where it is no time. */
export function shiftTime(text: string, micros: number): string {
  if (micros === 0) return text;
  const time = parseTime(text);
  const moved = time && formatMicros(time.micros + micros);
  if (moved === undefined) return text;
  const digits = /[.,](\d+)/.exec(text)?.[1] ?? '';
  if (digits.length <= 6) return moved;
  const [, whole = '', fraction = ''] = /^([^.]*)(?:\.(\d+))?Z$/.exec(moved) ?? [];
  return `${whole}.${fraction.padEnd(6, '0')}${digits.slice(6)}Z`;
}
