/**
 * A write order under a crash at any point between two actions, a projection that fails, a broker that is down: what is durable then, what a
 * restart makes of it, and which invariants do not hold. Checks look at what is there, never at the name of the order.
 */
import type { JsonValue } from '../record/record.ts';
import { clockAfter } from './clock.ts';
import { same } from './compare.ts';
import { type Context, shownClauses } from './context.ts';
import { Refusal } from './errors.ts';
import { answerOf, applyAll, isOutcome, prepare, recordsOf } from './execute.ts';
import type { CommandRequest, SimRecord } from './record.ts';
import { rememberAnswers } from './remember.ts';
import type { Step } from './steps.ts';
import { VIOLATIONS, type Violation, type ViolationName } from './violations.ts';
import { createWorld, type View, type World } from './world.ts';
import { type Action, orderOfModel, type WriteOrderName, writeOrder } from './write-orders.ts';

export interface ConsistencyRequest {
  readonly what: 'consistency';
  readonly journal: readonly SimRecord[];
  readonly command: CommandRequest;
  /** Absent: what the model's profile asks for. */
  readonly order?: WriteOrderName;
  /** A projection that fails once. */
  readonly failingApply?: boolean;
  readonly broker?: 'up' | 'down';
}
/** One run: crashed before the action of this number, or not at all. */
export interface CrashPoint {
  readonly crash: number | undefined;
  /** `append → ⚡ → apply 1`; for the run without a crash all actions. */
  readonly at: string;
  readonly durable: {
    readonly records: readonly string[];
    readonly views: JsonValue;
    readonly emitted: readonly string[];
    readonly answered: boolean;
  };
  readonly violations: readonly Violation[];
  readonly steps: readonly Step[];
}
export interface ConsistencyAnswer {
  readonly order: WriteOrderName;
  readonly points: readonly CrashPoint[];
}

/** One thing that is done; `apply` is one record to all projections, so that a crash can fall between two records of one command. */
interface Doing {
  readonly action: Action | 'commit';
  readonly record?: SimRecord;
  readonly last: boolean;
}

/** The actions of a command, transaction by transaction: one of several actions ends with its commit. Applies that are alone in theirs commit record by record. */
function doings(transactions: readonly (readonly Action[])[], records: readonly SimRecord[]): readonly Doing[] {
  return transactions.flatMap((actions): readonly Doing[] => {
    const alone = actions.length === 1;
    const list = actions.flatMap((action): readonly Doing[] =>
      action === 'apply' ? records.map((record) => ({ action, record, last: alone })) : [{ action, last: alone }],
    );
    return alone ? list : [...list, { action: 'commit', last: true }];
  });
}

const viewsOf = (world: World): readonly View[] =>
  world.context.facts.projections.map((_, p) => {
    const { rows, checkpoint } = world.view(p);
    return { rows: new Map(rows), checkpoint };
  });
const rowsJson = (world: World): JsonValue =>
  Object.fromEntries(
    world.context.facts.projections.map(({ name }, p) => [name, Object.fromEntries(world.view(p).rows)]),
  );

function adopted(context: Context, records: readonly SimRecord[]): World {
  const world = createWorld(context, { clock: clockAfter(records) });
  for (const record of records) world.adopt(record);
  return world;
}

/** The projections whose rows are not what the journal explains, up to where they say that they have come. */
function unexplained(world: World): readonly string[] {
  const rebuilt = adopted(world.context, world.log);
  return world.context.facts.projections.flatMap(({ name }, p) => {
    const { rows, checkpoint } = world.view(p);
    for (let i = 0; i < checkpoint; i++) rebuilt.applyNext(p);
    return same(Object.fromEntries(rows), Object.fromEntries(rebuilt.view(p).rows)) ? [] : [name];
  });
}

function runOnce(
  context: Context,
  request: ConsistencyRequest,
  crash: number | undefined,
): { readonly point: CrashPoint; readonly actions: number } {
  const order = request.order === undefined ? orderOfModel(context.model) : writeOrder(request.order);
  const { broker = 'up' } = request;
  const world = adopted(context, request.journal);
  rememberAnswers(world);
  applyAll(world, 'all');
  const from = world.steps.length;
  const id = request.command.id ?? world.clock.id('command');
  const decided = prepare(world, request.command, id);
  if (isOutcome(decided))
    throw new Refusal('stopped', 'This command was answered before: nothing is written, so there is nothing to crash.');
  const records = recordsOf(world, decided);
  const all = doings(order.transactions, records);
  const emitted: string[] = [];
  const committed: string[] = [];
  let durable = { records: world.log.length, views: viewsOf(world) };
  let answered = false;
  let failing = request.failingApply === true;
  let waited = false;
  let ended = all.length;

  const apply = (record: SimRecord) => {
    if (failing) {
      failing = false;
      throw new Refusal('stopped', 'a projection failed');
    }
    const at = world.log.indexOf(record);
    for (const p of context.facts.projections.keys()) {
      if (at < 0) world.applyRecord(p, record);
      else while (world.view(p).checkpoint <= at) world.applyNext(p);
    }
  };
  /** False: the request fails here. */
  const perform = ({ action, record }: Doing): boolean => {
    if (action === 'append') {
      world.append(records);
      const before = all.findIndex((d) => d.action === 'apply') < all.findIndex((d) => d.action === 'append');
      // What was applied before is not applied again.
      if (before)
        for (const p of context.facts.projections.keys())
          world.restore(p, { ...world.view(p), checkpoint: world.log.length });
      world.say('append', 'engine', 'journal', records.map(({ type }) => type).join(', '));
    } else if (action === 'apply' && record) {
      apply(record);
      world.say('apply', 'engine', 'projections', record.type);
    } else if (action === 'emit') {
      if (broker === 'down') {
        if (order.outbox) return true;
        waited = true;
        return false;
      }
      for (const { id: emittedId } of records) emitted.push(emittedId);
      world.say('publish', 'engine', 'broker', records.map(({ type }) => type).join(', '));
    } else if (action === 'answer') {
      answered = answerOf(world, decided, records).outcome === 'accepted';
      world.say('answer', 'engine', 'client', answered ? 'accepted' : 'rejected');
    }
    return true;
  };
  for (const [i, doing] of all.entries()) {
    if (i === crash) {
      ended = i;
      break;
    }
    try {
      if (!perform(doing)) {
        ended = i;
        break;
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Apply in a transaction of its own is tried again later; within the append's, it takes the append with it.
      world.say('failed', 'engine', 'projections', error.message);
      if (!doing.last) {
        ended = i;
        break;
      }
    }
    if (doing.action === 'append') committed.push(...records.map((record) => record.id));
    if (doing.last) durable = { records: world.log.length, views: viewsOf(world) };
  }
  // Only what a transaction had committed is there after a crash.
  const after = adopted(context, world.log.slice(0, durable.records));
  for (const [p, view] of durable.views.entries()) after.restore(p, view);
  const found: Violation[] = [];
  const violate = (name: ViolationName, message: string) => {
    if (!found.some((one) => one.name === name))
      found.push({ name, message, clauses: shownClauses(context, VIOLATIONS[name]) });
  };
  const there = new Set(after.log.map((record) => record.id));
  const what = crash === undefined ? 'In this order' : 'After the crash';
  for (const name of unexplained(after))
    violate('view ahead of journal', `${what}, \`${name}\` shows what no record of the journal explains.`);
  // A projection that fails may not take a record with it.
  if (request.failingApply && crash === undefined && committed.some((record) => !there.has(record)))
    violate('record undone', 'A record that was appended is gone, because a projection failed.');
  if (answered && !after.log.some((record) => record.request_id === id))
    violate(
      'accepted without a record',
      `${what}, the answer was “accepted”, and no record carries the request id ${id}.`,
    );
  if (emitted.some((record) => !there.has(record)))
    violate('emitted without a record', `${what}, an event was emitted about a change that is not there.`);
  if (waited) violate('request waits for the broker', 'The broker is down, and the request fails with it.');
  const durableThen = {
    records: after.log.slice(request.journal.length).map(({ type }) => type),
    views: rowsJson(after),
    emitted: [...emitted],
    answered,
  };
  // A restart: projections go on from their checkpoints, the relay from what it has emitted.
  applyAll(after, 'all');
  const rebuilt = adopted(context, after.log);
  applyAll(rebuilt, 'all');
  if (!same(rowsJson(after), rowsJson(rebuilt)))
    violate('rebuild differs', 'After the restart the views are not what a rebuild from the journal gives.');
  if (order.outbox)
    for (const record of after.log.slice(request.journal.length))
      if (!emitted.includes(record.id)) emitted.push(record.id);
  if (after.log.slice(request.journal.length).some((record) => !emitted.includes(record.id)))
    violate('never emitted', 'A record is in the journal, and nobody will ever be told of it.');
  const names = all.map(({ action, record }) => (record ? `apply ${record.type}` : action));
  const at =
    crash === undefined
      ? names.join(' → ')
      : [...names.slice(0, ended), '⚡', ...names.slice(ended, ended + 1)].join(' → ');
  if (crash !== undefined) world.say('crash', 'engine', 'engine', `before ${names[crash] ?? 'the end'}`);
  return {
    point: { crash, at, durable: durableThen, violations: found, steps: world.steps.slice(from) },
    actions: all.length,
  };
}

/** The run without a crash, and one for each point between two actions. Throws a Refusal where the command itself is refused. */
export function runConsistency(context: Context, request: ConsistencyRequest): ConsistencyAnswer {
  const { point, actions } = runOnce(context, request, undefined);
  const points = [point];
  if (!request.failingApply && request.broker !== 'down')
    for (let crash = 0; crash < actions; crash++) points.push(runOnce(context, request, crash).point);
  return { order: request.order ?? orderOfModel(context.model).name, points };
}
