/** The lab's measures: a thousand seeded schedules over a thousand records, and how long the smallest schedule takes. */
import { expect, it } from 'vitest';
import type { SimRecord } from '../writepath/record.ts';
import { contextFor } from '../writepath/testing/plain.ts';
import { consumerSubject } from './consumer-subject.ts';
import { createRandom } from './random.ts';
import { deliveriesOf, type Fault, randomFault, shrink } from './schedule.ts';
import { same } from './subject.ts';
import { BENCH, benchBehavior, benchModel, type Half } from './testing/bench.ts';

const RECORDS = 1000;
/** `npm run bench lab`: a thousand, with limits; in the ordinary suite fewer. */
const BENCH_RUN = process.env.FACTLINE_BENCH === '1';
const SCHEDULES = BENCH_RUN ? 1000 : 20;
/** Milliseconds of the processor: what else runs on the machine is not counted. */
const cost = (begun: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
};
const journal = Array.from(
  { length: RECORDS },
  (_, i): SimRecord => ({
    id: `r-${i}`,
    type: ['order.placed', 'order.changed', 'order.closed'][Math.floor(i / 250) % 3] ?? 'order.placed',
    version: 1,
    subject_type: 'order',
    subject_id: `o-${i % 250}`,
    sequence: Math.floor(i / 250) + 1,
    t_event: '2026-01-01T00:00:00Z',
    t_log: '2026-01-01T00:00:00Z',
    correlation_id: `t-${i % 250}`,
    payload: { order_id: `o-${i % 250}`, total: i, n: i },
  }),
);
const halfOf = (title: string, which: 'faulty' | 'healthy'): Half =>
  BENCH.find((one) => one.title === title)?.[which] ?? {};
const contextOf = (half: Half) => contextFor(benchModel(half), benchBehavior(half));

it.each([
  ['effects', 'mail twice on a redelivery'],
  ['commands', 'a card charged twice'],
])(
  'schedules over 1,000 records, a consumer with %s',
  async (_, title) => {
    const subject = consumerSubject(contextOf(halfOf(title, 'healthy')), 'mailer', journal);
    const clean = subject.run(deliveriesOf(RECORDS, []));
    const random = createRandom(1);
    const began = process.cpuUsage();
    for (let i = 0; i < SCHEDULES; i++) {
      const schedule = Array.from({ length: 1 + random.below(5) }, () =>
        randomFault(random, ['duplicate', 'crash'], RECORDS),
      );
      expect(same(clean, subject.run(deliveriesOf(RECORDS, schedule)))).toBe(true);
    }
    const millis = cost(began);
    console.log(`${SCHEDULES} schedules over 1,000 records, ${title}: ${millis.toFixed(0)} ms`);
    if (BENCH_RUN) expect(millis).toBeLessThan(10_000);
  },
  120_000,
);

it('the smallest of 40 faults over 1,000 records within 5 s', () => {
  const subject = consumerSubject(contextOf(halfOf('mail twice on a redelivery', 'faulty')), 'mailer', journal);
  const clean = subject.run(deliveriesOf(RECORDS, []));
  const random = createRandom(2);
  const harmless = Array.from({ length: 39 }, (): Fault => randomFault(random, ['delay'], RECORDS));
  const schedule: readonly Fault[] = [...harmless, { fault: 'duplicate', record: 500, by: 6 }];
  const began = process.cpuUsage();
  const smallest = shrink(schedule, (s) => !same(clean, subject.run(deliveriesOf(RECORDS, s))));
  const millis = cost(began);
  console.log(`shrunk in ${millis.toFixed(0)} ms`);
  expect(smallest).toEqual([{ fault: 'duplicate', record: 500, by: 0 }]);
  expect(millis).toBeLessThan(5000);
});
