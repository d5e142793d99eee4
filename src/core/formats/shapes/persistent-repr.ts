/** The column `message` of Akka's legacy journal: a PersistentMessage in protobuf, of which the payload, its manifest and the time are taken. */
import { decodeBase64, encodeBase64 } from '../../record/base64.ts';
import { decodeBytea } from '../../record/bytea.ts';
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { unfoldFramer } from './unfold.ts';

export function persistentFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const bytes = bytesOf(memberOf(node, 'message'));
      const opened = bytes && messageOf(bytes);
      if (node.kind !== 'object' || !bytes) return out.emit(textOf(node));
      const members = node.members.flatMap(({ key, value }) => (key === 'message' ? [] : [pair(key, textOf(value))]));
      if (!opened) members.push(pair('payload', asBytes(bytes)));
      else members.push(...opened);
      out.emit(`{${members.join(',')}}`);
    },
  });
}

const pair = (key: string, json: string) => `${JSON.stringify(key)}:${json}`;
const asBytes = (bytes: Uint8Array) => `{"$bytes":${JSON.stringify(encodeBase64(bytes))}}`;

function bytesOf(node: JsonNode | undefined): Uint8Array | undefined {
  if (node?.kind !== 'string') return undefined;
  return decodeBytea(node.text) ?? decodeBase64(node.text);
}

type Field = { readonly number: number; readonly value: bigint | Uint8Array };

/** Members of the row; undefined where the bytes are no such message. */
function messageOf(bytes: Uint8Array): readonly string[] | undefined {
  const message = fieldsOf(bytes);
  const wrapped = message?.find(({ number }) => number === 1)?.value;
  const payload = wrapped instanceof Uint8Array ? fieldsOf(wrapped) : undefined;
  const of = (fields: readonly Field[], wanted: number) => fields.find(({ number }) => number === wanted)?.value;
  const inner = payload && of(payload, 2);
  if (!message || !payload || !(inner instanceof Uint8Array)) return undefined;
  const members: string[] = [];
  const manifest = textOfBytes(of(payload, 3)) ?? textOfBytes(of(message, 12));
  if (manifest !== undefined && manifest !== '') members.push(pair('manifest', JSON.stringify(manifest)));
  const serializer = of(payload, 1);
  if (typeof serializer === 'bigint') members.push(pair('serializer', String(serializer)));
  const writer = textOfBytes(of(message, 13));
  if (writer !== undefined) members.push(pair('writer', JSON.stringify(writer)));
  const time = of(message, 14);
  // A zigzag number; 0 is no time.
  if (typeof time === 'bigint' && time > 0n) members.push(pair('timestamp', String((time >> 1n) ^ -(time & 1n))));
  const text = textOfBytes(inner);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text.
  const isText = text !== undefined && text !== '' && !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  members.push(pair('payload', isText ? JSON.stringify(text) : asBytes(inner)));
  return members;
}

function textOfBytes(value: Field['value'] | undefined): string | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return undefined;
  }
}

/** The fields of a protobuf message; undefined where it is none. */
function fieldsOf(bytes: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint | undefined => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) return undefined;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return undefined;
  };
  while (at < bytes.length) {
    const key = varint();
    if (key === undefined || key < 8n) return undefined;
    const wire = Number(key & 7n);
    const size = wire === 0 ? 0n : wire === 1 ? 8n : wire === 5 ? 4n : wire === 2 ? varint() : undefined;
    if (size === undefined || size > BigInt(bytes.length - at)) return undefined;
    const number = Number(key >> 3n);
    if (wire === 0) {
      const value = varint();
      if (value === undefined) return undefined;
      fields.push({ number, value });
    } else fields.push({ number, value: bytes.slice(at, at + Number(size)) });
    at += Number(size);
  }
  return fields;
}
