/** A journal as the three lanes of the timeline. */
import { type Analysis, decisiveProcessing } from './analyse.ts';
import type { Columns } from './columns.ts';
import type { Lane, LaneData } from './lanes.ts';
import { timelineMarks } from './marks.ts';
import { isAscending, sortedRows } from './slots.ts';
import { binsOf, type TimelineBins } from './timeline-bins.ts';

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

/** Rows that have a time and are shown, by time; undefined where that is all of them as they stand. */
function rowsInTime(values: Float64Array, shown: Uint8Array | undefined): Uint32Array | undefined {
  const isShown = (row: number) => shown === undefined || shown[row] === 1;
  if (isAscending(values) && (shown?.every((one) => one === 1) ?? true)) return undefined;
  const sorted = sortedRows(values.length, values);
  let count = 0;
  // In place: nothing is written before it was read.
  for (const row of sorted) if (!Number.isNaN(values[row]) && isShown(row)) sorted[count++] = row;
  return count === sorted.length ? sorted : sorted.slice(0, count);
}

/** `byRow`: the same times by row, where they are one column. */
function lane(name: Lane['name'], values: Float64Array, shown: Uint8Array | undefined) {
  const rows = rowsInTime(values, shown);
  if (!rows) {
    const timesMicros = values.slice();
    return { lane: { name, rows, timesMicros }, byRow: timesMicros };
  }
  const timesMicros = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) timesMicros[i] = values[rows[i] ?? 0] ?? 0;
  return { lane: { name, rows, timesMicros }, byRow: undefined };
}

/** `shown`, by row, leaves records out; absent = all. Fresh buffers, to be handed over. */
export function lanesOf(columns: Columns, analysis: Analysis, shown?: Uint8Array, consumer?: string): LaneData {
  const tProcessMicros = columns.processing.count === 0 ? new Float64Array(0) : processedAt(columns, consumer);
  const happened = lane('t_event', columns.tEventMicros, shown);
  const logged = lane('t_log', columns.tLogMicros, shown);
  const processed = lane('t_process', tProcessMicros, shown);
  return {
    count: columns.count,
    lanes: [happened.lane, logged.lane, processed.lane],
    marks: timelineMarks(analysis, columns, tProcessMicros, (row) => shown === undefined || shown[row] === 1),
    tEventMicros: happened.byRow ?? columns.tEventMicros.slice(),
    tLogMicros: logged.byRow ?? columns.tLogMicros.slice(),
    tProcessMicros: processed.byRow ?? tProcessMicros,
  };
}

/** Those that there are, ascending: the column itself where it is that already. */
function ascending(times: Float64Array): Float64Array {
  if (isAscending(times)) return times;
  const own = new Float64Array(times.length);
  let count = 0;
  for (const time of times) if (!Number.isNaN(time)) own[count++] = time;
  return own.subarray(0, count).sort();
}

/** The bins of a whole journal's lanes, without the lanes. `tProcessMicros` as `processedAt` has it; empty where nothing was processed. */
export function binsWithoutLanes(
  columns: Columns,
  analysis: Analysis,
  tProcessMicros: Float64Array,
): TimelineBins | undefined {
  const { count, tEventMicros, tLogMicros } = columns;
  return binsOf({
    count,
    lanes: [
      { timesMicros: ascending(tEventMicros) },
      { timesMicros: ascending(tLogMicros) },
      { timesMicros: ascending(tProcessMicros) },
    ],
    marks: timelineMarks(analysis, columns, tProcessMicros, () => true),
  });
}
