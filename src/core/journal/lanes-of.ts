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

function lane(name: Lane['name'], values: Float64Array, shown: Uint8Array | undefined): Lane {
  const sorted = sortedRows(values.length, values);
  const rows = sorted.filter((row) => !Number.isNaN(values[row]) && (shown === undefined || shown[row] === 1));
  const timesMicros = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) timesMicros[i] = values[rows[i] ?? 0] ?? 0;
  return { name, rows, timesMicros };
}

/** `shown`, by row, leaves records out; absent = all. Fresh buffers, to be handed over. */
export function lanesOf(columns: Columns, analysis: Analysis, shown?: Uint8Array, consumer?: string): LaneData {
  const tProcessMicros = processedAt(columns, consumer);
  return {
    count: columns.count,
    lanes: [
      lane('t_event', columns.tEventMicros, shown),
      lane('t_log', columns.tLogMicros, shown),
      lane('t_process', tProcessMicros, shown),
    ],
    marks: timelineMarks(analysis, columns, tProcessMicros, (row) => shown === undefined || shown[row] === 1),
    tEventMicros: columns.tEventMicros.slice(),
    tLogMicros: columns.tLogMicros.slice(),
    tProcessMicros,
  };
}
