/** What is put under faults: a consumer, a projection or a fold, run over deliveries, and what came of it in a form that can be compared. */
import type { JsonObject, JsonValue } from '../record/record.ts';
import type { Context } from '../writepath/context.ts';
import { Refusal } from '../writepath/errors.ts';
import { fieldOf } from '../writepath/make-record.ts';
import type { Outcome, SimRecord } from '../writepath/record.ts';
import type { World } from '../writepath/world.ts';
import type { Delivery } from './schedule.ts';

/** What came of a run. */
export interface Result {
  /** Effects as texts, sorted: a multiset. */
  readonly effects: readonly string[];
  /** What else is compared: states, events, rows, dead letters. */
  readonly rest: string;
  /** An effect failed, and the consumer said that all was well. */
  readonly swallowed: boolean;
  /** The first failure that was not the fault's own. */
  readonly threw?: string;
  /** How many records (of a fold: subjects) came to nothing. */
  readonly failed?: { readonly count: number; readonly of: number };
  readonly effectCount: number;
  /** Effects and commands by record; of the clean run. */
  readonly did?: ReadonlyMap<string, number>;
  /** Of records that nobody can read; what they did is not among the rest. */
  readonly poison?: readonly PoisonSeen[];
}
export interface PoisonSeen {
  /** The record that it is like. */
  readonly like: string;
  /** Reading it failed, and the handler went on as if all were well. */
  readonly traceless: boolean;
  readonly effects: number;
  readonly commands: number;
}
/** What one delivery did. */
export interface Seen {
  readonly outcome?: string;
  readonly effects?: readonly { readonly name: string; readonly data: JsonValue }[];
  /** Of the commands that it issued. */
  readonly commands?: readonly Outcome[];
  /** A row or state that is another one now; undefined where there is none. */
  readonly changed?: readonly {
    readonly key: string;
    readonly before: JsonValue | undefined;
    readonly after: JsonValue | undefined;
  }[];
  readonly error?: string;
}
export interface Subject {
  /** `consumer/mailer`. */
  readonly target: string;
  /** The records that reach it, in clean order. */
  readonly records: readonly SimRecord[];
  /** How many of them a handler hears. */
  readonly heard: number;
  /**
   * Commands that a consumer issues meet the journal as it was when the record was written; or, `settled`, all of it: where only the order of
   * deliveries is to matter, what else was recorded meanwhile may not.
   */
  run(deliveries: readonly Delivery[], settled?: boolean, watch?: (at: number, seen: Seen) => void): Result;
}

export const same = (a: Result, b: Result): boolean =>
  a.rest === b.rest && a.effects.length === b.effects.length && a.effects.every((effect, i) => effect === b.effects[i]);
export const sameEffects = (a: Result, b: Result): boolean =>
  a.effects.length === b.effects.length && a.effects.every((effect, i) => effect === b.effects[i]);

export const subjectOf = ({ subject_type, subject_id }: SimRecord): string | undefined =>
  subject_id === undefined ? undefined : `${subject_type ?? ''}/${subject_id}`;

/** The partition that a record stands in: its own, else what its stream's key says, else its subject. */
export function partitionOf({ model, event }: Context, record: SimRecord): string | undefined {
  if (record.partition !== undefined) return record.partition;
  const name = record.stream ?? event(record.type)?.stream;
  const key = name === undefined ? undefined : model.streams[name]?.partition_key;
  const value = key === 'subject_id' ? record.subject_id : fieldOf(record.payload, key);
  return value === undefined ? subjectOf(record) : `${name}/${value}`;
}

/** The id of the record like this one that nobody can read. */
export const poisonId = ({ id }: SimRecord): string => `${id}:poison`;

/** One like it, with ids of its own. */
export const like = (record: SimRecord): SimRecord => ({
  ...record,
  id: poisonId(record),
  ...(record.idempotency_key !== undefined && { idempotency_key: `${record.idempotency_key}:poison` }),
});

export const withoutProjections = (context: Context): Context => ({
  ...context,
  facts: { ...context.facts, projections: [] },
  keys: [],
});

/** The states of the subjects of some records; of one whose fold fails, that it does. */
export function foldedStates(
  world: World,
  records: readonly SimRecord[],
): { readonly states: JsonObject; readonly failed: number; readonly threw: string | undefined } {
  const states: Record<string, JsonValue> = {};
  let failed = 0;
  let threw: string | undefined;
  for (const record of records) {
    const subject = subjectOf(record);
    if (subject === undefined || Object.hasOwn(states, subject)) continue;
    try {
      states[subject] = world.stateOf(record.subject_type, record.subject_id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      states[subject] = `failed: ${error.message}`;
      failed++;
      threw ??= error.message;
    }
  }
  return { states, failed, threw };
}
