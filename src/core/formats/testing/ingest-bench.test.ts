import { describe, expect, it } from 'vitest';
import { benchLines, FOREIGN, measure } from './ingest-bench.ts';

const count = Number(process.env.FACTLINE_BENCH_RECORDS ?? 200_000);

describe.skipIf(!process.env.FACTLINE_BENCH)('reading, as a ratio to JSON.parse of the same lines', () => {
  it.each([
    ['our own records', benchLines(count, 'factline'), { format: 'factline' }, 2.3],
    ['mapped rows', benchLines(count, 'foreign'), FOREIGN, 4],
  ] as const)('%s', { timeout: 600_000 }, (name, lines, reading, most) => {
    const { ingest, floor, ratio } = measure(lines, reading, 5);
    console.log(
      `${name}: ${ingest.toFixed(0)} ms, floor ${floor.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (goal ${most})`,
    );
    expect(ratio).toBeLessThan(most);
  });
});
