/**
 * Times: RFC 3339 and its usual relatives, and numbers since 1970, as whole microseconds (float64, exact until 2255) beside text that
 * keeps finer digits. No clock, no time zone of the machine.
 */
import type { TimeUnit } from '../formats/mapping.ts';

export interface Time {
  /** Whole microseconds since 1970, rounded down. */
  readonly micros: number;
  /** RFC 3339, as fine as the source. */
  readonly text: string;
}

const DATE_TIME =
  /^(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/i;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;
const OFFSET = /^(?:Z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)$/i;

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; NaN where there is no such day. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const leap = isLeap(year);
  const length = (DAYS_IN[month - 1] ?? 0) + (leap && month === 2 ? 1 : 0);
  if (day < 1 || day > length) return Number.NaN;
  const y = year - 1;
  const before = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
  return before + (DAYS_BEFORE[month - 1] ?? 0) + (leap && month > 2 ? 1 : 0) + day - 1;
}

/** Minutes of `Z`, `±hh:mm`, `±hhmm` or `±hh`; undefined where it is none. */
export function offsetMinutes(zone: string): number | undefined {
  const match = OFFSET.exec(zone);
  if (!match) return undefined;
  if (match[1] === undefined) return 0;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** `Z` or `±hh:mm` of minutes. */
export function zoneText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** Whether text is written as RFC 3339 has it (a date, a `T` or space, a time with seconds, an offset); it may still name no real day. */
export function isRfc3339(text: string): boolean {
  return RFC_3339.test(text);
}

/**
 * Reads RFC 3339 and the usual relatives: a space or slashes, no seconds, `+0200`, ` UTC`, a date alone (its midnight). `zone` is what a
 * time without one means; without `zone` such a time is undefined, as is all that is no time. RFC 3339 text comes back unaltered.
 */
export function parseTime(text: string, zone?: string): Time | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, year = '', , month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', written] =
    match;
  const offset = offsetMinutes(written ?? zone ?? '');
  if (offset === undefined) return undefined;
  const days = daysSinceEpoch(Number(year), Number(month), Number(day));
  if (Number.isNaN(days) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const seconds = days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset * 60;
  // A leap second is the last of a UTC day.
  if (Number(second) === 60 && seconds % 86_400 !== 0) return undefined;
  const micros = seconds * 1e6 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  if (isRfc3339(text)) return { micros, text };
  const clock = `${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}`;
  return { micros, text: `${year}-${month}-${day}T${clock}${zoneText(offset)}` };
}

const DIGITS = { s: 0, ms: 3, us: 6, ns: 9 } as const;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads a number of seconds, ms, µs or ns since 1970, given as its digits, in decimal, so that none is lost. Undefined where it is none. */
export function parseEpoch(digits: string, unit: Exclude<TimeUnit, 'iso'>): Time | undefined {
  const match = NUMBER.exec(digits);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const scale = DIGITS[unit];
  if (sign === '' && fraction === '' && whole.length < scale + 12) {
    const cut = Math.max(0, whole.length - scale);
    return fromSeconds(Number(whole.slice(0, cut)), whole.slice(cut).padStart(scale, '0'));
  }
  // All digits as one integer of the finest unit written: 10^-(scale + fraction.length) seconds.
  const fine = scale + fraction.length;
  const value = BigInt(`${sign}${whole}${fraction}`);
  const perSecond = 10n ** BigInt(fine);
  let seconds = value / perSecond;
  let rest = value % perSecond;
  if (rest < 0n) {
    rest += perSecond;
    seconds -= 1n;
  }
  return fromSeconds(Number(seconds), fine === 0 ? '' : rest.toString().padStart(fine, '0'));
}

function fromSeconds(seconds: number, fraction: string): Time | undefined {
  const text = formatSeconds(seconds, fraction);
  return text === undefined ? undefined : { micros: seconds * 1e6 + Number(fraction.slice(0, 6).padEnd(6, '0')), text };
}

/** RFC 3339 in UTC of whole seconds and the digits of a fraction; undefined outside the years 0000 to 9999. */
function formatSeconds(seconds: number, fraction: string): string | undefined {
  const days = Math.floor(seconds / 86_400);
  const clock = seconds - days * 86_400;
  // Civil from days, by eras of 400 years that begin in March (H. Hinnant, chrono-Compatible Low-Level Date Algorithms).
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= 0 && year <= 9999)) return undefined;
  const time = `${pad(Math.floor(clock / 3600))}:${pad(Math.floor(clock / 60) % 60)}:${pad(clock % 60)}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${time}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** Microseconds as RFC 3339 in UTC, with 0, 3 or 6 fraction digits as needed; undefined for NaN and years that RFC 3339 cannot write. */
export function formatMicros(micros: number): string | undefined {
  if (!Number.isFinite(micros)) return undefined;
  const seconds = Math.floor(micros / 1e6);
  const rest = pad(Math.floor(micros - seconds * 1e6), 6);
  return formatSeconds(seconds, rest === '000000' ? '' : rest.endsWith('000') ? rest.slice(0, 3) : rest);
}

/** RFC 3339 text moved to UTC, its fraction digits kept: `2020-10-22T04:29:46.1234567-04:00` -> `2020-10-22T08:29:46.1234567Z`. */
export function utcText(text: string): string | undefined {
  const time = parseTime(text);
  if (!time) return undefined;
  if (/[zZ]$/.test(text)) return text;
  const fraction = /[.,](\d+)/.exec(text)?.[1] ?? '';
  return formatSeconds(Math.floor(time.micros / 1e6), fraction);
}
