/** A payload as a form: its fields, and text to value and back. */
import type { CommandModel, FieldModel } from '../../core/model/model.ts';
import { isRawNumber, parseExact } from '../../core/record/json.ts';
import type { ExactValue, JsonObject, JsonValue } from '../../core/record/record.ts';
import { resolveRef } from '../../core/writepath/example.ts';

export type Input = 'text' | 'uuid' | 'number' | 'integer' | 'boolean' | 'enum' | 'date' | 'json';
export interface FormField {
  readonly name: string;
  readonly input: Input;
  /** What the model calls its type. */
  readonly type: string;
  readonly optional: boolean;
  /** Of an enum. */
  readonly values: readonly string[];
  /** Other values than these fit too. */
  readonly open: boolean;
  readonly description?: string;
}
/** What a person has written of each field; '' is nothing. */
export type Texts = Readonly<Record<string, string>>;
/** `rest` is what the form does not show. */
export interface Written {
  readonly texts: Texts;
  readonly rest: JsonObject;
}

const INPUTS: Readonly<Record<string, Input>> = {
  uuid: 'uuid',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  object: 'json',
  any: 'json',
};

function ofField(name: string, field: FieldModel): FormField {
  const { type, optional = false, values = [], open = false, fields, items, description } = field;
  const input: Input = values.length > 0 ? 'enum' : fields || items ? 'json' : (INPUTS[type] ?? 'text');
  const called = values.length > 0 ? 'one of these' : items ? 'list' : fields ? 'object' : type;
  return { name, input, type: called, optional, values, open, ...(description !== undefined && { description }) };
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofSchema(root: JsonValue, name: string, given: JsonValue, optional: boolean): FormField {
  const schema = isObject(given) ? resolveRef(root, given) : {};
  const { type, format, enum: listed, description } = isObject(schema) ? schema : ({} as JsonObject);
  const values = Array.isArray(listed) && listed.every((one) => typeof one === 'string') ? (listed as string[]) : [];
  const known = typeof type === 'string' ? type : '';
  const input: Input =
    values.length > 0
      ? 'enum'
      : known === 'string'
        ? format === 'uuid' || format === 'date'
          ? format
          : 'text'
        : known === 'number' || known === 'integer' || known === 'boolean'
          ? known
          : 'json';
  const called = typeof format === 'string' ? format : known || 'any';
  return {
    name,
    input,
    type: called,
    optional,
    values,
    open: false,
    ...(typeof description === 'string' && { description }),
  };
}

/** Undefined: what it declares is no list of fields, and it is written as JSON. */
export function formFields({ payload, schema }: CommandModel): readonly FormField[] | undefined {
  if (schema === undefined) return Object.entries(payload ?? {}).map(([name, field]) => ofField(name, field));
  const root = isObject(schema) ? resolveRef(schema, schema) : undefined;
  if (!isObject(root) || !isObject(root['properties'])) return undefined;
  // Fields that stand only in some branch would be missing.
  if (['allOf', 'oneOf', 'anyOf', 'if'].some((key) => root[key] !== undefined)) return undefined;
  const required = Array.isArray(root['required']) ? (root['required'] as readonly JsonValue[]) : [];
  return Object.entries(root['properties']).map(([name, field]) =>
    ofSchema(schema, name, field, !required.includes(name)),
  );
}

const textOf = (field: FormField, value: JsonValue): string =>
  field.input === 'json' || typeof value === 'object' ? JSON.stringify(value, undefined, 2) : String(value);

export function writtenOf(fields: readonly FormField[], payload: JsonObject): Written {
  const shown = new Set(fields.map(({ name }) => name));
  const texts = Object.fromEntries(
    fields.flatMap((field) => {
      const value = Object.hasOwn(payload, field.name) ? payload[field.name] : undefined;
      return value === undefined ? [] : [[field.name, textOf(field, value)]];
    }),
  );
  return { texts, rest: Object.fromEntries(Object.entries(payload).filter(([name]) => !shown.has(name))) };
}

export type Read<T> = { readonly value: T } | { readonly wrong: string };

const inexact = (value: ExactValue): boolean =>
  typeof value === 'object' && value !== null && (isRawNumber(value) || Object.values(value).some(inexact));

/** JSON as a command can carry it. */
export function readJson(text: string): Read<JsonValue> {
  try {
    const value = parseExact(text);
    if (inexact(value)) return { wrong: 'holds a number with more digits than a command can carry exactly' };
    return { value: value as JsonValue };
  } catch (error) {
    return { wrong: `is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Undefined: nothing is written. */
export function readField({ input }: Pick<FormField, 'input'>, text: string): Read<JsonValue> | undefined {
  if (text === '') return undefined;
  switch (input) {
    case 'json':
      return readJson(text);
    case 'boolean':
      return { value: text === 'true' };
    case 'number':
    case 'integer': {
      const number = Number(text);
      if (text.trim() === '' || !Number.isFinite(number)) return { wrong: 'is no number' };
      if (Number.isInteger(number) && !Number.isSafeInteger(number))
        return { wrong: 'has more digits than a command can carry exactly' };
      return { value: number };
    }
    default:
      return { value: text };
  }
}

/** The payload that is written, or what of it cannot be read, by field. */
export function readForm(
  fields: readonly FormField[],
  { texts, rest }: Written,
): { readonly payload: JsonObject; readonly wrong: Texts } {
  const wrong: Record<string, string> = {};
  const payload: Record<string, JsonValue> = {};
  for (const field of fields) {
    const text = texts[field.name] ?? '';
    // Text that may be empty is empty where it must stand.
    const read = text === '' && field.input === 'text' && !field.optional ? { value: '' } : readField(field, text);
    if (read && 'wrong' in read) wrong[field.name] = read.wrong;
    else if (read) payload[field.name] = read.value;
  }
  return { payload: { ...payload, ...rest }, wrong };
}

/** What a form begins with: the example, and of the command before it what is called the same. */
export function carried(example: JsonObject, before: JsonObject, fields: readonly FormField[]): JsonObject {
  const names = fields.filter(({ input }) => input !== 'enum' && input !== 'json').map(({ name }) => name);
  const same = names.filter(
    (name) =>
      Object.hasOwn(before, name) && Object.hasOwn(example, name) && typeof before[name] === typeof example[name],
  );
  return { ...example, ...Object.fromEntries(same.map((name) => [name, before[name] ?? null])) };
}
