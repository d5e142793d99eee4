/** A record with a field masked, as a rule of retention would leave it. */
import type { FieldModel, Model } from '../model/model.ts';
import { canonicalText } from '../record/canonical.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import { sha256Hex } from '../record/sha256.ts';
import type { Retouch } from '../replay/calls.ts';

type Way = 'nullify' | 'mask' | 'hash' | 'drop';

/** What is put in the place of a value; undefined drops it. Text and numbers stay what they are, so that they fit their schema. */
function masked(value: JsonValue, way: Way): JsonValue | undefined {
  if (way === 'drop') return undefined;
  if (way === 'hash') return `sha256:${sha256Hex(canonicalText(value))}`;
  if (way === 'nullify' || typeof value === 'object' || typeof value === 'boolean') return null;
  return typeof value === 'number' ? 0 : '***';
}

/** The value with what stands at the path masked, in each element of an array that is on the way. The same reference where nothing is. */
function maskAt(value: JsonValue, [key, ...rest]: readonly string[], way: Way): JsonValue {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: JsonValue) => maskAt(item, [key, ...rest], way));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  const object = value as JsonObject;
  if (!Object.hasOwn(object, key)) return value;
  const before = object[key] ?? null;
  const after = rest.length === 0 ? masked(before, way) : maskAt(before, rest, way);
  if (after === before) return value;
  const { [key]: _, ...others } = object;
  return after === undefined ? others : { ...object, [key]: after };
}

/** How the model says that a field is redacted; it is masked where it says nothing. */
function wayOf(model: Model | undefined, type: string, path: readonly string[]): Way {
  const events = Object.entries(model?.events ?? {});
  const [, event] = events.find(([name, { formerly }]) => name === type || formerly?.includes(type)) ?? [];
  let fields = event?.payload;
  let field: FieldModel | undefined;
  for (const key of path) {
    field = fields?.[key];
    fields = field?.fields ?? field?.items?.fields;
  }
  return (field?.redact as Way | undefined) ?? 'mask';
}

/** `onMask` hears each record that is altered. */
export function masking(
  paths: readonly (readonly string[])[],
  model: Model | undefined,
  onMask: (id: string) => void,
): Retouch | undefined {
  if (paths.length === 0) return undefined;
  return (record) => {
    let altered = record as unknown as JsonObject;
    for (const path of paths) {
      const way = path[0] === 'payload' ? wayOf(model, record.type, path.slice(1)) : 'mask';
      altered = maskAt(altered, path, way) as JsonObject;
    }
    if (altered !== (record as unknown as JsonObject)) onMask(record.id);
    return altered as unknown as typeof record;
  };
}
