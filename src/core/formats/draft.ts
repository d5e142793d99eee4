/** A record on its way from a source: each field as JSON text, so that what is moved stays word for word. */
import { FIELD_NAMES, type FieldName } from '../record/fields.ts';
import { type JsonNode, memberOf, parseTree, textOf } from '../record/json-tree.ts';
import type { SequenceScope } from './mapping.ts';

export interface Draft {
  readonly fields: Map<FieldName, string>;
  /** Values that did not fit their field, for `meta.raw`. */
  readonly raw: Map<string, string>;
  /** What no field takes, for `meta`: key and JSON text. */
  readonly rest: [string, string][];
  /** The source's own `meta`. */
  meta: JsonNode | undefined;
}

export function newDraft(): Draft {
  return { fields: new Map(), raw: new Map(), rest: [], meta: undefined };
}

/**
 * Gives a record without an id one (contract §4): `subject#sequence`, `partition/sequence` where that is what the sequence counts in,
 * else `line:N`, marked by `meta.id_made`.
 */
export function makeId(draft: Draft, per: SequenceScope, line: number): void {
  if (textIn(draft, 'id') !== undefined) return;
  const sequence = draft.fields.get('sequence');
  const partition = textIn(draft, 'partition');
  const id = textIn(draft, 'subject_id');
  const type = textIn(draft, 'subject_type');
  const subject = id === undefined ? undefined : type === undefined ? id : `${type}/${id}`;
  const inPartition = partition !== undefined && (per === 'partition' || per === 'stream' || subject === undefined);
  const made =
    sequence === undefined
      ? undefined
      : inPartition
        ? `${partition}/${sequence}`
        : subject !== undefined
          ? `${subject}#${sequence}`
          : undefined;
  draft.fields.set('id', JSON.stringify(made ?? `line:${line}`));
  draft.rest.push(['id_made', 'true']);
}

/** The text of a text field; undefined where it is absent or empty. */
export function textIn(draft: Draft, field: FieldName): string | undefined {
  const json = draft.fields.get(field);
  if (json === undefined) return undefined;
  const text = json.includes('\\') ? String(JSON.parse(json)) : json.slice(1, -1);
  return text === '' ? undefined : text;
}

/** The record as a line of contract NDJSON, without its newline: fields in the contract's order. */
export function writeLine(draft: Draft): string {
  const meta = writeMeta(draft);
  const parts: string[] = [];
  for (const field of FIELD_NAMES) {
    const json = field === 'meta' ? meta : draft.fields.get(field);
    if (json !== undefined) parts.push(`"${field}":${json}`);
  }
  return `{${parts.join(',')}}`;
}

function writeMeta({ meta, raw, rest }: Draft): string | undefined {
  if (raw.size === 0 && rest.length === 0) return meta === undefined ? undefined : textOf(meta);
  const members = new Map<string, string>();
  const add = (key: string, json: string) => {
    let free = key;
    for (let n = 2; members.has(free); n++) free = `${key}#${n}`;
    members.set(free, json);
  };
  const made = rest.some(([key]) => key === 'id_made');
  const own = memberOf(meta, 'raw');
  const merged = raw.size > 0 && own?.kind === 'object';
  if (meta?.kind === 'object') {
    for (const { key, value } of meta.members) {
      if ((key === 'raw' && merged) || (key === 'id_made' && made)) continue;
      members.set(key, textOf(value));
    }
  }
  // These two mean something, so they get their names first; a source's own field of that name gives way.
  if (made) members.set('id_made', 'true');
  if (raw.size > 0) {
    const other = members.get('raw');
    const values = new Map(merged ? own.members.map((m) => [m.key, textOf(m.value)]) : []);
    for (const [key, json] of raw) values.set(key, json);
    members.set('raw', object(values));
    if (other !== undefined) add('raw', other);
  }
  for (const [key, json] of rest) if (key !== 'id_made') add(key, json);
  return object(members);
}

function object(members: ReadonlyMap<string, string>): string {
  return `{${[...members].map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

/** A node for text that was put together from several values. */
export function textNode(text: string): JsonNode {
  return parseTree(JSON.stringify(text));
}
