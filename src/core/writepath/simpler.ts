/** Simpler JSON values than one that shows a failure, the simplest first. */
import type { JsonObject, JsonValue } from '../record/record.ts';

function* numbers(value: number): Generator<number> {
  for (const simple of [0, 1, -1]) if (Math.abs(simple) < Math.abs(value)) yield simple;
  const half = Math.trunc(value / 2);
  if (Math.abs(half) > 1) yield half;
  if (!Number.isInteger(value)) yield Math.trunc(value);
  else if (Math.abs(value) > 2) yield value - Math.sign(value);
}

/** One change each: a field or item left out, or one value simpler. */
export function* simpler(value: JsonValue): Generator<JsonValue> {
  if (typeof value === 'number') yield* numbers(value);
  else if (typeof value === 'string') {
    if (value !== '') yield '';
    if (value.length > 1) yield value.slice(0, Math.ceil(value.length / 2));
  } else if (value === true) yield false;
  else if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    for (const i of items.keys()) yield items.filter((_, k) => k !== i);
    for (const [i, item] of items.entries())
      for (const one of simpler(item)) yield items.map((other, k) => (k === i ? one : other));
  } else if (typeof value === 'object' && value !== null) {
    const fields: readonly (readonly [string, JsonValue])[] = Object.entries(value as JsonObject);
    for (const [name] of fields) yield Object.fromEntries(fields.filter(([other]) => other !== name));
    for (const [name, field] of fields)
      for (const one of simpler(field)) yield { ...(value as JsonObject), [name]: one };
  }
}
