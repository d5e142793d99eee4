/** Text in a message: JSON that is written as text, and the words in it that name something. */
import { type JsonNode, memberOf, treeIn } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';

/** The JSON that text holds, if it is an object or an array. */
export function jsonIn(text: string): JsonNode | undefined {
  return /^\s*[[{]/.test(text) ? treeIn(text) : undefined;
}

/** A node; where it is text that holds JSON, that. */
export function opened(node: JsonNode): JsonNode {
  return (node.kind === 'string' ? jsonIn(node.text) : undefined) ?? node;
}

/** A scalar as text, also as Avro's JSON writes one of a union: `{"string":"a"}`. Undefined where it says nothing. */
export function wordIn(node: JsonNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  const [only, ...more] = node.kind === 'object' ? node.members : [];
  const text = only && more.length === 0 ? scalarText(only.value) : scalarText(node);
  return text === '' ? undefined : text;
}

/** A key as text: of several values (a primary key of two columns) all, with `/` between them. */
export function keyText(node: JsonNode | undefined): string | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  const whole = opened(node);
  const inner = whole.kind === 'object' && memberOf(whole, 'schema') ? memberOf(whole, 'payload') : whole;
  const texts = inner ? scalarsIn(inner) : [];
  return texts.length === 0 ? undefined : texts.join('/') || undefined;
}

function scalarsIn(node: JsonNode): readonly string[] {
  if (node.kind === 'object') return node.members.flatMap(({ value }) => scalarsIn(value));
  if (node.kind === 'array') return node.items.flatMap(scalarsIn);
  const text = scalarText(node);
  return text === undefined ? [] : [text];
}
