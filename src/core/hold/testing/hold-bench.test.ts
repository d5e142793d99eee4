import { describe, expect, it } from 'vitest';
import { benchLines } from '../../formats/testing/ingest-bench.ts';
import { measureScan, withPeople } from './hold-bench.ts';

const lines = process.env.FACTLINE_BENCH ? benchLines(100_000, 'factline') : [];

// vitest's module wrappers cost twice as much again: in the bundle that ships it is 0.3 and 0.9.
describe.skipIf(!process.env.FACTLINE_BENCH)('the scan for secrets, as a ratio to JSON.parse of the same lines', () => {
  it.each([
    ['records with nothing to find', lines, 1.2, 0],
    ['an e-mail address and a phone number in every record', withPeople(lines), 2.5, 200_000],
  ] as const)('%s', { timeout: 300_000 }, (name, given, most, values) => {
    const { scan, floor, ratio, found } = measureScan(given, 5);
    console.log(
      `${name}: ${scan.toFixed(0)} ms, floor ${floor.toFixed(0)} ms, ratio ${ratio.toFixed(2)} (goal ${most})`,
    );
    expect(found).toBe(values);
    expect(ratio).toBeLessThan(most);
  });
});
