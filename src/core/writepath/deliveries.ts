/** The records of a journal delivered to one consumer, with faults at chosen deliveries: every step, the processing log, and the metrics. */
import type { JsonObject, ProcessingRow } from '../record/record.ts';
import { clockAfter } from './clock.ts';
import { createConsumer, type DeliveryFault, type Effect, type Metrics } from './consumers.ts';
import type { Context } from './context.ts';
import { Refusal } from './errors.ts';
import { applyAll } from './execute.ts';
import type { Outcome, SimRecord } from './record.ts';
import type { Step } from './steps.ts';
import { createWorld, statesOf } from './world.ts';

export interface DeliveriesRequest {
  readonly what: 'deliveries';
  readonly consumer: string;
  /** In log order. */
  readonly journal: readonly SimRecord[];
  /** Which record comes next, by id, and what happens to it; absent: each once, in order. */
  readonly deliveries?: readonly { readonly record: string; readonly fault?: DeliveryFault }[];
}
export interface DeliveriesAnswer {
  readonly steps: readonly Step[];
  readonly rows: readonly ProcessingRow[];
  readonly metrics: Metrics;
  readonly effects: readonly Effect[];
  /** Of the commands that it issued. */
  readonly commands: readonly Outcome[];
  readonly appended: readonly SimRecord[];
  readonly parked: readonly string[];
  readonly deadLetters: readonly string[];
  readonly states: JsonObject;
}

/** Throws a Refusal where the model has no such consumer. */
export function runDeliveries(context: Context, request: DeliveriesRequest): DeliveriesAnswer {
  if (!Object.hasOwn(context.model.consumers, request.consumer))
    throw new Refusal('ErrTypeUnknown', `There is no consumer \`${request.consumer}\` in the model.`);
  // Its ids are not given out again, and time goes on from its end.
  const world = createWorld(context, { clock: clockAfter(request.journal) });
  for (const record of request.journal) world.adopt(record);
  applyAll(world, 'all');
  const before = world.log.length;
  const from = world.steps.length;
  const bench = createConsumer(world, request.consumer);
  const byId = new Map(request.journal.map((record) => [record.id, record]));
  const deliveries = request.deliveries ?? request.journal.map(({ id }) => ({ record: id, fault: {} }));
  for (const { record, fault } of deliveries) {
    const one = byId.get(record);
    if (one) bench.process(one, fault ?? {});
    world.clock.tick();
  }
  applyAll(world, 'all');
  const appended = world.log.slice(before);
  const states = statesOf(world, appended);
  const { effects, commands, rows, parked, deadLetters } = bench;
  return {
    steps: world.steps.slice(from),
    rows,
    metrics: bench.metrics(),
    effects,
    commands,
    appended,
    parked,
    deadLetters,
    states,
  };
}
