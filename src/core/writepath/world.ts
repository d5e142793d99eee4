/**
 * The small system that is simulated: a journal, and what is derived from it. The journal is the only thing that is kept: states and rows are
 * folded from it, a record at a time, each with how far it has come, so that a crash can take them back to what was committed.
 */
import type { JsonObject, JsonValue } from '../record/record.ts';
import { subjectName } from '../record/record.ts';
import { deepFreeze } from '../replay/event.ts';
import { passage } from '../replay/facts.ts';
import { runHandler, StepError } from '../replay/step.ts';
import { type Clock, createClock } from './clock.ts';
import { same } from './compare.ts';
import type { Context } from './context.ts';
import { asWriteError, Refusal } from './errors.ts';
import { type Draft, makeRecord } from './make-record.ts';
import { type Memory, plainMemory } from './memory.ts';
import type { Outcome, SimRecord } from './record.ts';
import type { Step, StepKind } from './steps.ts';

export interface View {
  readonly rows: ReadonlyMap<string, JsonValue>;
  /** How many records of the journal were applied or passed over. */
  readonly checkpoint: number;
}
export interface World {
  readonly context: Context;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: readonly SimRecord[];
  readonly steps: readonly Step[];
  /** Answers by idempotency key, for the same command again. */
  readonly answers: Map<string, Outcome>;
  say(kind: StepKind, from: string, to: string, says: string, data?: JsonValue): void;
  make(draft: Draft): SimRecord;
  /** Durable from here on, in this order. */
  append(records: readonly SimRecord[]): void;
  /** The state of a subject at the end of the journal. Throws a Refusal where its fold fails. */
  stateOf(type: string | undefined, id: string | undefined): JsonValue;
  /** The highest sequence of a subject; 0 where it has none. */
  headOf(type: string | undefined, id: string | undefined): number;
  view(projection: number): View;
  /** Applies the next record of the journal to a projection; false where there is none. Throws a Refusal, and then nothing has moved. */
  applyNext(projection: number): boolean;
  /** Puts a projection back to what it was: a crash lost it. */
  restore(projection: number, view: View): void;
  /** Folds a record into a row outside of the journal: for write orders that apply what was not appended. */
  applyRecord(projection: number, record: SimRecord): void;
  /** Runs the handler of a projection, and puts its row nowhere. Throws a Refusal. */
  tryRecord(projection: number, record: SimRecord): void;
  /** Runs the handler of a fold, and keeps its state nowhere. Throws a Refusal. */
  tryFold(record: SimRecord): void;
  /** A journal from elsewhere goes on where it ended: numbers follow, nothing is made anew. */
  adopt(record: SimRecord): void;
}

/** Records that a state does not hold yet, the latest first. */
interface Pending {
  readonly record: SimRecord;
  readonly before: Pending | undefined;
}
/** A subject; another one after each record. */
interface Folded {
  readonly fold: string | undefined;
  readonly state: JsonValue;
  /** How many records the state was folded of. */
  readonly upto: number;
  readonly head: number;
  readonly pending: Pending | undefined;
}
const oldestFirst = (pending: Pending | undefined): readonly SimRecord[] => {
  const records: SimRecord[] = [];
  for (let one = pending; one; one = one.before) records.push(one.record);
  return records.reverse();
};
function samePending(a: Pending | undefined, b: Pending | undefined): boolean {
  let [one, other] = [a, b];
  while (one !== other) {
    if (one?.record !== other?.record) return false;
    [one, other] = [one?.before, other?.before];
  }
  return true;
}
/** What a record of the journal is, but for its id and number. */
const textOfRecord = ({ kind, type, version, subject_type, subject_id, request_id, payload }: SimRecord): string =>
  JSON.stringify([kind, type, version, subject_type, subject_id, request_id, payload]);

export const foldNameOf = (context: Context, subjectType: string | undefined): string | undefined => {
  const { folds } = context.behavior;
  if (subjectType !== undefined && folds.has(subjectType)) return subjectType;
  return folds.has('*') ? '*' : undefined;
};

export interface WorldOptions {
  readonly clock?: Clock;
  /** A plain one unless the run is recorded, or taken up again. */
  readonly memory?: Memory;
  /** Without it no steps are kept: for many runs of which only the end is asked. */
  readonly keepSteps?: boolean;
  /** Instead of keeping them. */
  readonly onStep?: (step: Step) => void;
  /** A row was put, or taken away. */
  readonly onRow?: (projection: number, key: string) => void;
  /** After each single record that was appended. */
  readonly onRecord?: (world: World, record: SimRecord) => void;
}

export function createWorld(context: Context, options: WorldOptions = {}): World {
  const { clock = createClock(), keepSteps = true, onRecord, onRow, memory = plainMemory } = options;
  const { behavior, facts, host } = context;
  const log = memory.list(textOfRecord);
  const steps: Step[] = [];
  const hear = options.onStep ?? (keepSteps ? (step: Step) => void steps.push(step) : undefined);
  const numbers = memory.map<number>();
  const subjects = memory.map<Folded>((a, b) => a.head === b.head && sameState(a, b));
  const views: View[] = facts.projections.map(() => ({ rows: memory.map<JsonValue>(same), checkpoint: 0 }));
  const subjectKey = (type: string | undefined, id: string | undefined) => subjectName(type, id) ?? '';

  const folded = (type: string | undefined, id: string | undefined): Folded => {
    const known = subjects.get(subjectKey(type, id));
    if (known) return known;
    const fold = foldNameOf(context, type);
    const state = fold === undefined ? null : (behavior.folds.get(fold)?.initial ?? null);
    return { fold, state, upto: 0, head: 0, pending: undefined };
  };
  const refused = (error: unknown): never => {
    if (error instanceof StepError) {
      const { message, ...detail } = asWriteError(error.detail);
      throw new Refusal(detail.code, message, detail);
    }
    throw error;
  };
  const eventOf = (record: SimRecord, slot: number) => {
    try {
      return context.eventOf(record, slot);
    } catch (error) {
      return refused(error);
    }
  };
  const keep = (record: SimRecord) => {
    log.push(record);
    const { fold, state, upto, head, pending: before } = folded(record.subject_type, record.subject_id);
    subjects.set(subjectKey(record.subject_type, record.subject_id), {
      fold,
      state,
      upto,
      head: Math.max(head, record.sequence ?? 0),
      pending: { record, before },
    });
  };
  const stateAfter = (name: string, state: JsonValue, record: SimRecord, slot: number): JsonValue => {
    const fold = behavior.folds.get(name);
    const known = facts.type(record.type);
    if (!fold || known?.intent === 'audit_only') return state;
    if (passage(facts, behavior, record.type, record.version) !== 'apply') return state;
    const handler = fold.on.get(known?.name ?? record.type) ?? fold.on.get('*');
    if (!handler) return state;
    const step = { slot, event: eventOf(record, slot) };
    try {
      return runHandler(host, `fold/${name}`, step, handler, state, false) ?? null;
    } catch (error) {
      return refused(error);
    }
  };
  /** All its records in its state. `reached` hears how far it came before it failed. */
  const settled = (subject: Folded, reached?: (subject: Folded) => void): Folded => {
    const { fold } = subject;
    const records = oldestFirst(subject.pending);
    let { state, upto } = subject;
    try {
      for (const record of records) {
        if (fold !== undefined) state = stateAfter(fold, state, record, upto);
        upto++;
      }
    } catch (error) {
      let pending: Pending | undefined;
      for (const record of records.slice(upto - subject.upto)) pending = { record, before: pending };
      reached?.({ ...subject, state, upto, pending });
      throw error;
    }
    return { ...subject, state, upto, pending: undefined };
  };
  const sameState = (a: Folded, b: Folded): boolean => {
    if (a.fold === undefined || (a.state === b.state && samePending(a.pending, b.pending))) return true;
    try {
      return same(settled(a).state, settled(b).state);
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  };
  /** The row of a projection after a record; undefined where the record does not reach it. */
  const rowAfter = (
    p: number,
    record: SimRecord,
    slot: number,
  ): { readonly key: string; readonly row: JsonValue | undefined } | undefined => {
    const projection = facts.projections[p];
    const known = facts.type(record.type);
    if (!projection || known?.intent === 'audit_only' || known?.intent === 'replay_only') return undefined;
    if (passage(facts, behavior, record.type, record.version) !== 'apply') return undefined;
    const handler = projection.on.get(known?.name ?? record.type) ?? projection.on.get('*');
    if (!handler) return undefined;
    const step = { slot, event: eventOf(record, slot) };
    const key = context.keys[p]?.(step, record);
    if (key === undefined) return undefined;
    try {
      const before = views[p]?.rows.get(key) ?? projection.initial;
      return { key, row: runHandler(host, `projection/${projection.name}`, step, handler, before, true) };
    } catch (error) {
      return refused(error);
    }
  };
  const put = (p: number, key: string, row: JsonValue | undefined, checkpoint: number) => {
    const rows = views[p]?.rows as Map<string, JsonValue>;
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
    views[p] = { rows, checkpoint };
    onRow?.(p, key);
  };

  const world: World = {
    context,
    memory,
    clock,
    log,
    steps,
    answers: memory.map((a, b) => a.command === b.command),
    say(kind, from, to, says, data) {
      hear?.({ kind, from, to, t: clock.now(), says, ...(data !== undefined && { data }) });
    },
    make: (draft) =>
      deepFreeze(
        makeRecord(context, clock, draft, (scope) => {
          const next = (numbers.get(scope) ?? 0) + 1;
          numbers.set(scope, next);
          return next;
        }) as unknown as JsonValue,
      ) as unknown as SimRecord,
    append(records) {
      for (const record of records) {
        keep(record);
        onRecord?.(world, record);
      }
    },
    stateOf(type, id) {
      const subject = folded(type, id);
      if (!subject.pending) return subject.state;
      const key = subjectKey(type, id);
      const after = settled(subject, (reached) => subjects.set(key, reached));
      subjects.set(key, after);
      return after.state;
    },
    headOf: (type, id) => subjects.get(subjectKey(type, id))?.head ?? 0,
    view: (p) => views[p] ?? { rows: new Map(), checkpoint: 0 },
    applyNext(p) {
      const checkpoint = views[p]?.checkpoint ?? 0;
      const record = log[checkpoint];
      if (!record) return false;
      const after = rowAfter(p, record, checkpoint);
      if (after) put(p, after.key, after.row, checkpoint + 1);
      else views[p] = { rows: views[p]?.rows ?? new Map(), checkpoint: checkpoint + 1 };
      return true;
    },
    restore(p, view) {
      views[p] = { rows: new Map(view.rows), checkpoint: view.checkpoint };
    },
    applyRecord(p, record) {
      const after = rowAfter(p, record, log.length);
      if (after) put(p, after.key, after.row, views[p]?.checkpoint ?? 0);
    },
    tryRecord: (p, record) => void rowAfter(p, record, log.length),
    tryFold(record) {
      const state = world.stateOf(record.subject_type, record.subject_id);
      const fold = foldNameOf(context, record.subject_type);
      if (fold !== undefined) stateAfter(fold, state, record, log.length);
    },
    adopt(record) {
      const scope =
        record.partition ??
        (record.subject_id === undefined ? '*' : `${record.subject_type ?? ''}/${record.subject_id}`);
      numbers.set(scope, Math.max(numbers.get(scope) ?? 0, record.sequence ?? 0));
      keep(record);
    },
  };
  return world;
}

/** The state of each subject that one of these records is of, by `type/id`. */
export function statesOf(world: World, records: readonly SimRecord[]): JsonObject {
  const states: Record<string, JsonValue> = {};
  for (const { subject_type, subject_id } of records)
    if (subject_id !== undefined)
      states[`${subject_type ?? ''}/${subject_id}`] = world.stateOf(subject_type, subject_id);
  return states;
}
