/** `pattern` and `format` of JSON Schema. A pattern that could explode is refused, and long text is not tried. */

import { parseDuration } from '../../../record/duration.ts';
import type { JsonValue } from '../../../record/record.ts';
import { DATE, DATE_TIME, EMAIL, URI, UUID } from './misfit.ts';

const LONGEST_PATTERN = 500;
const LONGEST_TEXT = 2_000;

const FORMATS: ReadonlyMap<JsonValue | undefined, (value: string) => boolean> = new Map<
  JsonValue | undefined,
  (value: string) => boolean
>([
  ['date-time', (value) => DATE_TIME.test(value)],
  ['date', (value) => DATE.test(value)],
  ['time', (value) => /^\d\d:\d\d:\d\d(?:\.\d{1,18})?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value)],
  ['duration', (value) => value.startsWith('P') && parseDuration(value) !== undefined],
  ['uuid', (value) => UUID.test(value)],
  ['email', (value) => EMAIL.test(value)],
  ['uri', (value) => URI.test(value)],
  ['ipv4', (value) => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(value)],
]);

export interface FormatCheck {
  readonly ok: ((value: string) => boolean) | undefined;
  readonly says: string;
  readonly problem?: string;
}

export function formatCheck(pattern: JsonValue | undefined, format: JsonValue | undefined): FormatCheck {
  const known = FORMATS.get(format);
  const shape = known && ((value: string) => value.length <= LONGEST_TEXT && known(value));
  if (typeof pattern !== 'string') return { ok: shape, says: `is no ${String(format)}` };
  const regex = compile(pattern);
  if (typeof regex === 'string')
    return {
      ok: shape,
      says: `is no ${String(format)}`,
      problem: `\`pattern: ${pattern.slice(0, 60)}\` ${regex}, so it is not checked`,
    };
  // Text too long to be tried safely passes.
  const matches = (value: string) => value.length > LONGEST_TEXT || regex.test(value);
  return {
    ok: (value) => matches(value) && (shape?.(value) ?? true),
    says: `does not match \`${pattern.slice(0, 60)}\`${known ? ` or is no ${String(format)}` : ''}`,
  };
}

/** The pattern, or why it is not used. A repeat within a repeated group takes time without end on some texts, so does a back reference. */
function compile(pattern: string): RegExp | string {
  if (pattern.length > LONGEST_PATTERN) return 'is too long';
  if (explodes(pattern)) return 'repeats a repetition and could take for ever';
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return 'is no regular expression';
  }
}

/** Star height of two or more, alternatives under a star, three or more unbounded repeats in a row, back references. */
function explodes(pattern: string): boolean {
  const plain = pattern.replace(/\\[^1-9k]/g, 'a').replace(/\[(?:[^\]\\]|\\.)*\]/g, 'a');
  if (/\\[1-9k]/.test(plain)) return true;
  const repeats: boolean[] = [];
  let unbounded = 0;
  for (let i = 0; i < plain.length; i++) {
    const c = plain[i];
    const many = /^(?:[*+]|\{\d*,\}|\{\d{3,}|\{\d*,\d{3,}\})/.test(plain.slice(i, i + 12));
    if (c === '(') repeats.push(false);
    else if (c === ')') {
      const inner = repeats.pop() ?? false;
      const again = /^(?:[*+]|\{\d*,\d*\}|\{\d+\})/.test(plain.slice(i + 1, i + 13));
      if (again && inner) return true;
      if (inner && repeats.length > 0) repeats[repeats.length - 1] = true;
    } else if ((many || c === '|') && repeats.length > 0) repeats[repeats.length - 1] = true;
    if (many) unbounded++;
  }
  return unbounded > 4;
}
