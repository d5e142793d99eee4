/** Cursors of replay (contract §5): a slot, `line:N`, `id:X` or a time, as the slot that they name. */
import type { Columns } from '../core/journal/columns.ts';
import { orderKey } from '../core/journal/slots.ts';
import { hashText } from '../core/record/hash.ts';
import { parseTime } from '../core/record/time.ts';
import { UsageError } from './command.ts';
import type { CliJournal } from './journal-input.ts';

/** Rows in replay order; slot s visits `slotRow[s - 1]`. */
type SlotRow = Uint32Array;

/** The times that order the log; where positions or lines do, those of the log, else those of the events. As in the page. */
function timesOf(columns: Columns): Float64Array {
  const key = orderKey(columns);
  return key === columns.position ? columns.tLogMicros : (key ?? columns.tEventMicros);
}

/** The last slot of a time at or before this one; 0 before all of them. */
function slotAt(micros: number, { columns }: CliJournal, slotRow: SlotRow): number {
  const times = timesOf(columns);
  if (!slotRow.some((row) => !Number.isNaN(times[row])))
    throw new UsageError('--until takes no time here: the records have none. Give a slot, line:N or id:X');
  return slotRow.findLastIndex((row) => (times[row] ?? Number.NaN) <= micros) + 1;
}

/** Rows of an id in file order, by its hash and then by its text. */
function rowsOf(id: string, { columns, hashes, read }: CliJournal): readonly number[] {
  const [low, high] = hashText(id);
  const rows: number[] = [];
  for (let row = 0; row < columns.count; row++)
    if (hashes.id[2 * row] === low && hashes.id[2 * row + 1] === high && read(row).id === id) rows.push(row);
  return rows;
}

/** Of several rows, as of a redelivery, the first line counts: it is the one that is applied. */
function slotOfRows(at: string, rows: readonly number[], slotRow: SlotRow, none: string): number {
  if (rows.length === 0) throw new UsageError(`--until ${at}: ${none}`);
  const known = rows.find((row) => slotRow.includes(row));
  if (known === undefined) throw new UsageError(`--until ${at}: this record is left out by --t-event or --t-log`);
  return slotRow.indexOf(known) + 1;
}

/** The slot of `--until`; of a number beyond the last slot, the last. Throws a UsageError for what is no cursor, and for one that names nothing. */
export function slotOf(until: string, journal: CliJournal, slotRow: SlotRow): number {
  const at = until.trim();
  const slot = /^(?:slot:)?(\d+)$/.exec(at)?.[1];
  if (slot !== undefined) return Math.min(Number(slot), slotRow.length);
  const line = /^line:(\d+)$/.exec(at)?.[1];
  if (line !== undefined) {
    const row = journal.columns.line.indexOf(Number(line));
    const none = 'no record stands in this line (the header, say, or one that factline inspect lists)';
    return slotOfRows(at, row < 0 ? [] : [row], slotRow, none);
  }
  if (at.startsWith('id:'))
    return slotOfRows(at, rowsOf(at.slice(3), journal), slotRow, 'no record of the journal has this id');
  const time = parseTime(at, 'Z');
  if (time) return slotAt(time.micros, journal, slotRow);
  throw new UsageError(
    `--until takes a slot (0 to ${slotRow.length}), line:N, id:X or a time like 2026-03-02T08:30:00Z, not ${until}`,
  );
}
