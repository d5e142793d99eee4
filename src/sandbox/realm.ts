/**
 * The realm: SES around a person's behavior code, and the replay engine beside it. Whoever hosts it gives a port to the outside.
 *
 * Inside the compartment there is no clock, no randomness, no network, no storage, no way to wait, and no variable that outlives a load:
 * modules are evaluated afresh, and their globalThis is frozen (which also makes them run at native speed).
 */
import 'ses';
import type { Model } from '../core/model/model.ts';
import { BehaviorError, parseBehavior } from '../core/replay/behavior.ts';
import { parseCheckpoint } from '../core/replay/checkpoint.ts';
import { createReplay, type Replay } from '../core/replay/engine.ts';
import { openReplayJournal } from '../core/replay/journal.ts';
import { NotJsonError, type Plain, plainChecker } from '../core/replay/plain.ts';
import { changedTypes, firstSlotOf } from '../core/replay/reload.ts';
import type { ReplayOrder } from '../core/replay/source.ts';
import type { LogLine, ReplayError } from '../core/replay/view.ts';
import { parseWriteBehavior } from '../core/writepath/behavior.ts';
import { journalReceiver } from '../core/writepath/sent-journal.ts';
import { createSimulator, type Simulator } from '../core/writepath/simulator.ts';
import type { FromRealm, Loaded, Module, RealmQuestion, Reload, ToRealm } from './protocol.ts';
import { quickenFrozen } from './realm-arrays.ts';
import { compartmentFor, placeOfError } from './realm-compartment.ts';
import { disguiseOf } from './realm-disguise.ts';
import { mayHide, mayOwnMore, watchForHidden } from './realm-hidden.ts';
import { mayName } from './realm-naming.ts';
import { answerQuestion, type LoadedFrom } from './realm-questions.ts';
import { type KeepingSource, sourceOver } from './realm-source.ts';

watchForHidden();
quickenFrozen();
lockdown({
  errorTaming: 'unsafe',
  overrideTaming: 'severe',
  consoleTaming: 'unsafe',
  localeTaming: 'safe',
  domainTaming: 'unsafe',
  stackFiltering: 'concise',
});

/** A slice of work between two looks at the outside. */
const SLICE_MILLIS = 8;
/** Each of so many handler calls is told outside, so that a hang has a place; near the slot that was asked for, each one is. */
const TOLD_EACH = 128;
const MOST_LOGS = 200;

interface Outside {
  postMessage(message: FromRealm): void;
  /** The milliseconds of a clock that only goes forward. */
  now(): number;
  /** Resolves after messages that have arrived were seen. */
  turn(): Promise<void>;
}

export function startRealm(outside: Outside): (message: ToRealm) => void {
  let replay: Replay | undefined;
  let loadedFrom: (LoadedFrom & { readonly source: KeepingSource }) | undefined;
  const cancelled = new Set<number>();
  let simulator: Simulator | undefined;
  const journals = journalReceiver();
  let logs: LogLine[] = [];
  let current = '';
  let currentSlot = -1;
  let told = 0;
  let exactFrom = 0;
  let started = 0;
  let newestSeek = 0;
  let running = 0;

  const host = {
    enter(target: string, slot: number) {
      current = target;
      currentSlot = slot;
      const exact = slot >= exactFrom;
      if (exact || told++ % TOLD_EACH === 0) outside.postMessage({ kind: 'at', target, slot, exact });
    },
    placeOf: placeOfError,
    ownWork: () => outside.postMessage({ kind: 'own-work' }),
    now: () => outside.now(),
    async pause() {
      if (outside.now() - started > SLICE_MILLIS) {
        await outside.turn();
        started = outside.now();
      }
      if (running !== 0 && running !== newestSeek) throw new DOMExceptionLike('AbortError', 'a newer seek came');
    },
  };

  /** Links the modules and hands on what they export; whatever goes wrong is told with its place. */
  const linked = async (
    modules: readonly Module[],
    use: (exported: Record<string, unknown>, plain: Plain) => Promise<void>,
  ): Promise<ReplayError | undefined> => {
    let at = modules[0]?.path ?? '';
    try {
      const log = (level: string, text: string) => {
        // Only the last step's lines are ever shown.
        if (logs[0] && logs[0].slot !== currentSlot + 1) logs = [];
        if (logs.length < MOST_LOGS) logs.push({ level, text, target: current, slot: currentSlot + 1 });
      };
      const { link, prototypes } = compartmentFor(log);
      const plain = plainChecker({ prototypes, mayHide, mayName, mayOwnMore, disguiseOf });
      loadedFrom = undefined;
      current = 'evaluating the behavior';
      outside.postMessage({ kind: 'at', target: current, slot: -1, exact: true });
      const exported = link(modules, (path) => {
        at = path;
      });
      await use(exported, plain);
      logs = [];
      return undefined;
    } catch (error) {
      const place = { file: at, ...placeOfError(error) };
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof NotJsonError) return { code: 'state-not-json', message, ...place };
      if (error instanceof BehaviorError) return { code: 'syntax', message, file: at };
      return { code: error instanceof SyntaxError ? 'syntax' : 'throw', message, ...place };
    }
  };
  /** The last behavior that ran, for a reload; one that does not load changes nothing of it. */
  let earlier: { readonly replay: Replay; readonly reload: Reload } | undefined;
  const load = async (message: Extract<ToRealm, { kind: 'load' }>): Promise<Loaded> => {
    const { modules, model, journal, reload } = message;
    let outline: Loaded['outline'] = { folds: [], projections: [] };
    replay = undefined;
    const error = await linked(modules, async (exported, plain) => {
      const behavior = parseBehavior(exported, plain);
      const source = sourceOver(journal);
      // Columns of ten million records take more than a moment to arrive and to be laid out; no code of the person runs meanwhile.
      host.ownWork();
      const opened = await openReplayJournal(source);
      const kept = reload ? await source.checkpoints() : [];
      replay = createReplay({
        journal: opened,
        behavior,
        model,
        host: { ...host, plain },
        takeLogs: () => logs.splice(0),
        handed: earlier && reload && earlier.replay.handOver(sameUntil(earlier.reload, reload, opened.order, model)),
        stored: kept.flatMap((one) => parseCheckpoint(one) ?? []),
      });
      earlier = reload && { replay, reload };
      loadedFrom = { source, journal: opened, behavior, model, modules, plain, cuts: new Map() };
      outline = { folds: [...behavior.folds.keys()], projections: behavior.projections.map(({ name }) => name) };
    });
    return { outline, ...(error && { error }) };
  };
  const prepare = async ({ modules, model }: Extract<ToRealm, { kind: 'prepare' }>): Promise<Loaded> => {
    let outline: Loaded['outline'] = { folds: [], projections: [] };
    simulator = undefined;
    const error = await linked(modules, async (exported, plain) => {
      const behavior = parseWriteBehavior(exported, plain);
      simulator = createSimulator(model, behavior, { ...host, plain });
      outline = { folds: [...behavior.folds.keys()], projections: behavior.projections.map(({ name }) => name) };
    });
    return { outline, ...(error && { error }) };
  };

  // One piece of work at a time; a newer seek ends the older one at its next pause.
  let chain: Promise<unknown> = Promise.resolve();
  /** Beside the chain: seeks are answered in between. It has a slice of its own. */
  const ask = async (id: number, question: RealmQuestion): Promise<unknown> => {
    if (!loadedFrom) throw new Error('no behavior is loaded');
    let since = outside.now();
    return answerQuestion(question, loadedFrom, {
      enter(target, slot) {
        if (told++ % TOLD_EACH === 0) outside.postMessage({ kind: 'at', target, slot, exact: false });
      },
      placeOf: placeOfError,
      ownWork: host.ownWork,
      async pause() {
        if (outside.now() - since > SLICE_MILLIS) {
          await outside.turn();
          since = outside.now();
        }
        if (cancelled.has(id)) throw new DOMExceptionLike('AbortError', 'nobody waits for this answer');
      },
      progress: (part) => outside.postMessage({ kind: 'progress', id, part }),
    });
  };
  /** Tells each hundredth. */
  const progressOf = (id: number) => {
    let told = 0;
    return (part: number) => {
      if (part < told + 0.01) return;
      told = part;
      outside.postMessage({ kind: 'progress', id, part });
    };
  };
  const reply = async (id: number, work: () => Promise<unknown>) => {
    try {
      outside.postMessage({ kind: 'answer', id, value: await work() });
    } catch (error) {
      const e = error instanceof Error ? error : new Error(String(error));
      outside.postMessage({ kind: 'failed', id, name: e.name, message: e.message });
    }
  };
  const perform = (message: Exclude<ToRealm, { kind: 'ping' | 'ask' | 'cancel' | 'records' }>) => {
    // When it arrives: what arrives later is of the next one.
    const simulated = message.kind === 'simulate' ? journals.whole(message.request) : undefined;
    if (message.kind === 'seek') newestSeek = message.id;
    const work = async (): Promise<unknown> => {
      if (message.kind === 'load') return load(message);
      if (message.kind === 'prepare') return prepare(message);
      if (message.kind === 'simulate') {
        if (!simulator) throw new Error('no behavior is loaded');
        return simulator.answer(simulated ?? message.request, progressOf(message.id));
      }
      if (!replay) throw new Error('no behavior is loaded');
      if (message.kind === 'result') return replay.result(message.slot);
      if (message.kind === 'keep')
        return loadedFrom?.source.keep(await replay.checkpoints(message.slot, message.subject));
      if (message.kind === 'drop-blocks') return replay.dropBlocks();
      return replay.seek(message.request);
    };
    chain = chain.then(async () => {
      told = 0;
      exactFrom =
        message.kind === 'seek'
          ? message.request.slot - 2
          : message.kind === 'simulate' && message.request.what === 'scenarios'
            ? 0
            : Number.POSITIVE_INFINITY;
      running = message.kind === 'seek' ? message.id : 0;
      started = outside.now();
      await reply(message.id, () => {
        if (running !== 0 && running !== newestSeek) throw new DOMExceptionLike('AbortError', 'a newer seek came');
        return work();
      });
    });
  };
  outside.postMessage({ kind: 'up' });
  return (message) => {
    if (message.kind === 'ping') outside.postMessage({ kind: 'pong' });
    else if (message.kind === 'cancel') cancelled.add(message.id);
    else if (message.kind === 'records') journals.take(message);
    else if (message.kind === 'ask')
      // What was asked for before, a load above all, is done first.
      chain = chain.then(() => {
        void reply(message.id, () => ask(message.id, message.question)).then(() => cancelled.delete(message.id));
      });
    else perform(message);
  };
}

/** Up to which slot nothing of a replay can differ from the one before. */
function sameUntil(before: Reload, after: Reload, order: ReplayOrder, model: Model | undefined) {
  const same = before.journal === after.journal && before.model === after.model;
  if (!same || !before.texts || !after.texts) return { projections: 0, subjects: 0 };
  const [one, two] = [before.texts, after.texts];
  const until = (parts: readonly string[]) => firstSlotOf(order, model, changedTypes(one, two, parts));
  return { projections: until(['projections', 'upcasters']), subjects: until(['folds', 'upcasters']) };
}

/** An AbortError in hosts with and without DOMException. */
class DOMExceptionLike extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
