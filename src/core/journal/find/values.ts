/** Values of the query line: spans of time, durations, names with `*`, decimals compared exactly. */
import { parseDuration } from '../../record/duration.ts';
import { isNumberToken } from '../../record/number-text.ts';
import { parseTime } from '../../record/time.ts';

/** Microseconds, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2}))?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const HOUR = 3_600_000_000;

/** The span that a time names, as long as it is exact: `2026-01` is a month, `2026-01-31T12:00` a minute. Without a zone: UTC. */
export function timeSpan(text: string): Span | undefined {
  const match = PARTIAL.exec(text);
  if (match) {
    const [, year = '', month, day, hour, minute, zone = 'Z'] = match;
    const start = (y: number, m: number, rest = '01T00:00') =>
      parseTime(`${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${rest}:00${zone}`)?.micros;
    const y = Number(year);
    const m = Number(month ?? 1);
    const from = start(y, m, `${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}`);
    if (from === undefined) return undefined;
    if (minute !== undefined) return { from, to: from + HOUR / 60 };
    if (hour !== undefined) return { from, to: from + HOUR };
    if (day !== undefined) return { from, to: from + 24 * HOUR };
    const to = month === undefined || m === 12 ? start(y + 1, 1) : start(y, m + 1);
    return to === undefined ? undefined : { from, to };
  }
  const time = parseTime(text, 'Z');
  if (!time) return undefined;
  const digits = /[.,](\d+)/.exec(text)?.[1]?.length ?? 0;
  return { from: time.micros, to: time.micros + 10 ** (6 - Math.min(digits, 6)) };
}

/** Microseconds; `1.5h` too. */
export function durationOf(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const bare = sign < 0 ? text.slice(1) : text;
  const whole = parseDuration(bare);
  if (whole !== undefined) return sign * whole;
  const [, amount, name] = /^(\d+\.\d{1,6})([a-z]+)$/.exec(bare) ?? [];
  const unit = name === undefined ? undefined : parseDuration(`1${name}`);
  return unit === undefined ? undefined : sign * Math.round(Number(amount) * unit);
}

/** Whether a name fits a pattern: `*` stands for anything, case does not count. */
export function nameTest(pattern: string): (name: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  const [first = ''] = parts;
  if (parts.length === 1) return (name) => name.toLowerCase() === first;
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  return (name) => {
    const text = name.toLowerCase();
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const FAR = 400;

function decimalOf(token: string): Decimal | undefined {
  if (!isNumberToken(token)) return undefined;
  const [mantissa = '', power = '0'] = token.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const exponent = Number(power) - fraction.length;
  return Math.abs(exponent) > FAR || mantissa.length > FAR ? undefined : { digits: BigInt(whole + fraction), exponent };
}

/** -1, 0 or 1 by decimal value, no digit lost; undefined where one is no number. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 | undefined {
  if (!isNumberToken(a) || !isNumberToken(b)) return undefined;
  // Rounding to doubles keeps order: only what rounds to the same one needs its digits.
  const [near, other] = [Number(a), Number(b)];
  if (near !== other) return near < other ? -1 : 1;
  if (a === b) return 0;
  const [x, y] = [decimalOf(a), decimalOf(b)];
  if (!x || !y) return 0;
  const low = Math.min(x.exponent, y.exponent);
  const p = x.digits * 10n ** BigInt(x.exponent - low);
  const q = y.digits * 10n ** BigInt(y.exponent - low);
  return p < q ? -1 : p > q ? 1 : 0;
}
