/** Rows of the journal tables, written and read again: what is read is checked, and is undefined where it is not what was written. */
import { parseMapping } from '../core/formats/header.ts';
import type { Reading } from '../core/formats/preview.ts';
import type { Block } from '../core/journal/columns.ts';
import type { LaterName, RoomedColumns, RoomFor } from '../core/journal/merge.ts';
import type { ProcessingPart, Segment } from '../core/journal/segment.ts';
import { isAscending } from '../core/journal/slots.ts';
import { parseCheckpoint } from '../core/replay/checkpoint.ts';
import { packNames, unpackNames } from '../core/replay/names.ts';
import type { Manifest, SegmentAside, StoredCheckpoint, StoredSegment } from './journals.ts';
import { isPacked, isThroughout, type Numbers, type Packed, pack, unpack } from './packed.ts';

type Width = readonly [new (length: number) => Numbers, number];
type Columns<K extends string> = Readonly<Record<K, Width>>;

/** What opening a journal needs at once, what can be made later, and what most journals have none of. */
const ROOMED = {
  type: [Uint32Array, 1],
  version: [Uint16Array, 1],
  subject: [Uint32Array, 1],
  flags: [Uint8Array, 1],
} as const satisfies Columns<string>;
const LATER = {
  line: [Uint32Array, 1],
  sequence: [Float64Array, 1],
  tEventMicros: [Float64Array, 1],
  tLogMicros: [Float64Array, 1],
} as const satisfies Columns<LaterName>;
const RARE = {
  partition: [Uint32Array, 1],
  position: [Float64Array, 1],
} as const satisfies Columns<string>;
const COLUMNS = { ...ROOMED, ...LATER, ...RARE };

const HASHES = {
  identityHash: [Uint32Array, 2],
  idHash: [Uint32Array, 2],
  requestHash: [Uint32Array, 2],
  causationHash: [Uint32Array, 2],
  correlationHash: [Uint32Array, 2],
} as const satisfies Columns<string>;

const PROCESSING = {
  row: [Uint32Array, 1],
  consumer: [Uint16Array, 1],
  tStartMicros: [Float64Array, 1],
  tProcessMicros: [Float64Array, 1],
  outcome: [Uint8Array, 1],
  attempt: [Uint16Array, 1],
} as const satisfies Columns<string>;

const NAMES = { idHash: [Uint32Array, 2] } as const satisfies Columns<string>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const tagged = (value: unknown, name: string) => Object.prototype.toString.call(value) === `[object ${name}]`;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function packAll<C extends Columns<string>>(columns: C, from: { readonly [K in keyof C]: Numbers }) {
  return Object.fromEntries(Object.keys(columns).map((name: keyof C & string) => [name, pack(from[name])]));
}

/** Those of `into` where it has one, filled; without it all of them are made. */
function unpackAll<C extends Columns<string>>(
  columns: C,
  stored: unknown,
  count: number,
  into: Readonly<Partial<Record<string, Numbers>>> = {},
) {
  if (!isObject(stored)) return undefined;
  const result: Record<string, Numbers> = {};
  for (const [name, [Kind, width]] of Object.entries(columns)) {
    const packed = stored[name];
    if (!isPacked(packed, count * width)) return undefined;
    const column = into[name] ?? new Kind(count * width);
    unpack(packed, column);
    result[name] = column;
  }
  return result as { [K in keyof C]: InstanceType<C[K][0]> };
}

export const packSegment = (segment: Segment): object => ({
  first: segment.first,
  count: segment.count,
  columns: packAll(COLUMNS, segment),
  // A hundred thousand texts are slower to read than all columns.
  dictionary: { ...segment.dictionary, subjects: packNames(segment.dictionary.subjects) },
  processing: { count: segment.processing.count, columns: packAll(PROCESSING, segment.processing) },
  rejected: segment.rejected,
  source: segment.source,
});

export const packAside = (segment: Segment): object => ({
  first: segment.first,
  count: segment.count,
  columns: packAll(HASHES, segment),
  processing: {
    count: segment.processing.count,
    columns: packAll(NAMES, segment.processing),
    lines: segment.processing.lines,
  },
});

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

/** Version 5 and earlier stored them one by one. */
function parseSubjects(value: unknown): readonly string[] | undefined {
  if (isTexts(value)) return value;
  if (!isObject(value) || typeof value.text !== 'string' || !tagged(value.ends, 'Uint32Array')) return undefined;
  const { text } = value;
  const ends = value.ends as Uint32Array<ArrayBuffer>;
  if ((ends.at(-1) ?? 0) !== text.length || !isAscending(ends)) return undefined;
  return unpackNames({ text, ends });
}

function parseDictionary(value: unknown): Segment['dictionary'] | undefined {
  if (!isObject(value)) return undefined;
  const { types, subjectTypeOf, subjectTypes, partitions, consumers } = value;
  const subjects = parseSubjects(value.subjects);
  const good =
    subjects !== undefined &&
    [types, subjectTypes, partitions, consumers].every(isTexts) &&
    tagged(subjectTypeOf, 'Uint32Array') &&
    (subjectTypeOf as Uint32Array).length === subjects.length;
  return good ? ({ ...value, subjects } as Segment['dictionary']) : undefined;
}

function parseSource(value: unknown): Segment['source'] | undefined {
  if (!isObject(value) || !isCount(value.file) || !isCount(value.bytes) || !isCount(value.lines)) return undefined;
  const spelling = parseSpelling(value.spelling);
  return { file: value.file, bytes: value.bytes, lines: value.lines, ...(spelling && { spelling }) };
}

/** Segments of earlier versions have none. */
function parseSpelling(value: unknown): Segment['source']['spelling'] {
  if (!isObject(value) || !Array.isArray(value.usual)) return undefined;
  const usual = value.usual.filter((pair): pair is readonly [string, string] => isTexts(pair) && pair.length === 2);
  return { plain: value.plain === true, otherwise: value.otherwise === true, usual };
}

function parseProcessing<C extends Columns<string>>(columns: C, value: unknown) {
  if (!isObject(value) || !isCount(value.count)) return undefined;
  const unpacked = unpackAll(columns, value.columns, value.count);
  return unpacked && { count: value.count, ...unpacked };
}

export function parseSegment(row: unknown): StoredSegment | undefined {
  if (!isObject(row) || !isCount(row.first) || !isCount(row.count) || !Array.isArray(row.rejected)) return undefined;
  const columns = unpackAll(COLUMNS, row.columns, row.count);
  const dictionary = parseDictionary(row.dictionary);
  const processing = parseProcessing(PROCESSING, row.processing);
  const source = parseSource(row.source);
  if (!columns || !dictionary || !processing || !source) return undefined;
  return { first: row.first, count: row.count, ...columns, dictionary, processing, rejected: row.rejected, source };
}

/** What a journal is opened with: some columns go where there is room for them, and most are not unpacked yet. */
export function parseColumns(row: unknown, roomFor: RoomFor): RoomedColumns | undefined {
  if (!isObject(row) || !isCount(row.first) || !isCount(row.count) || !isObject(row.columns)) return undefined;
  const { first, count, columns } = row;
  const later: Partial<Record<LaterName, Packed>> = {};
  for (const name of Object.keys(LATER) as LaterName[]) {
    const packed = columns[name];
    if (!isPacked(packed, count)) return undefined;
    later[name] = packed;
  }
  const roomed = unpackAll(ROOMED, columns, count, roomFor(first, count));
  const hasRare = !isThroughout(columns.partition, 0) || !isThroughout(columns.position, Number.NaN);
  const rare = hasRare
    ? unpackAll(RARE, columns, count)
    : { partition: new Uint32Array(0), position: new Float64Array(0) };
  const dictionary = parseDictionary(row.dictionary);
  const processing = parseProcessing(PROCESSING, row.processing);
  if (!roomed || !rare || !dictionary || !processing) return undefined;
  return {
    first,
    count,
    ...roomed,
    ...rare,
    dictionary,
    processing,
    fill(name, into) {
      const packed = later[name];
      if (packed) unpack(packed, into);
      delete later[name];
    },
  };
}

export function parseAside(row: unknown): SegmentAside | undefined {
  if (!isObject(row) || !isCount(row.first) || !isCount(row.count) || !isObject(row.processing)) return undefined;
  const columns = unpackAll(HASHES, row.columns, row.count);
  const names = parseProcessing(NAMES, row.processing);
  const { lines } = row.processing;
  if (!columns || !names || !tagged(lines, 'Uint8Array')) return undefined;
  return {
    first: row.first,
    count: row.count,
    ...columns,
    processing: { idHash: names.idHash, lines: lines as ProcessingPart['lines'] },
  };
}

export function parseBlock(row: unknown): Block | undefined {
  if (!isObject(row) || !tagged(row.bytes, 'Uint8Array') || !tagged(row.offsets, 'Uint32Array')) return undefined;
  const block = { bytes: row.bytes as Uint8Array, offsets: row.offsets as Uint32Array };
  return block.offsets.at(-1) === block.bytes.length ? block : undefined;
}

function parseReading(value: unknown): Reading | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.format === 'string') return { format: value.format };
  try {
    return { mapping: parseMapping(value.mapping) };
  } catch {
    return undefined;
  }
}

const isCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(isCount);
const isPlace = (value: unknown): boolean =>
  isObject(value) && isCount(value.row) && isCount(value.line) && typeof value.type === 'string';
const isFound = (value: unknown): boolean =>
  isObject(value) &&
  (value.group === 'secret' || value.group === 'personal') &&
  isTexts([value.kind, value.path, value.example]) &&
  isCount(value.count) &&
  isCounts(value.types) &&
  Array.isArray(value.places) &&
  value.places.every(isPlace);

function isHold(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.found)) return false;
  return value.found.every(isFound) && (value.keptAt === undefined || typeof value.keptAt === 'string');
}

export function parseManifest(value: unknown): Manifest | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, state, createdAt, records, rejected, bytes, segments, header, sources, rejectedLines } = value;
  const reading = parseReading(value.reading);
  const good =
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof createdAt === 'string' &&
    (state === 'importing' || state === 'complete') &&
    [records, rejected, bytes, segments].every(isCount) &&
    isObject(header) &&
    isObject(header.sequence) &&
    isTexts(header.identity) &&
    Array.isArray(sources) &&
    Array.isArray(rejectedLines) &&
    (value.hold === undefined || isHold(value.hold));
  return good && reading ? ({ ...value, reading } as unknown as Manifest) : undefined;
}

export function parseStoredCheckpoint(row: unknown): StoredCheckpoint | undefined {
  const checkpoint = isObject(row) ? parseCheckpoint(row.checkpoint) : undefined;
  return isObject(row) && checkpoint && typeof row.prefix === 'string' && row.slots === checkpoint.slots
    ? { checkpoint, prefix: row.prefix }
    : undefined;
}
