/** A journal as the three lanes of the timeline. */
import { type Analysis, decisiveProcessing } from './analyse.ts';
import type { Columns } from './columns.ts';
import type { Lane, LaneData } from './lanes.ts';
import { timelineMarks } from './marks.ts';
import { sortedRows } from './slots.ts';

/** `t_process` by row, NaN where there is none: of the consumer (its first ok row, else its first), or the earliest of all. */
export function processedAt({ count, processing }: Columns, consumer?: string): Float64Array {
  const times = new Float64Array(count).fill(Number.NaN);
  const only = consumer === undefined ? undefined : processing.consumers.indexOf(consumer);
  for (const i of decisiveProcessing(processing)) {
    if (only !== undefined && processing.consumer[i] !== only) continue;
    const row = processing.row[i] ?? 0;
    const time = processing.tProcessMicros[i] ?? Number.NaN;
    if (Number.isNaN(times[row]) || time < (times[row] ?? 0)) times[row] = time;
  }
  return times;
}

/** Rows that have a time and are shown, by time. */
function rowsInTime(values: Float64Array, shown: Uint8Array | undefined): Uint32Array {
  const sorted = sortedRows(values.length, values);
  let count = 0;
  // In place: nothing is written before it was read.
  for (const row of sorted)
    if (!Number.isNaN(values[row]) && (shown === undefined || shown[row] === 1)) sorted[count++] = row;
  return count === sorted.length ? sorted : sorted.slice(0, count);
}

/** With the times by row: where records stand in the order of their times, as they mostly do, they are one column. */
function lane(name: Lane['name'], values: Float64Array, shown: Uint8Array | undefined) {
  const rows = rowsInTime(values, shown);
  const timesMicros = new Float64Array(rows.length);
  let inOrder = rows.length === values.length;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    if (row !== i) inOrder = false;
    timesMicros[i] = values[row] ?? 0;
  }
  return { lane: { name, rows, timesMicros }, byRow: inOrder ? timesMicros : values.slice() };
}

/** `shown`, by row, leaves records out; absent = all. Fresh buffers, to be handed over. */
export function lanesOf(columns: Columns, analysis: Analysis, shown?: Uint8Array, consumer?: string): LaneData {
  const tProcessMicros = columns.processing.count === 0 ? new Float64Array(0) : processedAt(columns, consumer);
  const happened = lane('t_event', columns.tEventMicros, shown);
  const logged = lane('t_log', columns.tLogMicros, shown);
  return {
    count: columns.count,
    lanes: [happened.lane, logged.lane, lane('t_process', tProcessMicros, shown).lane],
    marks: timelineMarks(analysis, columns, tProcessMicros, (row) => shown === undefined || shown[row] === 1),
    tEventMicros: happened.byRow,
    tLogMicros: logged.byRow,
    tProcessMicros,
  };
}
