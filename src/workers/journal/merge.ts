/** Several journals on one axis: proposals of offsets, a dry run, and the journal that they make together. */

import { axisText, type MergedText, type TextSource } from '../../core/journal/axis/axis-text.ts';
import { type AxisExample, type DryRun, dryRun } from '../../core/journal/axis/dry-run.ts';
import { type OffsetProposal, proposeOffset } from '../../core/journal/axis/propose-offset.ts';
import type { AxisSource, ClockOffset } from '../../core/journal/axis/source.ts';
import { subjectName } from '../../core/record/record.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { breather } from './breather.ts';
import type { MergeExample, MergeOutlook } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

export interface MergeSource {
  readonly open: OpenJournal;
  readonly offset: ClockOffset;
}

const NO_OFFSET: ClockOffset = { micros: 0, times: [] };
const breathing = (call: Call) => breather(call, (done) => call.progress(done), 'The merging was cancelled.');

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
  line: open.line,
});
const axisSources = (sources: readonly MergeSource[]) => Promise.all(sources.map(axisSource));

/** Of each journal but the first, against the first. */
export async function proposalsFor(opened: readonly OpenJournal[]): Promise<readonly (OffsetProposal | undefined)[]> {
  const [reference, ...others] = await axisSources(opened.map((open) => ({ open, offset: NO_OFFSET })));
  return reference ? [undefined, ...others.map((source) => proposeOffset(reference, source))] : [];
}

export async function outlookOf(sources: readonly MergeSource[], call: Call): Promise<MergeOutlook> {
  const found: DryRun = await dryRun(await axisSources(sources), { tick: breathing(call) });
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

/** The journal that they make, as contract NDJSON in its order, piece by piece; the sources are only read. */
export async function mergedText(
  store: JournalStore,
  sources: readonly MergeSource[],
  name: string,
  call: Call,
): Promise<MergedText> {
  const breathe = breathing(call);
  const texts = sources.map(async (source): Promise<TextSource> => {
    const { open } = source;
    async function* processing() {
      for await (const aside of store.asides(open.manifest)) yield aside.processing.lines;
    }
    return { ...(await axisSource(source)), bytes: open.manifest.bytes, block: open.block, processing };
  });
  return axisText(await Promise.all(texts), name, () => breathe());
}
