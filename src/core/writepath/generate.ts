/**
 * Commands by chance, from their schemas: the same seed gives the same ones. Few subjects and small values, so that commands meet; now and then an
 * edge of what the schema allows. What a pattern asks for is not guessed: there stands the example, and the schema is asked before a command is given.
 */
import type { Random } from '../faults/random.ts';
import type { FieldModel, Model, Payload } from '../model/model.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import { exampleField, exampleOfSchema } from './example.ts';
import type { CommandRequest } from './record.ts';
import { type Schemas, schemasOf } from './schemas.ts';

export interface GenerateOptions {
  /** Of so many subjects of each type. */
  readonly subjects?: number;
  /** Only these. */
  readonly commands?: readonly string[];
}
const SUBJECTS = 2;
const NUMBERS = [0, 1, 2, 3, 5, 10, 100, -1, 1_000_000] as const;
const WORDS = ['a', 'b', 'ada', '', 'x y', 'Ω'] as const;
const DAY_MILLIS = 86_400_000;

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
/** A UUID that its number makes. */
const uuidOf = (n: number) => `${hex(n, 8)}-0f5f-4d5e-9a51-${hex(n, 12)}`;

function timeOf(random: Random): string {
  return new Date(Date.UTC(2026, 0, 1) + random.below(60) * DAY_MILLIS).toISOString().replace('.000Z', 'Z');
}

function valueFor(random: Random, name: string, field: FieldModel): JsonValue {
  const { type, values, fields, items } = field;
  if (values) return values[random.below(values.length)] ?? '';
  if (fields) return payloadOf(random, fields);
  if (items) return Array.from({ length: random.below(4) }, () => valueFor(random, name, items));
  if (type === 'integer') return random.pick(NUMBERS);
  if (type === 'number') return random.below(4) === 0 ? random.pick(NUMBERS) + 0.5 : random.pick(NUMBERS);
  if (type === 'boolean') return random.below(2) === 0;
  if (type === 'string') return random.pick(WORDS);
  if (type === 'uuid') return uuidOf(random.below(SUBJECTS));
  if (type === 'datetime') return timeOf(random);
  if (type === 'date') return timeOf(random).slice(0, 10);
  return exampleField(name, field);
}

function payloadOf(random: Random, payload: Payload): JsonObject {
  return Object.fromEntries(
    Object.entries(payload).flatMap(([name, field]) =>
      field.optional === true && random.below(2) === 0 ? [] : [[name, valueFor(random, name, field)]],
    ),
  );
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values of a JSON Schema: the example, with the simple ones of its properties changed by chance as far as they still fit. */
function ofSchema(random: Random, schema: JsonValue, fits: (payload: JsonValue) => boolean): JsonValue {
  let payload = exampleOfSchema(schema);
  const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {};
  for (const [name, of] of Object.entries(properties)) {
    if (!isObject(payload) || !isObject(of)) continue;
    const { type, enum: listed } = of;
    const options: readonly JsonValue[] = Array.isArray(listed)
      ? (listed as readonly JsonValue[])
      : type === 'integer' || type === 'number'
        ? NUMBERS
        : type === 'boolean'
          ? [true, false]
          : type === 'string' && of['format'] === undefined
            ? WORDS
            : [];
    const value = options[random.below(options.length + 1)];
    if (value === undefined) continue;
    const changed = { ...payload, [name]: value };
    if (fits(changed)) payload = changed;
  }
  return payload;
}

/** Undefined where the model has no command that can be generated. */
export function commandGenerator(
  model: Model,
  random: Random,
  { subjects = SUBJECTS, commands }: GenerateOptions = {},
  schemas: Schemas = schemasOf(model),
): (() => CommandRequest) | undefined {
  const [first, ...rest] = Object.keys(model.commands).filter((name) => commands?.includes(name) ?? true);
  if (first === undefined) return undefined;
  const subjectField = (type: string): string | undefined => {
    const { subject, subject_id } = model.commands[type] ?? {};
    return subject_id ?? (subject === undefined ? undefined : model.subjects[subject]?.id);
  };
  const envelopeOf = (type: string) => {
    const owner = model.commands[type]?.owner ?? 'core';
    const version = model.systems[owner]?.version;
    return owner === 'core'
      ? undefined
      : { system_id: owner, ...(version !== undefined && { system_version: version }) };
  };
  const subjectValue = (field: FieldModel | undefined): JsonValue => {
    const n = random.below(subjects);
    if (field?.values) return field.values[n % field.values.length] ?? '';
    if (field?.type === 'integer' || field?.type === 'number') return n + 1;
    return field?.type === 'uuid' ? uuidOf(n + 1) : `s-${n + 1}`;
  };
  return () => {
    const type = random.pick([first, ...rest]);
    const { payload: declared, schema } = model.commands[type] ?? {};
    const fits = (payload: JsonValue) => schemas.command(type, payload).length === 0;
    let payload: JsonValue = schema === undefined ? payloadOf(random, declared ?? {}) : ofSchema(random, schema, fits);
    const named = subjectField(type);
    if (named !== undefined && isObject(payload)) {
      const changed = { ...payload, [named]: subjectValue(declared?.[named]) };
      if (schema === undefined || fits(changed)) payload = changed;
    }
    const envelope = envelopeOf(type);
    return { type, payload, ...(envelope && { with: envelope }) };
  };
}
