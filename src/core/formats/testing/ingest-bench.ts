/**
 * How fast reading is, as a ratio to JSON.parse of the same lines in the same run (the floor FA of our performance notes).
 * `FACTLINE_BENCH=1 npx vitest run src/core/formats/testing/ingest-bench.test.ts`; vitest's module wrappers cost about half as much again
 * as the bundle that ships.
 */
import { createIngest } from '../../journal/ingest.ts';
import type { Reading } from '../preview.ts';

const TYPES = [
  'OrderPlaced',
  'OrderPaid',
  'OrderShipped',
  'OrderReturned',
  'NoteAdded',
  'StockCounted',
  'PriceChanged',
  'MailSent',
];

/** `count` lines of about 350 bytes: our own records, or rows of a foreign shape. */
export function benchLines(count: number, shape: 'factline' | 'foreign'): string[] {
  let state = 7;
  const dice = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const sequences = new Map<number, number>();
  return Array.from({ length: count }, (_, n) => {
    const subject = Math.floor(dice() * Math.max(1, count / 10));
    const sequence = (sequences.get(subject) ?? 0) + 1;
    sequences.set(subject, sequence);
    const at = Date.UTC(2026, 0, 1) + n * 80 + Math.floor(dice() * 60);
    const iso = (millis: number) => new Date(millis).toISOString();
    const note = dice() < 0.009 ? 'geprüft – gut' : 'checked and good';
    const payload = `{"order_id":"o-${subject}","total":${(dice() * 500).toFixed(2)},"status":"open","note":"${note}","lines":[1,2,3],"customer":"k-${n % 1000}"}`;
    const id = `r-${n.toString(36).padStart(8, '0')}`;
    return shape === 'factline'
      ? `{"id":"${id}","type":"${TYPES[n % 8]}","version":1,"subject_type":"order","subject_id":"o-${subject}","sequence":${sequence},"t_event":"${iso(at - 900)}","t_log":"${iso(at)}","producer":"shop","correlation_id":"c-${subject}","payload":${payload}}`
      : `{"EventId":"${id}","Name":"${TYPES[n % 8]}","Order":"o-${subject}","Counter":${sequence},"Happened":"${iso(
          at - 900,
        )
          .slice(0, 19)
          .replace(
            'T',
            ' ',
          )}","Stored":"${iso(at)}","Thread":"c-${subject}","Host":"shop-1","Data":${payload},"Level":"info","Module":"orders"}`;
  });
}

export const FOREIGN: Reading = {
  mapping: {
    mapping: 1,
    name: 'bench',
    shape: 'ndjson',
    roles: {
      id: 'EventId',
      type: 'Name',
      subject_id: ['Host', 'Order'],
      sequence: 'Counter',
      t_event: 'Happened',
      t_log: 'Stored',
      correlation_id: 'Thread',
    },
    times: { t_event: { unit: 'iso', zone: '+02:00' } },
  },
};

/** The median of `runs` interleaved pairs: milliseconds of ingest and of JSON.parse, and their ratio. */
export function measure(
  lines: readonly string[],
  reading: Reading,
  runs: number,
): { ingest: number; floor: number; ratio: number } {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const pairs = Array.from({ length: runs }, () => {
    let start = performance.now();
    let kept: unknown;
    for (const line of lines) kept = JSON.parse(line);
    const floor = performance.now() - start;
    start = performance.now();
    const ingest = createIngest({ reading, onSegment: (segment) => (kept = segment) });
    for (let at = 0; at < bytes.length; at += 1 << 16) ingest.push(bytes.subarray(at, at + (1 << 16)));
    ingest.end();
    if (ingest.records !== lines.length || kept === undefined)
      throw new Error(`${ingest.records} of ${lines.length} records read`);
    return { ingest: performance.now() - start, floor };
  });
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    ingest: median(pairs.map((p) => p.ingest)),
    floor: median(pairs.map((p) => p.floor)),
    ratio: median(pairs.map((p) => p.ingest / p.floor)),
  };
}
