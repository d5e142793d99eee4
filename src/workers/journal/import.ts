/** Files to segments to storage: streaming, with progress and cancel; killed it can go on, cancelled or failed it leaves nothing. */
import { createIngest } from '../../core/journal/ingest.ts';
import type { SegmentColumns, SegmentHashes } from '../../core/journal/merge.ts';
import { release } from '../../core/journal/release.ts';
import type { Rejected } from '../../core/journal/report.ts';
import type { Ingest, Segment, StoredPart } from '../../core/journal/segment.ts';
import type { JournalStore, Manifest } from '../../storage/journals.ts';
import { pause } from '../pause.ts';
import type { Call } from '../rpc.ts';
import { heldFor, storingService } from '../storing/storing.handler.ts';
import type { Storing } from '../storing/storing.protocol.ts';
import { breather } from './breather.ts';
import type { ImportCheck } from './import-check.ts';
import type { ImportProgress } from './journal.protocol.ts';

const KEPT_REJECTED = 1000;
const IN_FLIGHT = 3;
const MIB = 2 ** 20;
const PACKED_BYTES = 2 ** 14;

/** What went wrong with the source or the storage, said so that a person can act on it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Lower-case hex SHA-256 of a file's first MiB; undefined where the browser gives no hashes (a page that is not served securely). */
export async function headHash(file: File): Promise<string | undefined> {
  if (typeof crypto.subtle === 'undefined') return undefined;
  const digest = await crypto.subtle.digest('SHA-256', await file.slice(0, MIB).arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What one piece unpacks to is in memory at once: a bomb makes a thousand times as much of it. */
function unpacked(file: File, onRead: (bytes: number) => void): ReadableStream<Uint8Array> {
  const pieces = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      for (let at = 0; at < chunk.byteLength; at += PACKED_BYTES) {
        const piece = chunk.subarray(at, at + PACKED_BYTES);
        onRead(piece.byteLength);
        controller.enqueue(piece);
      }
    },
  });
  return file.stream().pipeThrough(pieces).pipeThrough(new DecompressionStream('gzip'));
}

/** The bytes of a file, gunzipped where it is gzip; `onRead` hears how many bytes of the file itself were read. */
export async function* bytesOf(file: File, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const gzip = isGzip(new Uint8Array(await file.slice(0, 2).arrayBuffer()));
  // A reader that brings its own buffer (byob) is quicker, and in Chromium now and then never answers.
  const reader = (gzip ? unpacked(file, onRead) : file.stream()).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      if (!gzip) onRead(value.byteLength);
      yield value;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (gzip)
      throw new ImportError(
        `${file.name} is gzip, but it cannot be unpacked to its end (${why}): it was cut off or damaged. Fetch the file again, or unpack what is left (gzip -dc) and import that.`,
      );
    throw new ImportError(
      `${file.name} could not be read to its end (${why}). Was it moved or changed while it was read? Try again.`,
    );
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export function storageError(error: unknown): Error {
  const e = error instanceof Error ? error : new Error(String(error));
  const names = [e.name, (e as { inner?: Error }).inner?.name];
  if (names.includes('QuotaExceededError'))
    return new ImportError(
      'The browser has no room left for this journal. What was stored before is unchanged. Erase what lies in the bin and journals that you no longer need (Workspaces panel), free disk space, or import a part of the file.',
    );
  return e;
}

/** A file of a dropped folder knows where in it it lay. */
const pathOf = (file: File) => file.webkitRelativePath || file.name;

interface ImportInput {
  readonly store: JournalStore;
  readonly manifest: Manifest;
  readonly files: readonly File[];
  readonly stored: readonly StoredPart[];
  /** Read instead of files. */
  readonly chunks?: AsyncIterable<Uint8Array>;
  /** Takes the columns as they come, so that the end of the import need not read them back. */
  readonly keeper?: ColumnsKeeper;
  /** Hears the records as they come; of an import that goes on, the stored ones first. */
  readonly check?: ImportCheck | undefined;
  /** Starts a worker that looks a large import through and stores it; without, that is done in this one. */
  readonly startStoring?: (() => Storing) | undefined;
}

/** So many records' columns and hashes, some 95 MB, are kept while they are imported. */
const MOST_KEPT = 1_048_576;

export type KeptSegment = SegmentColumns & SegmentHashes;
export interface ColumnsKeeper {
  add(segment: Segment): void;
  /** All of them, given away; undefined where there were too many to keep. */
  take(): readonly KeptSegment[] | undefined;
}

export function columnsKeeper(): ColumnsKeeper {
  let kept: KeptSegment[] | undefined = [];
  return {
    add({ blocks: _, rejected: __, source: ___, ...columns }) {
      if (columns.first + columns.count > MOST_KEPT) kept = undefined;
      kept?.push(columns);
    },
    take() {
      const all = kept;
      kept = undefined;
      return all;
    },
  };
}

/** A table that stands in some of the files, or beside the events in one. */
async function readBefore(
  files: readonly File[],
  before: NonNullable<Ingest['before']>,
  breathe: ReturnType<typeof breather>,
): Promise<void> {
  let read = 0;
  const onRead = (bytes: number) => {
    read += bytes;
  };
  for (const file of files) {
    let wanted: boolean | undefined;
    for await (const chunk of bytesOf(file, onRead)) {
      wanted ??= before.wants(chunk);
      if (!wanted) break;
      before.push(chunk);
      await breathe(read);
    }
    before.end();
  }
}

/** From so many bytes on, a worker is started for it. */
const WORTH_STORING_BESIDE = 16 * MIB;

/** Streams the files into an `importing` journal. Throws an AbortError when cancelled; erasing is the caller's. */
export async function importFiles(
  { store, manifest, files, stored, chunks, keeper, check, startStoring }: ImportInput,
  call: Call,
): Promise<Manifest> {
  const totalBytes = (chunks ? manifest.sources.map((source) => source.bytes) : files.map((file) => file.size)).reduce(
    (sum, size) => sum + size,
    0,
  );
  const rejectedLines: Rejected[] = [...manifest.rejectedLines];
  const queue: Segment[] = [];
  const types = stored.flatMap(({ dictionary }) => dictionary.types);
  let found = manifest.hold?.found ?? [];
  const beside = totalBytes < WORTH_STORING_BESIDE ? undefined : startStoring?.();
  const storing = beside ?? storingService(Promise.resolve(store));
  const begun = storing.begin({ journal: manifest.id, before: found, types });
  begun.catch(() => undefined);
  const onSegment = (segment: Segment) => {
    keeper?.add(segment);
    queue.push(segment);
  };
  const names = files.map(pathOf);
  const ingest = createIngest({ reading: manifest.reading, names, stored, onSegment });
  const started = performance.now();
  const before = manifest.records;
  let bytes = 0;
  let reported = 0;
  let failed: Error | undefined;
  const flying = new Set<Promise<void>>();

  const progress = (stage: ImportProgress['stage']) => {
    const seconds = (performance.now() - started) / 1000;
    const records = Math.max(ingest.records, before);
    const recordsPerSecond = seconds > 0 ? Math.round(Math.max(0, records - before) / seconds) : 0;
    call.progress({
      stage,
      records,
      rejected: ingest.rejected,
      bytes,
      totalBytes,
      recordsPerSecond,
    } satisfies ImportProgress);
    reported = performance.now();
  };
  const flush = async () => {
    if (failed) throw failed;
    if (call.signal.aborted) throw new DOMException('The import was cancelled.', 'AbortError');
    if (queue.length === 0) return;
    const group = queue.splice(0);
    const last = group.at(-1);
    for (const segment of group)
      for (const rejected of segment.rejected) if (rejectedLines.length < KEPT_REJECTED) rejectedLines.push(rejected);
    const { header } = ingest;
    const standing = {
      header: { ...header, journal: manifest.name },
      records: last ? last.first + last.count : before,
      rejected: ingest.rejected,
      bytes: last?.source.bytes ?? 0,
      rejectedLines: [...rejectedLines],
    };
    const stored = storing.append({ segments: group, standing }).then((all) => {
      found = all.found;
      for (const [i, segment] of group.entries()) {
        const blocks = all.blocks[i] ?? [];
        if (check) check.segment({ ...segment, blocks }, header, beside !== undefined);
        // What comes next takes their place in memory: fresh memory costs more than what is done in it.
        else if (beside) for (const { bytes } of blocks) release(bytes);
      }
    });
    const landed = stored
      .catch((error: unknown) => {
        failed ??= storageError(error);
      })
      .finally(() => flying.delete(landed));
    flying.add(landed);
    if (flying.size > IN_FLIGHT) await Promise.race(flying);
    await check?.ready();
  };

  const onRead = (read: number) => {
    bytes += read;
  };
  try {
    if (!chunks && ingest.before) {
      const tell = (read: number) => {
        bytes = read;
        progress('reading');
      };
      await readBefore(files, ingest.before, breather(call, tell, 'The import was cancelled.'));
      bytes = 0;
    }
    const streams = chunks ? [chunks] : files.map((file) => bytesOf(file, onRead));
    for (const [index, stream] of streams.entries()) {
      if (index > 0) ingest.nextFile();
      for await (const chunk of stream) {
        if (chunks) onRead(chunk.byteLength);
        ingest.push(chunk);
        await flush();
        if (performance.now() - reported > 100) {
          progress('reading');
          // Unpacked pieces come without a pause, in which alone a cancel is heard.
          await pause();
        }
      }
    }
    ingest.end();
    await flush();
    progress('finishing');
    await Promise.all(flying);
    if (failed) throw failed;
    await begun;
    if (ingest.records === 0)
      throw new ImportError(
        'There is no record in it: the file is empty, or holds only a header. Choose a file with at least one record.',
      );
    const done = await store.get(manifest.id);
    if (!done) throw new ImportError('The journal was erased while it was imported.');
    // Lines that were rejected after the last record are in no segment.
    const update = {
      header: { ...ingest.header, journal: manifest.name },
      rejected: ingest.rejected,
      ...heldFor(found),
    };
    await store.update(manifest.id, update);
    return { ...done, ...update };
  } finally {
    beside?.end();
  }
}
