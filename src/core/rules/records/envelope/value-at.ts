import type { ExactValue } from '../../../record/record.ts';

/** The value at a dotted path of a payload; a field whose name has the dot comes first. */
export function valueAt(payload: ExactValue, path: string): unknown {
  let value: unknown = payload;
  const object = (v: unknown): v is Readonly<Record<string, unknown>> =>
    typeof v === 'object' && v !== null && !Array.isArray(v);
  if (!object(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  for (const key of path.split('.')) {
    if (!object(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}
