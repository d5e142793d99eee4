/**
 * A JSON Schema 2020-12 as payload nodes. `$ref` within the text and `allOf` are joined into the node that has them; a `$ref` that leads
 * elsewhere is not followed but kept in `unresolved`. A type that is not written follows from the other keywords, as their author meant it.
 */

import { pointer } from '../json-pointer.ts';
import { canonicalText } from '../record/canonical.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import type { EnumNode, FieldNode, PayloadNode } from './payload-node.ts';

interface Part {
  readonly schema: JsonObject;
  /** Pointer within the document. */
  readonly path: string;
  /** Made of an open enum, at the place of the schema that has it. */
  readonly open?: true;
}
interface Gathered {
  readonly parts: readonly Part[];
  readonly unresolved: readonly string[];
  /** The schema `false`: nothing fits. */
  readonly never: boolean;
}
interface Doc {
  readonly root: JsonValue;
  /** Pointer of the root in the model. */
  readonly base: string;
}

const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
  'contentEncoding',
  'contentMediaType',
]);
const HANDLED = new Set([
  '$schema',
  '$id',
  '$anchor',
  '$defs',
  'definitions',
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'type',
  'format',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'x-extensible-enum',
]);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const own = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** What `#/…` or `#anchor` names, with its place. */
function follow(root: JsonValue, ref: string): { readonly value: JsonValue; readonly path: string } | undefined {
  if (ref === '#') return { value: root, path: '' };
  if (!ref.startsWith('#/')) return undefined;
  let text: string;
  try {
    text = decodeURIComponent(ref.slice(1));
  } catch {
    return undefined;
  }
  let value: JsonValue | undefined = root;
  for (const key of text.slice(1).split('/')) {
    const name = key.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(value)) value = (value as readonly JsonValue[])[Number(name)];
    else value = isObject(value) ? own(value, name) : undefined;
    if (value === undefined) return undefined;
  }
  return { value, path: text };
}

/** A schema with all that `$ref` and `allOf` add to it. `seen` holds the places of this one node, so a circle of references ends. */
function gather(schema: JsonValue, path: string, doc: Doc, seen: Set<string>): Gathered {
  if (!isObject(schema)) return { parts: [], unresolved: [], never: schema === false };
  if (seen.has(path)) return { parts: [], unresolved: [], never: false };
  seen.add(path);
  const all: Gathered[] = [];
  const ref = own(schema, '$ref');
  if (typeof ref === 'string') {
    const target = follow(doc.root, ref);
    all.push(target ? gather(target.value, target.path, doc, seen) : { parts: [], unresolved: [ref], never: false });
  }
  listOf(own(schema, 'allOf')).forEach((member, i) => {
    all.push(gather(member, path + pointer('allOf', i), doc, seen));
  });
  const says = Object.keys(schema).some((key) => key !== '$ref' && key !== '$defs' && key !== '$schema');
  return {
    parts: [...(says ? [{ schema, path }] : []), ...all.flatMap((g) => g.parts)],
    unresolved: all.flatMap((g) => g.unresolved),
    never: all.some((g) => g.never),
  };
}

const typeOfValue = (value: JsonValue): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
};

function statedTypes({ schema }: Part): readonly string[] | undefined {
  const type = own(schema, 'type');
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter((t): t is string => typeof t === 'string');
  const values = Object.hasOwn(schema, 'const') ? [schema['const'] ?? null] : own(schema, 'enum');
  if (Array.isArray(values)) return [...new Set((values as readonly JsonValue[]).map(typeOfValue))];
  if (['properties', 'required', 'additionalProperties'].some((key) => Object.hasOwn(schema, key))) return ['object'];
  return Object.hasOwn(schema, 'items') ? ['array'] : undefined;
}

function statedValues({ schema }: Part): EnumNode | undefined {
  const safe = Object.hasOwn(schema, 'default');
  const text = (value: JsonValue) => canonicalText(value);
  if (Object.hasOwn(schema, 'const')) return { values: [text(schema['const'] ?? null)], open: false, safe: true };
  const known = own(schema, 'x-extensible-enum');
  if (Array.isArray(known)) return { values: (known as readonly JsonValue[]).map(text), open: true, safe };
  const values = own(schema, 'enum');
  return Array.isArray(values) ? { values: (values as readonly JsonValue[]).map(text), open: false, safe } : undefined;
}

/** `anyOf: [{ enum }, { type: string }]` is how a schema writes an open enum. */
function openEnum(branches: readonly JsonValue[]): JsonValue | undefined {
  const [first, second] = branches;
  if (branches.length !== 2 || !isObject(first) || !isObject(second)) return undefined;
  const isString = (schema: JsonObject) => Object.keys(schema).length === 1 && schema['type'] === 'string';
  if (Array.isArray(own(first, 'enum')) && isString(second)) return own(first, 'enum');
  return Array.isArray(own(second, 'enum')) && isString(first) ? own(second, 'enum') : undefined;
}

interface Alternatives {
  readonly more: readonly Part[];
  readonly nullable: boolean;
  readonly left: readonly Part[];
}

/** Joins a schema's alternatives into the node where they only allow null or open an enum; the others stay branches. */
function alternatives(part: Part, doc: Doc): Alternatives {
  const more: Part[] = [];
  const left: Part[] = [];
  let nullable = false;
  for (const key of ['anyOf', 'oneOf']) {
    const all = listOf(own(part.schema, key)).map((schema, i) => ({ schema, path: part.path + pointer(key, i) }));
    const isNull = ({ schema }: { readonly schema: JsonValue }) => isObject(schema) && own(schema, 'type') === 'null';
    const branches = all.filter((branch) => !isNull(branch));
    const open = openEnum(branches.map(({ schema }) => schema));
    if (open !== undefined) {
      nullable ||= branches.length < all.length;
      more.push({ schema: { type: 'string', 'x-extensible-enum': open }, path: part.path, open: true });
    } else if (branches.length === 1) {
      nullable ||= branches.length < all.length;
      for (const { schema, path } of branches) more.push(...gather(schema, path, doc, new Set()).parts);
    } else
      left.push(
        ...all.map(({ schema, path }) => ({
          schema: isObject(schema) ? schema : { not: schema === false ? {} : false },
          path,
        })),
      );
  }
  return { more, nullable, left };
}

const both = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined => {
  if (!a || !b) return a ?? b;
  return a.flatMap((t) => {
    if (b.includes(t)) return [t];
    if (t === 'integer' && b.includes('number')) return ['integer'];
    return t === 'number' && b.includes('integer') ? ['integer'] : [];
  });
};

/** The node of a schema at `path` of a document. */
function nodeAt(schema: JsonValue, path: string, doc: Doc): PayloadNode {
  const gathered = gather(schema, path, doc, new Set());
  const parts = [...gathered.parts];
  const split: Alternatives[] = [];
  const joined = new Set(parts.map((part) => part.path));
  // What an alternative adds may have alternatives of its own; a place is joined once.
  for (const part of parts) {
    const found = alternatives(part, doc);
    split.push(found);
    parts.push(...found.more.filter(({ path: where, open }) => open === true || !joined.has(where)));
    for (const { path: where } of found.more) joined.add(where);
  }
  const stated = parts.map(statedTypes).reduce(both, undefined);
  const nullable = split.some((s) => s.nullable);
  const types = stated && nullable ? [...new Set([...stated, 'null'])] : stated;
  const fields = new Map<string, FieldNode>();
  const required = new Set(parts.flatMap(({ schema: s }) => listOf(own(s, 'required'))));
  const field = (name: string, value: JsonValue, where: string) => {
    fields.set(name, { required: required.has(name), at: doc.base + where, node: () => nodeAt(value, where, doc) });
  };
  for (const { schema: s, path: where } of parts) {
    const properties = own(s, 'properties');
    if (!isObject(properties)) continue;
    for (const [name, value] of Object.entries(properties))
      if (!fields.has(name)) field(name, value, where + pointer('properties', name));
  }
  for (const name of required) if (typeof name === 'string' && !fields.has(name)) field(name, true, path);
  const first = <T>(of: (part: Part) => T | undefined): T | undefined => {
    for (const part of parts) {
      const found = of(part);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const child = (key: string) =>
    first(({ schema: s, path: where }) => {
      const value = own(s, key);
      return isObject(value) ? () => nodeAt(value, where + pointer(key), doc) : undefined;
    });
  const refused = parts.some(
    ({ schema: s }) => own(s, 'additionalProperties') === false || own(s, 'unevaluatedProperties') === false,
  );
  const keywords = (keep: (key: string) => boolean) =>
    Object.fromEntries(parts.toReversed().flatMap(({ schema: s }) => Object.entries(s).filter(([key]) => keep(key))));
  const [here] = gathered.parts;
  return {
    at: doc.base + (here?.path ?? path),
    types: gathered.never ? ['never'] : [...(types ?? [])].sort(),
    format: first(({ schema: s }) => {
      const format = own(s, 'format');
      return typeof format === 'string' ? format : undefined;
    }),
    values: first(statedValues),
    fields,
    additional: refused ? 'refused' : (child('additionalProperties') ?? 'allowed'),
    items: child('items'),
    branches: split
      .flatMap((s) => s.left)
      .map(({ schema: s, path: where }) => ({ text: canonicalText(s), node: () => nodeAt(s, where, doc) })),
    bounds: keywords((key) => !HANDLED.has(key) && !ANNOTATIONS.has(key) && !key.startsWith('x-')),
    notes: keywords((key) => ANNOTATIONS.has(key) || (key.startsWith('x-') && !HANDLED.has(key))),
    unresolved: gathered.unresolved.length > 0 ? gathered.unresolved.join(' ') : undefined,
  };
}

/** A JSON Schema that stands at `at` of the model. */
export function schemaNode(schema: JsonValue, at: string): PayloadNode {
  return nodeAt(schema, '', { root: schema, base: at });
}
