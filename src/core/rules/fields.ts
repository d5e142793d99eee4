/** The fields of a payload, nested ones too, each with its pointer; and who an event belongs to. */

import { pointer } from '../json-pointer.ts';
import type { ConsumerModel, EventModel, FieldModel, Model, Payload } from '../model/model.ts';
import { namesIn } from '../model/names-in.ts';
import { perModel } from './per-model.ts';
import type { Report } from './rule.ts';
import { fieldsOfSchema } from './schema-fields.ts';

export interface PlacedField {
  readonly name: string;
  readonly field: FieldModel;
  readonly at: string;
}

/** All fields of an event's current payload, be it in the short form or a JSON Schema. */
export function fieldsOfEvent(name: string, event: EventModel): readonly PlacedField[] {
  const known = listed.get(event);
  if (known?.name === name) return known.fields;
  const { payload, schema } = event;
  const fields = [
    ...fieldsOf(payload, pointer('events', name, 'payload')),
    ...(schema === undefined ? [] : fieldsOfSchema(schema, pointer('events', name, 'schema'))),
  ];
  listed.set(event, { name, fields });
  return fields;
}

/** Many rules ask, and an event that was not edited stays the same object from one keystroke to the next. */
const listed = new WeakMap<EventModel, { readonly name: string; readonly fields: readonly PlacedField[] }>();

/** The fix of a field that must not be there; a schema may name it elsewhere, as in `required`. */
export const removal = ({ name, at }: PlacedField): Pick<Report, 'fix'> =>
  /^\/events\/[^/]*\/schema\//.test(at) ? {} : { fix: { title: `Remove ${name}`, remove: { at } } };

export function* fieldsOf(payload: Payload | undefined, at: string): Generator<PlacedField> {
  for (const [name, field] of Object.entries(payload ?? {})) {
    const here = at + pointer(name);
    yield { name, field, at: here };
    yield* below(field, here);
  }
}

function* below({ fields, items }: FieldModel, at: string): Generator<PlacedField> {
  yield* fieldsOf(fields, `${at}/fields`);
  if (items) yield* below(items, `${at}/items`);
}

/** What an array holds, at any depth; the field itself where it is none. */
export const elementOf = (field: FieldModel): FieldModel => (field.items ? elementOf(field.items) : field);

/** A part by its name, whatever the name is. */
export const named = <T>(section: Readonly<Record<string, T>>, name: string | undefined): T | undefined =>
  name !== undefined && Object.hasOwn(section, name) ? section[name] : undefined;

/** By subject: the services that own it. */
export const ownersOf = perModel((model): ReadonlyMap<string, readonly string[]> => {
  const made = new Map<string, string[]>();
  for (const [service, { owns = [] }] of Object.entries(model.services))
    for (const subject of owns) made.set(subject, [...(made.get(subject) ?? []), service]);
  return made;
});

export const eventNames = perModel((model): readonly string[] => namesIn(model.events));

/** For what is made once of a model: of ten thousand events, no list is made each time. */
export function* namedEvents({ events }: Model): Iterable<readonly [name: string, event: EventModel]> {
  for (const name of namesIn(events)) {
    const event = events[name];
    if (event) yield [name, event];
  }
}

/** The services in the order in which they are declared. */
export const servicesOf = perModel((model): readonly string[] => Object.keys(model.services));

/** The service that emits an event: named, or the one that owns its subject (contract §2). */
export const producerOf = (model: Model, { producer, subject }: EventModel): string | undefined =>
  producer !== undefined && producer.trim() !== ''
    ? producer
    : subject === undefined
      ? undefined
      : ownersOf(model).get(subject)?.[0];

/** Event types that a consumer or a projection hears; `'*'` is all of them. */
export const heardTypes = perModel(
  (model): ReadonlySet<string> =>
    new Set([
      ...Object.values(model.consumers).flatMap(({ on }) => Object.keys(on ?? {})),
      ...Object.values(model.projections).flatMap(({ on }) => on ?? []),
    ]),
);

/** By event type: the consumers whose `on` names it, in order; those of everything under `'*'`. */
export const consumersByType = perModel((model): ReadonlyMap<string, readonly NamedConsumer[]> => {
  const made = new Map<string, NamedConsumer[]>();
  for (const [name, consumer] of Object.entries(model.consumers))
    for (const type of Object.keys(consumer.on ?? {})) {
      const list = made.get(type);
      if (list) list.push([name, consumer]);
      else made.set(type, [[name, consumer]]);
    }
  return made;
});
type NamedConsumer = readonly [name: string, consumer: ConsumerModel];
