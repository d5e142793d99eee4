/** Any row by a plan (contract §4, "A mapping"): roles to fields, misfits to `meta.raw`, the rest to `payload` or `meta`. */
import { decodeBase64, encodeBase64 } from '../record/base64.ts';
import { decodeBytea } from '../record/bytea.ts';
import { FIELD_KINDS } from '../record/fields.ts';
import { type JsonMember, type JsonNode, parseTree, textOf, treeIn } from '../record/json-tree.ts';
import { alsoText } from './also.ts';
import { makeId, newDraft, textIn, textNode, writeLine } from './draft.ts';
import { article } from './factline.ts';
import { fitValue, isPadded, scalarText } from './fit.ts';
import type { Role, TimeRole } from './mapping.ts';
import { nodeAt } from './path.ts';
import type { Path, Plan, RoleSource, Wrapping } from './plan.ts';
import { rubyYaml } from './ruby-yaml.ts';
import type { UnderstandRow } from './understood.ts';

/** A reader of rows by a plan. */
export function mappedRows(plan: Plan): UnderstandRow {
  const namesPayload = plan.roles.some(({ role }) => role === 'payload');
  return (source, line) => {
    if (source.kind !== 'object') return { kind: 'rejected', reason: `this is ${article(source)}, not a JSON object` };
    const row = plan.unwrap.reduce((at, { path, how }) => unwrapAt(at, path, how), source);
    const draft = newDraft();
    const taken: Path[] = [];
    let tProcess: string | undefined;

    const take = (role: Role, from: RoleSource): boolean => {
      if (from.when && !holds(row, from.when)) return false;
      // Of a payload made of several values each has its place, null as well.
      const isPart = role === 'payload' && from.paths.length > 1;
      const found = from.paths.flatMap((path) => {
        const node = nodeAt(row, path);
        if (node !== undefined && (!isEmpty(node, role) || isPart)) return [{ path, node }];
        if (node !== undefined) taken.push(path);
        return [];
      });
      const [first] = found;
      if (!first) return false;
      if (!isHeldInPart(role, from, first.node)) taken.push(...from.paths);
      const nodes = found.map((f) => f.node);
      if (role === 'payload') {
        const json = payloadText(found, from);
        if (json === undefined) draft.raw.set(role, rawText(nodes));
        else draft.fields.set(role, json);
        return true;
      }
      if (role === 'also') {
        const json = alsoText(found);
        if (json === undefined) draft.raw.set(role, rawText(nodes));
        else draft.fields.set(role, json);
        return true;
      }
      const whole = nodes.length === 1 ? first.node : joined(nodes);
      const node = from.as === 'trace' ? traceId(first.node) : from.cut ? half(whole, from) : whole;
      if (node === undefined && from.as === 'type') return false;
      if (role === 'meta') {
        if (first.node.kind === 'object') draft.meta = first.node;
        else taken.splice(-from.paths.length);
        return true;
      }
      const time = role === 't_event' || role === 't_log' || role === 't_process' ? plan.times[role as TimeRole] : {};
      const json =
        node && fitValue(role === 't_process' ? 'time' : FIELD_KINDS[role], node, { strict: false, ...time });
      if (json === undefined) draft.raw.set(role, rawText(nodes));
      else if (role === 't_process') tProcess = String(JSON.parse(json));
      else draft.fields.set(role, json);
      return true;
    };

    for (const { role, from } of plan.roles) from.some((one) => take(role, one));
    for (const { role, json } of plan.constants) if (!draft.fields.has(role)) draft.fields.set(role, json);
    if (textIn(draft, 'type') === undefined) return { kind: 'rejected', reason: noType(plan, row) };
    if (!namesPayload) draft.fields.set('payload', textOf(source));
    else {
      if (!draft.fields.has('payload')) draft.fields.set('payload', 'null');
      draft.rest.push(...rest(row, taken));
    }
    makeId(draft, plan.per, line);
    return { kind: 'record', line: writeLine(draft), ...(tProcess !== undefined && { tProcess }) };
  };
}

/** A field holds less than its source says: of a trace the id alone, of a number not the zeros before it. The source stays in `meta` too. */
function isHeldInPart(role: Role, { as, paths }: RoleSource, node: JsonNode): boolean {
  if (paths[0]?.[0] === '@') return false;
  const kind = role === 't_process' ? 'time' : FIELD_KINDS[role];
  return as === 'trace' || ((kind === 'count' || kind === 'version') && isPadded(node));
}

/** Says nothing: null, and text without a character, which CSV has for null. An empty text is a payload all the same. */
function isEmpty(node: JsonNode, role: Role): boolean {
  return node.kind === 'null' || (node.kind === 'string' && node.text === '' && role !== 'payload');
}

function noType(plan: Plan, row: JsonNode & { kind: 'object' }): string {
  const paths =
    plan.roles.find(({ role }) => role === 'type')?.from.flatMap((f) => f.paths.map((p) => p.join('.'))) ?? [];
  const keys = row.members.slice(0, 8).map((m) => m.key);
  const has = keys.length > 0 ? keys.join(', ') : 'no fields at all';
  return paths.length > 0
    ? `it has no type: ${paths.join(' and ')} hold no text here; it has ${has}`
    : `it has no type: the mapping names none; it has ${has}`;
}

/** Text of several values, joined with `/`; undefined where one is no scalar. */
function joined(nodes: readonly JsonNode[]): JsonNode | undefined {
  const texts = nodes.map(scalarText);
  return texts.every((text) => text !== undefined) ? textNode(texts.join('/')) : undefined;
}

function rawText(nodes: readonly JsonNode[]): string {
  const [first] = nodes;
  return first && nodes.length === 1 ? textOf(first) : `[${nodes.map(textOf).join(',')}]`;
}

/** One path: its value. Several: an object of them by their last key. */
function payloadText(found: readonly { path: Path; node: JsonNode }[], { as, paths }: RoleSource): string | undefined {
  const [first] = found;
  if (as === 'bytes') {
    return first?.node.kind === 'string' && decodeBase64(first.node.text)
      ? `{"$bytes":${textOf(first.node)}}`
      : undefined;
  }
  if (first && paths.length === 1) return textOf(first.node);
  return `{${found.map(({ path, node }) => `${JSON.stringify(path.at(-1))}:${textOf(node)}`).join(',')}}`;
}

function traceId(node: JsonNode): JsonNode | undefined {
  const id = node.kind === 'string' ? /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(node.text)?.[1] : undefined;
  return id === undefined ? undefined : textNode(id);
}

/** One half of a stream's name; undefined for the type where the name is not cut. */
/** A stream that goes by a UUID alone has no category before its first dash. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function half(name: JsonNode | undefined, { as, cut = '-' }: RoleSource): JsonNode | undefined {
  const text = name && scalarText(name);
  if (text === undefined) return undefined;
  const at = cut === '/' ? text.lastIndexOf(cut) : text.indexOf(cut);
  const cutHere = at > 0 && at < text.length - 1 && !(cut === '-' && UUID.test(text));
  if (as === 'type') return cutHere ? textNode(text.slice(0, at)) : undefined;
  return textNode(cutHere ? text.slice(at + 1) : text);
}

function holds(row: JsonNode, { path, is }: NonNullable<RoleSource['when']>): boolean {
  const node = nodeAt(row, path);
  if (typeof is === 'boolean') return (node !== undefined && !isEmpty(node, 'id')) === is;
  if (node === undefined) return false;
  return typeof is === 'string' ? scalarText(node) === is : is.test(scalarText(node) ?? textOf(node));
}

/** The members of an object that no path takes; of an object that a path enters, what is left of it. */
function rest(node: JsonNode & { kind: 'object' }, taken: readonly Path[]): [string, string][] {
  const last = new Map(node.members.map((m) => [m.key, m.value]));
  return [...last].flatMap(([key, value]): [string, string][] => {
    const inside = taken.filter((path) => path[0] === key).map((path) => path.slice(1));
    if (inside.length === 0) return [[key, textOf(value)]];
    if (value.kind !== 'object' || inside.some((path) => path.length === 0)) return [];
    const left = rest(value, inside);
    return left.length === 0 ? [] : [[key, `{${left.map(([k, json]) => `${JSON.stringify(k)}:${json}`).join(',')}}`]];
  });
}

/** The row with the text at a path opened; unaltered where it is not what it should be. */
function unwrapAt(row: JsonNode & { kind: 'object' }, path: Path, how: Wrapping): JsonNode & { kind: 'object' } {
  const [key = '', ...deeper] = path;
  const members = row.members.map((member): JsonMember => {
    if (member.key !== key) return member;
    const { value } = member;
    if (deeper.length > 0) {
      const inner = value.kind === 'object' ? unwrapAt(value, deeper, how) : value;
      return inner === value ? member : { ...member, value: written(inner) };
    }
    const inner = value.kind === 'string' ? opened(value, how, MOST_LAYERS) : value;
    return inner === value ? member : { ...member, value: inner };
  });
  return members.every((member, i) => member === row.members[i]) ? row : { ...row, members };
}

/** A node is written as its source has it: one whose members were opened is put together anew. */
function written(node: JsonNode): JsonNode {
  if (node.kind !== 'object') return node;
  return parseTree(`{${node.members.map(({ key, value }) => `${JSON.stringify(key)}:${textOf(value)}`).join(',')}}`);
}

/** JSON in a string in a string … is opened so often. */
const MOST_LAYERS = 3;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function opened(node: JsonNode & { kind: 'string' }, how: Wrapping, layers: number): JsonNode {
  if (how === 'value') return treeIn(node.text) ?? node;
  const bytes = bytesOf(node.text, how);
  const text = bytes === undefined ? node.text : typeof bytes === 'string' ? bytes : textIn8(bytes);
  const found = text === undefined ? undefined : (jsonOf(text) ?? (how === 'ruby' ? rubyYaml(text) : undefined));
  if (!found) {
    if (bytes === undefined || typeof bytes === 'string') return node;
    return text !== undefined && (how === 'json' || how === 'ruby') && isReadable(text)
      ? textNode(text)
      : asBytes(bytes);
  }
  return found.kind === 'string' && layers > 1 ? opened(found, how, layers - 1) : found;
}

/** What base64 or `\x…` holds, of base64 in other wrappings only JSON; the text itself where it is JSON already; undefined where it is neither. */
function bytesOf(text: string, how: Wrapping): Uint8Array | string | undefined {
  if (how !== 'base64' && jsonOf(text)) return text;
  const bytes = decodeBytea(text);
  if (bytes) return bytes;
  if (text.length < 4) return undefined;
  return how === 'base64' || how === 'either' ? decodeBase64(text) : packedJson(text);
}

/** Bytes that are written as base64 and hold a JSON object or list, as libraries write a column of bytes: text that only looks so is none. */
function packedJson(text: string): string | undefined {
  const bytes = /^(?:e[wy3]|W[wyz1-3])/.test(text) ? decodeBase64(text) : undefined;
  const inside = bytes && textIn8(bytes);
  return inside !== undefined && /^[[{]/.test(inside) && treeIn(inside) ? inside : undefined;
}

function textIn8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text, and not bytes that happen to be UTF-8. */
function isReadable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return false;
  }
  return text !== '';
}

function asBytes(bytes: Uint8Array): JsonNode {
  return parseTree(`{"$bytes":"${encodeBase64(bytes)}"}`);
}

function jsonOf(text: string): JsonNode | undefined {
  return /^\s*[[{"]/.test(text) ? treeIn(text) : undefined;
}
