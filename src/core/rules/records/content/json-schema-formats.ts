/** `pattern` and `format` of JSON Schema. A pattern that could explode is refused, and long text is not tried. */

import { safePattern } from '../../../model/pattern.ts';
import { parseDuration } from '../../../record/duration.ts';
import type { JsonValue } from '../../../record/record.ts';
import { DATE, DATE_TIME, EMAIL, URI, UUID } from './misfit.ts';

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
  const safe = safePattern(pattern);
  if (typeof safe === 'string')
    return {
      ok: shape,
      says: `is no ${String(format)}`,
      problem: `\`pattern: ${pattern.slice(0, 60)}\` ${safe}, so it is not checked`,
    };
  // Text too long to be tried safely passes.
  const matches = (value: string) => value.length > safe.longest || safe.test(value);
  return {
    ok: (value) => matches(value) && (shape?.(value) ?? true),
    says: `does not match \`${pattern.slice(0, 60)}\`${known ? ` or is no ${String(format)}` : ''}`,
  };
}
