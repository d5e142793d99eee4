/** The fields of a payload, nested ones too, each with its pointer; and who an event belongs to. */
import type { EventModel, FieldModel, Model, Payload } from '../model/model.ts';
import { pointer } from './rule.ts';

export interface PlacedField {
  readonly name: string;
  readonly field: FieldModel;
  readonly at: string;
}

export function* fieldsOf(payload: Payload | undefined, at: string): Generator<PlacedField> {
  for (const [name, field] of Object.entries(payload ?? {})) {
    const here = at + pointer(name);
    yield { name, field, at: here };
    yield* fieldsOf(field.fields, `${here}/fields`);
    yield* fieldsOf(field.items?.fields, `${here}/items/fields`);
  }
}

/** A part by its name, whatever the name is. */
export const named = <T>(section: Readonly<Record<string, T>>, name: string | undefined): T | undefined =>
  name !== undefined && Object.hasOwn(section, name) ? section[name] : undefined;

const owners = new WeakMap<Model, ReadonlyMap<string, readonly string[]>>();

/** By subject: the services that own it. */
export function ownersOf(model: Model): ReadonlyMap<string, readonly string[]> {
  const known = owners.get(model);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const [service, { owns = [] }] of Object.entries(model.services))
    for (const subject of owns) made.set(subject, [...(made.get(subject) ?? []), service]);
  owners.set(model, made);
  return made;
}

/** The service that emits an event: named, or the one that owns its subject (contract §2). */
export const producerOf = (model: Model, { producer, subject }: EventModel): string | undefined =>
  producer ?? (subject === undefined ? undefined : ownersOf(model).get(subject)?.[0]);

const heard = new WeakMap<Model, ReadonlySet<string>>();

/** Event types that a consumer or a projection hears; `'*'` is all of them. */
export function heardTypes(model: Model): ReadonlySet<string> {
  const known = heard.get(model);
  if (known) return known;
  const made = new Set([
    ...Object.values(model.consumers).flatMap(({ on }) => Object.keys(on ?? {})),
    ...Object.values(model.projections).flatMap(({ on }) => on ?? []),
  ]);
  heard.set(model, made);
  return made;
}
