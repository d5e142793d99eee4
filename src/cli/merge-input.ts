/** Several journals on one axis, each with the offset of its clock: what that would change, and the journal that they make. */

import { nameOf } from '../core/formats/journal-name.ts';
import type { TimeRole } from '../core/formats/mapping.ts';
import { axisText, type TextSource } from '../core/journal/axis/axis-text.ts';
import { type AxisExample, dryRun } from '../core/journal/axis/dry-run.ts';
import { parseOffset } from '../core/journal/axis/offset-text.ts';
import { notJudgedTexts } from '../core/journal/integrity-words.ts';
import { type ReadJournal, readText } from '../core/journal/memory.ts';
import { notJudged } from '../core/journal/not-judged.ts';
import { slotRows } from '../core/journal/slots.ts';
import { subjectName } from '../core/record/record.ts';
import { type CliIo, UsageError } from './command.ts';
import { type CliJournal, type JournalOptions, readJournal } from './journal-input.ts';

const CLOCKS = {
  all: ['t_event', 't_log', 't_process'],
  log: ['t_log', 't_process'],
  event: ['t_event'],
} as const satisfies Readonly<Record<string, readonly TimeRole[]>>;

export interface MergeOptions extends JournalOptions {
  /** `--offset`: `FILE=+2s`, once a journal. */
  readonly offsets: readonly string[];
  /** `--clock`: which times an offset is added to. */
  readonly clock?: string | undefined;
}

export interface ToMerge {
  readonly sources: readonly TextSource[];
  readonly journals: readonly CliJournal[];
}

function offsetsOf(paths: readonly string[], given: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    given.map((text) => {
      const at = text.lastIndexOf('=');
      const path = text.slice(0, Math.max(0, at));
      const micros = at < 0 ? undefined : parseOffset(text.slice(at + 1));
      if (!paths.includes(path) || micros === undefined)
        throw new UsageError(`--offset is FILE=DURATION, such as ${paths[1]}=+2s, not ${text}`);
      return [path, micros];
    }),
  );
}

/** Reads each path as a journal of its own. */
export async function readToMerge(paths: readonly string[], options: MergeOptions, io: CliIo): Promise<ToMerge> {
  if (paths.length < 2) throw new UsageError('--merge puts two journals or more on one axis: name each');
  if (new Set(paths).size < paths.length) throw new UsageError('--merge takes each journal once');
  const { clock = 'all' } = options;
  if (!(clock in CLOCKS)) throw new UsageError(`--clock is ${Object.keys(CLOCKS).join(', ')}, not ${clock}`);
  const times = CLOCKS[clock as keyof typeof CLOCKS];
  const offsets = offsetsOf(paths, options.offsets);
  const journals: CliJournal[] = [];
  for (const path of paths) journals.push(await readJournal([path], options, io));
  const sources = journals.map((journal, i): TextSource => {
    const { columns, hashes, analysis, header, bytes, block, processingLines } = journal;
    const path = paths[i] ?? '';
    return {
      name: nameOf(path),
      columns,
      hashes,
      analysis,
      slotRow: slotRows(columns, analysis.scopes),
      sequence: header.sequence,
      identity: header.identity,
      offset: { micros: offsets.get(path) ?? 0, times },
      read: async (row) => journal.read(row),
      line: async (row) => journal.line(row),
      bytes,
      block,
      processing: () => processingLines,
    };
  });
  return { sources, journals };
}

/** What merging would change, in lines. */
export async function outlookText({ sources, journals }: ToMerge): Promise<string> {
  const { records, changesOver, moved, movedExamples, changes } = await dryRun(sources, { tick: () => undefined });
  const example = ({ what, source, row }: AxisExample) => {
    const journal = journals[source];
    const record = journal?.read(row);
    const subject = subjectName(record?.subject_type, record?.subject_id) ?? '';
    return `  ${what}: ${sources[source]?.name} line ${journal?.columns.line[row]}, ${record?.id} ${record?.type} ${subject}`.trimEnd();
  };
  const found = changes.filter(({ apart, together }) => apart + together > 0);
  return [
    `${records} records on one axis; it goes over from one journal to another ${changesOver} times`,
    `the offsets put ${moved} records elsewhere than the clocks as they are`,
    ...movedExamples.map(example),
    ...found.flatMap(({ kind, apart, together, appear, vanish, examples }) => [
      `${kind}: ${apart} apart, ${together} together; ${appear} appear, ${vanish} vanish`,
      ...examples.map(example),
    ]),
    ...(found.length === 0 ? ['no findings, neither in the journals by themselves nor together'] : []),
    ...journals.flatMap(({ columns, analysis }, i) =>
      notJudgedTexts({ not_judged: notJudged(columns, analysis.scopes) }).map(
        (text) => `not judged in ${sources[i]?.name ?? ''}: ${text}`,
      ),
    ),
  ].join('\n');
}

/** The journal that they make; what was rejected of each is counted in it. */
export async function merged({ sources, journals }: ToMerge): Promise<ReadJournal> {
  const { chunks } = axisText(sources, sources.map(({ name }) => name).join(' and '));
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const journal = readText(Buffer.concat(pieces), { format: 'factline' });
  return {
    ...journal,
    rejected: [...journals.flatMap(({ rejected }) => rejected), ...journal.rejected],
    rejectedTotal: journals.reduce((sum, { rejectedTotal }) => sum + rejectedTotal, journal.rejectedTotal),
  };
}
