/**
 * A history as it might have been: edits on a copy of a journal. Whoever is moved or delayed takes the order key (`position`, else `t_log`) of
 * the record after which it comes and stands in the line after it, so that replay order (contract §5) puts it there.
 */
import { type OrderColumns, orderKey } from '../journal/slots.ts';
import { parseExact, stringifyExact } from '../record/json.ts';
import type { ExactObject } from '../record/record.ts';
import { formatMicros } from '../record/time.ts';

/** Rows are those of the original. `text` is a record as JSON. */
export type ForkEdit =
  | { readonly kind: 'drop'; readonly row: number }
  | { readonly kind: 'edit'; readonly row: number; readonly text: string }
  | { readonly kind: 'insert'; readonly after: number; readonly text: string }
  /** Delivered once more, at once. */
  | { readonly kind: 'duplicate'; readonly row: number }
  /** Reaches the log so much later. */
  | { readonly kind: 'delay'; readonly row: number; readonly micros: number }
  | { readonly kind: 'move'; readonly row: number; readonly after: number };

/** The place in the original that an edit is about. */
export const rowOf = (edit: ForkEdit): number => (edit.kind === 'insert' ? edit.after : edit.row);

export class ForkError extends Error {
  override readonly name = 'ForkError';
  /** Which edit, from 0. */
  readonly edit: number;
  constructor(edit: number, message: string) {
    super(message);
    this.edit = edit;
  }
}

export interface ForkPlan {
  /** The lines that stand instead of a row's own, in file order; none where it is gone. Other rows stay as they are. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
}

export interface ForkInput {
  readonly columns: OrderColumns;
  /** A record's line, without its newline. */
  readonly line: (row: number) => Promise<Uint8Array>;
}

/** A record from text. Throws an Error that says what is wrong with it. */
export function parseForkRecord(text: string): ExactObject {
  const value = parseExact(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('a record is a JSON object: { "id": …, "type": …, "payload": … }');
  const record = value as ExactObject;
  if (typeof record['type'] !== 'string' || record['type'] === '') throw new Error('a record needs a `type`');
  return record;
}

interface Touched {
  readonly original: ExactObject;
  record: ExactObject;
  /** Keys of the place that it was moved to; they hold whatever else is edited. */
  place: ExactObject;
  /** The row in whose line, or after which, it stands. */
  at: number;
  gone: boolean;
  copies: number;
  /** What comes after this row's line: rows that were moved there, and records that are new. */
  after: readonly (number | ExactObject)[];
}

/** Places are those of the original, whatever else moves. Throws a ForkError where an edit cannot be made. */
export async function planFork({ columns, line }: ForkInput, edits: readonly ForkEdit[]): Promise<ForkPlan> {
  const key = orderKey(columns);
  const touched = new Map<number, Touched>();
  const of = async (row: number, edit: number): Promise<Touched> => {
    if (!Number.isInteger(row) || row < 0 || row >= columns.count)
      throw new ForkError(edit, `there is no record in row ${row}`);
    const original = touched.get(row)?.original ?? (parseExact(await line(row)) as ExactObject);
    const entry = touched.get(row) ?? {
      original,
      record: original,
      place: {},
      at: row,
      gone: false,
      copies: 0,
      after: [],
    };
    touched.set(row, entry);
    return entry;
  };
  const placeAfter = ({ original: { position, t_log } }: Touched): ExactObject => ({
    ...(key && key === columns.position && position !== undefined && { position }),
    ...(key && t_log !== undefined && { t_log }),
  });
  const move = async (row: number, after: number, place: ExactObject, edit: number): Promise<void> => {
    const entry = await of(row, edit);
    const target = await of(after, edit);
    const left = touched.get(entry.at);
    if (left) left.after = left.after.filter((one) => one !== row);
    entry.at = after;
    entry.place = { ...placeAfter(target), ...place };
    if (after !== row) target.after = [...target.after, row];
  };

  for (const [i, edit] of edits.entries()) {
    const entry = await of(rowOf(edit), i);
    switch (edit.kind) {
      case 'drop':
        entry.gone = true;
        break;
      case 'edit':
        entry.record = recordIn(edit.text, i);
        break;
      case 'duplicate':
        entry.copies++;
        break;
      case 'insert':
        entry.after = [...entry.after, { ...placeAfter(entry), ...recordIn(edit.text, i) }];
        break;
      case 'delay': {
        const log = (columns.tLogMicros[edit.row] ?? Number.NaN) + edit.micros;
        const t_log = formatMicros(log);
        if (t_log === undefined)
          throw new ForkError(i, 'this record has no `t_log`, so it cannot reach the log later. Move it instead.');
        await move(edit.row, lastBefore(columns, key, log, edit.row), { t_log }, i);
        break;
      }
      case 'move':
        await move(edit.row, edit.after, {}, i);
        break;
    }
  }

  const own = ({ record, place, gone, copies }: Touched): readonly string[] =>
    gone ? [] : Array<string>(1 + copies).fill(stringifyExact({ ...record, ...place }));
  const rows = new Map<number, readonly string[]>();
  for (const [row, entry] of touched) {
    const later = entry.after.flatMap((one) => {
      if (typeof one !== 'number') return [stringifyExact(one)];
      const moved = touched.get(one);
      return moved ? own(moved) : [];
    });
    rows.set(row, [...(entry.at === row ? own(entry) : []), ...later]);
  }
  return { rows };
}

function recordIn(text: string, edit: number): ExactObject {
  try {
    return parseForkRecord(text);
  } catch (error) {
    throw new ForkError(edit, error instanceof Error ? error.message : String(error));
  }
}

/** The last record of the log, in its order, that has reached it by then; `row`, which is looked at like the others, where none has. */
function lastBefore(
  { count, tLogMicros }: OrderColumns,
  key: Float64Array | undefined,
  log: number,
  row: number,
): number {
  const keyOf = (at: number) => (key ? (key[at] ?? 0) : at);
  let last: number | undefined;
  for (let at = 0; at < count; at++)
    if ((tLogMicros[at] ?? Number.NaN) <= log && (last === undefined || keyOf(at) >= keyOf(last))) last = at;
  return last ?? row;
}
