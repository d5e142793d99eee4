/** Running handlers over one record: what it is to them, and what goes wrong, with its place. */
import type { JournalRecord, JsonValue } from '../record/record.ts';
import type { Behavior } from './behavior.ts';
import { type BehaviorEvent, eventOf } from './event.ts';
import { passage, type ReplayFacts } from './facts.ts';
import { NotJsonError, type Plain, StateSizeError } from './plain.ts';
import { Applied } from './source.ts';
import type { ReplayError } from './view.ts';

/** What the host of the engine gives: the names of what is run, for a hang; where a thrown error stands in the source. */
export interface ReplayHost {
  readonly plain: Plain;
  /** Before a handler is run. */
  enter(target: string, slot: number): void;
  /** File and 1-based line of an error that behavior code threw. */
  placeOf(error: unknown): { readonly file?: string; readonly line?: number; readonly column?: number };
  /** Lets other work in when a slice of time is over. Throws an AbortError when nobody waits for the answer any more. */
  pause(): Promise<void>;
  /** What follows is long and the engine's own (sorting a million keys): no hang of the behavior. */
  ownWork(): void;
  /** Milliseconds of a clock that only goes forward, where the host has one; for the engine, never for behavior. */
  now?(): number;
}

/** Ends a fold or projection; carries what is told about it. */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly detail: ReplayError;
  constructor(detail: ReplayError) {
    super(detail.message);
    this.detail = detail;
  }
}

/** The message of whatever was thrown; it may be hostile. */
export const messageOf = (error: unknown): string => {
  try {
    return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
      ? String((error as Error).message)
      : `it threw ${String(error)}`;
  } catch {
    return 'it threw something that cannot be read';
  }
};

/** Why a record is applied or not, by the journal (duplicates) and the model (types, versions). */
export type Verdict =
  | 'applied'
  | 'exact duplicate'
  | 'conflicting duplicate'
  | 'sequence duplicate'
  | 'skipped in the recording'
  | 'unknown type'
  | 'unknown version';

export function verdictOf(
  facts: ReplayFacts,
  behavior: Behavior,
  applied: number,
  type: string,
  version: number,
): Verdict {
  if (applied === Applied.exactDuplicate) return 'exact duplicate';
  if (applied === Applied.conflictingDuplicate) return 'conflicting duplicate';
  if (applied === Applied.sequenceDuplicate) return 'sequence duplicate';
  if (applied === Applied.skippedAtSource) return 'skipped in the recording';
  const way = passage(facts, behavior, type, version);
  return way === 'apply' ? 'applied' : way === 'unknown_type' ? 'unknown type' : 'unknown version';
}

export interface Step {
  readonly slot: number;
  readonly event: BehaviorEvent;
}

/** Runs one handler; whatever it throws, or gives that is not plain JSON, becomes a StepError. `undefined` is let through where allowed. */
export function runHandler(
  host: ReplayHost,
  target: string,
  { slot, event }: Step,
  handler: (state: JsonValue, event: BehaviorEvent) => unknown,
  state: JsonValue,
  mayDelete: boolean,
): JsonValue | undefined {
  host.enter(target, slot);
  const at = { target, record: event.id, slot: slot + 1 };
  let result: unknown;
  try {
    result = handler(state, event);
  } catch (error) {
    throw new StepError({ code: 'throw', message: messageOf(error), ...at, ...host.placeOf(error) });
  }
  if (result === undefined && mayDelete) return undefined;
  try {
    return host.plain(result, mayDelete ? 'row' : 'state', state);
  } catch (error) {
    if (error instanceof NotJsonError) {
      const hint = result === undefined ? ' (did the handler forget to return it?)' : '';
      throw new StepError({ code: 'state-not-json', message: `${error.message}${hint}`, ...at });
    }
    if (error instanceof StateSizeError) throw new StepError({ code: 'memory', message: error.message, ...at });
    throw error;
  }
}

/** One upcaster run on one record. */
export interface UpcastStep {
  readonly target: string;
  readonly version: number;
  /** What it was given, with the payload beside it. */
  readonly seen: BehaviorEvent;
  readonly payload: JsonValue;
  /** What it gave. */
  readonly result: JsonValue;
}

/** The event of a record under its current name, its payload brought to the current version by upcasters; `onStep` hears each of them. */
export function currentEvent(
  host: ReplayHost,
  facts: ReplayFacts,
  behavior: Behavior,
  record: JournalRecord & { readonly payload: JsonValue },
  slot: number,
  onStep?: (step: UpcastStep) => void,
): BehaviorEvent {
  const event = eventOf(record);
  const known = facts.type(record.type);
  const name = known?.name ?? record.type;
  const steps = behavior.upcasters.get(name);
  const last = known?.version ?? (steps ? Math.max(...steps.keys()) + 1 : event.version);
  if (!steps || event.version >= last) return name === event.type ? event : Object.freeze({ ...event, type: name });
  let { payload } = event;
  let version = event.version;
  for (let upcast = steps.get(version); upcast && version < last; upcast = steps.get(version)) {
    const seen = Object.freeze({ ...event, type: name, version, payload });
    const target = `upcaster/${name}@${version}`;
    const result = runHandler(host, target, { slot, event: seen }, upcast, payload, false) ?? null;
    onStep?.({ target, version, seen, payload, result });
    payload = result;
    version++;
  }
  return Object.freeze({ ...event, type: name, version, payload });
}
