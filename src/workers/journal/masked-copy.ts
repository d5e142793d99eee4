/** A journal's records as a file of contract NDJSON in which the values are masked that hold it; the header says which. */
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { permitsPersonal } from '../../core/hold/found.ts';
import { createMasking } from '../../core/hold/mask.ts';
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import type { Model } from '../../core/model/model.ts';
import { planOf } from '../../core/rules/records/content/plan.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import type { OpenJournal } from './open-journal.ts';

export interface MaskedCopy {
  readonly file: File;
  readonly header: JournalHeader;
}

interface MaskOptions {
  readonly name: string;
  readonly model: Model | undefined;
}

const NEWLINE = 10;

export async function maskedCopy(
  store: JournalStore,
  { manifest, columns, freshBlock }: OpenJournal,
  { name, model }: MaskOptions,
  { signal }: Call,
): Promise<MaskedCopy> {
  const plans = planOf(model);
  const masking = createMasking(
    (group, path, shape) => group === 'secret' || !permitsPersonal(plans.get(columns.types[shape] ?? ''), path),
  );
  const stop = () => {
    if (signal.aborted) throw new DOMException('The masking was cancelled.', 'AbortError');
  };
  const parts: Blob[] = [];
  for (let index = 0; index * BLOCK_RECORDS < columns.count; index++) {
    stop();
    const { bytes, offsets } = await freshBlock(index);
    const typeOf = (i: number) => columns.type[index * BLOCK_RECORDS + i] ?? 0;
    parts.push(new Blob([joined(offsets, (i, from, to) => masking.line(bytes, from, to, typeOf(i)))]));
  }
  for await (const { processing } of store.asides(manifest)) {
    stop();
    const { lines } = processing;
    // A processing row names its record: where that id was masked, it is masked alike.
    parts.push(new Blob([joined(lineStarts(lines), (_, from, to) => masking.processingLine(lines, from, to))]));
  }
  const { head: _, masked: before = [], ...rest } = manifest.header;
  const header: JournalHeader = {
    ...rest,
    journal: name,
    state: 'complete',
    masked: [...before, ...masking.masked()],
  };
  const first = `${JSON.stringify(header)}\n`;
  return { file: new File([first, ...parts], `${name}.factline.ndjson`), header };
}

function lineStarts(bytes: Uint8Array): Uint32Array {
  const starts = [0];
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

/** The lines that `lineOf` makes of those that begin at `offsets`, each with its newline. */
function joined(
  offsets: Uint32Array,
  lineOf: (i: number, from: number, to: number) => Uint8Array,
): Uint8Array<ArrayBuffer> {
  const lines = Array.from({ length: Math.max(0, offsets.length - 1) }, (_, i) =>
    lineOf(i, offsets[i] ?? 0, (offsets[i + 1] ?? 1) - 1),
  );
  const result = new Uint8Array(lines.reduce((size, line) => size + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    result.set(line, at);
    result[at + line.length] = NEWLINE;
    at += line.length + 1;
  }
  return result;
}
