/** The journal as it would be without some records: order, duplicates and gaps are found anew among those that are left. */
import type { SequenceSpec } from '../formats/mapping.ts';
import type { Cut, ReplayOrder } from '../replay/source.ts';
import type { ReadRecord } from './alike.ts';
import { type Analysis, analyse } from './analyse.ts';
import type { Columns } from './columns.ts';
import type { Hashes } from './hashes.ts';
import { replayOrder, wordsOf } from './replay-order.ts';
import { slotRows } from './slots.ts';

export interface CutJournal {
  readonly columns: Columns;
  readonly analysis: Analysis;
  readonly hashes: Pick<Hashes, 'identity'>;
  readonly sequence: SequenceSpec;
  readonly identity: readonly string[];
  readonly read: ReadRecord;
  /** Of the whole journal, where it is at hand. */
  readonly slotRow?: Uint32Array;
}

/** Order and findings of what a cut leaves. Rows keep their numbers; `slotRow` visits only those that are left. */
export async function cutOrder(journal: CutJournal, cut: Cut): Promise<ReplayOrder> {
  const { columns, analysis } = journal;
  const slotRow = journal.slotRow ?? slotRows(columns, analysis.scopes);
  const rows = keptRows(columns, slotRow, cut);
  if (rows.length === columns.count)
    return {
      ...replayOrder(columns, analysis, slotRow),
      holes: holesOf(analysis),
      starts: startsOf(analysis),
    };
  const left = subset(columns, rows);
  const hashes = { ...NO_HASHES, identity: pairs(journal.hashes.identity, rows) };
  const { sequence, identity } = journal;
  const found = await analyse({ columns: left, hashes, sequence, identity, read: (i) => journal.read(rows[i] ?? 0) });
  const applied = new Uint8Array(columns.count);
  for (const [i, row] of rows.entries()) applied[row] = found.applied[i] ?? 0;
  return {
    count: rows.length,
    slotRow: slotRows(left, found.scopes).map((i) => rows[i] ?? 0),
    applied,
    gapBefore: new Map(found.gaps.map(({ row, after, before }) => [rows[row] ?? 0, before - after - 1])),
    ...wordsOf(columns),
    holes: holesOf(found),
    starts: startsOf(found),
  };
}

const holesOf = ({ gaps, scopes }: Analysis) =>
  gaps.map(({ scope, after, before }) => ({
    subject: scopes.names[scope] ?? '',
    after,
    before,
    missing: before - after - 1,
  }));
const startsOf = ({ starts, scopes }: Analysis) =>
  starts.map(({ scope, sequence }) => ({ subject: scopes.names[scope] ?? '', sequence }));

/** Ascending. A record without the time that is asked for is kept. */
function keptRows(columns: Columns, slotRow: Uint32Array, cut: Cut): Uint32Array {
  const { tEventMicros, tLogMicros, subject, subjects } = columns;
  const gone = new Uint8Array(columns.count);
  const slotsGone = Math.max(0, (cut.fromSlot ?? 1) - 1, cut.last === undefined ? 0 : slotRow.length - cut.last);
  for (const row of slotRow.subarray(0, slotsGone)) gone[row] = 1;
  const erased = new Set((cut.erased ?? []).map((name) => subjects.indexOf(name)));
  let newest = Number.NEGATIVE_INFINITY;
  const timeOf = (row: number) => {
    const logged = tLogMicros[row] ?? Number.NaN;
    return Number.isNaN(logged) ? (tEventMicros[row] ?? Number.NaN) : logged;
  };
  if (cut.ageMicros !== undefined)
    for (let row = 0; row < columns.count; row++) if (timeOf(row) > newest) newest = timeOf(row);
  const {
    tEvent = Number.POSITIVE_INFINITY,
    tLog = Number.POSITIVE_INFINITY,
    ageMicros = Number.POSITIVE_INFINITY,
  } = cut;
  return Uint32Array.from(
    Array.from({ length: columns.count }, (_, row) => row).filter(
      (row) =>
        gone[row] === 0 &&
        !((tEventMicros[row] ?? Number.NaN) > tEvent) &&
        !((tLogMicros[row] ?? Number.NaN) > tLog) &&
        !(newest - timeOf(row) > ageMicros) &&
        !erased.has(subject[row] ?? 0),
    ),
  );
}

const pairs = (words: Uint32Array, rows: Uint32Array): Uint32Array => {
  const into = new Uint32Array(2 * rows.length);
  for (const [i, row] of rows.entries()) {
    into[2 * i] = words[2 * row] ?? 0;
    into[2 * i + 1] = words[2 * row + 1] ?? 0;
  }
  return into;
};

const NONE = new Uint32Array(0);
const NO_HASHES: Hashes = {
  identity: NONE,
  id: NONE,
  request: NONE,
  causation: NONE,
  correlation: NONE,
  processing: NONE,
};

function subset(columns: Columns, rows: Uint32Array): Columns {
  const pick = <T extends Uint32Array | Uint16Array | Uint8Array | Float64Array>(column: T): T => {
    if (column.length === 0) return column;
    const into = new (column.constructor as new (length: number) => T)(rows.length);
    for (let i = 0; i < rows.length; i++) into[i] = column[rows[i] ?? 0] ?? 0;
    return into;
  };
  const { processing } = columns;
  return {
    ...columns,
    count: rows.length,
    line: pick(columns.line),
    type: pick(columns.type),
    version: pick(columns.version),
    subject: pick(columns.subject),
    partition: pick(columns.partition),
    sequence: pick(columns.sequence),
    position: pick(columns.position),
    tEventMicros: pick(columns.tEventMicros),
    tLogMicros: pick(columns.tLogMicros),
    flags: pick(columns.flags),
    processing: { ...processing, count: 0, row: NONE, consumer: new Uint16Array(0) },
  };
}
