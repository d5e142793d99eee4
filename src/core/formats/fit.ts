/** Whether a value of a source fits a field of a record, and how it is written there. */
import { CLASSIFICATIONS, type FieldKind, KINDS, MAX_VERSION } from '../record/fields.ts';
import { type JsonNode, memberOf, textOf } from '../record/json-tree.ts';
import { isRfc3339, parseEpoch, parseTime } from '../record/time.ts';
import type { TimeSpec } from './mapping.ts';

export interface Fitting extends TimeSpec {
  /** Only the contract's own types (Factline records); else numbers do for text and digits in text for numbers (foreign rows). */
  readonly strict: boolean;
}

/** The JSON text of a value in a field of that kind; undefined where it does not fit. */
export function fitValue(kind: FieldKind, node: JsonNode, how: Fitting): string | undefined {
  switch (kind) {
    case 'any':
      return textOf(node);
    case 'object':
      return node.kind === 'object' ? textOf(node) : undefined;
    case 'text': {
      if (node.kind === 'string') return textOf(node);
      const text = how.strict ? undefined : scalarText(node);
      return text === undefined ? undefined : JSON.stringify(text);
    }
    case 'count':
      return fitCount(node, how.strict, 0, Number.MAX_SAFE_INTEGER);
    case 'version':
      return fitCount(node, how.strict, 1, MAX_VERSION);
    case 'time':
      return fitTime(node, how);
    case 'kind':
      return fitWord(node, KINDS, how.strict ? undefined : (word) => word.toUpperCase());
    case 'classification':
      return fitWord(node, CLASSIFICATIONS, how.strict ? undefined : (word) => word.toLowerCase());
    case 'hex':
      return node.kind === 'string' && /^[0-9a-f]{64}$/.test(node.text) ? textOf(node) : undefined;
    case 'also':
      return node.kind === 'array' && node.items.every(isSubjectRef) ? textOf(node) : undefined;
  }
}

/** A scalar as text, a number with its own digits; undefined for null, objects and arrays. */
export function scalarText(node: JsonNode): string | undefined {
  if (node.kind === 'string') return node.text;
  return node.kind === 'number' || node.kind === 'true' || node.kind === 'false' ? textOf(node) : undefined;
}

/** Digits as text with zeros before them, which a number does not keep. */
export function isPadded(node: JsonNode): boolean {
  return node.kind === 'string' && /^0\d+n?$/.test(node.text);
}

function fitCount(node: JsonNode, strict: boolean, least: number, most: number): string | undefined {
  const written = node.kind === 'number' || (node.kind === 'string' && !strict) ? scalarText(node) : undefined;
  // JavaScript's big integers are written `12n` by some.
  const digits = strict ? written : written?.replace(/^(\d+)n$/, '$1');
  if (digits === undefined || !/^\d+(?:\.\d+)?(?:[eE]\+?\d+)?$/.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isInteger(value) && value >= least && value <= most ? String(value) : undefined;
}

function fitTime(node: JsonNode, how: Fitting): string | undefined {
  const text = scalarText(node);
  if (text === undefined || node.kind === 'true' || node.kind === 'false') return undefined;
  if (how.unit !== undefined && how.unit !== 'iso' && (node.kind === 'number' || /^-?\d+(\.\d+)?$/.test(text))) {
    const time = parseEpoch(text, how.unit);
    return time === undefined ? undefined : JSON.stringify(time.text);
  }
  if (node.kind !== 'string') return undefined;
  const time = parseTime(text, how.zone);
  if (time === undefined || (how.strict && how.zone === undefined && !isRfc3339(text))) return undefined;
  return time.text === node.text ? textOf(node) : JSON.stringify(time.text);
}

function fitWord(node: JsonNode, words: readonly string[], fold?: (word: string) => string): string | undefined {
  if (node.kind !== 'string') return undefined;
  const word = fold ? fold(node.text) : node.text;
  return words.includes(word) ? JSON.stringify(word) : undefined;
}

/** `{ subject_type?, subject_id, sequence? }` */
export function isSubjectRef(node: JsonNode): boolean {
  const fits = (key: string, kind: FieldKind) => {
    const value = memberOf(node, key);
    return value === undefined || fitValue(kind, value, { strict: true }) !== undefined;
  };
  return (
    node.kind === 'object' &&
    memberOf(node, 'subject_id') !== undefined &&
    fits('subject_type', 'text') &&
    fits('subject_id', 'text') &&
    fits('sequence', 'count')
  );
}
