/** A journal's records with processing rows that consumer positions make, as a file of contract NDJSON; and what they would make, before. */
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { BLOCK_RECORDS, type Columns } from '../../core/journal/columns.ts';
import { rowsByHash } from '../../core/journal/hashes.ts';
import { withPositions } from '../../core/journal/positions.ts';
import { type PositionsRead, positionsReader } from '../../core/journal/positions-read.ts';
import { parseLine } from '../../core/record/json.ts';
import { formatMicros, parseTime } from '../../core/record/time.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { bytesOf, ImportError } from './import.ts';
import type { ImportProgress, PositionsFile, PositionsPreview } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

/** Throws a ReadError for a file that holds no table. */
export async function readPositionsFile({ file, columns, readAt }: PositionsFile, call: Call): Promise<PositionsRead> {
  const readAtMicros = readAt === undefined ? undefined : parseTime(readAt, 'Z')?.micros;
  const reader = positionsReader({ columns, readAtMicros });
  for await (const chunk of bytesOf(file, () => undefined)) {
    if (call.signal.aborted) throw new DOMException('cancelled', 'AbortError');
    reader.push(chunk);
  }
  return reader.end();
}

/** By consumer: how many records its positions cover, and when. */
export function previewOf(open: OpenJournal, read: PositionsRead): PositionsPreview {
  const { columns, manifest } = open;
  const made = withPositions(columns, read.positions, manifest.header.sequence).processing;
  const consumers = [...new Set(read.positions.map(({ consumer }) => consumer))].map((consumer) => {
    const index = made.consumers.indexOf(consumer);
    let records = 0;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (let i = columns.processing.count; i < made.count; i++) {
      if (made.consumer[i] !== index) continue;
      records++;
      const time = made.tProcessMicros[i] ?? Number.NaN;
      if (time < from) from = time;
      if (time > to) to = time;
    }
    const positions = read.positions.filter((position) => position.consumer === consumer).length;
    return { consumer, positions, records, ...(records > 0 && { fromMicros: from, toMicros: to }) };
  });
  const { title, known, columns: names, chosen, timeless, passed, rejected, notes } = read;
  return {
    title,
    known,
    columns: names,
    chosen,
    timeless,
    passed,
    notes,
    rejected: rejected.slice(0, 50),
    rejectedTotal: rejected.length,
    consumers,
    total: columns.count,
  };
}

/** The copy: the same lines, in the same order, then the processing rows there were, then the new ones. */
export async function positionsCopy(
  store: JournalStore,
  open: OpenJournal,
  { read, name }: { readonly read: PositionsRead; readonly name: string },
  call: Call,
): Promise<{ readonly file: File; readonly header: JournalHeader }> {
  const { manifest, columns, freshBlock } = open;
  const made = withPositions(columns, read.positions, manifest.header.sequence).processing;
  const isFirst = await firstOfId(open);
  const added = newRows(made, columns.processing.count).filter((i) => isFirst(made.row[i] ?? 0));
  if (added.length === 0)
    throw new ImportError(
      'The positions cover no record of this journal: their numbers are below its first record, or count in something else.',
    );
  const records: Blob[] = [];
  const rows: Blob[] = [];
  const started = performance.now();
  let next = 0;
  for (let index = 0; index * BLOCK_RECORDS < columns.count; index++) {
    if (call.signal.aborted) throw new DOMException('Adding the positions was cancelled.', 'AbortError');
    const { bytes, offsets } = await freshBlock(index);
    records.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    const end = Math.min(columns.count, (index + 1) * BLOCK_RECORDS);
    const lines: string[] = [];
    let id = '';
    for (let of = -1; next < added.length; next++) {
      const i = added[next] ?? 0;
      const row = made.row[i] ?? 0;
      if (row >= end) break;
      const at = row - index * BLOCK_RECORDS;
      if (row !== of) id = parseLine(bytes.subarray(offsets[at], (offsets[at + 1] ?? 1) - 1), false).id;
      of = row;
      const consumer = made.consumers[made.consumer[i] ?? 0];
      const time = formatMicros(made.tProcessMicros[i] ?? Number.NaN);
      lines.push(`${JSON.stringify({ processed: id, consumer, t_process: time })}\n`);
    }
    if (lines.length > 0) rows.push(new Blob(lines));
    const seconds = (performance.now() - started) / 1000;
    call.progress({
      stage: 'reading',
      records: end,
      rejected: 0,
      bytes: end,
      totalBytes: columns.count,
      recordsPerSecond: seconds > 0 ? Math.round(end / seconds) : 0,
    } satisfies ImportProgress);
  }
  const before: Blob[] = [];
  for await (const { processing } of store.asides(manifest))
    if (processing.lines.length > 0) before.push(new Blob([processing.lines as Uint8Array<ArrayBuffer>]));
  const header: JournalHeader = { ...manifest.header, journal: name, state: 'complete' };
  const first = `${JSON.stringify(header)}\n`;
  return { file: new File([first, ...records, ...before, ...rows], `${name}.factline.ndjson`), header };
}

/** Those from `from`, by record. */
function newRows({ count, row }: Columns['processing'], from: number): Uint32Array {
  const rows = new Uint32Array(count - from).map((_, i) => from + i);
  return rows.sort((a, b) => (row[a] ?? 0) - (row[b] ?? 0) || a - b);
}

/** A processing row names a record by its id, and of several with one id means the first: the others get none. */
async function firstOfId({ hashes }: OpenJournal): Promise<(row: number) => boolean> {
  const { id } = await hashes('id');
  const rowOf = rowsByHash(id);
  return (row) => rowOf(id[2 * row] ?? 0, id[2 * row + 1] ?? 0) === row;
}
