/** Rows that are put together from parts of others: members by key, each as its own text. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';

export type Members = Map<string, string>;
export type ObjectNode = JsonNode & { readonly kind: 'object' };

/** Of keys that come twice the last one. */
export function membersOf(node: ObjectNode): Members {
  return new Map(node.members.map(({ key, value }) => [key, textOf(value)]));
}

export function rowText(members: Iterable<readonly [string, string]>): string {
  return `{${Array.from(members, ([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

export function objectAt(node: JsonNode | undefined, key: string): ObjectNode | undefined {
  const value = memberOf(node, key);
  return value?.kind === 'object' ? value : undefined;
}

/** The scalar at a path of keys as text; undefined where there is none, or an empty one. */
export function textAt(node: JsonNode | undefined, ...path: readonly string[]): string | undefined {
  let at = node;
  for (const key of path) at = memberOf(at, key);
  const text = at && scalarText(at);
  return text === '' ? undefined : text;
}
