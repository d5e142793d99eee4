/** The live way: every record in its slot, every handler that hears it, states kept as they come. What seeks and what walks must agree. */
import type { Model } from '../model/model.ts';
import type { JsonValue } from '../record/record.ts';
import type { Behavior } from './behavior.ts';
import { type Call, type Heard, type Listening, type ListeningOptions, listening, runCall } from './calls.ts';
import type { ReplayJournal } from './journal.ts';
import { type ReplayHost, StepError } from './step.ts';
import type { ReplayError } from './view.ts';

export interface Walk extends ListeningOptions {
  readonly journal: ReplayJournal;
  readonly behavior: Behavior;
  readonly model: Model | undefined;
  readonly host: ReplayHost;
  /** 0-based slots in ascending order; all unless given. */
  readonly slots?: Iterable<number>;
  readonly only?: (target: string) => boolean;
  /** What is there before the first slot; written to. */
  readonly states?: Map<string, JsonValue>;
  /** Before the handlers of a slot are run. */
  readonly onHeard?: (heard: Heard) => void;
  readonly onTouch?: (touch: Touch) => void;
  /** After the handlers of a slot. */
  readonly onSlot?: (slot: number, heard: Heard | undefined, states: ReadonlyMap<string, JsonValue>) => void;
  readonly progress?: (done: number, total: number) => void;
}

/** One row written: `after` undefined is a row deleted. */
export interface Touch {
  /** 0-based. */
  readonly slot: number;
  readonly heard: Heard;
  readonly call: Call;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

export interface Walked {
  /** By `rowId`. */
  readonly states: ReadonlyMap<string, JsonValue>;
  /** Of each fold and subject, or projection, that ended early. */
  readonly errors: ReadonlyMap<string, ReplayError>;
  /** Why all of it ended early. */
  readonly stopped: ReplayError | undefined;
  readonly listener: Listening;
}

/** `fold/order` NUL `order/o-1` */
export const rowId = (target: string, key: string): string => `${target}\u0000${key}`;
export function rowOf(id: string): { readonly target: string; readonly key: string } {
  const at = id.indexOf('\u0000');
  return { target: id.slice(0, at), key: id.slice(at + 1) };
}

const PROGRESS_EVERY = 1024;

export interface Walker extends Omit<Walked, 'stopped'> {
  readonly stopped: ReplayError | undefined;
  /** Runs what hears a 0-based slot; slots ascend. Does nothing once the walk has stopped. */
  step(slot: number): Promise<Heard | undefined>;
}

export type WalkerInput = Omit<Walk, 'slots' | 'progress'>;

/** A walk a slot at a time, for those who walk two side by side. */
export function walker({
  journal,
  behavior,
  model,
  host,
  only,
  states = new Map(),
  onHeard,
  onTouch,
  onSlot,
  ...options
}: WalkerInput): Walker {
  const listener = listening(journal, behavior, model, host, options);
  const errors = new Map<string, ReplayError>();
  let stopped: ReplayError | undefined;
  const hear = async (slot: number): Promise<Heard | undefined> => {
    stopped ??= await listener.stopAt(slot);
    if (stopped) return undefined;
    try {
      return await listener.at(slot, only);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      stopped = error.detail;
      return undefined;
    }
  };
  return {
    states,
    errors,
    listener,
    get stopped() {
      return stopped;
    },
    async step(slot) {
      if (stopped) return undefined;
      const heard = await hear(slot);
      if (stopped) return undefined;
      if (heard) onHeard?.(heard);
      for (const call of heard?.calls ?? []) {
        if (!heard) break;
        const id = rowId(call.target, call.key);
        const owner = call.kind === 'fold' ? id : call.target;
        if (errors.has(owner)) continue;
        const before = states.get(id);
        const outcome = runCall(host, behavior, call, { slot, event: heard.event }, before);
        if (outcome.error) {
          errors.set(owner, outcome.error);
          continue;
        }
        if (outcome.value === undefined) states.delete(id);
        else states.set(id, outcome.value);
        onTouch?.({ slot, heard, call, before, after: outcome.value });
      }
      onSlot?.(slot, heard, states);
      return heard;
    },
  };
}

export async function walk({ slots, progress, ...input }: Walk): Promise<Walked> {
  const { order } = input.journal;
  const walking = walker(input);
  let done = 0;
  for (const slot of slots ?? slotsBetween(0, order.count)) {
    if ((done & 15) === 0) await input.host.pause();
    if (done++ % PROGRESS_EVERY === 0) progress?.(slot, order.count);
    await walking.step(slot);
    if (walking.stopped) break;
  }
  progress?.(order.count, order.count);
  return walking;
}

/** 0-based slots from one, up to the one before `end`. */
export function* slotsBetween(from: number, end: number): Iterable<number> {
  for (let slot = from; slot < end; slot++) yield slot;
}
