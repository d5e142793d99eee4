/** What only the record itself can tell: paths into it, and text anywhere in its line. */
import { membersReader } from '../../formats/mapped-members.ts';
import { isRawNumber } from '../../record/json.ts';
import { isNumberToken } from '../../record/number-text.ts';
import type { ExactObject, ExactValue, JournalRecord } from '../../record/record.ts';
import { parseTime } from '../../record/time.ts';
import { textMatcher } from '../query.ts';
import type { Find, FindOp, FindTest, FindValue } from './find.types.ts';
import { columnTest, type FindInput, textTest, timeTest } from './triage.ts';
import { compareDecimals, timeSpan } from './values.ts';

/** A record's line, and the record once it is asked for. */
export interface Candidate {
  readonly row: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  record(): JournalRecord;
}

/** The whole query over one record. */
export function recordTest(find: Find, input: FindInput): (at: Candidate) => boolean {
  switch (find.kind) {
    case 'and': {
      const parts = find.of.map((part) => recordTest(part, input));
      return (at) => parts.every((part) => part(at));
    }
    case 'or': {
      const parts = find.of.map((part) => recordTest(part, input));
      return (at) => parts.some((part) => part(at));
    }
    case 'not': {
      const inner = recordTest(find.of, input);
      return (at) => !inner(at);
    }
    case 'text': {
      const found = textMatcher(find.text);
      return ({ bytes, start, end }) => found(bytes, start, end);
    }
    case 'test': {
      const column = columnTest(find, input);
      if (column) return ({ row }) => column(row);
      const fits = valueTest(find);
      const cannot = prefilter(find);
      const quick = quickValues(find.keys);
      return (at) => {
        if (cannot?.(at)) return false;
        const values = quick(at) ?? valuesAt(at.record() as unknown as ExactValue, find.keys);
        return find.op === '!=' ? !values.some(fits) : values.some(fits);
      };
    }
  }
}

/** Plain text that an equal value must have in its line: most records are passed over without being parsed. */
function prefilter({ op, values }: FindTest): ((at: Candidate) => boolean) | undefined {
  if (op !== ':' && op !== '=') return undefined;
  const needles = values.map((value) =>
    value.kind === 'text' &&
    /^[A-Za-z0-9_:@. -]{3,}$/.test(value.text) &&
    !isNumberToken(value.text) &&
    !timeSpan(value.text)
      ? textMatcher(value.text)
      : undefined,
  );
  if (needles.some((needle) => needle === undefined)) return undefined;
  return ({ bytes, start, end }) => !needles.some((needle) => needle?.(bytes, start, end));
}

const NONE: readonly ExactValue[] = [];
const OPENS = new Set([91, 123]);
const utf8 = new TextDecoder();

/** The plain value at a path, found in the line's bytes; undefined where only the parsed record can tell. */
function quickValues(keys: readonly string[]): (at: Candidate) => readonly ExactValue[] | undefined {
  if (keys.length < 2) return () => undefined;
  const members = membersReader([keys], false);
  const wanted = members.numberOf(keys);
  return ({ bytes, start, end }) => {
    if (!members.read(bytes, start, end)) return undefined;
    const from = members.starts[wanted] ?? 0;
    if (from === 0) return NONE;
    if (members.big[wanted] === 1 || OPENS.has(bytes[from] ?? 0)) return undefined;
    return [JSON.parse(utf8.decode(bytes.subarray(from, members.ends[wanted]))) as ExactValue];
  };
}

/** The values at a path; of an array every element's, unless the path names one. */
function valuesAt(value: ExactValue, keys: readonly string[]): readonly ExactValue[] {
  let at: readonly ExactValue[] = [value];
  for (const key of keys) {
    const next: ExactValue[] = [];
    for (const one of at) {
      const elements = Array.isArray(one) && !/^\d+$/.test(key) ? (one as readonly ExactValue[]) : [one];
      for (const element of elements) {
        if (typeof element !== 'object' || element === null || isRawNumber(element)) continue;
        if (Object.hasOwn(element, key)) next.push((element as ExactObject)[key] as ExactValue);
      }
    }
    at = next;
  }
  return at.flatMap((one) => (Array.isArray(one) ? (one as readonly ExactValue[]) : [one]));
}

function valueTest({ op, values }: FindTest): (value: ExactValue) => boolean {
  const tests = values.map((value) => oneTest(op, value));
  return (value) => tests.some((fits) => fits(value));
}

function oneTest(op: FindOp, asked: FindValue): (value: ExactValue) => boolean {
  const ends = asked.kind === 'range' ? [asked.from, asked.to] : [asked.text];
  const quoted = asked.kind === 'text' && asked.quoted;
  const numeric = !quoted && ends.every((end) => end === undefined || isNumberToken(end));
  const temporal = !quoted && ends.every((end) => end === undefined || timeSpan(end) !== undefined);
  const text = textTest(op, asked);
  const time = temporal ? timeTest(op, [asked]) : undefined;
  const anything = asked.kind === 'text' && !quoted && asked.text === '*' && op === ':';
  return (value) => {
    if (value === null) return !quoted && asked.kind === 'text' && asked.text === 'null';
    if (anything) return true;
    if (typeof value === 'boolean') return op === ':' || op === '=' || op === '!=' ? text(String(value)) : false;
    if (typeof value === 'object' && !isRawNumber(value)) return false;
    const written = typeof value === 'string' ? value : isRawNumber(value) ? value.$digits : String(value);
    if (numeric && isNumberToken(written)) return compareNumber(op, asked, written);
    if (typeof value !== 'string')
      return !numeric && !temporal && (op === ':' || op === '=' || op === '!=') && text(written);
    const micros = time && parseTime(written, 'Z')?.micros;
    if (time && micros !== undefined) return time(micros);
    return text(written);
  };
}

function compareNumber(op: FindOp, asked: FindValue, written: string): boolean {
  if (asked.kind === 'range') {
    const above = asked.from === undefined || (compareDecimals(written, asked.from) ?? -1) >= 0;
    return above && (asked.to === undefined || (compareDecimals(written, asked.to) ?? 1) <= 0);
  }
  const order = compareDecimals(written, asked.text);
  if (order === undefined) return false;
  switch (op) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    default:
      return order === 0;
  }
}
