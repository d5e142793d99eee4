/** Nodes to values by the schema; what does not fit is a note with its place. Kept by node, so that an unchanged block is not read again. */
import { pointer } from '../json-pointer.ts';
import { jsonSchemaNotes } from './json-schema-notes.ts';
import { differenceOf, lookOf } from './lookalike.ts';
import type { FieldModel, Payload } from './model.ts';
import type { Entry, Node, Range } from './nodes.ts';
import { FIELD_KEYS, nearest, SHORT_TYPES, type Shape } from './schema.ts';

/** Lines are relative to the block. `fix` replaces the range. */
export interface Note {
  readonly rule: 'unknown-key' | 'wrong-type' | 'undecided' | 'unquoted' | 'unknown-type' | 'unusable-schema';
  readonly message: string;
  readonly range: Range;
  /** Below the entry's own pointer. */
  readonly path: string;
  readonly fix?: { readonly title: string; readonly text: string };
  /** Of `undecided`: what may stand there. */
  readonly asks?: Asked;
}
/** What an open `'?'` stands for; `field` is the type of one payload field. */
export type Asked = Shape | { readonly kind: 'field' };
export interface Understood {
  readonly value: unknown;
  readonly notes: readonly Note[];
}

type Tell = (note: Note) => void;
const quoteList = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');

export const described = (node: Node): string =>
  node.kind === 'map'
    ? 'a map'
    : node.kind === 'list'
      ? 'a list'
      : node.value === null
        ? 'nothing'
        : `${typeof node.value === 'string' ? 'the text' : 'the'} ${typeof node.value} \`${node.text}\``.replace(
            'the text string',
            'the text',
          );

export function plainValue(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
}

function isVersion(key: string, range: Range, path: string, tell: Tell): boolean {
  if (/^[1-9]\d{0,8}$/.test(key)) return true;
  const message = `\`${key}\` is no version: versions are whole numbers from 1, and no record could have this one.`;
  tell({ rule: 'wrong-type', message, range, path: path + pointer(key) });
  return false;
}

/** Numbers that are not what they look like: `010`, more digits than are kept, none at all. */
function readNumbers(node: Node, path: string, tell: Tell, instead?: string): void {
  if (node.kind === 'map') for (const { key, value } of node.entries) readNumbers(value, path + pointer(key), tell);
  else if (node.kind === 'list')
    for (const [i, item] of node.items.entries()) readNumbers(item, path + pointer(i), tell);
  else if (typeof node.value === 'number') {
    const { value, text, range } = node;
    const told = (message: string, title: string, into: string) =>
      tell({ rule: 'wrong-type', message, range, path, fix: { title, text: into } });
    const quoted = instead ?? `'${text}'`;
    if (!Number.isFinite(value))
      told(
        `\`${text}\` is no number that JSON knows, so no record can hold it. Quote it if it is text.`,
        `Write ${quoted}`,
        quoted,
      );
    else if (/^[-+]?0\d/.test(text))
      told(
        `\`${text}\` begins with a zero: YAML 1.2 reads the number ${value}, other readers an octal one. Write \`${value}\`, or quote it if it is text.`,
        `Write ${quoted}`,
        quoted,
      );
    else if (/^[-+]?\d+$/.test(text) && !Number.isSafeInteger(value))
      told(
        `\`${text}\` has more digits than a number keeps: it would be read as ${BigInt(value)}. Quote it; behavior sees it as text, too.`,
        `Write ${quoted}`,
        quoted,
      );
  }
}

function wrong(node: Node, path: string, wanted: string, tell: Tell): undefined {
  tell({
    rule: 'wrong-type',
    message: `Here stands ${described(node)}, but ${wanted} belongs here.`,
    range: node.range,
    path,
  });
  return undefined;
}

function undecided({ range }: Node, asks: Asked, path: string, tell: Tell): undefined {
  tell({ rule: 'undecided', message: 'This is not decided yet.', range, path, asks });
  return undefined;
}

function read(node: Node, shape: Shape, path: string, tell: Tell): unknown {
  if (node.kind === 'scalar' && node.value === '?') return undecided(node, shape, path, tell);
  const empty = node.kind === 'scalar' && node.value === null;
  switch (shape.kind) {
    case 'any':
      readNumbers(node, path, tell);
      return plainValue(node);
    case 'schema':
      readNumbers(node, path, tell);
      jsonSchemaNotes(node, path, tell);
      return plainValue(node);
    case 'payload':
      return empty ? {} : readPayload(node, path, tell);
    case 'map': {
      if (empty) return {};
      if (node.kind !== 'map')
        return wrong(node, path, `a map with the keys ${quoteList(Object.keys(shape.keys))}`, tell);
      const result: Record<string, unknown> = {};
      for (const entry of node.entries) {
        const { key, value } = entry;
        const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
        if (!known) {
          unknownKey(entry, node.entries, Object.keys(shape.keys), path + pointer(key), tell);
          continue;
        }
        const understood = read(value, known.shape, path + pointer(key), tell);
        if (understood !== undefined) result[key] = understood;
      }
      return result;
    }
    case 'named': {
      if (empty) return {};
      if (node.kind !== 'map') return wrong(node, path, 'a map by name', tell);
      return Object.fromEntries(
        node.entries
          .filter(({ key, keyRange }) => shape.names === undefined || isVersion(key, keyRange, path, tell))
          .map(({ key, value }) => [key, read(value, shape.of, path + pointer(key), tell)])
          .filter(([, v]) => v !== undefined),
      );
    }
    case 'namedOrList': {
      if (empty) return {};
      if (node.kind === 'list')
        return Object.fromEntries(
          node.items.flatMap((item, i) =>
            item.kind === 'scalar' && typeof item.value === 'string'
              ? [[item.value, undefined]]
              : [wrong(item, path + pointer(i), 'a name', tell)].flatMap(() => []),
          ),
        );
      if (node.kind !== 'map') return wrong(node, path, 'a map by name, or a list of names', tell);
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [
          key,
          value.kind === 'scalar' && value.value === null
            ? undefined
            : read(value, shape.of, path + pointer(key), tell),
        ]),
      );
    }
    case 'list': {
      if (empty) return [];
      if (node.kind === 'scalar' && shape.one) return [read(node, shape.of, path, tell)].filter((v) => v !== undefined);
      if (node.kind !== 'list') return wrong(node, path, 'a list', tell);
      return node.items.map((item, i) => read(item, shape.of, path + pointer(i), tell)).filter((v) => v !== undefined);
    }
    case 'integer':
      if (node.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value)) {
        readNumbers(node, path, tell, String(node.value));
        return Number.isSafeInteger(node.value) ? node.value : undefined;
      }
      return wrong(node, path, 'a whole number', tell);
    case 'boolean':
      if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
      return wrong(node, path, '`true` or `false`', tell);
    case 'text': {
      if (empty && shape.nullable) return undefined;
      if (node.kind !== 'scalar' || node.value === null) return wrong(node, path, 'a word', tell);
      const word = node.plain || typeof node.value !== 'string' ? node.text : node.value;
      if (shape.values && !shape.refs && !shape.values.includes(word)) {
        const near = nearest(word, shape.values);
        tell({
          rule: 'wrong-type',
          message: `\`${word}\` cannot stand here: it is one of ${quoteList(shape.values)}.`,
          range: node.range,
          path,
          ...(near !== undefined && { fix: { title: `Change to ${near}`, text: near } }),
        });
        return undefined;
      }
      return word;
    }
  }
}

/** `entries` are all keys there: none is made to stand twice. */
function unknownKey(
  { key, keyRange: range }: Entry,
  entries: readonly Entry[],
  known: readonly string[],
  path: string,
  tell: Tell,
): void {
  const near = nearest(key, known);
  const fixed = near !== undefined && !key.includes(':') && entries.every((other) => other.key !== near);
  tell({
    rule: 'unknown-key',
    message: `\`${key}\` is not known here. ${hintFor(key, near) ?? `Known are ${quoteList(known)}.`} An unknown key would be ignored silently by others; here it is an error.`,
    range,
    path,
    ...(fixed && { fix: { title: `Change to ${near}`, text: near } }),
  });
}

/** What is probably meant by a key that is not known. */
export function hintFor(key: string, near: string | undefined): string | undefined {
  if (key === '<<') return 'YAML 1.2 has no merge keys: write the keys out.';
  if (/^(?:\/\/|\/\*)/.test(key)) return 'A comment begins with `#`.';
  if (near === undefined) return undefined;
  if (/^[\w-]+:\S/.test(key))
    return `Did you mean \`${near}: ${key.slice(key.indexOf(':') + 1)}\`? A space belongs behind the colon.`;
  return `Did you mean \`${near}\`?${lookOf(key) === near ? ` It only looks like it: ${differenceOf(key, near)}.` : ''}`;
}

function readPayload(node: Node, path: string, tell: Tell): Payload | undefined {
  if (node.kind !== 'map') return wrong(node, path, 'a map of fields', tell);
  const fields: [string, FieldModel][] = [];
  for (const { key, keyRange, value } of node.entries) {
    // A quoted name is as the person wants it.
    const plain = keyRange.endColumn - keyRange.column === key.length;
    if (plain && (key.endsWith('[]') || key.endsWith('?'))) {
      tell({
        rule: 'unquoted',
        message: `\`${key}\`: the mark belongs to the type, not to the name.`,
        range: keyRange,
        path: path + pointer(key),
      });
      continue;
    }
    const field = readField(value, path + pointer(key), tell);
    if (field) fields.push([key, field]);
  }
  // Own properties whatever their name, `__proto__` too.
  return Object.fromEntries(fields);
}

function readField(node: Node, path: string, tell: Tell): FieldModel | undefined {
  if (node.kind === 'list') {
    const [only] = node.items;
    // `{ tags: string[] }` in braces: YAML ends the bare word at `[`.
    const inner = only?.kind === 'scalar' && node.items.length === 1 ? only.text : undefined;
    tell({
      rule: 'unquoted',
      message: `Here stands a list. An array is written \`${inner ?? 'string'}[]\`; inside braces in quotes: \`'${inner ?? 'string'}[]'\`.`,
      range: node.range,
      path,
      ...(inner !== undefined && { fix: { title: `Write '${inner}[]'`, text: `'${inner}[]'` } }),
    });
    return undefined;
  }
  if (node.kind === 'map') return readLongField(node, path, tell);
  if (node.value === '?') return undecided(node, { kind: 'field' }, path, tell);
  if (typeof node.value !== 'string') return wrong(node, path, 'a type', tell);
  return parseShort(node.value, (message, text) =>
    tell({
      rule: 'unknown-type',
      message,
      range: node.range,
      path,
      ...(text !== undefined && { fix: { title: `Change to ${text}`, text } }),
    }),
  );
}

function readLongField(node: Extract<Node, { kind: 'map' }>, path: string, tell: Tell): FieldModel | undefined {
  const options: Record<string, unknown> = {};
  let base: FieldModel = { type: 'object' };
  for (const entry of node.entries) {
    const { key, value } = entry;
    const at = path + pointer(key);
    const known = Object.hasOwn(FIELD_KEYS, key) ? FIELD_KEYS[key] : undefined;
    if (!known) unknownKey(entry, node.entries, Object.keys(FIELD_KEYS), at, tell);
    else if (key === 'type') base = { ...base, ...(readField(value, at, tell) ?? { type: 'any' }) };
    else if (key === 'fields') base = { ...base, type: 'object', fields: readPayload(value, at, tell) ?? {} };
    else if (key === 'items') base = { ...base, type: 'array', items: readField(value, at, tell) ?? { type: 'any' } };
    else {
      const understood = read(value, known.shape, at, tell);
      if (understood !== undefined) options[key] = understood;
    }
  }
  return { ...base, ...options };
}

/** Arrays of arrays of arrays … */
const MOST_ARRAYS = 8;

/** `string`, `string?`, `string[]`, `open | paid | ...`, `open | paid?`. */
export function parseShort(
  source: string,
  tell: (message: string, fix?: string) => void,
  arrays = 0,
): FieldModel | undefined {
  let word = source.trim();
  const optional = word.endsWith('?');
  if (optional) word = word.slice(0, -1).trim();
  const more = optional ? { optional } : {};
  if (word.endsWith('[]')) {
    if (arrays >= MOST_ARRAYS) {
      tell(
        `An array within an array, more than ${MOST_ARRAYS} deep, is no payload that a reader could use. Name its parts: \`items\`, \`fields\`.`,
      );
      return undefined;
    }
    const items = parseShort(word.slice(0, -2), tell, arrays + 1);
    return items && { type: 'array', items, ...more };
  }
  if (word.includes('|')) {
    const parts = word.split('|').map((part) => part.trim());
    const open = parts.at(-1) === '...';
    const wrong = enumProblem(open ? parts.slice(0, -1) : parts);
    if (wrong !== undefined) tell(wrong);
    return { type: 'enum', values: open ? parts.slice(0, -1) : parts, ...(open && { open }), ...more };
  }
  if ((SHORT_TYPES as readonly string[]).includes(word)) return { type: word, ...more };
  const near = nearest(word, SHORT_TYPES);
  tell(
    `\`${word}\` is no type. Types are ${quoteList(SHORT_TYPES)}; an enum needs at least two values, \`a | b\`.`,
    near,
  );
  return undefined;
}

function enumProblem(values: readonly string[]): string | undefined {
  if (values.includes('')) return 'An enum has an empty value here: a word is missing before or behind a `|`.';
  if (values.includes('...')) return 'The three dots of an open enum stand at its end: `open | paid | ...`.';
  const seen = new Set<string>();
  const twice = values.find((value) => seen.size === seen.add(value).size);
  return twice === undefined ? undefined : `The value \`${twice}\` stands twice in this enum. Remove one.`;
}

const kept = new WeakMap<Node, WeakMap<Shape, Understood>>();

/** The value of a node by a shape. The same node gives the same answer, unread. */
export function understand(node: Node, shape: Shape): Understood {
  const byShape = kept.get(node) ?? new WeakMap<Shape, Understood>();
  kept.set(node, byShape);
  const known = byShape.get(shape);
  if (known) return known;
  const notes: Note[] = [];
  const understood: Understood = { value: read(node, shape, '', (note) => notes.push(note)), notes };
  byShape.set(shape, understood);
  return understood;
}
