/** What can still be read of a damaged journal, as a file of contract NDJSON, and what cannot. */
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { BLOCK_RECORDS, type Block } from '../../core/journal/columns.ts';
import { parseExact } from '../../core/record/json.ts';
import { JsonError } from '../../core/record/json-tree.ts';
import { DamagedError, type JournalStore, type Manifest } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import type { ImportProgress, LostRecords } from './journal.protocol.ts';

export interface RescuedCopy {
  readonly file: File;
  readonly header: JournalHeader;
  readonly lost: readonly LostRecords[];
  /** Processing rows that stand apart from records could not all be read. */
  readonly lostProcessing: boolean;
}

/** Reads blocks of lines alone, which need no columns. A line counts where it stands whole and is JSON. */
export async function rescuedCopy(
  store: JournalStore,
  { id, header: original, records, segments }: Manifest,
  name: string,
  call: Call,
): Promise<RescuedCopy> {
  const parts: Blob[] = [];
  const lost: { from: number; to: number }[] = [];
  const lose = (record: number) => {
    const last = lost.at(-1);
    if (last?.to === record - 1) last.to = record;
    else lost.push({ from: record, to: record });
  };
  const started = performance.now();
  for (let index = 0; index * BLOCK_RECORDS < records; index++) {
    if (call.signal.aborted) throw new DOMException('The rescue was cancelled.', 'AbortError');
    const first = index * BLOCK_RECORDS;
    const count = Math.min(BLOCK_RECORDS, records - first);
    const block = await wholeBlock(store, id, index);
    const lines: Uint8Array<ArrayBuffer>[] = [];
    for (let i = 0; i < count; i++) {
      const line = block && lineOf(block, i);
      if (line) lines.push(line);
      else lose(first + i + 1);
    }
    parts.push(new Blob(lines));
    const seconds = (performance.now() - started) / 1000;
    call.progress({
      stage: 'reading',
      records: first + count,
      rejected: 0,
      bytes: first + count,
      totalBytes: records,
      recordsPerSecond: seconds > 0 ? Math.round((first + count) / seconds) : 0,
    } satisfies ImportProgress);
  }
  let lostProcessing = false;
  try {
    for await (const { processing } of store.asides({ id, segments }))
      if (processing.lines.length > 0) parts.push(new Blob([processing.lines as Uint8Array<ArrayBuffer>]));
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    lostProcessing = true;
  }
  const header: JournalHeader = { ...original, journal: name, state: 'complete' };
  return {
    file: new File([`${JSON.stringify(header)}\n`, ...parts], `${name}.factline.ndjson`),
    header,
    lost,
    lostProcessing,
  };
}

async function wholeBlock(store: JournalStore, id: string, index: number): Promise<Block | undefined> {
  try {
    return await store.block(id, index);
  } catch (error) {
    if (error instanceof DamagedError) return undefined;
    throw error;
  }
}

/** A line with its end; undefined where what stands there is no record. */
function lineOf({ bytes, offsets }: Block, i: number): Uint8Array<ArrayBuffer> | undefined {
  const from = offsets[i] ?? bytes.length;
  const to = offsets[i + 1] ?? 0;
  if (to <= from || to > bytes.length || bytes[to - 1] !== 10) return undefined;
  const line = bytes.slice(from, to);
  try {
    parseExact(line.subarray(0, -1));
    return line;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}
