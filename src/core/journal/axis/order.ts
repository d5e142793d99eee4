/** The order of the records of several journals on one axis. */
import { sortedRows } from '../slots.ts';
import { type AxisSource, shiftOf } from './source.ts';

export interface AxisOrder {
  readonly count: number;
  /** Index of the source, and the row in it, by place on the axis. */
  readonly source: Uint16Array;
  readonly row: Uint32Array;
}

/**
 * By `t_log` where every record of every journal has it, else by `t_log` or else `t_event`; a record without either stays behind the one
 * before it in its journal. Equal times: by journal, then in the journal's own order. That is replay order (contract §5) as well.
 */
export function axisOrder(sources: readonly AxisSource[]): AxisOrder {
  const logged = sources.every(({ columns }) => !columns.tLogMicros.some(Number.isNaN));
  const runs = sources.map((source) => {
    const { columns, slotRow, offset } = source;
    const [log, event] = [shiftOf(offset, 't_log'), shiftOf(offset, 't_event')];
    let last = Number.NEGATIVE_INFINITY;
    const keys = Float64Array.from(slotRow, (row) => {
      const t = (columns.tLogMicros[row] ?? Number.NaN) + log;
      const key = logged || !Number.isNaN(t) ? t : (columns.tEventMicros[row] ?? Number.NaN) + event;
      if (!Number.isNaN(key)) last = key;
      return last;
    });
    const order = sortedRows(keys.length, keys);
    return {
      keys: Float64Array.from(order, (slot) => keys[slot] ?? 0),
      rows: Uint32Array.from(order, (slot) => slotRow[slot] ?? 0),
      at: 0,
    };
  });
  const count = runs.reduce((sum, { rows }) => sum + rows.length, 0);
  const result = { count, source: new Uint16Array(count), row: new Uint32Array(count) };
  for (let place = 0; place < count; place++) {
    let least = -1;
    let key = Number.POSITIVE_INFINITY;
    for (const [i, run] of runs.entries()) {
      const next = run.keys[run.at];
      if (next !== undefined && (least < 0 || next < key)) {
        least = i;
        key = next;
      }
    }
    const run = runs[least];
    if (!run) break;
    result.source[place] = least;
    result.row[place] = run.rows[run.at++] ?? 0;
  }
  return result;
}
