/**
 * Canonical bytes (contract §4): RFC 8785, except that a number whose decimal value is not what its shortest double prints keeps its own
 * digits: `{"b":1.0,"a":9007199254740993}` -> `{"a":9007199254740993,"b":1}`.
 */
import { isRawNumber } from './json.ts';
import { printsAsWritten } from './number-text.ts';
import type { ExactObject, ExactValue } from './record.ts';

const utf8 = new TextEncoder();

/** Canonical text of a value: keys in order of their UTF-16 units, no white space. Nesting up to MAX_DEPTH, as every reader here keeps it. */
export function canonicalText(value: ExactValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isRawNumber(value)) return printsAsWritten(value.$digits) ? String(Number(value.$digits)) : value.$digits;
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const object = value as ExactObject;
  const members = Object.keys(object)
    .sort()
    .flatMap((key) => {
      const member = object[key];
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalText(member)}`];
    });
  return `{${members.join(',')}}`;
}

export function canonicalBytes(value: ExactValue): Uint8Array<ArrayBuffer> {
  return utf8.encode(canonicalText(value));
}
