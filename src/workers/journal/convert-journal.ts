/** A journal, or those of its records that a query shows, written in a format; block by block into a Blob, so that memory stays bounded. */
import { startConversion } from '../../core/formats/writers/convert.ts';
import { writerOf } from '../../core/formats/writers/writers.ts';
import { BLOCK_RECORDS, RecordFlag } from '../../core/journal/columns.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { breather } from './breather.ts';
import type { Converted, ConvertProgress } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

interface Asked {
  readonly format: string;
  /** 1 by row for what is written; undefined: everything. */
  readonly shown: Uint8Array | undefined;
}

const utf8 = new TextDecoder();
/** Lets other messages of the worker be heard, a cancel among them. */

export async function convertJournal(
  store: JournalStore,
  { manifest, columns, freshBlock }: OpenJournal,
  { format: id, shown }: Asked,
  call: Call,
): Promise<Converted> {
  const format = writerOf(id);
  if (!format) throw new Error(`There is no format ${id} to write.`);
  const total = shown ? shown.reduce((sum, one) => sum + one, 0) : columns.count;
  const part = total < columns.count;
  const parts: Blob[] = [];
  const conversion = startConversion({
    format,
    header: { ...manifest.header, journal: manifest.name, sources: manifest.sources },
    part,
    onText: (text) => parts.push(new Blob([text])),
  });
  /** Of a part: the ids whose processing rows go with it. */
  const processed = new Set<string>();
  let records = 0;
  const tell = () => call.progress({ records, total } satisfies ConvertProgress);
  const breathe = breather(call, tell, 'The export was cancelled.');
  for (let first = 0; first < columns.count; first += BLOCK_RECORDS) {
    if (shown && !shown.subarray(first, first + BLOCK_RECORDS).includes(1)) continue;
    await breathe(records);
    const { bytes, offsets } = await freshBlock(first / BLOCK_RECORDS);
    for (let i = 0; i + 1 < offsets.length; i++) {
      const row = first + i;
      if (shown && shown[row] !== 1) continue;
      const text = utf8.decode(bytes.subarray(offsets[i], (offsets[i + 1] ?? 1) - 1));
      conversion.record(columns.line[row] ?? 0, text);
      records++;
      if (part && ((columns.flags[row] ?? 0) & RecordFlag.hasProcessing) !== 0)
        processed.add((JSON.parse(text) as { readonly id: string }).id);
    }
  }
  for await (const { processing } of store.asides(manifest)) {
    await breathe(records);
    for (const line of utf8.decode(processing.lines).split('\n'))
      if (line !== '' && (!part || processed.has((JSON.parse(line) as { readonly processed: string }).processed)))
        conversion.processing(line);
  }
  const notCarried = conversion.end();
  return { blob: new Blob(parts, { type: format.mediaType }), records, notCarried };
}
