/** `npm run bench integrity`: what of contract §5 is looked for over a journal's columns, alone, as a ratio to JSON.parse of its lines. */
import { describe, expect, it } from 'vitest';
import { benchLines } from '../../formats/testing/ingest-bench.ts';
import { parseLine } from '../../record/json.ts';
import { analyse } from '../analyse.ts';
import { RecordFlag } from '../columns.ts';
import { readText } from '../memory.ts';

const COUNT = Number(process.env.FACTLINE_BENCH_RECORDS ?? 1_000_000);
const RUNS = 5;
const LIMIT = 0.6;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One in 3,000 lines comes twice, and one in 3,000 is missing. */
const withFaults = (lines: readonly string[]) =>
  lines.flatMap((line, i) => (i % 3000 === 1000 ? [] : i % 3000 === 2000 ? [line, line] : [line]));

describe.skipIf(!process.env.FACTLINE_BENCH)('integrity', () => {
  it(`alone, over ${COUNT} records`, { timeout: 600_000 }, async () => {
    const lines = withFaults(benchLines(COUNT, 'factline'));
    const { columns, hashes, header, line } = readText(new TextEncoder().encode(lines.join('\n')), {
      format: 'factline',
    });
    const read = (row: number) => parseLine(line(row), ((columns.flags[row] ?? 0) & RecordFlag.bigNumber) !== 0);
    const ratios: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      let start = performance.now();
      for (const text of lines) JSON.parse(text);
      const floor = performance.now() - start;
      start = performance.now();
      const { sequence, identity } = header;
      const found = await analyse({ columns, hashes, sequence, identity, read });
      const took = performance.now() - start;
      ratios.push(took / floor);
      console.log(`floor ${floor.toFixed(0)} ms, integrity ${took.toFixed(0)} ms`);
      expect(found.duplicates.length).toBeGreaterThan(COUNT / 4000);
      expect(found.gaps.length).toBeGreaterThan(COUNT / 5000);
    }
    const ratio = median(ratios);
    console.log(
      `${ratio <= LIMIT ? 'holds' : 'FAILS'}  integrity accumulators alone, to JSON.parse: ${ratio.toFixed(2)} (limit ${LIMIT}; median of ${RUNS} interleaved pairs, ${columns.count} records)`,
    );
  });
});
