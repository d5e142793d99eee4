/**
 * The payloads inside an event of Temporal: `{ metadata: { encoding: base64 }, data: base64 }`. Where the encoding says JSON, the JSON stands
 * in `data` in place of its base64, and the metadata as the text that it is. Any other payload stays as it stands.
 */
import { decodeBase64 } from '../../record/base64.ts';
import { type JsonNode, memberOf, textOf, treeIn } from '../../record/json-tree.ts';
import { type ObjectNode, objectAt, rowText } from './row-text.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a value with its payloads decoded; `left` hears the encodings of those that are not. */
export function withPayloads(node: JsonNode, left: (encoding: string) => void): string {
  return decoded(node, left) ?? textOf(node);
}

/** Undefined where nothing in it is decoded. */
function decoded(node: JsonNode, left: (encoding: string) => void): string | undefined {
  if (node.kind === 'array') {
    const items = node.items.map((item) => decoded(item, left));
    if (items.every((item) => item === undefined)) return undefined;
    return `[${node.items.map((item, i) => items[i] ?? textOf(item)).join(',')}]`;
  }
  if (node.kind !== 'object') return undefined;
  const encoding = encodingOf(node);
  if (encoding !== undefined) return payload(node, encoding, left);
  const values = node.members.map(({ value }) => decoded(value, left));
  if (values.every((value) => value === undefined)) return undefined;
  return rowText(node.members.map(({ key, value }, i) => [key, values[i] ?? textOf(value)]));
}

/** `json/plain`; undefined where this is no payload. */
function encodingOf(node: ObjectNode): string | undefined {
  const encoding = memberOf(objectAt(node, 'metadata'), 'encoding');
  const name = encoding?.kind === 'string' ? readable(encoding.text) : undefined;
  return name !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(name) ? name : undefined;
}

function payload(node: ObjectNode, encoding: string, left: (encoding: string) => void): string | undefined {
  const data = memberOf(node, 'data');
  // `binary/null` has none.
  if (data?.kind !== 'string' || data.text === '') return undefined;
  const text = encoding.startsWith('json/') ? readable(data.text) : undefined;
  const json = text === undefined ? undefined : treeIn(text);
  if (json === undefined) {
    left(encoding);
    return undefined;
  }
  return rowText(
    node.members.map(({ key, value }) => [
      key,
      value === data ? textOf(json) : key === 'metadata' ? plainMetadata(value) : textOf(value),
    ]),
  );
}

/** Metadata are bytes, which nearly always are text; what is none stays base64. */
function plainMetadata(node: JsonNode): string {
  if (node.kind !== 'object') return textOf(node);
  return rowText(
    node.members.map(({ key, value }) => {
      const text = value.kind === 'string' ? readable(value.text) : undefined;
      return [key, text === undefined ? textOf(value) : JSON.stringify(text)];
    }),
  );
}

function readable(base64: string): string | undefined {
  const bytes = decodeBase64(base64);
  if (!bytes) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
