import { describe, expect, it } from 'vitest';
import { parseLine } from '../record/json.ts';
import { analyse } from './analyse.ts';
import { BINS, findingsOverTime } from './findings-over-time.ts';
import { missingIn } from './gap-fillers.ts';
import { createIngest } from './ingest.ts';
import { memoryJournal } from './memory.ts';
import type { Segment } from './segment.ts';

/** `subject#sequence@minute`, position by place unless `/position` follows. */
async function journal(text: string) {
  const lines = text.split(' ').map((word, i) => {
    const [, subject_id, sequence, minute, position] = /^(\w+)#(\d+)@(\d+)(?:\/(\d+))?$/.exec(word) ?? [];
    const t_log = new Date(Date.UTC(2026, 0, 1, 0, Number(minute))).toISOString();
    return `${JSON.stringify({ id: `r${i}`, type: 'A', subject_id, sequence: Number(sequence), ...(position && { position: Number(position) }), t_log, payload: 1 })}\n`;
  });
  const segments: Segment[] = [];
  const ingest = createIngest({ reading: { format: 'factline' }, onSegment: (s) => segments.push(s) });
  ingest.push(new TextEncoder().encode(lines.join('')));
  ingest.end();
  const { columns, hashes, line } = memoryJournal(segments);
  const { sequence, identity } = ingest.header;
  const read = (row: number) => parseLine(line(row), false);
  return { columns, sequence, analysis: await analyse({ columns, hashes, sequence, identity, read }) };
}

describe('findings over time', () => {
  it('stand at their record, in the bin of its time', async () => {
    const { analysis, columns } = await journal('a#1@0 a#4@30 b#3@59 b#2@60');
    const found = findingsOverTime(analysis, columns, new Float64Array(columns.count));
    expect(found.rows.gaps).toEqual([1]);
    expect(found.rows.starts).toEqual([3]);
    expect(found.rows.out_of_order).toEqual([3]);
    expect(found.chart?.bins.gaps.indexOf(1)).toBe(BINS / 2);
    expect(found.chart?.bins.out_of_order.indexOf(1)).toBe(BINS - 1);
    expect(found.chart?.records.reduce((a, b) => a + b)).toBe(4);
    expect(found.positions).toBeUndefined();
  });
  it('count holes of the whole log without calling them findings', async () => {
    const { analysis, columns } = await journal('a#1@0/1 a#2@1/5 a#3@2/6 a#4@3/10');
    const found = findingsOverTime(analysis, columns, new Float64Array(columns.count));
    expect(found.positions).toEqual({ holes: 2, missing: 6 });
    expect(found.rows.gaps).toEqual([]);
  });
});

describe('what another journal holds of a gap', () => {
  it('counts each missing number once, in a scope of the same name', async () => {
    const { columns, sequence } = await journal('a#2@0 a#3@0 a#3@1 b#2@0 a#9@0');
    const gaps = [
      { name: 'a', after: 1, before: 5 },
      { name: 'b', after: 2, before: 4 },
      { name: 'c', after: 1, before: 9 },
    ];
    expect(missingIn(gaps, columns, sequence)).toEqual([2, 0, 0]);
  });
});
