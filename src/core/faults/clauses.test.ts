/** Each clause that the simulator is said to prove: a run that breaks it is found, and its healthy twin is not accused. */
import { describe, expect, it } from 'vitest';
import { SIMULATED } from '../rules/simulated.ts';
import { runConsistency } from '../writepath/consistency.ts';
import { runDeliveries } from '../writepath/deliveries.ts';
import { execute } from '../writepath/execute.ts';
import { runReads } from '../writepath/reads.ts';
import type { SimRecord } from '../writepath/record.ts';
import { accept, contextFor, reject } from '../writepath/testing/plain.ts';
import { BEHAVIOR, SHOP, withDeciders } from '../writepath/testing/shop.ts';
import { createWorld } from '../writepath/world.ts';
import { WRITE_ORDERS } from '../writepath/write-orders.ts';
import { runLab } from './lab.ts';
import { BENCH, benchBehavior, benchJournal, benchModel, type Half } from './testing/bench.ts';

interface Pair {
  readonly title: string;
  readonly faulty: () => Promise<readonly string[]>;
  readonly healthy: () => Promise<readonly string[]>;
}

const lab = async (half: Half, target: string) =>
  (
    await runLab(contextFor(benchModel(half), benchBehavior(half)), {
      what: 'lab',
      journal: benchJournal,
      schedules: 40,
      targets: [target],
    })
  ).verdicts.flatMap(({ holds, clauses }) => (holds ? [] : clauses));

const command = { type: 'order.place', payload: { order_id: 'o-1', total: 5 } };
const context = () => contextFor(SHOP(), BEHAVIOR);
const points = async (order: (typeof WRITE_ORDERS)[number]['name'], more = {}) =>
  runConsistency(context(), { what: 'consistency', journal: [], command, order, ...more }).points.flatMap(
    ({ violations }) => violations.flatMap(({ clauses }) => clauses),
  );
const reads = async (waits: boolean) =>
  runReads(context(), {
    what: 'reads',
    journal: [],
    command,
    projection: 'open',
    lagSeconds: 1,
    waits,
  }).violations.flatMap(({ clauses }) => clauses);
const executed = async (behavior: Record<string, unknown>, request: Parameters<typeof execute>[1] = command) => {
  const outcome = execute(createWorld(contextFor(SHOP(), behavior)), request);
  return outcome.outcome === 'refused' ? outcome.error.clauses : [];
};
const roll = (envelope: object) => ({ type: 'sys.dice.roll', payload: { order_id: 'o' }, with: envelope });
const own = { system_id: 'dice', system_version: '1.0.0' };
const placed = { type: 'order.placed', payload: command.payload };
const { 'order.place': _, ...others } = BEHAVIOR.deciders;
const ai = async (policies: object) => {
  const model = SHOP(
    'unified',
    'policies: { care: {} }\nconsumers: { bot: { service: shop, kind: ai, policy: care, on: { order.placed: [1] }, issues: [order.ship] } }\n',
  );
  const consumers = {
    bot: (e: SimRecord, { issue }: { issue: (t: string, p: unknown) => void }) => issue('order.ship', e.payload),
  };
  const journal = [{ id: 'r', version: 1, subject_type: 'order', subject_id: 'o-1', ...placed } as SimRecord];
  const { steps, deadLetters } = runDeliveries(contextFor(model, { ...BEHAVIOR, consumers, policies }), {
    what: 'deliveries',
    consumer: 'bot',
    journal,
  });
  return deadLetters.length > 0 && steps.every(({ kind }) => kind !== 'append') ? ['EM-100'] : [];
};
const decider = (decide: () => unknown) => () => executed(withDeciders({ 'order.place': decide }));
const fine = () => executed(BEHAVIOR);

const PAIRS: readonly Pair[] = [
  ...BENCH.map(({ title, breaks, faulty, healthy }) => {
    const [target = ''] = breaks.split(' ');
    return { title, faulty: () => lab(faulty, target), healthy: () => lab(healthy, target) };
  }),
  ...WRITE_ORDERS.filter(({ name }) => !['append, apply', 'one transaction', 'commit, emit'].includes(name)).flatMap(
    ({ name }) => [
      { title: `crashes in “${name}”`, faulty: () => points(name), healthy: () => points('append, apply') },
    ],
  ),
  {
    title: 'a broker that is down',
    faulty: () => points('emit without outbox', { broker: 'down' }),
    healthy: () => points('commit, emit', { broker: 'down' }),
  },
  {
    title: 'a projection that fails',
    faulty: () => points('one transaction', { failingApply: true }),
    healthy: () => points('append, apply', { failingApply: true }),
  },
  { title: 'a reader that does not wait', faulty: () => reads(false), healthy: () => reads(true) },
  { title: 'no metadata', faulty: () => executed(BEHAVIOR, roll({})), healthy: () => executed(BEHAVIOR, roll(own)) },
  {
    title: 'another system',
    faulty: () => executed(BEHAVIOR, roll({ system_id: 'cards', system_version: '2.0.0' })),
    healthy: () => executed(BEHAVIOR, roll(own)),
  },
  {
    title: 'a version that is not there',
    faulty: () => executed(BEHAVIOR, roll({ ...own, system_version: '9' })),
    healthy: () => executed(BEHAVIOR, roll(own)),
  },
  {
    title: 'metadata on a command of core',
    faulty: () => executed(BEHAVIOR, { ...command, with: own }),
    healthy: fine,
  },
  { title: 'no such command', faulty: () => executed(BEHAVIOR, { ...command, type: 'order.burn' }), healthy: fine },
  { title: 'no decider', faulty: () => executed({ ...BEHAVIOR, deciders: others }), healthy: fine },
  { title: 'no decision', faulty: decider(() => ({})), healthy: fine },
  { title: 'garbage', faulty: decider(() => 5), healthy: fine },
  { title: 'accepted without an event', faulty: decider(() => accept()), healthy: fine },
  { title: 'accepted and rejected', faulty: decider(() => ({ ...accept(placed), ...reject('X') })), healthy: fine },
  {
    title: 'an event of a system',
    faulty: decider(() => accept({ type: 'sys.dice.rolled', payload: { order_id: 'o' } })),
    healthy: fine,
  },
  {
    title: 'an event of core',
    faulty: () => executed(withDeciders({ 'sys.dice.roll': () => accept(placed) }), roll(own)),
    healthy: () => executed(BEHAVIOR, roll(own)),
  },
  {
    title: 'an undeclared event',
    faulty: decider(() => accept({ type: 'order.shipped', payload: { order_id: 'o' } })),
    healthy: fine,
  },
  {
    title: 'a payload that is no JSON',
    faulty: decider(() => accept({ ...placed, payload: { order_id: 'o', total: Number.NaN } })),
    healthy: fine,
  },
  { title: 'an AI without a policy', faulty: () => ai({}), healthy: () => ai({ care: () => accept() }) },
];

const found = new Set<string>();
describe.each(PAIRS)('$title', ({ faulty, healthy }) => {
  it('is found, and its twin is not accused', async () => {
    const clauses = await faulty();
    expect(clauses).not.toEqual([]);
    expect(await healthy()).toEqual([]);
    for (const clause of clauses) found.add(clause);
  });
});

it('leaves no clause without a run that shows it broken', () => {
  const claimed = new Set(SIMULATED.flatMap(({ clauses }) => clauses));
  expect([...claimed].filter((clause) => !found.has(clause)).sort()).toEqual([]);
});
