/** Collects records into segments: columns, blocks of lines, and the dictionary entries that are new in each. */
import { OUTCOMES } from '../record/fields.ts';
import { hashText } from '../record/hash.ts';
import { parseExact } from '../record/json.ts';
import { mayBeInexact } from '../record/number-text.ts';
import type { JournalRecord, ProcessingRow } from '../record/record.ts';
import { parseTime } from '../record/time.ts';
import { BLOCK_RECORDS, type Block, RecordFlag, SEGMENT_RECORDS } from './columns.ts';
import type { Rejected } from './report.ts';
import type { DictionaryPart, ProcessingPart, Segment } from './segment.ts';

export const NO_ROW = 0xffffffff;
const utf8 = new TextEncoder();

interface Dictionary {
  /** Index of an entry; `onNew` is called for one that was not there. */
  of(key: string, text: string, onNew?: () => void): number;
  /** The entries that came since the last call. */
  take(): string[];
}

function createDictionary(stored: readonly (readonly [string, string])[]): Dictionary {
  const index = new Map<string, number>(stored.map(([key], i) => [key, i + 1]));
  let fresh: string[] = [];
  return {
    of(key, text, onNew) {
      if (text === '') return 0;
      const known = index.get(key);
      if (known !== undefined) return known;
      index.set(key, index.size + 1);
      fresh.push(text);
      onNew?.();
      return index.size;
    },
    take() {
      const entries = fresh;
      fresh = [];
      return entries;
    },
  };
}

export interface Builder {
  readonly records: number;
  /** A record by its line of contract NDJSON. */
  record(line: string, sourceLine: number, tProcess: string | undefined): void;
  processing(row: ProcessingRow): void;
  reject(rejected: Rejected): void;
  end(): void;
}

export interface BuilderOptions {
  readonly identity: () => readonly string[];
  readonly position: () => Segment['source'];
  readonly onSegment: (segment: Segment) => void;
  readonly stored: readonly Omit<Segment, 'blocks'>[];
}

type Columns = Omit<Segment, 'first' | 'count' | 'dictionary' | 'processing' | 'blocks' | 'rejected' | 'source'>;
interface Pending {
  readonly row: number;
  readonly hash: readonly [number, number];
  readonly consumer: number;
  readonly processing: ProcessingRow;
}

export function createBuilder({ identity, position, onSegment, stored }: BuilderOptions): Builder {
  const parts = stored.map((segment) => segment.dictionary);
  const own = (entries: readonly string[]) => entries.map((text) => [text, text] as const);
  const types = createDictionary(parts.flatMap((p) => own(p.types)));
  const subjectTypes = createDictionary(parts.flatMap((p) => own(p.subjectTypes)));
  const subjects = createDictionary(
    parts.flatMap((p) => p.subjects.map((name, i) => [`${p.subjectTypeOf[i] ?? 0} ${name}`, name] as const)),
  );
  const partitions = createDictionary(parts.flatMap((p) => own(p.partitions)));
  const consumers = createDictionary(parts.flatMap((p) => own(p.consumers)));
  let first = stored.reduce((sum, segment) => sum + segment.count, 0);
  let count = 0;
  let columns = newColumns();
  let lines: Uint8Array[] = [];
  let subjectTypeOf: number[] = [];
  let rejected: Rejected[] = [];
  let rows: Pending[] = [];

  const flush = () => {
    const dictionary: DictionaryPart = {
      types: types.take(),
      subjects: subjects.take(),
      subjectTypeOf: Uint32Array.from(subjectTypeOf),
      subjectTypes: subjectTypes.take(),
      partitions: partitions.take(),
      consumers: consumers.take(),
    };
    const segment: Segment = {
      first,
      count,
      ...cut(columns, count),
      dictionary,
      processing: processingPart(rows),
      blocks: blocksOf(lines),
      rejected,
      source: position(),
    };
    first += count;
    count = 0;
    columns = newColumns();
    lines = [];
    subjectTypeOf = [];
    rejected = [];
    rows = [];
    onSegment(segment);
  };

  const addProcessing = (row: number, processing: ProcessingRow) => {
    rows.push({
      row,
      hash: hashText(processing.processed),
      consumer: consumers.of(processing.consumer, processing.consumer),
      processing,
    });
  };

  return {
    get records() {
      return first + count;
    },
    record(line, sourceLine, tProcess) {
      const record = parseExact(line) as unknown as JournalRecord;
      const i = count++;
      lines.push(utf8.encode(`${line}\n`));
      const type = record.subject_type ?? '';
      const id = record.subject_id ?? '';
      const subjectType = subjectTypes.of(type, type);
      const name = id === '' ? '' : type === '' ? id : `${type}/${id}`;
      columns.line[i] = sourceLine;
      columns.type[i] = types.of(record.type, record.type);
      columns.version[i] = record.version ?? 1;
      columns.subject[i] = subjects.of(`${subjectType} ${name}`, name, () => subjectTypeOf.push(subjectType));
      columns.partition[i] = partitions.of(record.partition ?? '', record.partition ?? '');
      columns.sequence[i] = record.sequence ?? Number.NaN;
      columns.position[i] = record.position ?? Number.NaN;
      columns.tEventMicros[i] =
        record.t_event === undefined ? Number.NaN : (parseTime(record.t_event)?.micros ?? Number.NaN);
      columns.tLogMicros[i] = record.t_log === undefined ? Number.NaN : (parseTime(record.t_log)?.micros ?? Number.NaN);
      const meta = (record.meta ?? {}) as Readonly<Record<string, unknown>>;
      const made = meta['id_made'] === true;
      columns.idHash.set(hashText(record.id), 2 * i);
      if (!made) columns.identityHash.set(identityHash(record, identity()), 2 * i);
      columns.requestHash.set(hashText(record.request_id ?? ''), 2 * i);
      columns.causationHash.set(hashText(record.causation_id ?? ''), 2 * i);
      columns.correlationHash.set(hashText(record.correlation_id ?? ''), 2 * i);
      columns.flags[i] =
        (made ? RecordFlag.idMade : 0) |
        (holdsBigNumber(line) ? RecordFlag.bigNumber : 0) |
        (meta['raw'] === undefined ? 0 : RecordFlag.raw) |
        (record.causation_id === undefined ? 0 : RecordFlag.hasCausation) |
        (tProcess === undefined ? 0 : RecordFlag.hasProcessing);
      if (tProcess !== undefined)
        addProcessing(first + i, { processed: record.id, consumer: 'import', t_process: tProcess });
      if (count === SEGMENT_RECORDS) flush();
    },
    processing: (row) => addProcessing(NO_ROW, row),
    reject: (line) => {
      rejected.push(line);
    },
    end() {
      if (count > 0 || rows.length > 0 || rejected.length > 0) flush();
    },
  };
}

function newColumns(): Columns {
  const n = SEGMENT_RECORDS;
  return {
    line: new Uint32Array(n),
    type: new Uint32Array(n),
    version: new Uint16Array(n),
    subject: new Uint32Array(n),
    partition: new Uint32Array(n),
    sequence: new Float64Array(n),
    position: new Float64Array(n),
    tEventMicros: new Float64Array(n),
    tLogMicros: new Float64Array(n),
    identityHash: new Uint32Array(2 * n),
    idHash: new Uint32Array(2 * n),
    requestHash: new Uint32Array(2 * n),
    causationHash: new Uint32Array(2 * n),
    correlationHash: new Uint32Array(2 * n),
    flags: new Uint8Array(n),
  };
}

function cut(columns: Columns, count: number): Columns {
  return {
    line: columns.line.slice(0, count),
    type: columns.type.slice(0, count),
    version: columns.version.slice(0, count),
    subject: columns.subject.slice(0, count),
    partition: columns.partition.slice(0, count),
    sequence: columns.sequence.slice(0, count),
    position: columns.position.slice(0, count),
    tEventMicros: columns.tEventMicros.slice(0, count),
    tLogMicros: columns.tLogMicros.slice(0, count),
    identityHash: columns.identityHash.slice(0, 2 * count),
    idHash: columns.idHash.slice(0, 2 * count),
    requestHash: columns.requestHash.slice(0, 2 * count),
    causationHash: columns.causationHash.slice(0, 2 * count),
    correlationHash: columns.correlationHash.slice(0, 2 * count),
    flags: columns.flags.slice(0, count),
  };
}

function processingPart(rows: readonly Pending[]): ProcessingPart {
  const micros = (text: string | undefined) =>
    text === undefined ? Number.NaN : (parseTime(text)?.micros ?? Number.NaN);
  return {
    count: rows.length,
    row: Uint32Array.from(rows, (r) => r.row),
    idHash: Uint32Array.from(rows.flatMap((r) => r.hash)),
    consumer: Uint16Array.from(rows, (r) => r.consumer),
    tStartMicros: Float64Array.from(rows, (r) => micros(r.processing.t_start)),
    tProcessMicros: Float64Array.from(rows, (r) => micros(r.processing.t_process)),
    outcome: Uint8Array.from(rows, (r) => OUTCOMES.indexOf(r.processing.outcome ?? '')),
    attempt: Uint16Array.from(rows, (r) => r.processing.attempt ?? 1),
    lines: utf8.encode(rows.map((r) => `${JSON.stringify(r.processing)}\n`).join('')),
  };
}

function blocksOf(lines: readonly Uint8Array[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < lines.length; from += BLOCK_RECORDS) {
    const part = lines.slice(from, from + BLOCK_RECORDS);
    const offsets = new Uint32Array(part.length + 1);
    part.forEach((line, i) => {
      offsets[i + 1] = (offsets[i] ?? 0) + line.length;
    });
    const bytes = new Uint8Array(offsets[part.length] ?? 0);
    part.forEach((line, i) => {
      bytes.set(line, offsets[i]);
    });
    blocks.push({ bytes, offsets });
  }
  return blocks;
}

function identityHash(record: JournalRecord, identity: readonly string[]): readonly [number, number] {
  const parts = identity.map((field) => String((record as unknown as Readonly<Record<string, unknown>>)[field] ?? ''));
  return hashText(parts.join('\u0000'));
}

function holdsBigNumber(line: string): boolean {
  for (const [token] of line.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
    if (!token.startsWith('"') && mayBeInexact(token)) return true;
  }
  return false;
}
