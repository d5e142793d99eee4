/**
 * The oracle of the byte scanners: lines of NDJSON read the plain way, by strings, trees, `parseExact` and Maps, one record at a time. It
 * shares with production the general row readers (`factline.ts`, `mapped.ts`), and nothing of what the scanners do.
 */
import { RecordFlag } from '../../journal/columns.ts';
import { type MemoryJournal, readText } from '../../journal/memory.ts';
import { hashText } from '../../record/hash.ts';
import { parseExact } from '../../record/json.ts';
import { JsonError, parseTree } from '../../record/json-tree.ts';
import { mayBeInexact } from '../../record/number-text.ts';
import type { JournalRecord } from '../../record/record.ts';
import { parseTime } from '../../record/time.ts';
import { newSpelling } from '../factline.ts';
import type { Reading } from '../preview.ts';
import { openReading, rowsOf } from '../readers.ts';

/** One record or rejection as text, to be compared. */
export type Picture = string;

/** What the plain way makes of NDJSON lines that hold no header. */
export function plainRead(lines: readonly Uint8Array[], reading: Reading): Picture[] {
  const opened = openReading(reading);
  const understand = rowsOf(opened, () => opened.header, newSpelling());
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return lines.flatMap((bytes, i): Picture[] => {
    let text: string;
    try {
      text = utf8.decode(bytes).replace(/^[ \t\r]+|[ \t\r]+$/g, '');
    } catch {
      return [`${i + 1} rejected`];
    }
    if (text === '') return [];
    try {
      const found = understand(parseTree(text), i + 1);
      if (found.kind === 'header') return [];
      if (found.kind === 'rejected') return [`${i + 1} rejected`];
      if (found.kind === 'processing') return [];
      return [pictureOfLine(found.line, i + 1, opened.header.identity, found.tProcess)];
    } catch (error) {
      if (error instanceof JsonError) return [`${i + 1} rejected`];
      throw error;
    }
  });
}

function pictureOfLine(
  line: string,
  sourceLine: number,
  identity: readonly string[],
  tProcess: string | undefined,
): Picture {
  const record = parseExact(line) as unknown as JournalRecord & Readonly<Record<string, unknown>>;
  const meta = (record.meta ?? {}) as Readonly<Record<string, unknown>>;
  const made = meta.id_made === true;
  const micros = (time: string | undefined) => (time === undefined ? Number.NaN : parseTime(time)?.micros);
  const id = record.subject_id || undefined;
  const type = id === undefined ? '' : (record.subject_type ?? '');
  const key =
    identity.length === 1
      ? String(record[identity[0] ?? ''] ?? '')
      : identity.map((f) => String(record[f] ?? '')).join('\0');
  const flags =
    (made ? RecordFlag.idMade : 0) |
    (holdsBigNumber(line) ? RecordFlag.bigNumber : 0) |
    (meta.raw === undefined ? 0 : RecordFlag.raw) |
    (record.causation_id ? RecordFlag.hasCausation : 0) |
    (tProcess === undefined ? 0 : RecordFlag.hasProcessing);
  return JSON.stringify([
    sourceLine,
    line,
    wellFormed(record.type),
    record.version ?? 1,
    wellFormed(type === '' ? (id ?? '') : `${type}/${id}`),
    wellFormed(type),
    wellFormed(record.partition ?? ''),
    [record.sequence, record.position].map((n) => (n === undefined ? 'none' : Number(typeof n === 'object' ? 0 : n))),
    [micros(record.t_event), micros(record.t_log), micros(tProcess)].map(String),
    made ? [0, 0] : hashText(key),
    hashText(record.id),
    hashText(record.request_id ?? ''),
    hashText(record.causation_id ?? ''),
    hashText(record.correlation_id ?? ''),
    flags,
  ]);
}

/** Half of a surrogate pair, which JSON can escape and UTF-8 cannot hold, is U+FFFD in the columns' words; the line keeps it. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

function holdsBigNumber(line: string): boolean {
  for (const [token] of line.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g)) {
    if (!token.startsWith('"') && mayBeInexact(token)) return true;
  }
  return false;
}

/** The same picture of what an import made. */
export function pictures(journal: MemoryJournal): Picture[] {
  const { columns, hashes } = journal;
  const utf8 = new TextDecoder();
  const pair = (words: Uint32Array, row: number) => [words[2 * row] ?? 0, words[2 * row + 1] ?? 0];
  const processed = new Map<number, number>();
  for (let i = 0; i < columns.processing.count; i++)
    processed.set(columns.processing.row[i] ?? 0, columns.processing.tProcessMicros[i] ?? 0);
  const records = Array.from({ length: columns.count }, (_, row): [number, Picture] => {
    const subject = columns.subject[row] ?? 0;
    const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? 'none' : value);
    const line = columns.line[row] ?? 0;
    return [
      line,
      JSON.stringify([
        line,
        utf8.decode(journal.line(row)),
        columns.types[columns.type[row] ?? 0],
        columns.version[row],
        columns.subjects[subject],
        columns.subjectTypes[columns.subjectTypeOf[subject] ?? 0],
        columns.partitions[columns.partition[row] ?? 0],
        [number(columns.sequence[row]), number(columns.position[row])],
        [columns.tEventMicros[row], columns.tLogMicros[row], processed.get(row) ?? Number.NaN].map(String),
        pair(hashes.identity, row),
        pair(hashes.id, row),
        pair(hashes.request, row),
        pair(hashes.causation, row),
        pair(hashes.correlation, row),
        columns.flags[row],
      ]),
    ];
  });
  const rejected = journal.rejected.map(({ line }): [number, Picture] => [line, `${line} rejected`]);
  return [...records, ...rejected].toSorted(([a], [b]) => a - b).map(([, picture]) => picture);
}

/** Reads lines the fast way. */
export function fastRead(lines: readonly Uint8Array[], reading: Reading): Picture[] {
  const whole = new Uint8Array(lines.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    whole.set(line, at);
    at += line.length + 1;
    whole[at - 1] = 10;
  }
  return pictures(readText(whole, reading));
}
