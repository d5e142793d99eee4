/** The fields that a JSON Schema declares, as those of the short form. */
import { keysOf, pointer } from '../json-pointer.ts';
import type { FieldModel } from '../model/model.ts';
import type { JsonValue } from '../record/record.ts';

type Node = { readonly [key: string]: JsonValue };
export interface SchemaField {
  readonly name: string;
  readonly field: FieldModel;
  readonly at: string;
}

const DEEPEST = 16;
const ALTERNATIVES = ['allOf', 'anyOf', 'oneOf'] as const;
/** What says something of a value besides its type. */
const SAYS = ['$ref', '$dynamicRef', ...ALTERNATIVES, 'enum', 'const', 'properties', 'patternProperties', 'if', 'not'];

const isNode = (value: JsonValue | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (node: Node, key: string): string | undefined => {
  const value = node[key] ?? node[`x-${key}`];
  return typeof value === 'string' ? value : undefined;
};

/** Whether a schema lets through whatever comes. */
export function allowsAnything(schema: JsonValue): boolean {
  if (!isNode(schema)) return schema === true;
  const more = schema['additionalProperties'];
  if (SAYS.some((key) => schema[key] !== undefined) || (isNode(more) && !allowsAnything(more)) || more === false)
    return false;
  return schema['type'] === undefined || schema['type'] === 'object';
}

/** `at` is the pointer of the schema itself. */
export function* fieldsOfSchema(schema: JsonValue, at: string): Generator<SchemaField> {
  yield* within(schema, at, { schema, at }, []);
}

interface Root {
  readonly schema: JsonValue;
  readonly at: string;
}

function* within(
  node: JsonValue | undefined,
  at: string,
  root: Root,
  above: readonly string[],
): Generator<SchemaField> {
  if (!isNode(node) || above.length > DEEPEST || above.includes(at)) return;
  const path = [...above, at];
  const found = referred(node, root);
  if (found) yield* within(found.node, found.at, root, path);
  for (const key of ALTERNATIVES) {
    const parts = node[key];
    if (Array.isArray(parts))
      for (const [i, part] of parts.entries()) yield* within(part, `${at}/${key}/${i}`, root, path);
  }
  const properties = node['properties'];
  if (isNode(properties))
    for (const [name, child] of Object.entries(properties)) {
      const here = `${at}/properties${pointer(name)}`;
      const field = fieldOf(child, root, 0);
      if (field) yield { name, field, at: here };
      yield* within(child, here, root, path);
    }
  yield* within(node['items'], `${at}/items`, root, path);
}

/** What a `$ref` inside of the same schema points to. */
function referred(node: Node, root: Root): { readonly node: JsonValue; readonly at: string } | undefined {
  const ref = node['$ref'];
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined;
  let found: JsonValue | undefined = root.schema;
  for (const key of keysOf(ref)) found = isNode(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found === undefined ? undefined : { node: found, at: root.at + ref.slice(1) };
}

function fieldOf(schema: JsonValue | undefined, root: Root, depth: number): FieldModel | undefined {
  if (schema === true) return { type: 'any' };
  if (!isNode(schema) || depth > DEEPEST) return undefined;
  const target = referred(schema, root);
  const node: Node = target && isNode(target.node) ? { ...target.node, ...schema } : schema;
  const type = typeOf(node);
  const items = type === 'array' ? (fieldOf(node['items'] ?? true, root, depth + 1) ?? { type: 'any' }) : undefined;
  const [sensitive, reason, redact] = [textOf(node, 'sensitive'), textOf(node, 'reason'), textOf(node, 'redact')];
  const access = node['access'] ?? node['x-access'];
  return {
    type,
    ...(items && { items }),
    // Its fields come by themselves; here counts only that something is said of them.
    ...(type === 'object' && !allowsAnything(node) && { fields: {} }),
    ...(sensitive !== undefined && { sensitive }),
    ...(reason !== undefined && { reason }),
    ...(redact !== undefined && { redact }),
    ...(access !== undefined && { access: [access].flat().filter((one) => typeof one === 'string') }),
  };
}

function typeOf(node: Node): string {
  const given = node['type'];
  const type = Array.isArray(given) ? given.find((one) => one !== 'null') : given;
  if (type === 'string' && node['format'] === 'email') return 'email';
  if (typeof type === 'string') return type;
  if (node['properties'] !== undefined) return 'object';
  return allowsAnything(node) ? 'any' : 'string';
}
