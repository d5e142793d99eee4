/** A first scenario for a model, with values that fit the command's schema. */
import type { FieldModel, Model, Payload } from '../../core/model/model.ts';
import type { JsonObject, JsonValue } from '../../core/record/record.ts';
import type { ScenarioText } from '../../core/writepath/scenario-from.ts';

const VALUES: Readonly<Record<string, JsonValue>> = {
  integer: 1,
  number: 1,
  boolean: true,
  uuid: '0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b3a',
  datetime: '2026-03-01T09:00:00Z',
  date: '2026-03-01',
  duration: 'PT1H',
  email: 'ada@example.org',
  uri: 'https://example.org/',
  object: {},
};

function exampleOf({ type, values, fields, items }: FieldModel): JsonValue {
  if (values?.[0] !== undefined) return values[0];
  if (fields) return payloadOf(fields);
  if (items) return [exampleOf(items)];
  return VALUES[type] ?? 'x';
}
const payloadOf = (payload: Payload): JsonObject =>
  Object.fromEntries(
    Object.entries(payload).flatMap(([name, field]) => (field.optional ? [] : [[name, exampleOf(field)]])),
  );

/** Undefined where the model has no command. */
export function exampleFor({ commands, scenarios }: Model): ScenarioText | undefined {
  const [first] = Object.entries(commands).filter(([, { emits }]) => (emits?.length ?? 0) > 0);
  if (!first) return undefined;
  const [command, { payload, emits = [], records }] = first;
  let name = `${command}-once`;
  for (let n = 2; Object.hasOwn(scenarios, name); n++) name = `${command}-${n}`;
  const [event] = emits;
  const written = [...(records === undefined ? [] : [records]), ...(event === undefined ? [] : [event])];
  return {
    name,
    given: [],
    when: { [command]: payloadOf(payload ?? {}) },
    // biome-ignore lint/suspicious/noThenProperty: a word of the model language
    then: written.map((type) => ({ [type]: {} })),
  };
}
