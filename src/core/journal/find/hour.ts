/** Hours of the day in UTC, as the query line and the facet of hours have them. */
import type { Columns } from '../columns.ts';

const HOUR = 3_600_000_000;

/** 1 + the hour (0 to 23) when a record happened, else when it was logged; 0 where it says neither. */
export function hourAt({ tEventMicros, tLogMicros }: Columns, row: number): number {
  const event = tEventMicros[row] ?? Number.NaN;
  const time = Number.isNaN(event) ? (tLogMicros[row] ?? Number.NaN) : event;
  if (Number.isNaN(time)) return 0;
  const hour = Math.floor(time / HOUR) % 24;
  return (hour < 0 ? hour + 24 : hour) + 1;
}

export function hoursByRow(columns: Columns): Uint8Array {
  const hours = new Uint8Array(columns.count);
  for (let row = 0; row < columns.count; row++) hours[row] = hourAt(columns, row);
  return hours;
}

/** Entry 0: no time. */
export const HOUR_WORDS: readonly string[] = ['', ...Array.from({ length: 24 }, (_, hour) => String(hour))];
