/**
 * Castore: event details, the messages that carry them (`{ eventStoreId, event }`), those in EventBridge entries, and items of DynamoDB.
 * What carries an event is not taken apart but for the event: the rest of it stays beside the event's own members.
 */
import { type JsonMember, type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { unfoldFramer } from './unfold.ts';

type ObjectNode = JsonNode & { readonly kind: 'object' };

export function castoreFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const item = memberOf(node, 'Item');
      const plain = item?.kind === 'object' ? unwrapped(item) : node.kind === 'object' ? unwrapped(node) : undefined;
      if (!plain) return out.emit(textOf(node));
      const members = flat(plain);
      const has = (key: string) => members.some(([name]) => name === key);
      if (!has('version') && has('aggregateId') && has('initialEventTimestamp')) {
        out.reject('this message says that an aggregate exists; there is no event in it');
        return;
      }
      out.emit(`{${members.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`);
    },
  });
}

/** The event's members first, then what its carriers have beside it. */
function flat(row: Members): readonly (readonly [string, string])[] {
  const message = membersOf(row.get('detail')?.node) ?? row;
  const inner = membersOf(message.get('event')?.node) ?? message;
  const found = new Map<string, string>();
  const add = (members: Members, without: string) => {
    for (const [key, { json }] of members) if (key !== without && !found.has(key)) found.set(key, json);
  };
  add(inner, '');
  if (message !== inner) add(message, 'event');
  if (row !== message) add(row, 'detail');
  const store = found.get('eventStoreId');
  const id = found.get('aggregateId');
  // In a table that several stores share, ids begin with the store's.
  if (store !== undefined && id?.startsWith(`${store.slice(0, -1)}#`))
    found.set('aggregateId', `"${id.slice(store.length)}`);
  return [...found];
}

interface Value {
  readonly json: string;
  readonly node?: JsonNode;
}
type Members = ReadonlyMap<string, Value>;

function membersOf(node: JsonNode | undefined): Members | undefined {
  if (node?.kind !== 'object') return undefined;
  return new Map(node.members.map(({ key, value }): [string, Value] => [key, { json: textOf(value), node: value }]));
}

const TYPES = ['S', 'N', 'BOOL', 'NULL', 'M', 'L', 'B', 'SS', 'NS', 'BS'];

/** The members of a row, those of a DynamoDB item without its types. */
function unwrapped(row: ObjectNode): Members | undefined {
  const isItem = row.members.length > 0 && row.members.every(({ value }) => typed(value) !== undefined);
  if (!isItem) return membersOf(row);
  return new Map(row.members.map(({ key, value }): [string, Value] => [key, { json: plainOf(value) }]));
}

function typed(node: JsonNode): JsonMember | undefined {
  const [only, ...more] = node.kind === 'object' ? node.members : [];
  return only && more.length === 0 && TYPES.includes(only.key) ? only : undefined;
}

/** `{"S":"a"}` is `"a"`; `N` is a number with its own digits. */
function plainOf(node: JsonNode): string {
  const found = typed(node);
  if (!found) return textOf(node);
  const { key, value } = found;
  if (key === 'N')
    return value.kind === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.text)
      ? value.text
      : textOf(value);
  if (key === 'NULL') return 'null';
  if (key === 'B') return `{"$bytes":${textOf(value)}}`;
  if (key === 'M' && value.kind === 'object')
    return `{${value.members.map((m) => `${JSON.stringify(m.key)}:${plainOf(m.value)}`).join(',')}}`;
  if (key === 'L' && value.kind === 'array') return `[${value.items.map(plainOf).join(',')}]`;
  if (key === 'NS' && value.kind === 'array')
    return `[${value.items.map((item) => (item.kind === 'string' ? item.text : textOf(item))).join(',')}]`;
  return textOf(value);
}
