import type { ExactValue } from '../../../record/record.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path of a payload; a field whose name has the dot comes first. */
export function valueAt(payload: ExactValue, path: string): unknown {
  if (!isObject(payload)) return undefined;
  if (Object.hasOwn(payload, path)) return payload[path];
  if (!path.includes('.')) return undefined;
  let value: unknown = payload;
  for (const key of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}
