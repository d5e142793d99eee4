/**
 * Proves a behavior over a journal (issue D): the first run folds from the start, record by record; beside it the same calls are made in
 * realms of their own, and whatever comes out differently is told with its first step and its cause.
 *
 * - again: a realm that sees every call, as the first run does.
 * - alone: a realm for each target, which sees only its calls: what differs is shared with another one.
 * - from a checkpoint: a realm that begins at a checkpoint, in several chunk sizes, and for some calls one that remembers nothing.
 * - keys in another order: states as a store gives them back that keeps keys in its own order.
 */
import type { Model } from '../model/model.ts';
import type { JsonValue } from '../record/record.ts';
import type { Behavior } from '../replay/behavior.ts';
import { type Heard, listening, type Outcome, outcomeOf, runCall } from '../replay/calls.ts';
import { eventOf } from '../replay/event.ts';
import type { ReplayJournal } from '../replay/journal.ts';
import type { ReplaySource } from '../replay/source.ts';
import { type ReplayHost, runHandler, StepError, type UpcastStep } from '../replay/step.ts';
import type { ReplayError } from '../replay/view.ts';
import { rowId } from '../replay/walk.ts';
import { causeOfReach, causeOfThrow, handlerName, isOfReach, type Rerun, rerunCall } from './causes.ts';
import { chainKeeper } from './chain-run.ts';
import { reordered, restored } from './clone.ts';
import { type RowChange, sameJson } from './digest.ts';
import type { Proved, Reach } from './prove.types.ts';
import { rebuildProofs } from './rebuild.ts';
import { chunksOf, probes } from './schedule.ts';
import { compareRun, type Trial, trialOf } from './trial.ts';
import { verdicts } from './verdicts.ts';

export interface Bench {
  readonly source: ReplaySource;
  readonly journal: ReplayJournal;
  readonly model: Model | undefined;
  readonly host: ReplayHost;
  /** Evaluates the behavior anew, where nothing of an earlier evaluation is left. */
  fresh(): Behavior;
  /** What was reached for since it was last called, caught or not. */
  takeReaches(): readonly Reach[];
  progress(done: number, total: number): void;
}

/** One chunk size: a realm that is left at each checkpoint. */
interface Chunked {
  readonly size: number;
  checkpoint: number;
  behavior: Behavior | undefined;
  /** What was restored since the checkpoint. */
  readonly touched: Set<string>;
}

const PROGRESS_EVERY = 256;

export async function prove(bench: Bench): Promise<Proved> {
  const { journal, model, host } = bench;
  const { count } = journal.order;
  let realms = 0;
  const fresh = () => {
    realms++;
    return bench.fresh();
  };
  const first = fresh();
  const again = fresh();
  const reorderedRealm = fresh();
  const alone = new Map<string, Behavior>();
  const chunks = chunksOf(count).map(
    (size): Chunked => ({ size, checkpoint: 0, behavior: undefined, touched: new Set() }),
  );
  const isProbed = probes(count);
  const isReordered = probes(count, 64, 256);
  const listener = listening(journal, first, model, host);
  const states = new Map<string, JsonValue>();
  const ended = new Set<string>();
  const trials = new Map<string, Trial>();
  const callsOfHandler = new Map<string, number>();
  const keeper = chainKeeper(count);
  let stopped: ReplayError | undefined;
  let calls = 0;
  let slot = 0;
  bench.takeReaches();

  const trialFor = (target: string): Trial => {
    const trial = trials.get(target) ?? trialOf(target);
    trials.set(target, trial);
    return trial;
  };
  const heardReaches = (trial: Trial, handler: string, at: number) => {
    for (const reach of bench.takeReaches())
      if (trial.reaches.length < 20 && !trial.reaches.some((r) => r.what === reach.what && r.line === reach.line))
        trial.reaches.push({ ...reach, handler, slot: at });
  };
  const wentWrong = (
    trial: Trial,
    error: ReplayError,
    handler: string,
    event: Heard['event'],
    before: JsonValue | undefined,
    rerun: () => Rerun,
  ) => {
    if (trial.error) return;
    trial.error = error;
    const reach = trial.reaches.find((known) => isOfReach(error, known));
    trial.cause ??= reach ? causeOfReach(reach, handler) : causeOfThrow(error, handler, event, before, rerun());
    bench.takeReaches();
  };

  /** The other runs of a call, given what the first one gave. `run` makes it in a realm, over a state. */
  const others = (
    trial: Trial,
    handler: string,
    where: { readonly slot: number; readonly record: string; readonly key: string; readonly id: string },
    before: JsonValue | undefined,
    outcome: Outcome,
    run: (behavior: Behavior, before: JsonValue | undefined) => Outcome,
  ) => {
    const { slot: zeroBased, record, key, id } = where;
    const is = { slot: zeroBased + 1, record, key };
    const compare = (kind: Parameters<typeof compareRun>[1]['run'], other: Outcome, checkpoint?: number) =>
      compareRun(trial, { run: kind, ...is, ...(checkpoint !== undefined && { checkpoint }) }, handler, outcome, other);
    const n = (callsOfHandler.get(handler) ?? 0) + 1;
    callsOfHandler.set(handler, n);
    compare('again', run(again, before));
    const own = alone.get(trial.target) ?? fresh();
    alone.set(trial.target, own);
    compare('alone', run(own, before));
    for (const chunk of chunks) {
      const checkpoint = zeroBased - (zeroBased % chunk.size);
      if (chunk.checkpoint !== checkpoint || !chunk.behavior) {
        chunk.behavior = fresh();
        chunk.checkpoint = checkpoint;
        chunk.touched.clear();
      }
      const known = chunk.touched.has(id);
      chunk.touched.add(id);
      compare('from a checkpoint', run(chunk.behavior, known ? before : restored(before)), checkpoint);
    }
    if (isProbed(n, zeroBased)) compare('from a checkpoint', run(fresh(), restored(before)), zeroBased);
    if (isReordered(n, zeroBased)) {
      const moved = reordered(before);
      if (moved !== undefined) compare('keys in another order', run(reorderedRealm, moved));
    }
    bench.takeReaches();
  };

  const upcast = (step: UpcastStep, record: string) => {
    const trial = trialFor(step.target);
    const [, name = '', version = ''] = /^upcaster\/(.*)@(\d+)$/.exec(step.target) ?? [];
    const handler = `upcasters.${name}.${version}`;
    trial.calls++;
    calls++;
    const run = (behavior: Behavior): Outcome => {
      const upcaster = behavior.upcasters.get(name)?.get(step.version);
      if (!upcaster) return { error: { code: 'throw', message: `${handler} is not there when it is loaded again` } };
      return outcomeOf(() => runHandler(host, step.target, { slot, event: step.seen }, upcaster, step.payload, false));
    };
    const key = `${name}@${version}`;
    others(trial, handler, { slot, record, key, id: step.target }, undefined, { value: step.result }, run);
  };

  for (; slot < count; slot++) {
    if ((slot & 15) === 0) await host.pause();
    if (slot % PROGRESS_EVERY === 0) bench.progress(slot, count);
    stopped = await listener.stopAt(slot);
    if (stopped) break;
    let heard: Heard | undefined;
    try {
      heard = await listener.at(slot);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      stopped = error.detail;
      await upcasterThrew(error.detail);
      break;
    }
    const changes: RowChange[] = [];
    if (heard) {
      const { event, record } = heard;
      for (const step of heard.upcasts) {
        heardReaches(trialFor(step.target), `upcasters.${event.type}.${step.version}`, slot + 1);
        upcast(step, record.id);
      }
      for (const name of heard.withoutKey) trialFor(`projection/${name}`).withoutKey++;
      for (const call of heard.calls) {
        const id = rowId(call.target, call.key);
        const owner = call.kind === 'fold' ? id : call.target;
        if (ended.has(owner)) continue;
        const trial = trialFor(call.target);
        const handler = handlerName(call);
        const before = states.get(id);
        const run = (behavior: Behavior, from: JsonValue | undefined) =>
          runCall(host, behavior, call, { slot, event }, from);
        const outcome = run(first, before);
        trial.calls++;
        calls++;
        heardReaches(trial, handler, slot + 1);
        others(trial, handler, { slot, record: record.id, key: call.key, id }, before, outcome, run);
        if (outcome.error) {
          ended.add(owner);
          wentWrong(trial, outcome.error, handler, event, before ?? call.initial, () =>
            rerunCall(host, fresh(), call, slot),
          );
          continue;
        }
        if (outcome.value === undefined) states.delete(id);
        else states.set(id, outcome.value);
        changes.push({ target: call.target, key: call.key, after: outcome.value });
      }
      if (isProbed(slot + 1, slot)) {
        const payload = (await journal.record(heard.admission.row)).payload;
        const given = heard.upcasts[0]?.payload ?? event.payload;
        const same = sameJson(payload, given);
        for (const { target } of heard.calls) trialFor(target)[same ? 'unchanged' : 'altered']++;
      }
    }
    keeper.add(slot, changes);
  }
  bench.progress(count, count);

  /** The listener runs upcasters; the one that threw is looked at here. */
  async function upcasterThrew(error: ReplayError): Promise<void> {
    const trial = trialFor(error.target ?? '');
    const [, name = '', version = ''] = /^upcaster\/(.*)@(\d+)$/.exec(trial.target) ?? [];
    const handler = `upcasters.${name}.${version}`;
    trial.calls++;
    heardReaches(trial, handler, slot + 1);
    const record = await journal.record(journal.order.slotRow[slot] ?? 0);
    const rerun = (): Rerun => (event) => {
      const run = fresh().upcasters.get(name)?.get(Number(version));
      return run ? outcomeOf(() => runHandler(host, trial.target, { slot, event }, run, event.payload, false)) : {};
    };
    wentWrong(trial, error, handler, eventOf(record), undefined, rerun);
  }

  const chain = keeper.evidence();
  const rebuilt = await rebuildProofs(bench, fresh, slot, states, trials, stopped);
  const errors = [stopped, ...[...trials.values()].map(({ error }) => error)].filter((error) => error !== undefined);
  const error = errors.sort((a, b) => (a.slot ?? 0) - (b.slot ?? 0))[0];
  return {
    proofs: [...verdicts(listener, trials, chain, stopped), ...rebuilt],
    chain,
    ran: { records: slot, calls, realms, chunks: chunks.map(({ size }) => size) },
    ...(error && { error }),
  };
}
