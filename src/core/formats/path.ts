/** Paths of a mapping: keys joined with dots, a key that holds a dot in quotes. `actor.login`, `"http.method"`, `Records.0."@ts"`. */
import type { JsonNode } from '../record/json-tree.ts';
import { memberOf } from '../record/json-tree.ts';

/** The keys of a path; undefined where a quote is not closed or a key is empty. */
export function parsePath(path: string): readonly string[] | undefined {
  const keys: string[] = [];
  const part = /(?:"((?:[^"\\]|\\.)*)"|([^".][^.]*))(\.|$)/gy;
  while (part.lastIndex < path.length) {
    const match = part.exec(path);
    if (!match) return undefined;
    keys.push(match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '');
    if (match[3] === '.' && part.lastIndex === path.length) return undefined;
  }
  return keys.length > 0 ? keys : undefined;
}

/** A path's text: the inverse of parsePath. */
export function formatPath(keys: readonly string[]): string {
  return keys.map((key) => (/[.]|^"|^$/.test(key) ? `"${key.replace(/["\\]/g, '\\$&')}"` : key)).join('.');
}

/** The value at a path; a number steps into an array. */
export function nodeAt(root: JsonNode, keys: readonly string[]): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const key of keys) {
    if (node?.kind === 'array') node = /^\d+$/.test(key) ? node.items[Number(key)] : undefined;
    else node = memberOf(node, key);
  }
  return node;
}
