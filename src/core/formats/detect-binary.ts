/** Binary files without a signature at their beginning, told by their shape. */

export interface BinaryKind {
  readonly what: string;
  readonly advice: string;
}

const PROTOBUF: BinaryKind = {
  what: 'data in Protocol Buffers',
  advice:
    'It cannot be read without its schema. Write it as JSON where the schema is: one message a line (in most languages JsonFormat or toJSON), or protoc --decode for a look at it.',
};
const AVRO_MESSAGE: BinaryKind = {
  what: 'Avro without its schema, as Kafka carries it',
  advice:
    'The schema is in a registry. Let kcat decode it: kcat -C -t TOPIC -J -s value=avro -r REGISTRY_URL > messages.ndjson',
};
const SEGMENT: BinaryKind = {
  what: 'a segment of a Kafka log',
  advice: 'Read the topic instead: kcat -C -t TOPIC -o beginning -e -J > messages.ndjson',
};

const ORC: BinaryKind = { what: 'an ORC file', advice: 'Write it as JSON lines: orc-contents FILE > events.ndjson' };
const ENCRYPTED: BinaryKind = {
  what: 'an encrypted Parquet file',
  advice: 'Decrypt it where its keys are, and write it as JSON lines.',
};

/** What binary bytes are by their shape; undefined where nothing is recognised. `complete`: these are all bytes of the file. */
export function binaryKind(bytes: Uint8Array, complete: boolean): BinaryKind | undefined {
  const begins = String.fromCharCode(...bytes.subarray(0, 4));
  if (begins.startsWith('ORC')) return ORC;
  if (begins === 'PARE') return ENCRYPTED;
  if (isSegment(bytes)) return SEGMENT;
  // Avro's single-object encoding, and the registry's: a zero and the number of a schema.
  if (bytes[0] === 0xc3 && bytes[1] === 0x01 && bytes.length > 10) return AVRO_MESSAGE;
  if (
    bytes[0] === 0 &&
    bytes[1] === 0 &&
    bytes[2] === 0 &&
    bytes.length > 8 &&
    bytes.length < 1 << 20 &&
    complete &&
    number(bytes, 1) > 0
  )
    return AVRO_MESSAGE;
  return isProtobuf(bytes, complete) ? PROTOBUF : undefined;
}

/** A record batch of the second format: base offset, length, leader epoch, 2. */
function isSegment(bytes: Uint8Array): boolean {
  const length = number(bytes, 8);
  return bytes.length > 61 && bytes[16] === 2 && number(bytes, 0) === 0 && length >= 49 && length < 1 << 30;
}

function number(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
  );
}

const LOOKED_AT = 1 << 16;
/** Fewer fields may be chance. */
const LEAST_FIELDS = 4;

/** One message, or messages with their lengths before them. */
function isProtobuf(bytes: Uint8Array, complete: boolean): boolean {
  const head = bytes.subarray(0, LOOKED_AT);
  const whole = complete && bytes.length === head.length;
  return fieldsIn(head, 0, head.length, whole) >= LEAST_FIELDS || delimited(head, whole) >= LEAST_FIELDS;
}

/** The number of fields from one place to another; 0 where it is no message. `whole`: it must end there. */
function fieldsIn(bytes: Uint8Array, from: number, to: number, whole: boolean): number {
  let at = from;
  let fields = 0;
  while (at < to) {
    const tag = varint(bytes, at, to);
    if (!tag) return whole ? 0 : fields;
    const wire = tag.value & 7;
    const field = Math.floor(tag.value / 8);
    if (field === 0 || field > 2000) return 0;
    at = tag.end;
    if (wire === 0) {
      const value = varint(bytes, at, to);
      if (!value) return whole || to - at > 10 ? 0 : fields;
      at = value.end;
    } else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint(bytes, at, to);
      if (!length) return whole ? 0 : fields;
      at = length.end + length.value;
    } else return 0;
    if (at > to) return whole ? 0 : fields;
    fields++;
  }
  return fields;
}

function delimited(bytes: Uint8Array, whole: boolean): number {
  let at = 0;
  let fields = 0;
  while (at < bytes.length) {
    const length = varint(bytes, at, bytes.length);
    if (!length || length.value === 0) return whole || !length ? 0 : fields;
    const end = length.end + length.value;
    if (end > bytes.length) return whole ? 0 : fields;
    const inside = fieldsIn(bytes, length.end, end, true);
    if (inside === 0) return 0;
    fields += inside;
    at = end;
  }
  return fields;
}

function varint(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = 0; i < 10 && from + i < to; i++) {
    const byte = bytes[from + i] ?? 0;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: from + i + 1 };
  }
  return undefined;
}
