/** Journals as the commands read them: files, folders, zips and standard input, gunzipped, by the same readers as the page. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { chooseJournalFiles } from '../core/formats/journal-files.ts';
import { journalName } from '../core/formats/journal-name.ts';
import { makePreview } from '../core/formats/make-preview.ts';
import type { Reading } from '../core/formats/preview.ts';
import { ReadError } from '../core/formats/read-error.ts';
import { mappingReading } from '../core/formats/readers.ts';
import { readLinks } from '../core/formats/stream-links.ts';
import { type Analysis, analyse } from '../core/journal/analyse.ts';
import { type Columns, RecordFlag } from '../core/journal/columns.ts';
import { createIngest } from '../core/journal/ingest.ts';
import { type MemoryJournal, memoryJournal, type ReadJournal } from '../core/journal/memory.ts';
import { withPositions } from '../core/journal/positions.ts';
import { readPositions } from '../core/journal/positions-read.ts';
import type { Segment } from '../core/journal/segment.ts';
import { parseLine } from '../core/record/json.ts';
import type { JournalRecord } from '../core/record/record.ts';
import { parseTime } from '../core/record/time.ts';
import { type CliIo, UsageError } from './command.ts';

const HEAD_BYTES = 2 ** 21;
const LISTED = 5;
const MAX_UNZIPPED = 2 ** 32;

interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface JournalOptions {
  /** `--from` */
  readonly from?: string | undefined;
  /** `--mapping`: a path. */
  readonly mapping?: string | undefined;
  /** `--processing`: a path to consumer positions. */
  readonly processing?: string | undefined;
  /** `--processing-at`: when that table was read, if it says no times. */
  readonly processingAt?: string | undefined;
}

export interface CliJournal extends ReadJournal {
  /** `factline`, `cloudevents`, `mapping`: how it was read. */
  readonly format: string;
  /** Of its files, unpacked. */
  readonly bytes: number;
  readonly analysis: Analysis;
  /** Throws a RangeError beyond the last row. */
  read(row: number): JournalRecord;
}

/** Of a folder or zip, those files that may be a journal's; what is passed over is said. */
function chosenIn(path: string, names: readonly string[], io: CliIo): readonly string[] {
  const { chosen, passedOver } = chooseJournalFiles(names, (name) => name);
  const more = passedOver.length > LISTED ? ` and ${passedOver.length - LISTED} more` : '';
  if (passedOver.length > 0) io.err(`passed over in ${path}: ${passedOver.slice(0, LISTED).join(', ')}${more}`);
  return chosen;
}

function unzipped(path: string, bytes: Uint8Array, io: CliIo): readonly Source[] {
  try {
    const sizes = new Map<string, number>();
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => !name.endsWith('/') && sizes.set(name, originalSize).size < 0,
    });
    const chosen = chosenIn(path, [...sizes.keys()], io);
    const total = chosen.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    if (total > MAX_UNZIPPED)
      throw new UsageError(
        `cannot read ${path}: it unpacks to ${Math.round(total / 2 ** 30)} GiB, more than is unpacked in memory. Unpack it and name the folder`,
      );
    const entries = unzipSync(bytes, { filter: ({ name }) => chosen.includes(name) });
    return chosen.flatMap((name) => {
      const content = entries[name];
      return content ? [{ name: `${path}/${name}`, bytes: content }] : [];
    });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${path}: it is no sound zip (${String(error)})`);
  }
}

/** Paths of all files below a folder, from there, with `/`. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function gunzipped({ name, bytes }: Source): Source {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { name, bytes };
  try {
    return { name, bytes: gunzipSync(bytes) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `cannot read ${name}: it is gzip that was cut off or damaged (${why}). Fetch it again, or unpack what is left (gzip -dc) and read that.`,
    );
  }
}

async function sourcesOf(path: string, io: CliIo): Promise<readonly Source[]> {
  if (path !== '-' && (await stat(path).catch(() => undefined))?.isDirectory()) {
    const names = chosenIn(path, await filesIn(path), io);
    if (names.length === 0) throw new UsageError(`there is no journal in the folder ${path}`);
    return Promise.all(names.map(async (name) => ({ name: join(path, name), bytes: await io.read(join(path, name)) })));
  }
  const bytes = await io.read(path);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;
  const found = isZip ? unzipped(path, bytes, io) : [{ name: path, bytes }];
  if (found.length === 0) throw new UsageError(`there is no journal in the zip ${path}`);
  return found;
}

/** What was asked for, else what the files are recognised as; a mapping that was only proposed is said to be one. */
async function readingOf(sources: readonly Source[], { from, mapping }: JournalOptions, io: CliIo): Promise<Reading> {
  if (from !== undefined && mapping !== undefined) throw new UsageError('--from or --mapping, not both');
  if (mapping !== undefined) return mappingReading(new TextDecoder().decode(await io.read(mapping)));
  if (from !== undefined) return { format: from };
  const heads = sources.map(({ name, bytes }) => ({
    name: basename(name),
    bytes: bytes.subarray(0, HEAD_BYTES),
    totalBytes: bytes.length,
    complete: bytes.length <= HEAD_BYTES,
  }));
  const { reading, refused } = await makePreview(heads);
  if (!reading) {
    const names = sources.map(({ name }) => name).join(', ');
    throw new UsageError(`cannot read ${names}: ${refused ? `${refused.recognised} ${refused.advice}` : 'no journal'}`);
  }
  if ('mapping' in reading)
    io.err(`read by a proposed mapping; --mapping F takes one of your own:\n${JSON.stringify(reading.mapping)}`);
  return reading;
}

function ingested(sources: readonly Source[], reading: Reading, name: string): ReadJournal {
  const segments: Segment[] = [];
  const names = sources.map(({ name }) => name);
  const ingest = createIngest({ reading, name, names, onSegment: (segment) => segments.push(segment) });
  readLinks(
    ingest.before,
    sources.map(({ bytes }) => bytes),
  );
  for (const [i, { bytes }] of sources.entries()) {
    if (i > 0) ingest.nextFile();
    ingest.push(bytes);
  }
  ingest.end();
  const journal: MemoryJournal = memoryJournal(segments);
  return { ...journal, header: ingest.header, rejectedTotal: ingest.rejected, notes: ingest.notes };
}

/** As the page calls it: after the file, folder or zip that was named. */
const nameOfPaths = (paths: readonly string[]) =>
  journalName(paths.map((path) => (path === '-' ? '' : basename(resolve(path)))));

/** The columns with the processing rows that consumer positions make. */
async function processed(
  { columns, header }: ReadJournal,
  { processing: path, processingAt }: JournalOptions,
  io: CliIo,
): Promise<Columns> {
  if (path === undefined) {
    if (processingAt !== undefined)
      throw new UsageError('--processing-at is the time of a table that --processing names');
    return columns;
  }
  const readAtMicros = processingAt === undefined ? undefined : parseTime(processingAt, 'Z')?.micros;
  if (processingAt !== undefined && readAtMicros === undefined)
    throw new UsageError(`--processing-at ${processingAt} is no time, such as 2026-01-01T12:00:00Z`);
  const { bytes } = gunzipped({ name: path, bytes: await io.read(path) });
  const { positions, rejected, timeless, title } = readPositions(bytes, { readAtMicros });
  if (timeless > 0)
    throw new UsageError(
      `${path} (${title}) does not say when its ${timeless} positions were reached. Say when it was read: --processing-at 2026-01-01T12:00:00Z`,
    );
  for (const { line, reason } of rejected.slice(0, 10)) io.err(`${path}:${line}: left out: ${reason}`);
  if (rejected.length > 10) io.err(`${path}: and ${rejected.length - 10} more lines left out`);
  if (positions.length === 0)
    throw new UsageError(
      `there is no consumer position in ${path}: one a line, such as {"consumer":"mailer","position":1200,"t_process":"2026-01-01T00:00:00Z"}`,
    );
  return withPositions(columns, positions, header.sequence);
}

/** Reads and analyses one journal of one or several files. Throws a UsageError that says what cannot be read, why, and what to do. */
export async function readJournal(paths: readonly string[], options: JournalOptions, io: CliIo): Promise<CliJournal> {
  if (paths.length === 0) throw new UsageError('which journal? Give a file, a folder, a zip, or - for standard input');
  const sources = (await Promise.all(paths.map((path) => sourcesOf(path, io)))).flat().map(gunzipped);
  try {
    const reading = await readingOf(sources, options, io);
    const journal = ingested(sources, reading, nameOfPaths(paths));
    const { hashes, header } = journal;
    for (const note of journal.notes) io.err(note);
    const columns = await processed(journal, options, io);
    const read = (row: number) =>
      parseLine(journal.line(row), ((columns.flags[row] ?? 0) & RecordFlag.bigNumber) !== 0);
    const { sequence, identity } = header;
    const { line } = journal;
    const analysis = await analyse({ columns, hashes, sequence, identity, read, line });
    const format = 'mapping' in reading ? 'mapping' : reading.format;
    const bytes = sources.reduce((sum, source) => sum + source.bytes.length, 0);
    return { ...journal, columns, format, bytes, analysis, read };
  } catch (error) {
    if (error instanceof ReadError) throw new UsageError(error.message);
    throw error;
  }
}
