/** What a message of NATS holds, however it was written down: headers, and data as JSON, text or bytes. */
import { decodeBase64, encodeBase64 } from '../../record/base64.ts';
import { decodeUtf8 } from '../../record/json.ts';
import { JsonError, type JsonNode, memberOf, textOf, treeIn } from '../../record/json-tree.ts';
import { rowText } from './row-text.ts';

export function bytesAt(node: JsonNode, key: string): Uint8Array | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'string' ? decodeBase64(value.text) : undefined;
}

export function textIn8(bytes: Uint8Array): string | undefined {
  try {
    return decodeUtf8(bytes);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** JSON where it is JSON, else text, else the bytes. */
export function contentOf(bytes: Uint8Array): string {
  const text = textIn8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text.
  if (text === undefined || /[\u0000-\u0008\u000e-\u001f]/.test(text)) return `{"$bytes":"${encodeBase64(bytes)}"}`;
  return jsonOrText(text);
}

export function jsonOrText(text: string): string {
  const tree = treeIn(text);
  return tree ? textOf(tree) : JSON.stringify(text);
}

/** `K: v` lines as an object; of a key that comes several times a list. Those of CloudEvents are written in small letters. */
export function headersOf(lines: readonly string[]): string {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const at = line.indexOf(':');
    if (at <= 0) continue;
    const name = line.slice(0, at).trim();
    const key = /^ce-/i.test(name) ? name.toLowerCase() : name;
    found.set(key, [...(found.get(key) ?? []), line.slice(at + 1).trim()]);
  }
  return rowText(
    [...found].map(([key, values]) => [key, JSON.stringify(values.length === 1 ? values[0] : values)] as const),
  );
}
