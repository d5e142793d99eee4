/** A journal as contract NDJSON: its header, the stored lines as they are, what was committed since, and processing rows last. */
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { OpenJournal } from './open-journal.ts';

/** `until`: no more than so many records. */
export async function wholeJournal(
  store: JournalStore,
  { manifest, columns }: OpenJournal,
  until = Number.POSITIVE_INFINITY,
): Promise<Blob> {
  const { id, name, header, sources } = manifest;
  const parts: BlobPart[] = [`${JSON.stringify({ ...header, journal: name, sources })}\n`];
  for (let index = 0; index * BLOCK_RECORDS < columns.count; index++)
    parts.push(new Blob([(await store.block(id, index)).bytes as Uint8Array<ArrayBuffer>]));
  for (const { first, count, lines } of await store.commits(id))
    if (first + count <= until) parts.push(lines as Uint8Array<ArrayBuffer>);
  for await (const { processing } of store.asides(manifest))
    if (processing.lines.length > 0) parts.push(new Blob([processing.lines as Uint8Array<ArrayBuffer>]));
  return new Blob(parts, { type: 'application/x-ndjson' });
}
