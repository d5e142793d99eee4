/** What a timeline's columns stand in, each buffer once: to be handed over. */
import type { LagStrips } from './lag-strips.ts';
import type { LaneData } from './lanes.ts';

const own = (columns: readonly (Float64Array | Uint32Array | Uint8Array | undefined)[]): ArrayBuffer[] => [
  ...new Set(columns.flatMap((column) => (column ? [column.buffer as ArrayBuffer] : []))),
];

export const laneBuffers = ({ lanes, marks, split, ...joins }: LaneData): ArrayBuffer[] =>
  own([
    ...lanes.flatMap((lane) => [lane.timesMicros, lane.rows]),
    ...[marks.kind, marks.timesMicros, marks.rows, marks.lane],
    ...[joins.tEventMicros, joins.tLogMicros, joins.tProcessMicros],
    ...(split ? [split.starts, split.timesMicros, split.rows] : []),
    ...(split ? [split.marks.lane, split.marks.kind, split.marks.timesMicros] : []),
  ]);

export const lagBuffers = ({ strips }: LagStrips): ArrayBuffer[] =>
  own(strips.flatMap(({ timesMicros, lags }) => [timesMicros, lags.values, lags.bits, lags.zeros]));
