/** Collects records, each a line of contract NDJSON in bytes, into segments: columns, blocks of lines, and the words that are new in each. */
import { ContractLine, FIELD_INDEX, T_PROCESS } from '../formats/contract-line.ts';
import type { MadeLine } from '../formats/made-line.ts';
import { type FieldName, isFieldName } from '../record/fields.ts';
import { hashBytes } from '../record/hash.ts';
import type { ProcessingRow } from '../record/record.ts';
import { createBlocks } from './builder-blocks.ts';
import { cutColumns, newColumns } from './builder-columns.ts';
import { createDictionary } from './builder-dictionary.ts';
import { createProcessingRows } from './builder-processing.ts';
import { RecordFlag, SEGMENT_RECORDS } from './columns.ts';
import type { Rejected } from './report.ts';
import type { Segment, StoredPart } from './segment.ts';

export interface Builder {
  readonly records: number;
  /** Takes the row `u[from .. to)` if it is a line of the contract as it stands. `u` is not read after `settle`. */
  take(u: Uint8Array, from: number, to: number, sourceLine: number): boolean;
  add(made: MadeLine, sourceLine: number): void;
  processing(row: ProcessingRow): void;
  reject(rejected: Rejected): void;
  settle(): void;
  end(): void;
}

export interface BuilderOptions {
  readonly identity: () => readonly string[];
  /** Where the source stands: asked when a segment ends. */
  readonly position: () => Segment['source'];
  readonly onSegment: (segment: Segment) => void;
  readonly stored: readonly StoredPart[];
}

const utf8 = new TextEncoder();
const IMPORT = utf8.encode('import');
const F = FIELD_INDEX;

export function createBuilder({ identity, position, onSegment, stored }: BuilderOptions): Builder {
  const line = new ContractLine();
  const blocks = createBlocks();
  const rows = createProcessingRows();
  const types = createDictionary();
  const subjects = createDictionary();
  const subjectTypes = createDictionary();
  const partitions = createDictionary();
  const consumers = createDictionary();
  const subjectTypeNames = [''];
  let first = 0;
  let count = 0;
  let columns = newColumns();
  let rejected: Rejected[] = [];

  const intern = (field: number, words: typeof types, tag = 0) =>
    words.intern(
      line.bytesOf(field),
      line.start[field] as number,
      line.end[field] as number,
      line.hash[2 * field] as number,
      tag,
    );

  /** The words that are new since the last segment. A subject's word is its id; its name is made here. */
  const freshWords = (): Segment['dictionary'] => {
    const freshTypes = subjectTypes.take().words;
    subjectTypeNames.push(...freshTypes);
    const { words: ids, tags } = subjects.take();
    const name = (id: string, i: number) => {
      const type = subjectTypeNames[tags[i] ?? 0] ?? '';
      return type === '' ? id : `${type}/${id}`;
    };
    return {
      types: types.take().words,
      subjects: ids.map(name),
      subjectTypeOf: tags,
      subjectTypes: freshTypes,
      partitions: partitions.take().words,
      consumers: consumers.take().words,
    };
  };
  const restore = (words: typeof types, entries: readonly string[], tagOf: (i: number) => number = () => 0) => {
    const hash = new Uint32Array(2);
    for (const [i, entry] of entries.entries()) {
      const bytes = utf8.encode(entry);
      hashBytes(bytes, 0, bytes.length, hash, 0);
      words.intern(bytes, 0, bytes.length, hash[0] as number, tagOf(i));
    }
  };
  for (const { count: records, dictionary } of stored) {
    restore(types, dictionary.types);
    restore(subjectTypes, dictionary.subjectTypes);
    subjectTypeNames.push(...dictionary.subjectTypes);
    const tagOf = (i: number) => dictionary.subjectTypeOf[i] ?? 0;
    const prefix = (i: number) => (tagOf(i) === 0 ? 0 : (subjectTypeNames[tagOf(i)] ?? '').length + 1);
    restore(
      subjects,
      dictionary.subjects.map((name, i) => name.slice(prefix(i))),
      tagOf,
    );
    restore(partitions, dictionary.partitions);
    restore(consumers, dictionary.consumers);
    first += records;
  }
  for (const words of [types, subjects, subjectTypes, partitions, consumers]) words.take();

  const flush = () => {
    const segment: Segment = {
      first,
      count,
      ...(count === SEGMENT_RECORDS ? columns : cutColumns(columns, count)),
      dictionary: freshWords(),
      processing: rows.take(),
      blocks: blocks.take(),
      rejected,
      source: position(),
    };
    first += count;
    if (count === SEGMENT_RECORDS) columns = newColumns();
    count = 0;
    rejected = [];
    onSegment(segment);
  };

  const consumerOf = (name: Uint8Array) => {
    const hash = new Uint32Array(2);
    hashBytes(name, 0, name.length, hash, 0);
    return consumers.intern(name, 0, name.length, hash[0] as number, 0);
  };
  const hashInto = (into: Uint32Array, i: number, field: number) => {
    into[2 * i] = line.hash[2 * field] as number;
    into[2 * i + 1] = line.hash[2 * field + 1] as number;
  };
  const identityInto = (i: number) => {
    const fields = identity();
    if (fields.length === 1 && fields[0] === 'id') return hashInto(columns.identityHash, i, F.id);
    const bytes = utf8.encode(fields.map(fieldText).join('\u0000'));
    hashBytes(bytes, 0, bytes.length, columns.identityHash, 2 * i);
  };
  const fieldText = (name: string) => {
    const field = isFieldName(name) ? F[name as FieldName] : -1;
    const value = line.value[field];
    if (field < 0) return '';
    if (line.end[field] === line.start[field]) return value === undefined || Number.isNaN(value) ? '' : String(value);
    return text.decode(line.bytesOf(field).subarray(line.start[field], line.end[field]));
  };
  const numberOf = (field: number) => line.value[field] as number;

  /** `line` holds the record whose bytes are `u[from .. to)`. */
  const append = (u: Uint8Array, from: number, to: number, sourceLine: number, bigNumber: boolean) => {
    const i = count++;
    blocks.add(u, from, to, line.cutFrom, line.cutTo);
    const version = numberOf(F.version);
    columns.line[i] = sourceLine;
    columns.type[i] = intern(F.type, types);
    columns.version[i] = Number.isNaN(version) ? 1 : version;
    columns.subject[i] = intern(F.subject_id, subjects, intern(F.subject_type, subjectTypes));
    columns.partition[i] = intern(F.partition, partitions);
    columns.sequence[i] = numberOf(F.sequence);
    columns.position[i] = numberOf(F.position);
    columns.tEventMicros[i] = numberOf(F.t_event);
    columns.tLogMicros[i] = numberOf(F.t_log);
    hashInto(columns.idHash, i, F.id);
    hashInto(columns.requestHash, i, F.request_id);
    hashInto(columns.causationHash, i, F.causation_id);
    hashInto(columns.correlationHash, i, F.correlation_id);
    if (line.idMade) columns.identityHash.fill(0, 2 * i, 2 * i + 2);
    else identityInto(i);
    columns.flags[i] =
      (line.idMade ? RecordFlag.idMade : 0) |
      (bigNumber ? RecordFlag.bigNumber : 0) |
      (line.hasRaw ? RecordFlag.raw : 0) |
      (line.end[F.causation_id] === line.start[F.causation_id] ? 0 : RecordFlag.hasCausation);
  };
  const appendInline = (time: Uint8Array, micros: number) => {
    const i = count - 1;
    columns.flags[i] = (columns.flags[i] as number) | RecordFlag.hasProcessing;
    const id = line.bytesOf(F.id).subarray(line.start[F.id], line.end[F.id]);
    rows.addInline({
      row: first + i,
      consumer: consumerOf(IMPORT),
      idLow: line.hash[2 * F.id] as number,
      idHigh: line.hash[2 * F.id + 1] as number,
      id: line.decoded[F.id] === 1 ? utf8.encode(JSON.stringify(text.decode(id)).slice(1, -1)) : id,
      time,
      micros,
    });
  };

  return {
    get records() {
      return first + count;
    },
    take(u, from, to, sourceLine) {
      if (!line.read(u, from, to, false)) return false;
      append(u, from, to, sourceLine, line.bigNumber);
      if (line.cutTo > line.cutFrom) {
        appendInline(u.subarray(line.start[T_PROCESS], line.end[T_PROCESS]), numberOf(T_PROCESS));
      }
      if (count === SEGMENT_RECORDS) flush();
      return true;
    },
    add({ bytes, length, payloadEnd, bigNumber, tProcess }, sourceLine) {
      if (!line.read(bytes, 0, length, true, payloadEnd)) {
        throw new Error(
          `a reader made a line that is not of the contract: ${text.decode(bytes.subarray(0, Math.min(length, 200)))}`,
        );
      }
      append(bytes, 0, length, sourceLine, bigNumber || line.bigNumber);
      blocks.settle();
      if (tProcess !== undefined) appendInline(tProcess.text, tProcess.micros);
      if (count === SEGMENT_RECORDS) flush();
    },
    processing(row) {
      rows.add(row, consumerOf(utf8.encode(row.consumer)));
    },
    reject(line) {
      rejected.push(line);
    },
    settle: () => blocks.settle(),
    end() {
      if (count > 0 || rows.count > 0 || rejected.length > 0) flush();
    },
  };
}

const text = new TextDecoder();
