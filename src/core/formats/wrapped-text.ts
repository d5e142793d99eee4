/** Whether text holds JSON, as such or packed: what a mapping's `unwrap` would open. Only a guess of what to offer; `mapped.ts` opens. */
import { decodeBase64 } from '../record/base64.ts';
import { decodeBytea } from '../record/bytea.ts';
import { type JsonNode, treeIn } from '../record/json-tree.ts';

export type WrappedKind = 'JSON text' | 'base64 JSON' | 'hex JSON' | 'base64';

export interface Wrapped {
  readonly kind: WrappedKind;
  /** The object or array inside; undefined where the bytes are no JSON. */
  readonly node: JsonNode | undefined;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const HEX = /^\\x(?:[0-9a-f]{2})+$/i;
/** As `mapped.ts` opens it: JSON in a string in a string. */
const MOST_LAYERS = 3;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** `{"a":1}`, `"{\"a\":1}"`, `eyJhIjoxfQ==`, `\x7b7d`; undefined for text that is just text. */
export function wrappedIn(text: string): Wrapped | undefined {
  let inside = text;
  let kind: WrappedKind = 'JSON text';
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const bytes = bytesIn(inside);
    if (bytes) {
      if (layer === 0) kind = HEX.test(inside) ? 'hex JSON' : 'base64 JSON';
      const decoded = textOf(bytes);
      if (decoded === undefined || !/^\s*[[{"]/.test(decoded)) return layer === 0 ? packed(inside, decoded) : undefined;
      inside = decoded;
    }
    if (!/^\s*[[{"]/.test(inside)) return undefined;
    const node = treeIn(inside);
    if (node?.kind === 'object' || node?.kind === 'array') return { kind, node };
    if (node?.kind !== 'string') return undefined;
    inside = node.text;
  }
  return undefined;
}

function bytesIn(text: string): Uint8Array | undefined {
  if (HEX.test(text)) return decodeBytea(text);
  return text.length >= 8 && BASE64.test(text) ? decodeBase64(text) : undefined;
}

/** Base64 of something else than JSON. Words and hex digits are written with the same letters: padding, or readable text inside, tells. */
function packed(text: string, decoded: string | undefined): Wrapped | undefined {
  if (HEX.test(text) || /^[0-9a-f]+$/i.test(text)) return undefined;
  const reads =
    decoded !== undefined && /^[\p{L}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]+$/u.test(decoded) && /[a-z]{3}/i.test(decoded);
  return text.endsWith('=') || reads ? { kind: 'base64', node: undefined } : undefined;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
