/**
 * A payload as a tree that can be compared, whether the model writes it in the short form or as a JSON Schema 2020-12 (contract §2): both
 * become the same nodes. Children are made when asked for, so a schema may refer to itself; `at` says where a node stands and is finite.
 */

import { pointer } from '../json-pointer.ts';
import type { FieldModel, Payload } from '../model/model.ts';
import type { JsonValue } from '../record/record.ts';

export interface EnumNode {
  /** Canonical text of each. */
  readonly values: readonly string[];
  /** Open to values to come. */
  readonly open: boolean;
  /** A constant, or an enum with a default: readers know what to do with another value. */
  readonly safe: boolean;
}
export interface FieldNode {
  readonly required: boolean;
  readonly at: string;
  readonly node: () => PayloadNode;
}
export interface PayloadNode {
  readonly at: string;
  /** JSON types, sorted; none = any. */
  readonly types: readonly string[];
  readonly format?: string | undefined;
  readonly values?: EnumNode | undefined;
  readonly fields: ReadonlyMap<string, FieldNode>;
  /** Fields that are not declared; the short form does not say. */
  readonly additional: 'unsaid' | 'allowed' | 'refused' | (() => PayloadNode);
  readonly items?: (() => PayloadNode) | undefined;
  /** Branches of anyOf and oneOf, with their text. */
  readonly branches: readonly { readonly text: string; readonly node: () => PayloadNode }[];
  /** Other keywords that constrain: `minimum`, `pattern`. */
  readonly bounds: Readonly<Record<string, JsonValue>>;
  /** What constrains nothing: `description`, `sensitive`. */
  readonly notes: Readonly<Record<string, JsonValue>>;
  /** A `$ref` that leads nowhere in this text. */
  readonly unresolved?: string | undefined;
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  datetime: 'date-time',
  date: 'date',
  duration: 'duration',
  email: 'email',
  uri: 'uri',
};

const typesOf = (type: string): readonly string[] => {
  if (type === 'any') return [];
  if (type === 'enum' || Object.hasOwn(FORMATS, type)) return ['string'];
  return [type];
};

function fieldNode(field: FieldModel, at: string): PayloadNode {
  const { type, values, open = false, fields, items, description, sensitive, reason, access, redact } = field;
  const notes = { description, sensitive, reason, access, redact };
  return {
    at,
    types: typesOf(type),
    format: Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined,
    values: values && { values: values.map((value) => JSON.stringify(value)), open, safe: false },
    fields: fieldsOf(fields ?? {}, `${at}/fields`),
    additional: 'unsaid',
    items: items && (() => fieldNode(items, `${at}/items`)),
    branches: [],
    bounds: {},
    notes: Object.fromEntries(
      Object.entries(notes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  };
}

const fieldsOf = (fields: Payload, at: string): ReadonlyMap<string, FieldNode> =>
  new Map(
    Object.entries(fields).map(([name, field]) => {
      const here = at + pointer(name);
      return [name, { required: field.optional !== true, at: here, node: () => fieldNode(field, here) }];
    }),
  );

/** A payload in the short form. */
export function payloadNode(payload: Payload, at: string): PayloadNode {
  return {
    at,
    types: ['object'],
    fields: fieldsOf(payload, at),
    additional: 'unsaid',
    branches: [],
    bounds: {},
    notes: {},
  };
}
