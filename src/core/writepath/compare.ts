/** What was expected against what there is; fields that were not written are not compared. */
import { canonicalText } from '../record/canonical.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';

const isMap = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const same = (a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalText(a) === canonicalText(b);

/** The first field that differs, with both values; undefined: all that is written is so. */
export function misfitOf(expected: JsonValue, actual: JsonValue | undefined, path = ''): string | undefined {
  if (isMap(expected) && isMap(actual)) {
    for (const [key, value] of Object.entries(expected)) {
      const below = misfitOf(
        value,
        Object.hasOwn(actual, key) ? actual[key] : undefined,
        path === '' ? key : `${path}.${key}`,
      );
      if (below !== undefined) return below;
    }
    return undefined;
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    for (const [i, value] of (expected as readonly JsonValue[]).entries()) {
      const below = misfitOf(value, actual[i] as JsonValue, `${path}[${i}]`);
      if (below !== undefined) return below;
    }
    return undefined;
  }
  if (same(expected, actual)) return undefined;
  const shown = (value: JsonValue | undefined) =>
    value === undefined ? 'missing' : JSON.stringify(value).slice(0, 200);
  return `${path === '' ? 'it' : `\`${path}\``} is ${shown(actual)}, expected ${shown(expected)}`;
}
