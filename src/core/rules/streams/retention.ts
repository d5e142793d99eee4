/** Durations of models: `90d`, `P3M`, `forever`. */
import { parseDuration } from '../../record/duration.ts';

/** Microseconds, Infinity for `forever`; undefined where the text is none or lasts no time at all. */
export function lasting(text: string): number | undefined {
  if (text === 'forever') return Infinity;
  const micros = parseDuration(text);
  return micros === undefined || micros === 0 ? undefined : micros;
}

const UNITS: Readonly<Record<string, string>> = {
  hour: 'h',
  day: 'd',
  week: 'w',
  month: 'mo',
  year: 'y',
  minute: 'min',
};

/** How a duration in words is written: `90 days` is `90d`. */
export function durationMeant(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  if (/^(for ?ever|infinite|infinity|unlimited|permanent|always|indefinitely)$/.test(word)) return 'forever';
  const [, count, unit] = /^(\d{1,9})[\s_-]*(minute|hour|day|week|month|year)s?$/.exec(word) ?? [];
  if (count !== undefined && unit !== undefined && Number(count) > 0) return `${count}${UNITS[unit]}`;
  const tight = word.replace(/\s+/g, '');
  if (lasting(tight) !== undefined) return tight;
  return lasting(tight.toUpperCase()) === undefined ? undefined : tight.toUpperCase();
}
