/**
 * The realm: SES around a person's behavior code, and the replay engine beside it. Whoever hosts it gives a port to the outside.
 *
 * Inside the compartment there is no clock, no randomness, no network, no storage, no way to wait, and no variable that outlives a load:
 * modules are evaluated afresh, and their globalThis is frozen (which also makes them run at native speed).
 */
import 'ses';
import type { Block } from '../core/journal/columns.ts';
import { BehaviorError, parseBehavior } from '../core/replay/behavior.ts';
import { createReplay, type Replay } from '../core/replay/engine.ts';
import { openReplayJournal } from '../core/replay/journal.ts';
import { NotJsonError, plainChecker } from '../core/replay/plain.ts';
import type { ReplayOrder, ReplaySource, ReplaySourceAnswer } from '../core/replay/source.ts';
import type { LogLine, ReplayError } from '../core/replay/view.ts';
import type { FromRealm, Loaded, ToRealm } from './protocol.ts';
import { compartmentFor, placeOfError } from './realm-compartment.ts';

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
const TOLD_EACH = 32;
const MOST_LOGS = 200;

interface Outside {
  postMessage(message: FromRealm): void;
  /** The milliseconds of a clock that only goes forward. */
  now(): number;
  /** Resolves after messages that have arrived were seen. */
  turn(): Promise<void>;
}

function sourceOver(port: MessagePort): ReplaySource {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  port.onmessage = ({ data }: MessageEvent<ReplaySourceAnswer>) => {
    const entry = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) entry?.reject(new Error(data.error));
    else entry?.resolve('order' in data ? data.order : data.block);
  };
  const ask = (request: object) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      port.postMessage({ id, ...request });
    });
  return {
    order: async () => (await ask({ ask: 'order' })) as ReplayOrder,
    block: async (index) => (await ask({ ask: 'block', index })) as Block,
  };
}

export function startRealm(outside: Outside): (message: ToRealm) => void {
  let replay: Replay | undefined;
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
    async pause() {
      if (outside.now() - started > SLICE_MILLIS) {
        await outside.turn();
        started = outside.now();
      }
      if (running !== 0 && running !== newestSeek) throw new DOMExceptionLike('AbortError', 'a newer seek came');
    },
  };

  const load = async ({ modules, model, journal }: Extract<ToRealm, { kind: 'load' }>): Promise<Loaded> => {
    const outline = { folds: [] as string[], projections: [] as string[] };
    const failed = (error: ReplayError): Loaded => ({ outline, error });
    let at = modules[0]?.path ?? '';
    try {
      const log = (level: string, text: string) => {
        // Only the last step's lines are ever shown.
        if (logs[0] && logs[0].slot !== currentSlot + 1) logs = [];
        if (logs.length < MOST_LOGS) logs.push({ level, text, target: current, slot: currentSlot + 1 });
      };
      const { link, prototypes } = compartmentFor(log);
      const plain = plainChecker(prototypes);
      current = 'evaluating the behavior';
      outside.postMessage({ kind: 'at', target: current, slot: -1, exact: true });
      const exported = link(modules, (path) => {
        at = path;
      });
      const behavior = parseBehavior(exported, plain);
      // Columns of ten million records take more than a moment to arrive and to be laid out; no code of the person runs meanwhile.
      host.ownWork();
      replay = createReplay({
        journal: await openReplayJournal(sourceOver(journal)),
        behavior,
        model,
        host: { ...host, plain },
        takeLogs: () => logs.splice(0),
      });
      logs = [];
      return {
        outline: { folds: [...behavior.folds.keys()], projections: behavior.projections.map(({ name }) => name) },
      };
    } catch (error) {
      replay = undefined;
      const place = { file: at, ...placeOfError(error) };
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof NotJsonError) return failed({ code: 'state-not-json', message, ...place });
      if (error instanceof BehaviorError) return failed({ code: 'syntax', message, file: at });
      return failed({ code: error instanceof SyntaxError ? 'syntax' : 'throw', message, ...place });
    }
  };

  // One piece of work at a time; a newer seek ends the older one at its next pause.
  let chain: Promise<unknown> = Promise.resolve();
  const perform = (message: Exclude<ToRealm, { kind: 'ping' }>) => {
    if (message.kind === 'seek') newestSeek = message.id;
    const work = async (): Promise<unknown> => {
      if (message.kind === 'load') return load(message);
      if (!replay) throw new Error('no behavior is loaded');
      if (message.kind === 'result') return replay.result(message.slot);
      if (message.kind === 'drop-blocks') return replay.dropBlocks();
      return replay.seek(message.request);
    };
    chain = chain.then(async () => {
      told = 0;
      exactFrom = message.kind === 'seek' ? message.request.slot - 2 : Number.POSITIVE_INFINITY;
      running = message.kind === 'seek' ? message.id : 0;
      started = outside.now();
      try {
        if (running !== 0 && running !== newestSeek) throw new DOMExceptionLike('AbortError', 'a newer seek came');
        outside.postMessage({ kind: 'answer', id: message.id, value: await work() });
      } catch (error) {
        const e = error instanceof Error ? error : new Error(String(error));
        outside.postMessage({ kind: 'failed', id: message.id, name: e.name, message: e.message });
      }
    });
  };
  outside.postMessage({ kind: 'up' });
  return (message) => {
    if (message.kind === 'ping') outside.postMessage({ kind: 'pong' });
    else perform(message);
  };
}

/** An AbortError in hosts with and without DOMException. */
class DOMExceptionLike extends Error {
  override readonly name: string;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
