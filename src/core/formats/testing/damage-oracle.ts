/**
 * Whether a damaged file is read honestly: nothing is thrown but a ReadError, each row is a record, a rejection or nothing as before, a row
 * whose bytes are untouched says what it said in the whole file, and no word or number comes out that does not stand in the file.
 */

import { FIELD_NAMES } from '../../record/fields.ts';
import { makePreview } from '../make-preview.ts';
import type { Reading } from '../preview.ts';
import { ReadError } from '../read-error.ts';
import { openReading } from '../readers.ts';
import type { DamageFile } from './damage-files.ts';
import { type RowKind, rowKindOf, rowsIn } from './damage-rows.ts';
import { type ReadLines, readLines } from './read-lines.ts';

export interface Whole extends DamageFile {
  readonly reading: Reading;
  readonly kind: RowKind | undefined;
  /** By code of its own. */
  readonly shaped: boolean;
  readonly skip: number;
  readonly heading: string;
  /** What each row became; the same row twice became the same. */
  readonly made: ReadonlyMap<string, string>;
  readonly lines: ReadonlySet<string>;
}

/** A slower mutation is a hang. */
const HANG_MILLIS = 2000;
const latin = new TextDecoder('latin1');

const format = (reading: Reading) => ('mapping' in reading ? 'mapping' : reading.format);
/** Of these formats a record is made of several rows. */
const JOINED = new Set(['eventsourcingdb', 'kurrentdb', 'temporal', 'redux-devtools', 'rails-event-store']);
/** What a row says by the help of other rows: the id of the record at a position. */
const BORROWED: Readonly<Record<string, RegExp>> = { 'message-db': /"causation_id":"(?:[^"\\]|\\.)*",|,"meta":.*$/gm };

/** A file as its import reads it; undefined where it is refused: then there is no reading to hold to. */
export async function wholeOf(file: DamageFile): Promise<Whole | undefined> {
  const reading = (await preview(file))?.reading;
  const read = reading && attempt(file, reading);
  if (!reading || !read || read instanceof ReadError || read.lines.length === 0) return undefined;
  const text = latin.decode(file.bytes);
  const looks = JOINED.has(format(reading)) ? undefined : rowKindOf(text);
  // Some framers count a table's rows from its heading, some from the first after it.
  const skip = looks === 'csv' && read.sourceLines.includes(1) ? 1 : 0;
  const rows = looks ? rowsIn(text, looks).slice(skip) : [];
  // A document on one line has more rows than lines.
  const kind = read.sourceLines.every((line) => line <= rows.length) ? looks : undefined;
  const becomes = byRow(read);
  return {
    ...file,
    reading,
    kind,
    shaped: !['auto', 'ndjson', 'array', 'csv'].includes(openReading(reading).shape),
    skip,
    heading: rowsIn(text, 'lines')[0] ?? '',
    made: new Map(rows.map((row, i) => [row, becomes.get(i + 1) ?? ''])),
    lines: new Set(read.lines.map(withoutPlace)),
  };
}

export const preview = (file: DamageFile, reading?: Reading) =>
  makePreview([{ ...file, totalBytes: file.bytes.length, complete: true }], reading);

function attempt({ name, bytes }: DamageFile, reading: Reading): ReadLines | ReadError {
  try {
    return readLines([bytes], reading, [name]);
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
}

const withoutBorrowed = (text: string, whole: Whole) => text.replace(BORROWED[format(whole.reading)] ?? '', '');

/** Ids that are made of a row's place move with it. */
const withoutPlace = (line: string) => line.replace(/"(?:line|row):\d+/g, '"line:');

/** Each row's records, or `rejected`. */
function byRow({ lines, sourceLines, rejected }: ReadLines): ReadonlyMap<number, string> {
  const made = new Map<number, string>();
  const add = (row: number, text: string) => made.set(row, made.has(row) ? `${made.get(row)}\n${text}` : text);
  for (const [i, line] of lines.entries()) add(sourceLines[i] ?? 0, withoutPlace(line));
  for (const text of rejected) add(Number.parseInt(text, 10), 'rejected');
  return made;
}

/** What is wrong with how the damaged bytes are read; undefined: nothing. */
export function faultIn(whole: Whole, bytes: Uint8Array, reading = whole.reading): string | undefined {
  // Time of the processor: other work on the machine is no hang.
  const begun = process.cpuUsage();
  const read = attempt({ name: whole.name, bytes }, reading);
  const millis = process.cpuUsage(begun).user / 1000;
  if (millis > HANG_MILLIS) return `it took ${millis.toFixed(0)} ms`;
  if (read instanceof ReadError) return undefined;
  return dishonest(whole, read, bytes, reading === whole.reading);
}

/** What is wrong with records that were read of damaged bytes. `asWhole`: by the reading of the whole file. */
export function dishonest(whole: Whole, read: ReadLines, bytes: Uint8Array, asWhole = true): string | undefined {
  const text = latin.decode(bytes);
  return (asWhole ? alteredRow(whole, read, text) : undefined) ?? inventedWord(whole, read, bytes, text);
}

function alteredRow(whole: Whole, read: ReadLines, text: string): string | undefined {
  const { kind, skip, heading, made } = whole;
  if (!kind || rowKindOf(text) !== kind) return undefined;
  // The first row of a table names the cells; of our own records it may be a header.
  if (kind !== 'array' && rowsIn(text, 'lines')[0] !== heading) return undefined;
  const now = rowsIn(text, kind).slice(skip);
  // Values that stand behind one another on a line are no lines any more.
  if (kind === 'lines' && now.some((row) => /\}\s*\{/.test(row.replace(/"(?:[^"\\]|\\.)*"/g, '')))) return undefined;
  // What unfolds rows counts those that it made.
  if (whole.shaped) {
    const all = new Set([...byRow(read).values()].map((text) => withoutBorrowed(text, whole)));
    const missing = now.find((row) => {
      const was = made.get(row);
      return was && was !== 'rejected' && !all.has(withoutBorrowed(was, whole));
    });
    return missing === undefined
      ? undefined
      : `this row is untouched, and did not become ${made.get(missing)}: ${missing}`;
  }
  const becomes = byRow(read);
  for (const [i, row] of now.entries()) {
    if (row === '') continue;
    const is = becomes.get(i + 1);
    const was = made.get(row);
    if (was && withoutBorrowed(is ?? '', whole) !== withoutBorrowed(was, whole))
      return `row ${i + 1} is untouched, and became\n  ${is}\nnot\n  ${was}`;
    if (was === undefined && is === undefined && kind === 'lines') return `row ${i + 1} is lost without a word: ${row}`;
  }
  return undefined;
}

/** Words and numbers of records that were not in the whole file must stand in the damaged one, in text or in base64 or hex. */
function inventedWord({ lines }: Whole, read: ReadLines, bytes: Uint8Array, text: string): string | undefined {
  let opened: string | undefined;
  for (const line of read.lines) {
    if (lines.has(withoutPlace(line))) continue;
    const record = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const at = line.indexOf(',"payload":');
    if (typeof record['type'] !== 'string' || at < 0) return `no record: ${line}`;
    for (const word of wordsOf(line.slice(at + 11))) {
      if (OURS.has(word) || text.includes(word)) continue;
      // Without regard to case, as some names of headers are.
      opened ??= unwrapped(text, bytes).toLowerCase();
      if (!opened.includes(word.toLowerCase())) return `\`${word}\` stands nowhere in the file: ${line.slice(0, 3000)}`;
    }
  }
  return undefined;
}

/** Words that a record brings along itself. */
const OURS = new Set([
  ...FIELD_NAMES.flatMap((name) => name.split('_')),
  'process',
  ...'made null true bytes raw trace headers defaults backup attributesKey column links status description'.split(' '),
]);
const wordsOf = (json: string): readonly string[] =>
  json
    .replace(/"\$bytes":"[^"]*"/g, ' ')
    .replace(/\\(?:u[0-9a-fA-F]{4}|.)/g, ' ')
    .match(/[A-Za-z0-9]{4,}/g) ?? [];

/** The text, with what its escapes, base64 and hex hold. */
function unwrapped(text: string, bytes: Uint8Array): string {
  const wide =
    bytes[0] === 0xff
      ? new TextDecoder('utf-16le').decode(bytes)
      : bytes[0] === 0xfe
        ? new TextDecoder('utf-16be').decode(bytes)
        : '';
  let all = `${text}\n${wide}`;
  for (let layer = 0, added = all; layer < 3; layer++) {
    const base64 = (added.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []).map((part) =>
      Buffer.from(part, 'base64').toString('latin1'),
    );
    const hex = (added.match(/[0-9a-fA-F]{8,}/g) ?? []).map((part) => Buffer.from(part, 'hex').toString('latin1'));
    const escaped = added.replace(/\\+u00([2-7][0-9a-fA-F])/g, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    const octal = added.replace(/\\+(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/g, (_, hex, eight) =>
      String.fromCharCode(hex ? Number.parseInt(hex, 16) : Number.parseInt(eight, 8) & 255),
    );
    added = [octal, ...base64, ...hex, escaped, escaped.replace(/\\+/g, '')].join('\n');
    all += `\n${added}`;
  }
  return all;
}
