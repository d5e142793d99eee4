/** `npm run bench rules`: rules over models and records, as the measures of the issue name them. Not run by `npm test`. */
import { loadavg } from 'node:os';
import { describe, expect, it } from 'vitest';
import { BLOCK_RECORDS } from '../../journal/columns.ts';
import { readText } from '../../journal/memory.ts';
import { parseModel } from '../../model/parse.ts';
import { checkMemory, checkModel } from '../check.ts';
import { startRecordCheck } from '../records/check-records.ts';
import { seenIn } from '../records/seen.ts';

const RUNS = 5;
const TURN = 65_536;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const timed = (work: () => void) => {
  const begin = performance.now();
  work();
  return performance.now() - begin;
};

const spent = (work: () => void) => {
  const before = process.cpuUsage();
  const wall = timed(work);
  return { wall, cpu: process.cpuUsage(before).user / 1000 };
};

/** Types with everything that the default profile asks for; a stream for every ten, consumers, projections and commands among them. */
function modelText(types: number): string {
  const every = (n: number, make: (i: number) => string) =>
    Array.from({ length: Math.ceil(types / n) }, (_, i) => make(i)).join('');
  return `factline: 1
model: bench
profiles: [unified]
services:
  shop: { owns: [order] }
subjects:
  order: { id: order_id }
streams:
${every(10, (i) => `  stream_${i}: { record_kind: FACT, partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: placed_at, t_log: log }, replay_intent: projection_and_replay, idempotency: { key: order_id, strategy: upsert } }\n`)}events:
${every(1, (i) => `  Thing${i}Placed: { description: The shop did thing ${i}., stream: stream_${Math.floor(i / 10)}, kind: FACT, replay_intent: projection_and_replay, owner: core, subject: order, version: 1, classification: internal, payload: { order_id: uuid, placed_at: datetime, total: number } }\n`)}commands:
${every(5, (i) => `  PlaceThing${i * 5}: { subject: order, emits: [Thing${i * 5}Placed], idempotent: true, payload: { order_id: uuid } }\n`)}projections:
${every(20, (i) => `  things_${i}: { on: [Thing${i * 20}Placed], key: order_id }\n`)}`;
}

describe.skipIf(!process.env.FACTLINE_BENCH)('rules', () => {
  it('over models', { timeout: 600_000 }, () => {
    // Each run has objects of its own, so that nothing is known of them. The texts are parsed before, and what looking at them again takes is
    // taken off. Wall time is the measure; of the processor's the ratio is formed, for it does not ask who else is at work on the machine.
    const ruleTime = (types: number, memory: boolean) => {
      const files = [{ path: 'bench.model.yaml', text: modelText(types) }];
      const edited = files.map(({ path, text }) => ({ path, text: text.replace('did thing 7.', 'did the thing 7.') }));
      let findings = 0;
      const runs = Array.from({ length: RUNS }, () => {
        const kept = checkMemory();
        const parsing = spent(() => void parseModel(files, kept.cache));
        const options = memory ? { memory: kept } : { cache: kept.cache };
        if (memory) checkModel(files, options);
        const now = memory ? edited : files;
        if (memory) parseModel(now, kept.cache);
        const again = spent(() => void parseModel(now, kept.cache));
        const all = spent(() => {
          findings = checkModel(now, options).findings.length;
        });
        return { parsing, wall: Math.max(0, all.wall - again.wall), cpu: Math.max(0, all.cpu - again.cpu) };
      });
      const took = { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) };
      console.log(
        `${types} types, ${memory ? 'after one edit' : 'fresh'}: rules ${took.wall.toFixed(0)} ms (processor ${took.cpu.toFixed(0)}), parsing before ${median(runs.map((r) => r.parsing.wall)).toFixed(0)} ms, ${findings} findings, load ${loadavg()[0]?.toFixed(1)}`,
      );
      return took;
    };
    // What is compiled is so before the first is measured.
    ruleTime(300, false);
    const [{ wall: thousand, cpu }, ten] = [ruleTime(1000, false), ruleTime(10_000, false)];
    ruleTime(1000, true);
    ruleTime(10_000, true);
    console.log(
      `${thousand <= 400 ? 'holds' : 'FAILS'}  rule time at 1,000 types and 100 streams, ms: ${thousand.toFixed(0)} (limit 400)`,
    );
    console.log(
      `${ten.cpu / cpu <= 13 ? 'holds' : 'FAILS'}  10,000 to 1,000 types, processor time: ${(ten.cpu / cpu).toFixed(1)} (linear is 10)`,
    );
    expect(thousand).toBeGreaterThan(0);
  });

  const uuid = (n: number) => `0b6c0a4e-0f5f-4d5e-9a51-${n.toString(16).padStart(12, '0')}`;

  const line = (i: number, broken: boolean) =>
    JSON.stringify({
      id: uuid(i),
      type: broken && i % 50 === 0 ? 'NeverHeardOf' : `Thing${i % 100}Placed`,
      version: 1,
      kind: 'FACT',
      stream: `stream_${Math.floor((i % 100) / 10)}`,
      subject_type: 'order',
      subject_id: uuid(i % 20_000),
      sequence: Math.floor(i / 20_000) + 1,
      t_event: '2026-03-01T14:00:00.123Z',
      t_log: '2026-03-01T14:00:01.123Z',
      producer: 'shop',
      actor_type: 'customer',
      actor_id: `c-${i % 999}`,
      correlation_id: `t-${i % 7777}`,
      classification: 'internal',
      payload: {
        order_id: uuid(i % 20_000),
        placed_at: '2026-03-01T14:00:00.123Z',
        ...(broken && i % 3 === 0 ? {} : { total: i }),
      },
    });

  // Floor and rules take turns every 65,536 records, so that a busy machine slows both.
  it.each([
    ['sound', false],
    ['broken', true],
  ] as const)('over %s records', { timeout: 600_000 }, (name, broken) => {
    const count = Number(process.env.FACTLINE_BENCH_RECORDS ?? 1_000_000);
    const { model } = parseModel([{ path: 'bench.model.yaml', text: modelText(100) }]);
    const utf8 = new TextEncoder();
    const ratios: number[] = [];
    const whole: number[] = [];
    let findings = 0;
    for (let run = 0; run < 2; run++) {
      const running = startRecordCheck({ model, profiles: ['unified'] });
      let [floors, rules] = [0, 0];
      for (let from = 0; from < count; from += TURN) {
        const lines = Array.from({ length: Math.min(TURN, count - from) }, (_, i) => line(from + i, broken));
        const { block, columns } = readText(utf8.encode(lines.join('\n')), { format: 'factline' });
        const floor = timed(() => {
          for (const text of lines) JSON.parse(text);
        });
        const took = timed(() => {
          for (let index = 0; index * BLOCK_RECORDS < columns.count; index++)
            for (const seen of seenIn(block(index), index, columns)) running.record(seen);
        });
        ratios.push(took / floor);
        floors += floor;
        rules += took;
      }
      rules += timed(() => {
        findings = running.finish().length;
      });
      whole.push(rules / floors);
    }
    const ratio = median(ratios);
    console.log(
      `${ratio <= 2.5 ? 'holds' : 'FAILS'}  record rules over ${count} ${name} records, to JSON.parse: ${ratio.toFixed(2)} (limit 2.5; median of ${ratios.length} turns; whole runs ${whole.map((r) => r.toFixed(2)).join(', ')}; ${findings} findings)`,
    );
    expect(findings > 0).toBe(broken);
  });
});
