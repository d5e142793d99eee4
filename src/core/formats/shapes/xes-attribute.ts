/** Attributes of XES: typed values, lists and containers, attributes of attributes. */
import { type Member, objectText, quoted } from './made-row.ts';

export const ATTRIBUTES: ReadonlySet<string> = new Set([
  'string',
  'date',
  'int',
  'float',
  'boolean',
  'id',
  'list',
  'container',
]);

/** A value that is being read. */
export interface OpenAttribute {
  readonly tag: string;
  readonly key: string;
  readonly value: string | undefined;
  readonly inner: Member[];
}

export function openAttribute(tag: string, from: ReadonlyMap<string, string>): OpenAttribute {
  return { tag, key: from.get('key') ?? '', value: from.get('value'), inner: [] };
}

/** Its JSON text. A value that has attributes of its own is `{ "value": …, "attributes": … }`. */
export function jsonOfAttribute({ tag, value, inner }: OpenAttribute): string {
  if (tag === 'list') return `[${inner.map((one) => objectText([one])).join(',')}]`;
  if (tag === 'container') return objectText(inner);
  const scalar = scalarOf(tag, value);
  return inner.length === 0
    ? scalar
    : objectText([
        ['value', scalar],
        ['attributes', objectText(inner)],
      ]);
}

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** With its own digits; what is not what its tag says stays text. */
export function scalarOf(tag: string, value: string | undefined): string {
  if (value === undefined) return 'null';
  const text = value.trim();
  if (tag === 'int' && INTEGER.test(text)) return text;
  if (tag === 'float' && NUMBER.test(text)) return text;
  if (tag === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase();
  return quoted(tag === 'string' ? value : text);
}
