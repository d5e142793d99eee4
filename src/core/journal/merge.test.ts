import { describe, expect, it } from 'vitest';
import { SEGMENT_RECORDS } from './columns.ts';
import { readText } from './memory.ts';

const columnsOf = (count: number, more: (row: number) => object) => {
  const lines = Array.from({ length: count }, (_, row) =>
    JSON.stringify({ id: `r${row}`, type: 'A', subject_id: 'o', sequence: row + 1, ...more(row), payload: null }),
  );
  return readText(new TextEncoder().encode(`${lines.join('\n')}\n`), { format: 'factline' }).columns;
};

describe('merged columns', () => {
  it('leave out partitions and positions where no record has one', () => {
    const { count, partition, position, sequence } = columnsOf(3, () => ({}));
    expect([count, sequence.length, partition.length, position.length]).toEqual([3, 3, 0, 0]);
  });

  it('have them of every row, where only a later segment brings the first', () => {
    const last = SEGMENT_RECORDS + 1;
    const { partition, partitions, position } = columnsOf(last + 1, (row) =>
      row === last ? { partition: 'p', position: 7 } : {},
    );
    expect([partition.length, position.length]).toEqual([last + 1, last + 1]);
    expect([...position.subarray(0, last)].every(Number.isNaN)).toBe(true);
    expect(partition.subarray(0, last).every((entry) => entry === 0)).toBe(true);
    expect([position[last], partitions[partition[last] ?? 0]]).toEqual([7, 'p']);
  });
});
