/** A person's behavior with what writes and hears: deciders, consumers, handlers, policies, invariants (contract §3). */
import type { JsonValue } from '../record/record.ts';
import { type Behavior, BehaviorError, parseBehavior } from '../replay/behavior.ts';
import type { BehaviorEvent } from '../replay/event.ts';

/** What a decider is given of a command; frozen. */
export interface BehaviorCommand {
  readonly id: string;
  readonly type: string;
  readonly subject_id: string | undefined;
  readonly actor_type: string | undefined;
  readonly actor_id: string | undefined;
  readonly t: string;
  readonly payload: JsonValue;
  readonly system_id?: string;
  readonly system_version?: string;
}
export interface ConsumerReach {
  readonly effects: Readonly<Record<string, (data?: unknown) => void>>;
  readonly issue: (type: unknown, payload: unknown, envelope?: unknown) => void;
}
export interface HandlerReach {
  readonly execute: (command: unknown) => unknown;
}

export type Decider = (state: JsonValue, command: BehaviorCommand) => unknown;
export type Consumer = (event: BehaviorEvent, reach: ConsumerReach) => unknown;
export type Handler = (request: JsonValue, reach: HandlerReach) => unknown;
export type Policy = (event: BehaviorEvent | undefined, command: BehaviorCommand) => unknown;
export type Invariant = (state: JsonValue) => unknown;

export interface WriteBehavior extends Behavior {
  readonly deciders: ReadonlyMap<string, Decider>;
  readonly consumers: ReadonlyMap<string, Consumer>;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly policies: ReadonlyMap<string, Policy>;
  /** By subject type, then by what they say. */
  readonly invariants: ReadonlyMap<string, ReadonlyMap<string, Invariant>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function functions<F>(value: unknown, where: string): ReadonlyMap<string, F> {
  if (value === undefined) return new Map();
  if (!isRecord(value)) throw new BehaviorError(`${where} must be an object of functions by name`);
  const found = new Map<string, F>();
  for (const [name, one] of Object.entries(value)) {
    if (typeof one !== 'function') throw new BehaviorError(`${where}['${name}'] must be a function`);
    found.set(name, one as F);
  }
  return found;
}

/** Throws a BehaviorError that names the place; `check` throws when an initial value is not plain JSON. */
export function parseWriteBehavior(
  exported: Readonly<Record<string, unknown>>,
  check: (value: unknown, where: string) => JsonValue,
): WriteBehavior {
  const invariants = exported['invariants'];
  if (invariants !== undefined && !isRecord(invariants)) throw new BehaviorError('`invariants` must be an object');
  return {
    ...parseBehavior(exported, check),
    deciders: functions(exported['deciders'], 'deciders'),
    consumers: functions(exported['consumers'], 'consumers'),
    handlers: functions(exported['handlers'], 'handlers'),
    policies: functions(exported['policies'], 'policies'),
    invariants: new Map(
      Object.entries(invariants ?? {}).map(([subject, checks]) => [
        subject,
        functions<Invariant>(checks, `invariants.${subject}`),
      ]),
    ),
  };
}
