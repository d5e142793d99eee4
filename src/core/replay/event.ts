/** The event that behavior sees (contract §3): frozen, times in UTC, integers beyond 2^53 as their digits. */
import { decodeUtf8, parseExact, toBehaviorValue } from '../record/json.ts';
import type { JournalRecord, JsonValue } from '../record/record.ts';
import { utcText } from '../record/time.ts';

export interface BehaviorEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly subject_type: string | undefined;
  readonly subject_id: string | undefined;
  readonly entity_type: string | undefined;
  readonly entity_id: string | undefined;
  readonly sequence: number | undefined;
  readonly t_event: string | undefined;
  readonly t_log: string | undefined;
  readonly actor_type: string | undefined;
  readonly actor_id: string | undefined;
  readonly correlation_id: string | undefined;
  readonly causation_id: string | undefined;
  readonly payload: JsonValue;
}

/** Freezes a parsed value all the way down. */
export function deepFreeze<T extends JsonValue>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const freeze = (item: object): void => {
    if (Array.isArray(item)) {
      for (const child of item) if (typeof child === 'object' && child !== null) freeze(child);
    } else
      for (const key in item) {
        const child: unknown = (item as Readonly<Record<string, unknown>>)[key];
        if (typeof child === 'object' && child !== null) freeze(child);
      }
    Object.freeze(item);
  };
  freeze(value);
  return value;
}

/** Only a number with so many digits in a row, or an exponent, can be one that a double would alter. What looks like one in a text is taken for one. */
const LONG_NUMBER = /[[:,\s]-?(?:\d{16}|\d+\.\d{16}|\d+(?:\.\d+)?[eE])/;

/** The text of a stored line as a record whose values behavior can use. */
export function recordOf(text: string): JournalRecord & { readonly payload: JsonValue } {
  const value = LONG_NUMBER.test(text) ? toBehaviorValue(parseExact(text)) : JSON.parse(text);
  return value as JournalRecord & { readonly payload: JsonValue };
}
export const readRecord = (line: Uint8Array): JournalRecord & { readonly payload: JsonValue } =>
  recordOf(decodeUtf8(line));

/** Most times are UTC as they stand; nothing else is altered of what ends so. */
const utc = (text: string | undefined) => (text === undefined || text.endsWith('Z') ? text : (utcText(text) ?? text));

export function eventOf(record: JournalRecord & { readonly payload: JsonValue }): BehaviorEvent {
  const {
    id,
    type,
    version,
    subject_type,
    subject_id,
    entity_type,
    entity_id,
    sequence,
    actor_type,
    actor_id,
    correlation_id,
    causation_id,
    payload,
  } = record;
  return Object.freeze({
    id,
    type,
    version: version ?? 1,
    subject_type,
    subject_id,
    entity_type,
    entity_id,
    sequence,
    t_event: utc(record.t_event),
    t_log: utc(record.t_log),
    actor_type,
    actor_id,
    correlation_id,
    causation_id,
    payload: deepFreeze(payload),
  });
}

/** The value at a dotted path; a key with a dot is quoted. Undefined where nothing is there. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
