import { describe, expect, it } from 'vitest';
import { type SplitBy, type SplitLanes, splitLanes } from './lane-split.ts';
import type { Marks } from './lanes.ts';
import { processedAt } from './lanes-of.ts';
import { readText } from './memory.ts';

const line = (id: string, type: string, subject_id: string, second: number) =>
  JSON.stringify({ id, type, subject_id, t_log: `2026-01-01T00:00:0${second}Z`, payload: 1 });
const processed = (id: string, consumer: string, second: number) =>
  JSON.stringify({ processed: id, consumer, t_process: `2026-01-01T00:00:0${second}Z` });
const { columns } = readText(
  new TextEncoder().encode(
    [
      line('r0', 'A', 'x', 3),
      line('r1', 'B', 'y', 1),
      line('r2', 'A', 'y', 2),
      line('r3', 'A', 'z', 5),
      processed('r0', 'mail', 4),
      processed('r0', 'stock', 6),
      processed('r1', 'mail', 5),
    ].join('\n'),
  ),
  { format: 'factline' },
);
const gap: Marks = {
  kind: Uint8Array.of(0),
  rows: Uint32Array.of(0),
  lane: Uint8Array.of(1),
  timesMicros: Float64Array.of(columns.tLogMicros[0] ?? 0),
};

/** `A: r2@2 r0@3!` — records by time, `!` where one is marked. */
function text(split: SplitLanes): readonly string[] {
  const second = (micros: number) => new Date(micros / 1000).getUTCSeconds();
  return split.names.map((name, lane) => {
    const entries = [];
    for (let i = split.starts[lane] ?? 0; i < (split.starts[lane + 1] ?? 0); i++) {
      const time = split.timesMicros[i] ?? 0;
      const marked = [...split.marks.lane.keys()].some(
        (m) => split.marks.lane[m] === lane && split.marks.timesMicros[m] === time,
      );
      entries.push(`r${split.rows[i]}@${second(time)}${marked ? '!' : ''}`);
    }
    return `${name}: ${entries.join(' ')}`;
  });
}
const split = (by: SplitBy, shown?: Uint8Array) =>
  text(
    splitLanes(columns, by, gap, processedAt(columns), shown, { of: Uint32Array.of(1, 1, 0, 0), names: ['', 'web'] }),
  );

describe('lanes of a split', () => {
  it('hold each record once, by time, the fullest lane first', () => {
    expect(split('type')).toEqual(['A: r2@2 r0@3! r3@5', 'B: r1@1']);
    expect(split('subject')).toEqual(['y: r1@1 r2@2', 'x: r0@3!', 'z: r3@5']);
    expect(split('producer')).toEqual([': r2@2 r3@5', 'web: r1@1 r0@3!']);
  });
  it('one per consumer holds a record where it was processed, marked in each', () => {
    expect(split('consumer')).toEqual(['mail: r0@4! r1@5', 'stock: r0@6!']);
  });
  it('leave out what is not shown', () => {
    expect(split('type', Uint8Array.of(0, 1, 1, 0))).toEqual(['A: r2@2', 'B: r1@1']);
  });
});
