/** What is run only where it differs ends as what is run as a whole. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SimRecord } from '../writepath/record.ts';
import { accept, contextFor, reject } from '../writepath/testing/plain.ts';
import { consumerSubject } from './consumer-subject.ts';
import { foldSubject, projectionSubject } from './derived-subject.ts';
import { createRandom } from './random.ts';
import { deliveriesOf, type Fault, type FaultKind, randomFault } from './schedule.ts';
import { type Result, type Subject, subjectOf } from './subject.ts';
import { BENCH, benchBehavior, benchModel, type Half } from './testing/bench.ts';

const RECORDS = 18;
const TYPES = ['order.placed', 'order.changed', 'order.closed'];
const KINDS: readonly [FaultKind, ...FaultKind[]] = [
  'duplicate',
  'delay',
  'lose',
  'crash',
  'redeliver',
  'effect fails',
  'poison',
  'two instances',
  'slow',
  'down',
  'refused',
];

/** Orders one after another; now and then what a consumer's command had written. */
const journalOf = (orders: readonly number[], writesOwn: readonly boolean[]): readonly SimRecord[] =>
  orders.flatMap((n, i) => {
    const subject_id = `o-${n}`;
    const [sequence] = [orders.slice(0, i).filter((other) => other === n).length + 1];
    const record: SimRecord = {
      id: `r-${i}`,
      type: TYPES[(n + i) % 3] ?? '',
      version: 1,
      subject_type: 'order',
      subject_id,
      sequence,
      idempotency_key: `k-${n}`,
      correlation_id: `t-${n}`,
      t_log: '2026-01-01T00:00:00Z',
      payload: { order_id: subject_id, total: i, n },
    };
    const own: SimRecord = {
      ...record,
      id: `own-${i}`,
      type: 'card.charged',
      subject_type: 'card',
      sequence: i + 1,
      request_id: `r-${i}:mailer:1`,
      payload: { card_id: subject_id, amount: i },
    };
    return writesOwn[i] === true ? [record, own] : [record];
  });

const act = fc.constantFrom('mail', 'print', 'careless', 'charge', 'open', 'close', 'throw', 'nothing');
const behavior = fc
  .record({
    dedupe: fc.constantFrom('none', 'id', 'idempotency_key'),
    guards: fc.tuple(fc.constantFrom('id', 'order_id', ''), fc.constantFrom('id', '')),
    keyed: fc.boolean(),
    ordered: fc.boolean(),
    acts: fc.array(fc.array(act, { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
  })
  .map(({ dedupe, guards: [mail, print], keyed, ordered, acts }): Half => {
    const guard = (name: string) => (name === '' ? '' : `, guard: ${name}`);
    const key = keyed ? 'idempotency_key: id, ' : '';
    return {
      model: `dedupe_by: ${dedupe}, ${ordered ? 'ordering: subject, ' : ''}effects: [ { name: send_mail${guard(mail)} }, { name: print${guard(print)} } ], issues: [card.charge, card.open, card.close]`,
      commands: `  card.charge: { subject: card, mutates: true, emits: [card.charged], ${key}payload: { card_id: string, amount: number } }
  card.open: { subject: card, mutates: true, emits: [card.opened], ${key}payload: { card_id: string } }
  card.close: { subject: card, mutates: true, emits: [card.closed], rejects: [NOT_OPEN], ${key}payload: { card_id: string } }
`,
      deciders: {
        'card.charge': (_: unknown, c: { payload: unknown }) => accept({ type: 'card.charged', payload: c.payload }),
        'card.open': (_: unknown, c: { payload: unknown }) => accept({ type: 'card.opened', payload: c.payload }),
        'card.close': (s: { open?: boolean }, c: { payload: unknown }) =>
          s.open === true ? accept({ type: 'card.closed', payload: c.payload }) : reject('NOT_OPEN'),
      },
      consumer: (event, { effects, issue }) => {
        const card_id = event.payload.order_id;
        for (const what of acts[TYPES.indexOf(event.type)] ?? []) {
          if (what === 'mail') effects['send_mail']?.({ to: card_id });
          if (what === 'print') effects['print']?.({ of: event.id });
          if (what === 'charge') issue('card.charge', { card_id, amount: event.payload.total });
          if (what === 'open' || what === 'close') issue(`card.${what}`, { card_id });
          if (what === 'throw' && event.payload.total % 5 === 3) throw new Error('not this one');
          if (what !== 'careless') continue;
          try {
            effects['print']?.({ about: card_id });
          } catch {
            // never mind
          }
        }
      },
    };
  });
const journal = fc
  .tuple(
    fc.array(fc.nat(3), { minLength: RECORDS, maxLength: RECORDS }),
    fc.array(fc.boolean(), { minLength: RECORDS, maxLength: RECORDS }),
  )
  .map(([orders, own]) => journalOf(orders, own));
const plan = fc.record({ seed: fc.nat(), most: fc.integer({ min: 1, max: 4 }), scoped: fc.boolean() });

const told = ({ did: _, ...result }: Result) => result;
/** How many of some schedules were found to end as the clean run without running it all. */
function compared(
  subject: Subject,
  settled: boolean,
  { seed, most, scoped }: typeof plan extends fc.Arbitrary<infer P> ? P : never,
) {
  const random = createRandom(seed);
  const count = subject.records.length;
  const clean = subject.run(deliveriesOf(count, []), settled);
  const scopeOf = (record: number) => {
    const one = subject.records[record];
    return one && subjectOf(one);
  };
  let short = 0;
  for (let i = 0; i < 12; i++) {
    const schedule = Array.from({ length: most }, (): Fault => randomFault(random, KINDS, count));
    const deliveries = deliveriesOf(count, schedule, scoped ? scopeOf : undefined);
    const result = subject.run(deliveries, settled);
    expect(told(result)).toEqual(told(subject.run(deliveries, settled, () => undefined)));
    if (result === clean) short++;
  }
  return short;
}

it('for consumers of any behavior, under any schedule', () => {
  let short = 0;
  fc.assert(
    fc.property(behavior, journal, plan, fc.boolean(), (half, records, chance, settled) => {
      const context = contextFor(benchModel(half), benchBehavior(half));
      short += compared(consumerSubject(context, 'mailer', records), settled, chance);
    }),
    { numRuns: 150 },
  );
  expect(short).toBeGreaterThan(150);
});

it('for projections and folds', () => {
  const halves = BENCH.flatMap(({ faulty, healthy }) => [faulty, healthy]).filter(({ projection }) => projection);
  const fold = {
    initial: { n: 0, last: '' },
    on: Object.fromEntries(
      TYPES.map((type) => [type, (s: { n: number }, e: { id: string }) => ({ n: s.n + 1, last: e.id })]),
    ),
  };
  let short = 0;
  fc.assert(
    fc.property(fc.constantFrom(...halves), journal, plan, (half, records, chance) => {
      const context = contextFor(benchModel(half), benchBehavior({ ...half, subjects: { order: fold } }));
      short += compared(projectionSubject(context, 'totals', records), false, chance);
      short += compared(foldSubject(context, 'order', records), false, chance);
    }),
    { numRuns: 100 },
  );
  expect(short).toBeGreaterThan(100);
});
