/** A JSON Schema 2020-12 in a model, looked at where it stands: what cannot be used of it is told, not skipped. */
import { keyOf, pointer } from '../json-pointer.ts';
import type { Node, Range } from './nodes.ts';
import { entryOf } from './nodes.ts';
import { safePattern } from './pattern.ts';
import { nearest } from './schema.ts';

export interface SchemaNote {
  readonly rule: 'wrong-type' | 'unknown-key' | 'unknown-type' | 'unusable-schema';
  readonly message: string;
  readonly range: Range;
  readonly path: string;
  readonly fix?: { readonly title: string; readonly text: string };
}
type Tell = (note: SchemaNote) => void;
type Kind = 'schema' | 'schemas' | 'named schemas' | 'text' | 'texts' | 'list' | 'count' | 'number' | 'boolean' | 'any';

const KEYWORDS: ReadonlyMap<string, Kind> = new Map(
  (
    [
      [
        'schema',
        'additionalProperties contains contentSchema else if items not propertyNames then unevaluatedItems unevaluatedProperties',
      ],
      ['schemas', 'allOf anyOf oneOf prefixItems'],
      ['named schemas', '$defs definitions dependentSchemas patternProperties properties'],
      [
        'text',
        '$ref $id $schema $anchor $dynamicRef $dynamicAnchor $comment title description format pattern contentEncoding contentMediaType',
      ],
      ['texts', 'required'],
      ['list', 'enum examples'],
      ['count', 'maxItems minItems maxLength minLength maxProperties minProperties maxContains minContains'],
      ['number', 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'],
      ['boolean', 'uniqueItems deprecated readOnly writeOnly'],
      ['any', 'type const default $vocabulary dependentRequired example nullable discriminator xml externalDocs id'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
);
const WANTED: Readonly<Record<Kind, string>> = {
  schema: 'a JSON Schema: a map, `true` or `false`',
  schemas: 'a list of JSON Schemas',
  'named schemas': 'a map of JSON Schemas by name',
  text: 'a text',
  texts: 'a list of texts',
  list: 'a list',
  count: 'a whole number from 0',
  number: 'a number',
  boolean: '`true` or `false`',
  any: '',
};
const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'] as const;
const isType = (word: unknown): boolean => TYPES.some((type) => type === word);

const scalarOf = (node: Node) => (node.kind === 'scalar' ? node.value : undefined);
const isText = (node: Node) => typeof scalarOf(node) === 'string';

function isOf(kind: Kind, node: Node): boolean {
  const value = scalarOf(node);
  switch (kind) {
    case 'schema':
      return node.kind === 'map' || typeof value === 'boolean';
    case 'schemas':
    case 'list':
      return node.kind === 'list';
    case 'named schemas':
      return node.kind === 'map';
    case 'text':
      return typeof value === 'string';
    case 'texts':
      return node.kind === 'list' && node.items.every(isText);
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0;
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'any':
      return true;
  }
}

/** Tells what of a schema cannot be used; `path` is the pointer of its place. */
export function jsonSchemaNotes(root: Node, path: string, tell: Tell): void {
  const look = (node: Node, at: string): void => {
    if (!isOf('schema', node)) {
      tell({ rule: 'wrong-type', message: `Here belongs ${WANTED.schema}.`, range: node.range, path: at });
      return;
    }
    if (node.kind !== 'map') return;
    for (const { key, keyRange, value } of node.entries) {
      const here = at + pointer(key);
      const kind = KEYWORDS.get(key);
      if (kind === undefined) {
        const near = nearest(key, [...KEYWORDS.keys()]);
        // JSON Schema ignores what it does not know; what is nearly a keyword is a slip.
        if (near !== undefined && !key.startsWith('x-'))
          tell({
            rule: 'unknown-key',
            message: `\`${key}\` is no keyword of JSON Schema, and would be ignored. Did you mean \`${near}\`?`,
            range: keyRange,
            path: here,
            fix: { title: `Change to ${near}`, text: near },
          });
        continue;
      }
      if (!isOf(kind, value)) {
        const old = key === 'items' && value.kind === 'list' ? ' Since 2020-12 a list of them is `prefixItems`.' : '';
        tell({
          rule: 'wrong-type',
          message: `\`${key}\` takes ${WANTED[kind]}.${old}`,
          range: value.range,
          path: here,
        });
        continue;
      }
      if (kind === 'schema') look(value, here);
      if (kind === 'schemas' && value.kind === 'list')
        for (const [i, item] of value.items.entries()) look(item, here + pointer(i));
      if (kind === 'named schemas' && value.kind === 'map')
        for (const entry of value.entries) {
          if (key === 'patternProperties') patternNote(entry.key, entry.keyRange, here + pointer(entry.key), tell);
          look(entry.value, here + pointer(entry.key));
        }
      if (key === 'type') typeNotes(value, here, tell);
      if (key === 'pattern') patternNote(String(scalarOf(value)), value.range, here, tell);
      if (key === '$ref') refNote(root, String(scalarOf(value)), value.range, here, tell);
    }
  };
  look(root, path);
}

function typeNotes(node: Node, path: string, tell: Tell): void {
  for (const item of node.kind === 'list' ? node.items : [node]) {
    if (isType(scalarOf(item))) continue;
    const word = item.kind === 'scalar' ? item.text : '';
    const near = nearest(word, TYPES);
    tell({
      rule: 'unknown-type',
      message: `${word === '' ? 'This' : `\`${word}\``} is no type of JSON Schema, so no value could be checked. Types are ${TYPES.map((type) => `\`${type}\``).join(', ')}.`,
      range: item.range,
      path,
      ...(near !== undefined && { fix: { title: `Change to ${near}`, text: near } }),
    });
  }
}

function patternNote(pattern: string, range: Range, path: string, tell: Tell): void {
  const safe = safePattern(pattern);
  if (typeof safe === 'string')
    tell({
      rule: 'unusable-schema',
      message: `The pattern \`${pattern}\` ${safe}. No value would be checked with it: write it otherwise.`,
      range,
      path,
    });
}

/** Where a reference leads: a part of the same schema, by JSON pointer. */
function targetOf(root: Node, ref: string): Node | undefined {
  let node: Node | undefined = root;
  for (const word of ref === '#' ? [] : ref.slice(2).split('/')) {
    const key = keyOf(decoded(word));
    node = node?.kind === 'list' ? node.items[Number(key)] : entryOf(node, key)?.value;
  }
  return node;
}
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
const refOf = (node: Node | undefined): string | undefined => {
  const value = node && entryOf(node, '$ref')?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
};

function refNote(root: Node, ref: string, range: Range, path: string, tell: Tell): void {
  const told = (message: string) => tell({ rule: 'unusable-schema', message, range, path });
  if (ref !== '#' && !ref.startsWith('#/')) {
    told(
      ref.startsWith('#')
        ? `\`${ref}\` names an anchor; only references by path are followed. Put the part under \`$defs\` and write \`#/$defs/…\`.`
        : `\`${ref}\` leads out of this schema, and nothing is ever fetched. Copy what it stands for under \`$defs\`, and refer to \`#/$defs/…\`.`,
    );
    return;
  }
  // References that lead to nothing but references come back to themselves: they stand for no schema.
  const seen = new Set<string>();
  for (let next: string | undefined = ref; next !== undefined; next = refOf(targetOf(root, next))) {
    if (seen.has(next)) {
      told(
        `\`${ref}\` leads round in a circle of references: it stands for no schema at all. Say what one of them is.`,
      );
      return;
    }
    seen.add(next);
    if (next !== '#' && !next.startsWith('#/')) return;
  }
  if (!targetOf(root, ref))
    told(
      `\`${ref}\` leads nowhere: there is no such part in this schema. Correct the path, or define it under \`$defs\`.`,
    );
}
