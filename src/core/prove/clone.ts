/** Copies of plain JSON, as a state comes back from where it was stored. */
import type { JsonValue } from '../record/record.ts';
import { deepFreeze } from '../replay/event.ts';

/** A copy that may be written to. */
export function copyOf<T extends JsonValue>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => copyOf(item)) as unknown as T;
  const copy: Record<string, JsonValue> = {};
  for (const [key, part] of Object.entries(value as Record<string, JsonValue>))
    Object.defineProperty(copy, key, { value: copyOf(part), writable: true, enumerable: true, configurable: true });
  return copy as T;
}

/** As it comes back from a store: the same JSON in other objects, frozen. */
export const restored = (value: JsonValue | undefined): JsonValue | undefined =>
  value === undefined ? undefined : deepFreeze(copyOf(value));

/**
 * The same JSON from a store that keeps keys in an order of its own (canonical JSON, jsonb): descending here, else ascending. Undefined
 * where both are the order in which they stand.
 */
export function reordered(value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined) return undefined;
  for (const direction of [1, -1]) {
    const { copy, moved } = sortedBy(value, direction);
    if (moved) return deepFreeze(copy);
  }
  return undefined;
}

function sortedBy(value: JsonValue, direction: number): { readonly copy: JsonValue; readonly moved: boolean } {
  let moved = false;
  const visit = (part: JsonValue): JsonValue => {
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(visit);
    const keys = Object.keys(part);
    const copy: Record<string, JsonValue> = {};
    for (const key of [...keys].sort((a, b) => (a < b ? direction : -direction))) {
      const member = visit((part as Record<string, JsonValue>)[key] ?? null);
      Object.defineProperty(copy, key, { value: member, writable: true, enumerable: true, configurable: true });
    }
    // Keys that are numbers stand in the order of the numbers, whatever one does.
    if (Object.keys(copy).some((key, i) => key !== keys[i])) moved = true;
    return copy;
  };
  return { copy: visit(value), moved };
}
