/** Offsets as one writes them: `+2s`, `-350ms`, `1h`, `-PT0.5S`. */

import { formatDuration } from '../../record/duration.ts';
import { durationOf } from '../find/values.ts';

/** Microseconds; nothing is none; undefined where it is no offset. */
export function parseOffset(text: string): number | undefined {
  const bare = text.trim().replace(/^[−–]/, '-');
  if (bare === '' || bare === '0') return 0;
  return durationOf(bare.replace(/^\+(?!-)/, ''));
}

const UNITS = [
  ['h', 3_600_000_000],
  ['m', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1000],
] as const;

export function offsetText(micros: number): string {
  if (micros === 0) return '0';
  const sign = micros < 0 ? '-' : '+';
  const size = Math.abs(micros);
  const unit = UNITS.find(([, length]) => size % length === 0);
  return sign + (unit ? `${size / unit[1]}${unit[0]}` : formatDuration(size));
}
