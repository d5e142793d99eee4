/** A payload that fits what is declared: something to begin with in a form. What a pattern asks for is not guessed. */
import type { FieldModel, Payload } from '../model/model.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';

const TEXTS: Readonly<Record<string, string>> = {
  uuid: '0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b3a',
  datetime: '2026-03-01T09:00:00Z',
  date: '2026-03-01',
  duration: '1d',
  email: 'ada@example.org',
  uri: 'https://example.org/',
};
/** JSON Schema's names for the same. */
const FORMATS: Readonly<Record<string, string>> = {
  ...TEXTS,
  'date-time': '2026-03-01T09:00:00Z',
  time: '09:00:00Z',
  duration: 'P1D',
  hostname: 'example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  'uri-reference': '/',
  'json-pointer': '',
};
const MAX_DEPTH = 12;
const MAX_ITEMS = 20;

/** `order_id` is `order-1`, `note` is `note`. */
const wordFor = (name: string): string => {
  const [, of] = /^(.+?)_?(?:id|Id|ID)$/.exec(name) ?? [];
  return of === undefined ? name || 'text' : `${of}-1`;
};

/** Optional fields are left out. */
export function examplePayload(payload: Payload): JsonObject {
  return Object.fromEntries(
    Object.entries(payload)
      .filter(([, { optional }]) => optional !== true)
      .map(([name, field]) => [name, exampleField(name, field)]),
  );
}

export function exampleField(name: string, { type, values, fields, items }: FieldModel): JsonValue {
  if (values) return values[0] ?? '';
  if (fields) return examplePayload(fields);
  if (items) return [exampleField(name.replace(/s$/, ''), items)];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  if (type === 'any') return null;
  return Object.hasOwn(TEXTS, type) ? (TEXTS[type] ?? '') : wordFor(name);
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];
const numberAt = (schema: JsonObject, key: string): number | undefined => {
  const value = schema[key];
  return typeof value === 'number' ? value : undefined;
};

/** What a schema's reference into itself names. */
export function resolveRef(root: JsonValue, schema: JsonObject): JsonValue {
  const ref = schema['$ref'];
  if (typeof ref !== 'string' || !ref.startsWith('#')) return schema;
  let at: JsonValue | undefined = root;
  for (const part of ref.slice(1).split('/').slice(1)) {
    const key = decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~');
    at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at ?? {};
}

/** One object of a schema and of all that it must satisfy at once. */
function merged(root: JsonValue, schema: JsonObject, depth: number): JsonObject {
  const parts = listOf(schema['allOf']);
  const [first] = [...listOf(schema['oneOf']), ...listOf(schema['anyOf'])];
  let whole = schema;
  for (const part of [...parts, ...(first === undefined ? [] : [first])]) {
    const resolved = isObject(part) ? resolveRef(root, part) : {};
    const next = isObject(resolved) && depth < MAX_DEPTH ? merged(root, resolved, depth + 1) : {};
    const properties = { ...(next['properties'] as JsonObject), ...(whole['properties'] as JsonObject) };
    const required = [...listOf(whole['required']), ...listOf(next['required'])];
    whole = { ...next, ...whole, properties, required };
  }
  return whole;
}

export function exampleOfSchema(root: JsonValue, name = ''): JsonValue {
  const make = (given: JsonValue | undefined, of: string, depth: number): JsonValue => {
    if (!isObject(given) || depth > MAX_DEPTH) return null;
    const resolved = resolveRef(root, given);
    if (!isObject(resolved)) return null;
    if (resolved !== given) return make(resolved, of, depth + 1);
    const schema = merged(root, given, depth);
    if (schema['const'] !== undefined) return schema['const'];
    for (const key of ['enum', 'examples']) {
      const [first] = listOf(schema[key]);
      if (first !== undefined) return first;
    }
    if (schema['default'] !== undefined) return schema['default'];
    const types = typeof schema['type'] === 'string' ? [schema['type']] : listOf(schema['type']);
    const hasProperties = isObject(schema['properties']) && Object.keys(schema['properties']).length > 0;
    const type = types.find((one) => one !== 'null') ?? types[0] ?? (hasProperties ? 'object' : 'string');
    if (type === 'null') return null;
    if (type === 'boolean') return false;
    if (type === 'object') {
      const properties = isObject(schema['properties']) ? schema['properties'] : {};
      return Object.fromEntries(
        listOf(schema['required']).flatMap((key) =>
          typeof key === 'string' ? [[key, make(properties[key] ?? {}, key, depth + 1)] as const] : [],
        ),
      );
    }
    if (type === 'array') {
      const count = Math.min(MAX_ITEMS, numberAt(schema, 'minItems') ?? 0);
      return Array.from({ length: count }, () => make(schema['items'] ?? {}, of, depth + 1));
    }
    if (type === 'integer' || type === 'number') return exampleNumber(schema, type === 'integer');
    return exampleText(schema, of);
  };
  return make(root, name, 0);
}

function exampleNumber(schema: JsonObject, whole: boolean): number {
  const unit = whole ? 1 : 0.5;
  const above = numberAt(schema, 'exclusiveMinimum');
  const below = numberAt(schema, 'exclusiveMaximum');
  const least = Math.max(numberAt(schema, 'minimum') ?? -Infinity, above === undefined ? -Infinity : above + unit);
  const most = Math.min(numberAt(schema, 'maximum') ?? Infinity, below === undefined ? Infinity : below - unit);
  const value = Math.min(Math.max(1, least), most);
  const step = numberAt(schema, 'multipleOf') ?? (whole ? 1 : undefined);
  return step === undefined || step <= 0 ? value : Math.ceil(value / step) * step;
}

function exampleText(schema: JsonObject, name: string): string {
  const { format } = schema;
  const text = typeof format === 'string' && Object.hasOwn(FORMATS, format) ? (FORMATS[format] ?? '') : wordFor(name);
  const least = Math.min(1000, numberAt(schema, 'minLength') ?? 0);
  return text.padEnd(least, 'x').slice(0, numberAt(schema, 'maxLength'));
}

/** Of a command or an event; `{}` where it declares nothing. */
export const exampleOf = ({
  payload,
  schema,
}: {
  readonly payload?: Payload;
  readonly schema?: JsonValue;
}): JsonValue => (schema !== undefined ? exampleOfSchema(schema) : examplePayload(payload ?? {}));
