/** Keywords of a JSON Schema that bound a value: a tighter bound, or one that is only other, hurts records, a looser one nobody. */
import { canonicalText } from '../record/canonical.ts';
import type { JsonValue } from '../record/record.ts';
import type { Difference } from './compare-payloads.ts';

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'];
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'];

type Bounds = Readonly<Record<string, JsonValue>>;

export function boundDifferences(old: Bounds, now: Bounds): readonly Omit<Difference, 'at' | 'side' | 'path'>[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return keys.flatMap((key) => {
    const [a, b] = [old[key], now[key]];
    if (a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b)) return [];
    const text = (value: JsonValue | undefined) => (value === undefined ? 'none' : canonicalText(value));
    const detail = `${key}: ${text(a)} -> ${text(b)}`;
    const looser =
      b === undefined ||
      (typeof a === 'number' &&
        typeof b === 'number' &&
        ((LOWER.includes(key) && b < a) || (UPPER.includes(key) && b > a)));
    return looser
      ? [{ what: 'constraint loosened', detail }]
      : [{ what: 'constraint tightened', detail, records: true as const }];
  });
}
