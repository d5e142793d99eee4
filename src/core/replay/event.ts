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
  const rest: object[] = [value];
  for (let item = rest.pop(); item; item = rest.pop()) {
    Object.freeze(item);
    for (const child of Object.values(item)) if (typeof child === 'object' && child !== null) rest.push(child);
  }
  return value;
}

/** Only text with so many digits in a row, or an exponent, can hold a number that a double would alter. */
const LONG_NUMBER = /\d{16}|\d[eE][+-]?\d/;

/** A stored line as a record whose values behavior can use. */
export function readRecord(line: Uint8Array): JournalRecord & { readonly payload: JsonValue } {
  const text = decodeUtf8(line);
  const value = LONG_NUMBER.test(text) ? toBehaviorValue(parseExact(text)) : JSON.parse(text);
  return value as JournalRecord & { readonly payload: JsonValue };
}

const utc = (text: string | undefined) => (text === undefined ? undefined : (utcText(text) ?? text));

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
