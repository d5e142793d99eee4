/** A journal's records as a file of contract NDJSON in which each carries the hash of itself and of the one before it (contract §4). */
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import { NO_HASH, recordHash } from '../../core/record/chain.ts';
import { parseExact } from '../../core/record/json.ts';
import type { ExactObject } from '../../core/record/record.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { ImportError } from './import.ts';
import type { ImportProgress } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

export interface SealedCopy {
  readonly file: File;
  readonly header: JournalHeader;
}

const CLOSE = 125;
const utf8 = new TextEncoder();

/** Throws an ImportError where a record has a hash already: sealing it anew would hide that its chain is broken. */
export async function sealedCopy(
  store: JournalStore,
  { manifest, columns, freshBlock }: OpenJournal,
  name: string,
  call: Call,
): Promise<SealedCopy> {
  const parts: Blob[] = [];
  const started = performance.now();
  let previous = NO_HASH;
  for (let index = 0; index * BLOCK_RECORDS < columns.count; index++) {
    const { bytes, offsets } = await freshBlock(index);
    const lines: Uint8Array<ArrayBuffer>[] = [];
    for (let i = 0; i + 1 < offsets.length; i++) {
      if (call.signal.aborted) throw new DOMException('The sealing was cancelled.', 'AbortError');
      const line = bytes.subarray(offsets[i], (offsets[i + 1] ?? 1) - 1);
      const record = parseExact(line) as ExactObject;
      if (record['hash'] !== undefined || record['prev_hash'] !== undefined)
        throw new ImportError(
          `The record in line ${columns.line[index * BLOCK_RECORDS + i] ?? 0} has a hash already. The Integrity panel says whether the chain is intact; to seal other records, export them without \`hash\` and \`prev_hash\`.`,
        );
      const hash = await recordHash(previous, record);
      lines.push(line.slice(0, line.lastIndexOf(CLOSE)), utf8.encode(`,"hash":"${hash}","prev_hash":"${previous}"}\n`));
      previous = hash;
    }
    parts.push(new Blob(lines));
    const records = Math.min(columns.count, (index + 1) * BLOCK_RECORDS);
    const seconds = (performance.now() - started) / 1000;
    call.progress({
      stage: 'reading',
      records,
      rejected: 0,
      bytes: records,
      totalBytes: columns.count,
      recordsPerSecond: seconds > 0 ? Math.round(records / seconds) : 0,
    } satisfies ImportProgress);
  }
  for await (const { processing } of store.asides(manifest))
    if (processing.lines.length > 0) parts.push(new Blob([processing.lines as Uint8Array<ArrayBuffer>]));
  const header: JournalHeader = { ...manifest.header, journal: name, state: 'complete', head: previous };
  return { file: new File([`${JSON.stringify(header)}\n`, ...parts], `${name}.factline.ndjson`), header };
}
