/** Several journals on one axis: proposals of offsets, a dry run, and the journal that they make together. */
import type { JournalHeader, SourceRef } from '../../core/formats/mapping.ts';
import { type AxisExample, type DryRun, dryRun } from '../../core/journal/axis/dry-run.ts';
import { axisOrder } from '../../core/journal/axis/order.ts';
import { type OffsetProposal, proposeOffset } from '../../core/journal/axis/propose-offset.ts';
import { shiftTime } from '../../core/journal/axis/shift-time.ts';
import {
  type AxisSource,
  type ClockOffset,
  identityTogether,
  scopesTogether,
  shiftOf,
} from '../../core/journal/axis/source.ts';
import { createLineWriter } from '../../core/journal/axis/write-line.ts';
import { BLOCK_RECORDS, type Block, RecordFlag } from '../../core/journal/columns.ts';
import { formatDuration } from '../../core/record/duration.ts';
import { type ProcessingRow, subjectName } from '../../core/record/record.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import type { MergeExample, MergeOutlook } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

export interface MergeSource {
  readonly open: OpenJournal;
  readonly offset: ClockOffset;
}

const SLICE_MILLIS = 25;
const CHUNK = 1 << 20;
const NO_OFFSET: ClockOffset = { micros: 0, times: [] };
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Lets other messages of the worker be heard, a cancel among them. */
function breather(call: Call) {
  let since = performance.now();
  return async (done?: number) => {
    if (call.signal.aborted) throw new DOMException('The merging was cancelled.', 'AbortError');
    if (performance.now() - since < SLICE_MILLIS) return;
    if (done !== undefined) call.progress(done);
    await pause();
    since = performance.now();
  };
}

const axisSource = async ({ open, offset }: MergeSource): Promise<AxisSource> => ({
  name: open.manifest.name,
  columns: open.columns,
  hashes: await open.hashes(),
  analysis: open.analysis,
  slotRow: open.slotRow,
  sequence: open.manifest.header.sequence,
  identity: open.manifest.header.identity,
  offset,
  read: open.read,
});
const axisSources = (sources: readonly MergeSource[]) => Promise.all(sources.map(axisSource));

/** Of each journal but the first, against the first. */
export async function proposalsFor(opened: readonly OpenJournal[]): Promise<readonly (OffsetProposal | undefined)[]> {
  const [reference, ...others] = await axisSources(opened.map((open) => ({ open, offset: NO_OFFSET })));
  return reference ? [undefined, ...others.map((source) => proposeOffset(reference, source))] : [];
}

export async function outlookOf(sources: readonly MergeSource[], call: Call): Promise<MergeOutlook> {
  const found: DryRun = await dryRun(await axisSources(sources), { tick: breather(call) });
  const told = async (example: AxisExample): Promise<MergeExample[]> => {
    const open = sources[example.source]?.open;
    if (!open) return [];
    const { id, type, subject_type, subject_id } = await open.read(example.row);
    const { id: journal, name } = open.manifest;
    const line = open.columns.line[example.row] ?? 0;
    const subject = subjectName(subject_type, subject_id) ?? '';
    return [{ what: example.what, journal, name, row: example.row, line, id, type, subject }];
  };
  const all = async (examples: readonly AxisExample[]) => (await Promise.all(examples.map(told))).flat();
  return {
    ...found,
    movedExamples: await all(found.movedExamples),
    changes: await Promise.all(
      found.changes.map(async (change) => ({ ...change, examples: await all(change.examples) })),
    ),
  };
}

/** Names that tell the journals apart: of two of one name the later one is numbered. */
function distinctNames(sources: readonly MergeSource[]): readonly string[] {
  const taken = new Set<string>();
  return sources.map(({ open: { manifest } }) => {
    let name = manifest.name;
    for (let n = 2; taken.has(name); n++) name = `${manifest.name} ${n}`;
    taken.add(name);
    return name;
  });
}

export interface MergedText {
  readonly header: JournalHeader;
  /** About how many bytes there will be. */
  readonly bytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The journal that they make, as contract NDJSON in its order, piece by piece; the sources are only read. */
export async function mergedText(
  store: JournalStore,
  sources: readonly MergeSource[],
  name: string,
  call: Call,
): Promise<MergedText> {
  const names = distinctNames(sources);
  const axis = (await axisSources(sources)).map((source, i) => ({ ...source, name: names[i] ?? source.name }));
  const { sequence, partition } = scopesTogether(axis);
  const refs = sources.map(({ open: { manifest }, offset }, i): SourceRef => {
    const shifted = offset.micros === 0 ? {} : { offset: formatDuration(offset.micros), times: offset.times };
    return { name: names[i] ?? manifest.name, bytes: manifest.bytes, ...shifted };
  });
  const header: JournalHeader = {
    factline: 1,
    journal: name,
    sequence,
    identity: identityTogether(axis),
    sources: refs,
    state: 'complete',
  };
  const breathe = breather(call);
  const isMade = (i: number, row: number) => ((axis[i]?.columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0;

  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(`${JSON.stringify(header)}\n`);
    const writer = createLineWriter();
    const order = axisOrder(axis);
    const held = sources.map(() => ({ index: -1, block: undefined as Block | undefined }));
    for (let place = 0; place < order.count; place++) {
      const i = order.source[place] ?? 0;
      const row = order.row[place] ?? 0;
      const [source, from, at] = [axis[i], sources[i]?.open, held[i]];
      if (!source || !from || !at) continue;
      const index = Math.floor(row / BLOCK_RECORDS);
      if (at.index !== index) {
        await breathe();
        at.block = await from.block(index);
        at.index = index;
      }
      const { block } = at;
      if (!block) continue;
      const k = row % BLOCK_RECORDS;
      writer.add(block.bytes, block.offsets[k] ?? 0, (block.offsets[k + 1] ?? 1) - 1, {
        journal: source.name,
        line: source.columns.line[row] ?? 0,
        tEvent: shiftOf(source.offset, 't_event'),
        tLog: shiftOf(source.offset, 't_log'),
        partition: partition?.(source, row),
        made: isMade(i, row),
      });
      if (writer.length >= CHUNK) yield writer.take();
    }
    yield writer.take();
    for (const [i, { open, offset }] of sources.entries()) {
      const shift = shiftOf(offset, 't_process');
      for await (const { processing } of store.asides(open.manifest)) {
        await breathe();
        const lines = new TextDecoder().decode(processing.lines).split('\n');
        const moved = lines.flatMap((line) =>
          line === '' ? [] : [JSON.stringify(movedRow(line, shift, names[i] ?? ''))],
        );
        if (moved.length > 0) yield new TextEncoder().encode(`${moved.join('\n')}\n`);
      }
    }
  }
  return { header, bytes: refs.reduce((sum, ref) => sum + ref.bytes, 0), chunks: chunks() };
}

function movedRow(line: string, shift: number, journal: string): ProcessingRow {
  const row = JSON.parse(line) as ProcessingRow;
  const { processed, t_start, t_process } = row;
  return {
    ...row,
    processed: /^line:\d+$/.test(processed) ? `${journal}/${processed}` : processed,
    ...(t_start !== undefined && { t_start: shiftTime(t_start, shift) }),
    ...(t_process !== undefined && { t_process: shiftTime(t_process, shift) }),
  };
}
