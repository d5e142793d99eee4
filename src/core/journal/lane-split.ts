/** A journal with a lane for each of its types, subjects, producers or consumers, all as sorted columns. */
import { decisiveProcessing } from './analyse.ts';
import type { Columns } from './columns.ts';
import type { Marks } from './lanes.ts';
import { sortedRows } from './slots.ts';

export const SPLITS = ['type', 'subject', 'producer', 'consumer'] as const;
export type SplitBy = (typeof SPLITS)[number];

/** Lane g is `[starts[g], starts[g + 1])` of the columns, ascending by time; the fullest lane is the first. All buffers may be handed over. */
export interface SplitLanes {
  readonly by: SplitBy;
  /** Whose time places a record: 0 t_event, 1 t_log, 2 t_process. */
  readonly clock: 0 | 1 | 2;
  /** '' = records that have none. */
  readonly names: readonly string[];
  readonly starts: Uint32Array;
  readonly timesMicros: Float64Array;
  readonly rows: Uint32Array;
  /** The marks of the journal's records, by lane then time; one record may be in several lanes. */
  readonly marks: { readonly lane: Uint32Array; readonly kind: Uint8Array; readonly timesMicros: Float64Array };
}

/** What a lane is made of: an entry for each record, or for each time that one was processed. */
interface Entries {
  readonly clock: 0 | 1 | 2;
  readonly names: readonly string[];
  readonly group: Uint32Array;
  readonly row: Uint32Array;
  readonly timesMicros: Float64Array;
}

export interface Producers {
  /** Index in `names`, by row. */
  readonly of: Uint32Array;
  readonly names: readonly string[];
}

function entriesOf(columns: Columns, by: SplitBy, tProcessMicros: Float64Array, producers?: Producers): Entries {
  if (by === 'consumer') {
    const { processing } = columns;
    const kept = Uint32Array.from(decisiveProcessing(processing));
    return {
      clock: 2,
      names: processing.consumers,
      group: kept.map((i) => processing.consumer[i] ?? 0),
      row: kept.map((i) => processing.row[i] ?? 0),
      timesMicros: Float64Array.from(kept, (i) => processing.tProcessMicros[i] ?? Number.NaN),
    };
  }
  const { tEventMicros, tLogMicros } = columns;
  const any = (times: Float64Array) => times.some((time) => !Number.isNaN(time));
  const clock = any(tLogMicros) ? 1 : any(tEventMicros) ? 0 : 2;
  const of = {
    type: { names: columns.types, group: columns.type },
    subject: { names: columns.subjects, group: columns.subject },
    producer: { names: producers?.names ?? [''], group: producers?.of ?? new Uint32Array(columns.count) },
  }[by];
  return {
    clock,
    ...of,
    row: Uint32Array.from({ length: columns.count }, (_, row) => row),
    timesMicros: [tEventMicros, tLogMicros, tProcessMicros][clock] ?? tLogMicros,
  };
}

/** `shown`, by row, leaves records out; `marks` are the journal's, already filtered. `producers` are asked for by 'producer'. */
export function splitLanes(
  columns: Columns,
  by: SplitBy,
  marks: Marks,
  tProcessMicros: Float64Array,
  shown?: Uint8Array,
  producers?: Producers,
): SplitLanes {
  const entries = entriesOf(columns, by, tProcessMicros, producers);
  const { names, group, row, timesMicros } = entries;
  const counts = new Uint32Array(names.length);
  const ordered = sortedRows(timesMicros.length, timesMicros).filter(
    (i) => !Number.isNaN(timesMicros[i]) && (shown === undefined || shown[row[i] ?? 0] === 1),
  );
  for (const i of ordered) counts[group[i] ?? 0] = (counts[group[i] ?? 0] ?? 0) + 1;
  const ranked = Uint32Array.from(names.keys())
    .filter((g) => (counts[g] ?? 0) > 0)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const laneOf = new Uint32Array(names.length);
  const starts = new Uint32Array(ranked.length + 1);
  ranked.forEach((g, lane) => {
    laneOf[g] = lane;
    starts[lane + 1] = (starts[lane] ?? 0) + (counts[g] ?? 0);
  });
  const next = starts.slice();
  const times = new Float64Array(ordered.length);
  const rows = new Uint32Array(ordered.length);
  for (const i of ordered) {
    const lane = laneOf[group[i] ?? 0] ?? 0;
    const at = next[lane] ?? 0;
    next[lane] = at + 1;
    times[at] = timesMicros[i] ?? 0;
    rows[at] = row[i] ?? 0;
  }
  return {
    by,
    clock: entries.clock,
    names: Array.from(ranked, (g) => names[g] ?? ''),
    starts,
    timesMicros: times,
    rows,
    marks: marksOf(marks, entries, laneOf, counts),
  };
}

/** Each mark in every lane that its record is in, at the record's time there. */
function marksOf(marks: Marks, entries: Entries, laneOf: Uint32Array, counts: Uint32Array): SplitLanes['marks'] {
  const wanted = new Set(marks.rows);
  const entriesOfRow = new Map<number, number[]>();
  entries.row.forEach((row, i) => {
    if (!wanted.has(row) || Number.isNaN(entries.timesMicros[i]) || (counts[entries.group[i] ?? 0] ?? 0) === 0) return;
    const known = entriesOfRow.get(row);
    if (known) known.push(i);
    else entriesOfRow.set(row, [i]);
  });
  const list: { readonly lane: number; readonly kind: number; readonly time: number }[] = [];
  marks.rows.forEach((row, m) => {
    for (const i of entriesOfRow.get(row) ?? [])
      list.push({
        lane: laneOf[entries.group[i] ?? 0] ?? 0,
        kind: marks.kind[m] ?? 0,
        time: entries.timesMicros[i] ?? 0,
      });
  });
  list.sort((a, b) => a.lane - b.lane || a.time - b.time);
  return {
    lane: Uint32Array.from(list, (m) => m.lane),
    kind: Uint8Array.from(list, (m) => m.kind),
    timesMicros: Float64Array.from(list, (m) => m.time),
  };
}
