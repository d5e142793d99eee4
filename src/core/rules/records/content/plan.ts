/** A model as the rules on records need it: what is known of each recorded type, made once for each model. */
import { oldNames } from '../../../model/knows.ts';
import type { EventModel, FieldModel, Model, Payload } from '../../../model/model.ts';
import type { ExactObject, ExactValue, JsonValue } from '../../../record/record.ts';

export interface Mark {
  readonly sensitive?: string;
  /** Sensitive, and somebody wrote why it is needed. */
  readonly excused: boolean;
}

export interface EventPlan {
  /** Its name now; a stored record may have a former one. */
  readonly name: string;
  readonly event: EventModel;
  readonly subject: string | undefined;
  /** The payload field that names the subject. */
  readonly idField: string | undefined;
  /** By path without array brackets, `address.city`. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** By path: declared short-form type. */
  readonly types: ReadonlyMap<string, string>;
}

const NO_PLANS: ReadonlyMap<string, EventPlan> = new Map();
const plans = new WeakMap<Model, ReadonlyMap<string, EventPlan>>();

/** By recorded type, former names included; a name of today is never a former one of another. */
export function planOf(model: Model | undefined): ReadonlyMap<string, EventPlan> {
  if (!model) return NO_PLANS;
  const before = plans.get(model);
  if (before) return before;
  const made = new Map<string, EventPlan>();
  for (const [name, event] of Object.entries(model.events)) made.set(name, planEvent(name, event, model));
  for (const plan of [...made.values()])
    for (const old of plan.event.formerly ?? []) if (!made.has(old)) made.set(old, plan);
  plans.set(model, made);
  return made;
}

/** The plan of one recorded type, where the others are not asked for. */
export function planFor(model: Model, type: string): EventPlan | undefined {
  const name = Object.hasOwn(model.events, type) ? type : oldNames(model.events).get(type);
  const event = name === undefined ? undefined : model.events[name];
  return name === undefined || !event ? undefined : planEvent(name, event, model);
}

/** By definition: of a model that is being typed, only one changes at a time. */
const planned = new WeakMap<EventModel, EventPlan>();

function planEvent(name: string, event: EventModel, model: Model): EventPlan {
  const subject = event.subject;
  const declared =
    subject !== undefined && Object.hasOwn(model.subjects, subject) ? model.subjects[subject] : undefined;
  const before = planned.get(event);
  if (before?.name === name && before.idField === declared?.id) return before;
  const marks = new Map<string, Mark>();
  const types = new Map<string, string>();
  for (const { payload, schema } of [...Object.values(event.versions ?? {}), event]) {
    if (payload) markFields(payload, '', marks, types);
    if (schema !== undefined) markSchema(schema, '', marks, 0);
  }
  const plan = { name, event, subject, idField: declared?.id, marks, types };
  planned.set(event, plan);
  return plan;
}

function markFields(payload: Payload, prefix: string, marks: Map<string, Mark>, types: Map<string, string>): void {
  for (const [name, field] of Object.entries(payload)) markField(field, prefix + name, marks, types);
}

function markField(field: FieldModel, path: string, marks: Map<string, Mark>, types: Map<string, string>): void {
  types.set(path, field.values ? 'enum' : field.type);
  if (field.sensitive !== undefined)
    marks.set(path, { sensitive: field.sensitive, excused: (field.reason ?? '').trim() !== '' });
  if (field.fields) markFields(field.fields, `${path}.`, marks, types);
  if (field.items) markField(field.items, path, marks, types);
}

/** JSON Schema has no such word; `sensitive` and `reason` beside a property's type are read as in the short form. */
function markSchema(schema: JsonValue, path: string, marks: Map<string, Mark>, depth: number): void {
  if (depth > 32 || typeof schema !== 'object' || schema === null) return;
  const node = schema as { readonly [key: string]: JsonValue | undefined };
  const sensitive = node['sensitive'] ?? node['x-sensitive'];
  const reason = node['reason'] ?? node['x-reason'];
  if (typeof sensitive === 'string')
    marks.set(path, { sensitive, excused: typeof reason === 'string' && reason.trim() !== '' });
  const properties = node['properties'];
  if (isObject(properties))
    for (const [name, child] of Object.entries(properties))
      markSchema(child, path === '' ? name : `${path}.${name}`, marks, depth + 1);
  if (node['items'] !== undefined) markSchema(node['items'], path, marks, depth + 1);
}

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of an object that it owns; names are data, `constructor` too. */
export function ownOf(value: ExactValue, name: string): ExactValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as ExactObject)[name] : undefined;
}

/** A payload field by its dotted path. */
export function memberOf(payload: ExactValue, path: string): ExactValue | undefined {
  const whole = ownOf(payload, path);
  if (whole !== undefined || !path.includes('.')) return whole;
  let value: ExactValue | undefined = payload;
  for (const name of path.split('.')) value = value === undefined ? undefined : ownOf(value, name);
  return value;
}

/** A scalar as text: identifiers come as numbers too. */
export function textOf(value: ExactValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const digits = value === undefined ? undefined : ownOf(value, '$digits');
  return typeof digits === 'string' ? digits : undefined;
}
