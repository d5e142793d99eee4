/** Rows of the table and details of a record. */
import { kindsOf } from '../../core/journal/marks.ts';
import { hashText } from '../../core/record/hash.ts';
import { stringifyExact } from '../../core/record/json.ts';
import { type ProcessingOutcome, type ProcessingRow, subjectName } from '../../core/record/record.ts';
import { formatMicros } from '../../core/record/time.ts';
import type { RecordDetail, RecordLink, Row } from './journal.protocol.ts';
import type { OpenJournal } from './open-journal.ts';

const PREVIEW = 160;
const THREAD = 200;
const EFFECTS = 200;

const defined = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? undefined : value);

export async function rowOf(open: OpenJournal, row: number): Promise<Row> {
  const { columns, rowSlot, marks, tProcessMicros } = open;
  const record = await open.read(row);
  return {
    row,
    slot: (rowSlot[row] ?? 0) + 1,
    line: columns.line[row] ?? 0,
    id: record.id,
    type: record.type,
    version: record.version,
    subject: subjectName(record.subject_type, record.subject_id) ?? '',
    sequence: defined(columns.sequence[row]),
    tEventMicros: defined(columns.tEventMicros[row]),
    tLogMicros: defined(columns.tLogMicros[row]),
    tProcessMicros: defined(tProcessMicros[row]),
    marks: kindsOf(marks[row] ?? 0),
    preview: stringifyExact(record.payload).slice(0, PREVIEW),
  };
}

/** Rows whose hash is that of the text, confirmed by `same`. */
async function byHash(
  open: OpenJournal,
  hash: Uint32Array,
  text: string,
  same: (row: number) => Promise<boolean>,
  most: number,
): Promise<number[]> {
  const [low, high] = hashText(text);
  const found: number[] = [];
  for (let row = 0; row < open.columns.count && found.length < most; row++)
    if (hash[2 * row] === low && hash[2 * row + 1] === high && (await same(row))) found.push(row);
  return found;
}

/** The first row with an id. */
export async function findId(open: OpenJournal, id: string): Promise<number | undefined> {
  return (await byHash(open, (await open.hashes('id')).id, id, async (row) => (await open.read(row)).id === id, 1))[0];
}

async function link(open: OpenJournal, row: number | undefined): Promise<RecordLink | undefined> {
  if (row === undefined) return undefined;
  const { id, type, subject_type, subject_id } = await open.read(row);
  return { row, id, type, subject: subjectName(subject_type, subject_id) ?? '' };
}

/** The nearest slot before (-1) or after (1) with the same subject. */
function neighbour({ columns, slotRow, rowSlot }: OpenJournal, row: number, step: 1 | -1): number | undefined {
  const subject = columns.subject[row] ?? 0;
  if (subject === 0) return undefined;
  for (let slot = (rowSlot[row] ?? 0) + step; slot >= 0 && slot < slotRow.length; slot += step) {
    const other = slotRow[slot] ?? 0;
    if (columns.subject[other] === subject) return other;
  }
  return undefined;
}

function processingOf({ columns: { processing } }: OpenJournal, row: number, id: string): ProcessingRow[] {
  const rows: ProcessingRow[] = [];
  for (let i = 0; i < processing.count; i++) {
    if (processing.row[i] !== row) continue;
    const t_start = formatMicros(processing.tStartMicros[i] ?? Number.NaN);
    const t_process = formatMicros(processing.tProcessMicros[i] ?? Number.NaN);
    const outcome = (['', 'ok', 'failed', 'skipped', 'parked'] as const)[processing.outcome[i] ?? 0] ?? '';
    rows.push({
      processed: id,
      consumer: processing.consumers[processing.consumer[i] ?? 0] ?? '',
      ...(t_start !== undefined && { t_start }),
      ...(t_process !== undefined && { t_process }),
      ...(outcome !== '' && { outcome: outcome as ProcessingOutcome }),
      attempt: processing.attempt[i] ?? 1,
    });
  }
  return rows;
}

const seconds = (micros: number) => `${(Math.abs(micros) / 1e6).toLocaleString('en', { maximumFractionDigits: 3 })} s`;

/** The findings of a record, each in a sentence. */
function markTexts(open: OpenJournal, row: number): RecordDetail['marks'] {
  const { analysis, columns } = open;
  const name = (scope: number) => analysis.scopes.names[scope] ?? '';
  const texts: { kind: RecordDetail['marks'][number]['kind']; text: string }[] = [];
  for (const gap of analysis.gaps) {
    if (gap.row !== row) continue;
    const missing = gap.before - gap.after - 1;
    texts.push({
      kind: 'gap',
      text: `Before it ${missing === 1 ? 'one record is' : `${missing} records are`} missing in ${name(gap.scope)}: after sequence ${gap.after} comes ${gap.before}.`,
    });
  }
  for (const { kind, rows } of analysis.duplicates) {
    if (!rows.includes(row)) continue;
    const others = rows
      .filter((other) => other !== row)
      .map((other) => columns.line[other])
      .slice(0, 10)
      .join(', ');
    const text =
      kind === 'exact'
        ? `The same record stands in line ${others} too: a redelivery. Only the first is applied.`
        : kind === 'conflicting'
          ? `Line ${others} has the same identity and other content. Only the first is applied.`
          : `Line ${others} has the same sequence and another identity. Only the first is applied.`;
    texts.push({ kind: 'duplicate', text });
  }
  for (const { row: at, after } of analysis.outOfOrder)
    if (at === row)
      texts.push({
        kind: 'out-of-order',
        text: `It stands after sequence ${after} of its scope in the file, though its own is ${columns.sequence[row]}.`,
      });
  for (const { row: at, processing } of analysis.skews) {
    if (at !== row) continue;
    const log = columns.tLogMicros[row] ?? 0;
    const text =
      processing === undefined
        ? `It happened ${seconds((columns.tEventMicros[row] ?? 0) - log)} after it was logged: the clocks disagree.`
        : `It was processed ${seconds(log - (columns.processing.tProcessMicros[processing] ?? 0))} before it was logged: the clocks disagree.`;
    texts.push({ kind: 'skew', text });
  }
  if (analysis.lates.includes(row))
    texts.push({
      kind: 'late',
      text: `It was logged ${seconds((columns.tLogMicros[row] ?? 0) - (columns.tEventMicros[row] ?? 0))} after it happened.`,
    });
  return texts;
}

/** Throws a RangeError for a row that is not there. */
export async function recordDetail(open: OpenJournal, row: number): Promise<RecordDetail> {
  const { columns, rowSlot } = open;
  if (!Number.isInteger(row) || row < 0 || row >= columns.count)
    throw new RangeError(`There is no record ${row}; the journal has ${columns.count}.`);
  const record = await open.read(row);
  const links = async (rows: readonly number[]) => {
    const result: RecordLink[] = [];
    for (const other of rows) {
      const found = await link(open, other);
      if (found) result.push(found);
    }
    return result;
  };
  const { causation_id, correlation_id } = record;
  const cause = causation_id === undefined ? undefined : await findId(open, causation_id);
  const isEffect = async (other: number) => (await open.read(other)).causation_id === record.id;
  const effects = open.hasCauses
    ? await byHash(open, (await open.hashes('causation')).causation, record.id, isEffect, EFFECTS)
    : [];
  const sameThread = async (other: number) => (await open.read(other)).correlation_id === correlation_id;
  const thread =
    correlation_id === undefined
      ? []
      : await byHash(open, (await open.hashes('correlation')).correlation, correlation_id, sameThread, 5000);
  thread.sort((a, b) => (rowSlot[a] ?? 0) - (rowSlot[b] ?? 0));
  const around = Math.max(0, Math.min(thread.indexOf(row) - THREAD / 2, thread.length - THREAD));
  return {
    row,
    slot: (rowSlot[row] ?? 0) + 1,
    line: columns.line[row] ?? 0,
    record,
    processing: processingOf(open, row, record.id),
    marks: markTexts(open, row),
    cause: await link(open, cause),
    effects: await links(effects.filter((other) => other !== row)),
    thread: await links(thread.slice(around, around + THREAD)),
    threadTotal: thread.length,
    previousOfSubject: await link(open, neighbour(open, row, -1)),
    nextOfSubject: await link(open, neighbour(open, row, 1)),
  };
}
