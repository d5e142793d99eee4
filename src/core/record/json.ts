/** JSON in which no number is altered. */
import { JsonError, MAX_DEPTH, parseTree } from './json-tree.ts';
import { isExact, isInteger, isNumberToken, mayBeInexact } from './number-text.ts';
import type { ExactValue, JournalRecord, JsonValue, RawNumber } from './record.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

const LONG_NUMBER = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/**
 * Whether a value stands for a number that a double cannot hold. Data that looks just like one, `{"$digits":"9007199254740993"}`,
 * cannot be told from it; no digits that a double holds are taken for one.
 */
export function isRawNumber(value: ExactValue): value is RawNumber {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const digits = (value as { readonly $digits?: unknown }).$digits;
  return typeof digits === 'string' && Object.keys(value).length === 1 && isNumberToken(digits) && !isExact(digits);
}

/**
 * Parses JSON text or UTF-8 bytes. A number that a double would alter, or an integer beyond 2^53, becomes `{ $digits }`.
 * Keys are data, `__proto__` too. Throws a JsonError with the column, for nesting beyond MAX_DEPTH as well.
 */
export function parseExact(source: string | Uint8Array): ExactValue {
  const text = typeof source === 'string' ? source : decodeUtf8(source);
  if (deeperThan(text, MAX_DEPTH)) parseTree(text);
  try {
    return parseTrusted(text);
  } catch {
    parseTree(text);
    throw new JsonError('this is no JSON', 0);
  }
}

/** A record from its stored line. `bigNumber` is its RecordFlag: false = JSON.parse alters nothing. */
export function parseLine(bytes: Uint8Array, bigNumber: boolean): JournalRecord {
  const text = utf8.decode(bytes);
  const record = (bigNumber ? parseTrusted(text) : JSON.parse(text)) as unknown as JournalRecord;
  return record.version === undefined || record.payload === undefined
    ? { ...record, version: record.version ?? 1, payload: record.payload ?? null }
    : record;
}

function parseTrusted(text: string): ExactValue {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as ExactValue;
  return JSON.parse(withDigits(text)) as ExactValue;
}

/** The text with `{"$digits":"…"}` for each number that a double would alter. What is no JSON stays none. */
function withDigits(text: string): string {
  let out = '';
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      i = closingQuote(text, i);
      if (i < 0) break;
    } else if (c === 45 || (c >= 48 && c <= 57)) {
      const start = i;
      while (isOfNumber(text.charCodeAt(i + 1))) i++;
      const token = text.slice(start, i + 1);
      if (!mayBeInexact(token) || !isNumberToken(token) || isExact(token)) continue;
      out += `${text.slice(copied, start)}{"$digits":"${token}"}`;
      copied = i + 1;
    }
  }
  return out + text.slice(copied);
}

/** Digits, `.`, `e`, `E`, `+`, `-`. */
function isOfNumber(c: number): boolean {
  return (c >= 48 && c <= 57) || c === 46 || c === 101 || c === 69 || c === 43 || c === 45;
}

/** Decodes UTF-8; throws a JsonError that names the first byte which is none. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new JsonError('a byte that is no UTF-8 stands here', firstBadByte(bytes));
  }
}

function firstBadByte(bytes: Uint8Array): number {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const text = lenient.decode(bytes);
  const again = new TextEncoder().encode(text);
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  return at;
}

/** Whether text nests deeper than so many brackets: steps over strings and counts, without recursion. */
export function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      i = closingQuote(text, i);
      if (i < 0) return false;
    } else if (c === 123 || c === 91) {
      if (++depth > limit) return true;
    } else if (c === 125 || c === 93) depth--;
  }
  return false;
}

/** Where the string that opens at `open` closes; -1: nowhere. */
function closingQuote(text: string, open: number): number {
  let i = open;
  do i = text.indexOf('"', i + 1);
  while (i >= 0 && isEscaped(text, i));
  return i;
}

function isEscaped(text: string, quote: number): boolean {
  let i = quote;
  while (text.charCodeAt(i - 1) === 92) i--;
  return (quote - i) % 2 === 1;
}

/** JSON text of a value, each number with its own digits. */
export function stringifyExact(value: ExactValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isRawNumber(value)) return value.$digits;
  if (Array.isArray(value)) return `[${value.map(stringifyExact).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${stringifyExact(member as ExactValue)}`)
    .join(',')}}`;
}

/** What behavior code sees (§3): an integer beyond 2^53, or a number beyond every double, as decimal string; other numbers as doubles. */
export function toBehaviorValue(value: ExactValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isRawNumber(value)) {
    const { $digits } = value;
    return isInteger($digits) || !Number.isFinite(Number($digits)) ? $digits : Number($digits);
  }
  if (Array.isArray(value)) return value.map(toBehaviorValue);
  const object: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__')
      Object.defineProperty(object, key, {
        value: toBehaviorValue(member as ExactValue),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else object[key] = toBehaviorValue(member as ExactValue);
  }
  return object;
}
