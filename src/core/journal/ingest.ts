/** Bytes in, segments out (see segment.ts): decode, cut into rows, understand each row, collect. */
import { textDecoder } from '../formats/decode.ts';
import { keptSpelling, newSpelling } from '../formats/factline.ts';
import type { Framer } from '../formats/frame.ts';
import { madeLine } from '../formats/made-line.ts';
import { mappedBytes } from '../formats/mapped-bytes.ts';
import type { JournalHeader } from '../formats/mapping.ts';
import { ReadError } from '../formats/read-error.ts';
import { framerOf, openReading, rowsOf } from '../formats/readers.ts';
import { isUtf8 } from '../record/bytes.ts';
import { decodeUtf8 } from '../record/json.ts';
import { JsonError, parseTree } from '../record/json-tree.ts';
import { createBuilder } from './builder.ts';
import type { Ingest, IngestOptions } from './segment.ts';

/** Starts an import. Throws a ReadError for a reading that cannot run; so do `push` and `end` when the source as a whole does not fit it. */
export function createIngest({ reading, onSegment, name, names = [], stored = [], head }: IngestOptions): Ingest {
  const opened = openReading(reading, name);
  let header: JournalHeader = opened.header;
  // Only the first row of our own records can be a header; later ones, of journals put together, are passed over.
  let mayBeHeader = opened.plan === undefined;
  const notes = new Set<string>();
  let file = 0;
  let linesBefore = 0;
  let bytesRead = 0;
  let totalBytes = 0;
  let line = 0;
  let rejections = stored.reduce((sum, segment) => sum + segment.rejected.length, 0);
  let firstRejection = stored.flatMap((segment) => segment.rejected)[0];
  const skipTo = stored.at(-1)?.source.lines ?? 0;

  const spelling = newSpelling(stored.at(-1)?.source.spelling);
  const builder = createBuilder({
    identity: () => header.identity,
    position: () => ({
      file,
      bytes: bytesRead,
      lines: line,
      ...(!opened.plan && { spelling: keptSpelling(spelling) }),
    }),
    onSegment,
    stored,
  });
  const mapped = opened.plan && mappedBytes(opened.plan);
  // Lines come in stretches, each found to be UTF-8 or not at once.
  let lines = false;
  let valid = false;
  const understand = rowsOf(opened, () => header, spelling);

  const reject = (at: number, reason: string, source?: string) => {
    line = linesBefore + at;
    if (line <= skipTo) return;
    rejections++;
    if (rejections > MAX_REJECTED) return;
    const rejected = { line, reason, ...(source !== undefined && { source }) };
    firstRejection ??= rejected;
    builder.reject(rejected);
  };
  /** The short way, without objects. What it leaves to the general reader it leaves untouched. */
  const takeBytes = (bytes: Uint8Array, start: number, end: number): boolean => {
    if (!opened.plan) {
      // Once a row has names of its own, each is looked at.
      if (spelling.otherwise || !builder.take(bytes, start, end, line)) return false;
      spelling.plain = true;
      return true;
    }
    const made = mapped?.(bytes, start, end, line);
    if (made) builder.add(made, line);
    return made !== undefined;
  };
  const row = (bytes: Uint8Array, start: number, end: number, at: number) => {
    line = linesBefore + at;
    const stored = line <= skipTo;
    if (stored && !mayBeHeader) return;
    if (!stored && (lines ? valid : isUtf8(bytes, start, end)) && takeBytes(bytes, start, end)) {
      mayBeHeader = false;
      return;
    }
    let text = '';
    try {
      text = decodeUtf8(bytes.subarray(start, end));
      const found = understand(parseTree(text), line);
      if (found.kind === 'header' && mayBeHeader) header = found.header;
      mayBeHeader = false;
      if (stored) return;
      if (found.kind === 'record') builder.add(madeLine(found.line, found.tProcess), line);
      else if (found.kind === 'processing') builder.processing(found.row);
      else if (found.kind === 'rejected') reject(at, found.reason, excerpt(text));
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      reject(at, `this is no JSON: ${error.message}`, excerpt(text));
    }
  };
  const open = (): { framer: Framer; push(chunk: Uint8Array): void; next(): void; end(): void } => {
    lines = false;
    const framer = framerOf(
      opened,
      {
        row,
        reject: (at, reason) => reject(at, reason),
        note: (text) => void notes.add(text),
        settle: () => builder.settle(),
      },
      (bytes, start, end) => {
        lines = true;
        valid = isUtf8(bytes, start, end);
      },
      names[file],
    );
    const decode = () => textDecoder((bytes) => framer.push(bytes));
    let decoder = decode();
    return {
      framer,
      push(chunk) {
        decoder.push(chunk);
        builder.settle();
      },
      next() {
        if (head !== 'cut') decoder.end();
        framer.next?.(names[file], head !== 'cut');
        decoder = decode();
        builder.settle();
      },
      end() {
        if (head !== 'cut') {
          decoder.end();
          framer.end();
        } else framer.cut?.();
        builder.settle();
        linesBefore += framer.lines;
      },
    };
  };

  let current = open();
  return {
    before: opened.links,
    get header() {
      return header;
    },
    get records() {
      return builder.records;
    },
    get rejected() {
      return rejections;
    },
    get notes() {
      return [...(opened.links?.said() ?? []), ...notes];
    },
    push(chunk) {
      bytesRead += chunk.length;
      totalBytes += chunk.length;
      current.push(chunk);
    },
    nextFile() {
      const goesOn = current.framer.next !== undefined;
      if (!goesOn) current.end();
      file++;
      bytesRead = 0;
      if (goesOn) current.next();
      else current = open();
    },
    end() {
      current.end();
      line = Math.max(line, linesBefore);
      if (totalBytes === 0) throw new ReadError('The file is empty: there is nothing to read.');
      if (builder.records === 0 && firstRejection && head === undefined) {
        throw new ReadError(
          `None of the ${rejections === 1 ? 'one line' : `${rejections} lines`} is a record. Line ${firstRejection.line}: ${firstRejection.reason}. Choose another reading of the file.`,
        );
      }
      builder.end();
    },
  };
}

/** So many bad lines are kept with their reasons; all are counted. */
const MAX_REJECTED = 10_000;
const EXCERPT = 120;

/** The beginning of a bad line, to show beside the reason. */
function excerpt(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}
