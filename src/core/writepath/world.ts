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
import type { Context } from './context.ts';
import { asWriteError, Refusal } from './errors.ts';
import { type Draft, makeRecord } from './make-record.ts';
import type { Outcome, SimRecord } from './record.ts';
import type { Step, StepKind } from './steps.ts';

export interface View {
  readonly rows: ReadonlyMap<string, JsonValue>;
  /** How many records of the journal were applied or passed over. */
  readonly checkpoint: number;
}
export interface World {
  readonly context: Context;
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
  /** A journal from elsewhere goes on where it ended: numbers follow, nothing is made anew. */
  adopt(record: SimRecord): void;
}

interface Folded {
  readonly records: SimRecord[];
  state: JsonValue;
  upto: number;
  head: number;
}

export const foldNameOf = (context: Context, subjectType: string | undefined): string | undefined => {
  const { folds } = context.behavior;
  if (subjectType !== undefined && folds.has(subjectType)) return subjectType;
  return folds.has('*') ? '*' : undefined;
};

export interface WorldOptions {
  readonly clock?: Clock;
  /** Without it no steps are kept: for many runs of which only the end is asked. */
  readonly keepSteps?: boolean;
  /** After each single record that was appended. */
  readonly onRecord?: (world: World, record: SimRecord) => void;
}

export function createWorld(context: Context, options: WorldOptions = {}): World {
  const { clock = createClock(), keepSteps = true, onRecord } = options;
  const { behavior, facts, host } = context;
  const log: SimRecord[] = [];
  const steps: Step[] = [];
  const numbers = new Map<string, number>();
  const subjects = new Map<string, Folded>();
  const views: View[] = facts.projections.map(() => ({ rows: new Map(), checkpoint: 0 }));
  const subjectKey = (type: string | undefined, id: string | undefined) => subjectName(type, id) ?? '';

  const folded = (type: string | undefined, id: string | undefined): Folded => {
    const key = subjectKey(type, id);
    const known = subjects.get(key);
    if (known) return known;
    const name = foldNameOf(context, type);
    const state = name === undefined ? null : (behavior.folds.get(name)?.initial ?? null);
    const made: Folded = { records: [], state, upto: 0, head: 0 };
    subjects.set(key, made);
    return made;
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
    const subject = folded(record.subject_type, record.subject_id);
    subject.records.push(record);
    if ((record.sequence ?? 0) > subject.head) subject.head = record.sequence ?? 0;
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
  };

  const world: World = {
    context,
    clock,
    log,
    steps,
    answers: new Map(),
    say(kind, from, to, says, data) {
      if (keepSteps) steps.push({ kind, from, to, t: clock.now(), says, ...(data !== undefined && { data }) });
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
      const name = foldNameOf(context, type);
      const fold = name === undefined ? undefined : behavior.folds.get(name);
      for (; subject.upto < subject.records.length; subject.upto++) {
        const record = subject.records[subject.upto];
        if (!record || !fold) continue;
        const known = facts.type(record.type);
        if (known?.intent === 'audit_only' || passage(facts, behavior, record.type, record.version) !== 'apply')
          continue;
        const handler = fold.on.get(known?.name ?? record.type) ?? fold.on.get('*');
        if (!handler) continue;
        const step = { slot: subject.upto, event: eventOf(record, subject.upto) };
        try {
          subject.state = runHandler(host, `fold/${name}`, step, handler, subject.state, false) ?? null;
        } catch (error) {
          refused(error);
        }
      }
      return subject.state;
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
