/** Messages of an AsyncAPI document (2 or 3), or a single message, as definitions. */
import { keyOf } from '../../json-pointer.ts';
import { entryOf, type Node, parseNodes } from '../nodes.ts';
import { EVENT_KINDS, type ProposedField, type Taking } from './proposal.ts';
import { kindOfName } from './sentence.ts';

type Entries = Extract<Node, { kind: 'map' }>['entries'];
const entries = (node: Node | undefined): Entries => (node?.kind === 'map' ? node.entries : []);
const get = (node: Node | undefined, ...keys: readonly string[]): Node | undefined =>
  keys.reduce<Node | undefined>((at, key) => entryOf(at, key)?.value, node);
const textOf = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value.trim().replace(/\s+/g, ' ') : undefined;

/** The root, where the text is such a document or message. */
export function asyncApiIn(text: string): Node | undefined {
  if (!/^\s*["']?(?:asyncapi|payload|components|messages)["']?\s*:|[{,]\s*["'](?:asyncapi|payload)["']\s*:/m.test(text))
    return undefined;
  const { root, errors } = parseNodes(text);
  if (root?.kind !== 'map' || errors.length > 0) return undefined;
  const has = (key: string) => entryOf(root, key) !== undefined;
  return has('asyncapi') || has('payload') || get(root, 'components', 'messages') || has('messages') ? root : undefined;
}

interface Reading {
  readonly root: Node;
  readonly into: Taking;
  /** Definitions that a reference led to. */
  readonly used: Set<Node>;
}

/** Follows `$ref` inside the document; undefined where it leads out of it, or round. */
function resolve(node: Node | undefined, { root, used }: Reading, depth = 0): Node | undefined {
  const ref = textOf(get(node, '$ref'));
  if (node === undefined || ref === undefined) return node;
  if (!ref.startsWith('#/') || depth > 20) return undefined;
  const keys = ref
    .slice(2)
    .split('/')
    .map((key) => keyOf(decodeURIComponent(key)));
  const target = get(root, ...keys);
  if (target) used.add(target);
  return resolve(target, { root, used, into: { propose: () => undefined, leave: () => undefined } }, depth + 1);
}

export function takeAsyncApi(root: Node, into: Taking): void {
  const reading: Reading = { root, into, used: new Set() };
  if (entryOf(root, 'payload') && !entryOf(root, 'asyncapi')) {
    takeMessage('', root, 1, reading);
    return;
  }
  const seen = new Set<Node>();
  const message = (key: string, node: Node | undefined, line: number) => {
    const target = resolve(node, reading);
    if (!target) into.leave(line, key, 'a message that stands in another document');
    else if (!seen.has(target)) {
      seen.add(target);
      takeMessage(key, target, line, reading);
    }
  };
  const messages = (node: Node | undefined) => {
    for (const { key, keyRange, value } of entries(node)) message(key, value, keyRange.line);
  };
  messages(get(root, 'messages'));
  messages(get(root, 'components', 'messages'));
  for (const { key: channel, keyRange, value } of entries(get(root, 'channels'))) {
    const node = resolve(value, reading);
    messages(get(node, 'messages'));
    for (const action of ['publish', 'subscribe']) {
      const one = get(node, action, 'message');
      const several = get(one, 'oneOf');
      if (several?.kind === 'list')
        for (const item of several.items) message(refName(item) ?? '', item, item.range.line);
      else if (one) message(refName(one) ?? textOf(get(node, action, 'operationId')) ?? channel, one, one.range.line);
    }
    const rest = entries(node).flatMap(({ key }) => (key === 'messages' ? [] : [key]));
    if (rest.length > 0) into.leave(keyRange.line, `channels.${channel}: ${rest.join(', ')}`, HOW);
  }
  for (const { key, keyRange, value } of entries(root)) {
    if (['asyncapi', 'channels', 'messages'].includes(key)) continue;
    if (key !== 'components')
      into.leave(keyRange.line, listed(key, value), key === 'info' ? 'it describes the document' : HOW);
    else
      for (const part of value.kind === 'map' ? value.entries : []) {
        if (part.key === 'messages') continue;
        const unused = entries(part.value).filter(({ value: of }) => !reading.used.has(of));
        if (part.key !== 'schemas') into.leave(part.keyRange.line, listed(`components.${part.key}`, part.value), HOW);
        else if (unused.length > 0)
          into.leave(
            part.keyRange.line,
            `components.schemas: ${unused.map(({ key: name }) => name).join(', ')}`,
            'no message’s payload uses them',
          );
      }
  }
}

const HOW = 'it says how messages travel, not what is recorded';
const listed = (key: string, node: Node) =>
  node.kind === 'map' && node.entries.length > 0 ? `${key}: ${node.entries.map((e) => e.key).join(', ')}` : key;
const refName = (node: Node) => textOf(get(node, '$ref'))?.split('/').at(-1);

const KNOWN = new Set([
  'name',
  'title',
  'summary',
  'description',
  'payload',
  'messageId',
  'contentType',
  'schemaFormat',
  '$ref',
]);
const WHY: Readonly<Record<string, string>> = {
  headers: 'headers belong to a record’s envelope, whose fields are fixed',
  correlationId: 'the correlation is a field of the record’s envelope',
  traits: 'what traits add are headers and bindings',
  examples: 'examples are scenarios: write them under `scenarios`',
};

function takeMessage(key: string, node: Node, line: number, reading: Reading): void {
  const { into } = reading;
  const name =
    textOf(get(node, 'name')) ??
    textOf(get(node, 'messageId')) ??
    (key === '' ? nameFrom(textOf(get(node, 'title'))) : key);
  for (const { key: part, keyRange, value } of entries(node))
    if (!KNOWN.has(part)) into.leave(keyRange.line, `${name}: ${listed(part, value)}`, WHY[part] ?? HOW);
  const told = kindOfName(name);
  const description = textOf(get(node, 'summary')) ?? textOf(get(node, 'description')) ?? textOf(get(node, 'title'));
  into.propose({
    line,
    source: name === key || key === '' ? `message ${name}` : `message ${name} (${key})`,
    kind: told.kind,
    choices: [...EVENT_KINDS, 'command'],
    why: told.why,
    name,
    ...(description !== undefined && { description }),
    fields: payloadOf(node, name, reading),
    keys: {},
  });
}

const nameFrom = (title: string | undefined) =>
  (title ?? '').replace(/[^\p{L}\p{N}]+(.)?/gu, (_, c: string | undefined) => (c ?? '').toUpperCase());

function payloadOf(message: Node, name: string, reading: Reading): readonly ProposedField[] {
  const written = get(message, 'payload');
  const format = textOf(get(message, 'schemaFormat')) ?? textOf(get(written, 'schemaFormat'));
  const inner = format === undefined ? written : (get(written, 'schema') ?? written);
  if (!written) return [];
  const leave = (why: string) => {
    reading.into.leave(written.range.line, `${name}: payload`, why);
    return [];
  };
  if (format !== undefined && !/json|asyncapi/i.test(format))
    return leave(`it is described in ${format}: its fields are not known here`);
  const schema = resolve(inner, reading);
  if (!schema) return leave('it stands in another document: its fields are not known here');
  const fields = objectFields(schema, { ...reading, message: name, path: '', above: new Set() });
  return fields ?? leave('it is no object with properties');
}

interface InSchema extends Reading {
  readonly message: string;
  readonly path: string;
  readonly above: ReadonlySet<Node>;
}

const SAID = new Set([
  'type',
  'format',
  'enum',
  'items',
  'properties',
  'required',
  '$ref',
  'description',
  'title',
  'allOf',
  '$id',
  '$schema',
]);
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'datetime',
  date: 'date',
  uuid: 'uuid',
  email: 'email',
  uri: 'uri',
  url: 'uri',
  iri: 'uri',
  duration: 'duration',
};
const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
};
const PLAIN_FORMATS = new Set(['int32', 'int64', 'float', 'double']);

/** Undefined where the schema is no object that names its fields. */
function objectFields(schema: Node, at: InSchema): readonly ProposedField[] | undefined {
  if (at.above.has(schema)) return undefined;
  const above = new Set([...at.above, schema]);
  const all = get(schema, 'allOf');
  const parts = all?.kind === 'list' ? all.items.map((item) => resolve(item, at)) : [];
  const inherited = parts.flatMap((part) => (part ? (objectFields(part, { ...at, above }) ?? []) : []));
  const properties = get(schema, 'properties');
  lost(schema, at);
  if (!properties && inherited.length === 0) return undefined;
  const list = get(schema, 'required');
  const required = new Set(list?.kind === 'list' ? list.items.map(textOf) : []);
  const own = entries(properties).map(({ key, value }) =>
    fieldOf(key, value, required.has(key), { ...at, above, path: at.path === '' ? key : `${at.path}.${key}` }),
  );
  return [...inherited.filter(({ name }) => !own.some((field) => field.name === name)), ...own];
}

/** What the short form of a payload cannot say. */
function lost(schema: Node, { into, message, path }: InSchema): void {
  const keys = entries(schema).filter(({ key }) => !SAID.has(key) && !key.startsWith('x-'));
  const [first] = keys;
  if (first)
    into.leave(
      first.keyRange.line,
      `${message}${path === '' ? '' : `.${path}`}: ${keys.map(({ key }) => key).join(', ')}`,
      'the short form of a payload does not say this; a JSON Schema under `schema` can',
    );
}

function fieldOf(name: string, written: Node, required: boolean, at: InSchema): ProposedField {
  const schema = resolve(written, at);
  const description = textOf(get(schema, 'description'));
  const mark = required && !isNullable(schema) ? '' : '?';
  const said = { name, ...(description !== undefined && { description }) };
  if (!schema) {
    at.into.leave(written.range.line, `${at.message}.${at.path}`, 'its schema stands in another document');
    return { ...said, type: undefined };
  }
  const type = typeOf(schema);
  if (type === 'object' || get(schema, 'properties') || get(schema, 'allOf')) {
    const fields = objectFields(schema, at);
    return fields && fields.length > 0
      ? { ...said, type: mark === '' ? undefined : mark, fields }
      : { ...said, type: `object${mark}` };
  }
  if (type === 'array') {
    lost(schema, at);
    const items = resolve(get(schema, 'items'), at);
    const inner = items && fieldOf(name, items, true, { ...at, path: `${at.path}[]` });
    if (inner?.fields) return { ...said, type: `[]${mark}`, fields: inner.fields };
    const of = inner?.type;
    return { ...said, type: `${of !== undefined && /^\w+$/.test(of) ? of : 'any'}[]${mark}` };
  }
  lost(schema, at);
  const base = scalarOf(schema, type, at);
  return { ...said, type: base === undefined ? undefined : base + mark };
}

function scalarOf(schema: Node, type: string | undefined, at: InSchema): string | undefined {
  const values = get(schema, 'enum');
  if (values?.kind === 'list') {
    const words = values.items.map((item) => (item.kind === 'scalar' && item.value !== null ? item.text : ''));
    if (words.length > 1 && words.every((word) => /^[\w][\w.:/+-]*$/.test(word))) return words.join(' | ');
    at.into.leave(values.range.line, `${at.message}.${at.path}: enum`, 'an enum has two plain words or more');
  }
  const format = textOf(get(schema, 'format'));
  if (format !== undefined && FORMATS[format] && (type ?? 'string') === 'string') return FORMATS[format];
  if (format !== undefined && !PLAIN_FORMATS.has(format))
    at.into.leave(schema.range.line, `${at.message}.${at.path}: format ${format}`, 'the language has no such type');
  return type === undefined ? undefined : TYPES[type];
}

function typeOf(schema: Node): string | undefined {
  const type = get(schema, 'type');
  if (type?.kind !== 'list') return textOf(type);
  const words = type.items.map(textOf).filter((word) => word !== 'null');
  return words.length === 1 ? words[0] : undefined;
}
const isNullable = (schema: Node | undefined) => {
  const type = get(schema, 'type');
  return (
    type?.kind === 'list' &&
    type.items.some((item) => item.kind === 'scalar' && (item.value === null || item.value === 'null'))
  );
};
