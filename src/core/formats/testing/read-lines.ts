/** What a source becomes, as text. */
import { createIngest } from '../../journal/ingest.ts';
import { memoryJournal } from '../../journal/memory.ts';
import type { Segment } from '../../journal/segment.ts';
import type { JournalHeader } from '../mapping.ts';
import type { Reading } from '../preview.ts';
import { readLinks } from '../stream-links.ts';

export interface ReadLines {
  readonly lines: readonly string[];
  /** `line: reason` */
  readonly rejected: readonly string[];
  readonly processing: readonly string[];
  readonly sourceLines: readonly number[];
  readonly header: JournalHeader;
  readonly notes: readonly string[];
}

/** Reads sources, each one file; a file may be given in pieces. Throws what the import throws. */
export function readLines(
  files: readonly (string | Uint8Array | readonly Uint8Array[])[],
  reading: Reading,
  names: readonly string[] = [],
): ReadLines {
  const segments: Segment[] = [];
  const ingest = createIngest({ reading, names, onSegment: (segment) => segments.push(segment) });
  const bytesOf = (file: (typeof files)[number]) =>
    typeof file === 'string' ? new TextEncoder().encode(file) : file instanceof Uint8Array ? file : Buffer.concat(file);
  readLinks(ingest.before, files.map(bytesOf));
  for (const [i, file] of files.entries()) {
    if (i > 0) ingest.nextFile();
    const pieces =
      typeof file === 'string' ? [new TextEncoder().encode(file)] : file instanceof Uint8Array ? [file] : file;
    for (const piece of pieces) {
      // Bytes are the caller's again after the push, as a stream's buffers are.
      const lent = Uint8Array.from(piece);
      ingest.push(lent);
      lent.fill(120);
    }
  }
  ingest.end();
  const journal = memoryJournal(segments);
  const utf8 = new TextDecoder();
  return {
    lines: Array.from({ length: journal.columns.count }, (_, row) => utf8.decode(journal.line(row))),
    rejected: journal.rejected.map(({ line, reason }) => `${line}: ${reason}`),
    processing: journal.processingLines.flatMap((bytes) => utf8.decode(bytes).trimEnd().split('\n')),
    sourceLines: [...journal.columns.line],
    header: ingest.header,
    notes: ingest.notes,
  };
}
