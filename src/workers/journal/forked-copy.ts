/** A changed copy of a journal, as a file of contract NDJSON whose header says what was changed. The original is only read. */
import { planFork } from '../../core/fork/fork.ts';
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import type { ForkOrder } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

/** Throws a ForkError where an edit cannot be made. */
export async function forkedCopy(
  store: JournalStore,
  { manifest, columns, line, freshBlock }: OpenJournal,
  { name, edits, said }: ForkOrder,
  { signal }: Call,
): Promise<{ readonly file: File; readonly header: JournalHeader }> {
  const { rows } = await planFork({ columns, line }, edits);
  const changed = [...rows.keys()].sort((a, b) => a - b);
  const parts: BlobPart[] = [];
  let next = 0;
  for (let index = 0; index * BLOCK_RECORDS < columns.count; index++) {
    if (signal.aborted) throw new DOMException('The copying was cancelled.', 'AbortError');
    const { bytes, offsets } = await freshBlock(index);
    let copied = 0;
    const first = index * BLOCK_RECORDS;
    const pieces: BlobPart[] = [];
    for (; next < changed.length && (changed[next] ?? 0) < first + offsets.length - 1; next++) {
      const row = changed[next] ?? 0;
      pieces.push(bytes.subarray(copied, offsets[row - first]) as Uint8Array<ArrayBuffer>);
      for (const text of rows.get(row) ?? []) pieces.push(`${text}\n`);
      copied = offsets[row - first + 1] ?? 0;
    }
    pieces.push(bytes.subarray(copied, offsets.at(-1)) as Uint8Array<ArrayBuffer>);
    parts.push(new Blob(pieces));
  }
  for await (const { processing } of store.asides(manifest))
    if (processing.lines.length > 0) parts.push(new Blob([processing.lines as Uint8Array<ArrayBuffer>]));
  const { head: _, ...rest } = manifest.header;
  const header: JournalHeader = {
    ...rest,
    journal: name,
    state: 'complete',
    fork: { of: manifest.name, edits: said },
  };
  return { file: new File([`${JSON.stringify(header)}\n`, ...parts], `${name}.factline.ndjson`), header };
}
