/** Times and lags as people read them. */
import { offsetText, UTC, wallText, type Zone } from '../record/zone.ts';

const UNITS = [
  { name: 'd', micros: 86_400e6 },
  { name: 'h', micros: 3600e6 },
  { name: 'min', micros: 60e6 },
  { name: 's', micros: 1e6 },
  { name: 'ms', micros: 1000 },
  { name: 'µs', micros: 1 },
] as const;

/** A length with its two largest units: `2 h 5 min`, `15 s`, `1.25 s`, `340 µs`. Exact below a minute; above, its smaller part is cut off. */
export function lengthText(micros: number): string {
  const size = Math.abs(Math.round(micros));
  const at = UNITS.findIndex((unit) => size >= unit.micros);
  const unit = UNITS[at];
  if (!unit) return '0 s';
  const next = UNITS[at + 1];
  if (at >= 3 || !next) return `${Number((size / unit.micros).toFixed(6))} ${unit.name}`;
  const rest = Math.floor((size % unit.micros) / next.micros);
  return `${Math.floor(size / unit.micros)} ${unit.name}${rest > 0 ? ` ${rest} ${next.name}` : ''}`;
}

/** A length as good as the eye needs it: to a thousandth of itself. */
export function spanText(micros: number): string {
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, micros))) - 2);
  return lengthText(Math.round(micros / grain) * grain);
}

/** A difference with its sign: `+15 s`, `−2 s`, `0 s`; undefined where one of the times is absent. */
export function deltaText(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  const delta = to - from;
  return `${delta < 0 ? '−' : delta > 0 ? '+' : ''}${lengthText(delta)}`;
}

/** `2026-03-05 08:29:46.120` in UTC, elsewhere `2026-03-05 09:29:46.120 +01:00`; whole seconds without a fraction; '' where absent. */
export function timeText(micros: number | undefined, zone: Zone = UTC): string {
  if (micros === undefined) return '';
  const text = wallText(zone, micros)?.replace('T', ' ');
  if (text === undefined) return 'beyond the year 9999';
  return zone === UTC ? text : `${text} ${offsetText(zone, micros)}`;
}

/** What a mark says in a list. */
export const MARK_TEXT = {
  gap: { one: 'gap', many: 'gaps', says: 'Numbers are missing before this record' },
  duplicate: { one: 'duplicate', many: 'duplicates', says: 'This record repeats an earlier one' },
  'out-of-order': { one: 'out of order', many: 'out of order', says: 'A higher number of its sequence came before' },
  skew: { one: 'clock skew', many: 'clock skews', says: 'Its times contradict one another: a clock is wrong' },
  late: { one: 'late', many: 'late', says: 'It was logged long after it happened' },
} as const;
