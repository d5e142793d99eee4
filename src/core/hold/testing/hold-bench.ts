/** What the scan adds to an import, as a ratio to JSON.parse of the same lines in the same run (the floor of our performance notes). */
import type { Reading } from '../../formats/preview.ts';
import { createIngest } from '../../journal/ingest.ts';
import type { Segment } from '../../journal/segment.ts';
import { createHoldScan } from '../scan.ts';

const OURS: Reading = { format: 'factline' };

/** The median of `runs`: milliseconds of the scan and of JSON.parse, their ratio, and how many values were found. */
export function measureScan(lines: readonly string[], runs: number, reading = OURS) {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const segments: Segment[] = [];
  const ingest = createIngest({ reading, onSegment: (segment) => segments.push(segment) });
  for (let at = 0; at < bytes.length; at += 1 << 16) ingest.push(bytes.subarray(at, at + (1 << 16)));
  ingest.end();
  let found = 0;
  const pairs = Array.from({ length: runs }, () => {
    let start = performance.now();
    let kept: unknown;
    for (const line of lines) kept = JSON.parse(line);
    const floor = performance.now() - start;
    start = performance.now();
    const scan = createHoldScan();
    for (const segment of segments) scan.segment(segment);
    found = scan.found().reduce((sum, { count }) => sum + count, 0);
    if (kept === undefined) throw new Error('nothing was parsed');
    return { scan: performance.now() - start, floor };
  });
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    scan: median(pairs.map((p) => p.scan)),
    floor: median(pairs.map((p) => p.floor)),
    ratio: median(pairs.map((p) => p.scan / p.floor)),
    found,
  };
}

/** Every record of the same lines holds an e-mail address and a phone number. */
export const withPeople = (lines: readonly string[]): readonly string[] =>
  lines.map((line, i) =>
    line.replace('"note":', `"email":"ada${i}@example.org","phone":"+4930123${10000 + i}","note":`),
  );
