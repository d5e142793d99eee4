/** The handlers that hear a record, one after the other, without running them: what proofs and questions walk over. */

import type { Model } from '../model/model.ts';
import type { JournalRecord, JsonValue } from '../record/record.ts';
import { type Admission, admissionOf } from './admission.ts';
import type { Behavior } from './behavior.ts';
import type { BehaviorEvent } from './event.ts';
import type { ReplayFacts } from './facts.ts';
import { replayFacts } from './facts.ts';
import type { ReplayJournal } from './journal.ts';
import { handlerOf, type KeyReader, keyReader } from './projections.ts';
import { currentEvent, type ReplayHost, runHandler, type Step, StepError, type UpcastStep } from './step.ts';
import { foldOfSubject } from './subjects.ts';
import type { ReplayError } from './view.ts';

/** A state or row that one handler is about to change. */
export interface Call {
  /** `fold/order`, `projection/open_orders` */
  readonly target: string;
  readonly kind: 'fold' | 'projection';
  readonly name: string;
  /** The handler's key: a type or `*`. */
  readonly on: string;
  /** The subject or the row. */
  readonly key: string;
  readonly initial: JsonValue;
}

/** A record and who hears it. */
export interface Heard {
  /** 0-based. */
  readonly slot: number;
  readonly admission: Admission;
  readonly record: JournalRecord & { readonly payload: JsonValue };
  readonly event: BehaviorEvent;
  readonly calls: readonly Call[];
  readonly upcasts: readonly UpcastStep[];
  /** Projections that hear it but whose key it does not hold. */
  readonly withoutKey: readonly string[];
}

export interface Listening {
  readonly behavior: Behavior;
  readonly facts: ReplayFacts;
  /** `only` limits it to some targets. Throws a StepError where an upcaster fails. Undefined where nobody hears the slot. */
  at(slot: number, only?: (target: string) => boolean): Promise<Heard | undefined>;
  /** Why the replay ends before a slot. */
  stopAt(slot: number): Promise<ReplayError | undefined>;
}

/** A change to a record before anybody sees it: a field masked, say. */
export type Retouch = (
  record: JournalRecord & { readonly payload: JsonValue },
) => JournalRecord & { readonly payload: JsonValue };

export interface ListeningOptions {
  readonly retouch?: Retouch | undefined;
  /** Records that reach folds are told even where no handler hears them. */
  readonly everyRecord?: boolean;
}

export function listening(
  journal: ReplayJournal,
  behavior: Behavior,
  model: Model | undefined,
  host: ReplayHost,
  { retouch, everyRecord = false }: ListeningOptions = {},
): Listening {
  const { order } = journal;
  const facts = replayFacts(model, behavior);
  const keyOf: readonly KeyReader[] = facts.projections.map(keyReader);
  const folds = order.subjects.map((_, subject) => foldOfSubject(order, behavior, subject));
  const everything = () => true;
  return {
    behavior,
    facts,
    async stopAt(slot) {
      const { row, stop } = admissionOf(order, facts, behavior, slot);
      return stop === undefined
        ? undefined
        : { code: 'stopped', message: stop, slot: slot + 1, record: (await journal.record(row)).id };
    },
    async at(slot, only = everything) {
      const admission = admissionOf(order, facts, behavior, slot);
      const { row, name, folded, projected } = admission;
      if (!folded) return undefined;
      const subject = order.subject[row] ?? 0;
      const fold = folds[subject];
      const foldOn = fold && (fold.fold.on.has(name) ? name : fold.fold.on.has('*') ? '*' : undefined);
      const hasFold = fold !== undefined && foldOn !== undefined && only(`fold/${fold.name}`);
      const views = projected
        ? facts.projections.flatMap((projection, p) =>
            handlerOf(projection, name) && only(`projection/${projection.name}`) ? [{ projection, p }] : [],
          )
        : [];
      if (!hasFold && views.length === 0 && !everyRecord) return undefined;
      const read = journal.record(row);
      const stored = read instanceof Promise ? await read : read;
      const record = retouch ? retouch(stored) : stored;
      const upcasts: UpcastStep[] = [];
      const event = currentEvent(host, facts, behavior, record, slot, (step) => upcasts.push(step));
      const calls: Call[] = [];
      if (hasFold)
        calls.push({
          target: `fold/${fold.name}`,
          kind: 'fold',
          name: fold.name,
          on: foldOn,
          key: order.subjects[subject] ?? '',
          initial: fold.fold.initial,
        });
      const withoutKey: string[] = [];
      for (const { projection, p } of views) {
        const key = keyOf[p]?.({ slot, event }, record);
        if (key === undefined) withoutKey.push(projection.name);
        else
          calls.push({
            target: `projection/${projection.name}`,
            kind: 'projection',
            name: projection.name,
            on: projection.on.has(name) ? name : '*',
            key,
            initial: projection.initial,
          });
      }
      return { slot, admission, record, event, calls, upcasts, withoutKey };
    },
  };
}

export type Outcome =
  | { readonly value: JsonValue | undefined; readonly error?: undefined }
  | { readonly error: ReplayError };

/** Runs the handler of a call in one evaluation of the behavior. `before` undefined: the row is not there, or the subject is new. */
export function runCall(
  host: ReplayHost,
  behavior: Behavior,
  call: Call,
  step: Step,
  before: JsonValue | undefined,
): Outcome {
  const { kind, name, on, target, initial } = call;
  const owner = kind === 'fold' ? behavior.folds.get(name) : behavior.projections.find((p) => p.name === name);
  const handler = owner?.on.get(on);
  if (!handler)
    return { error: { code: 'throw', message: `${target} has no handler for ${on} when it is loaded again`, target } };
  return outcomeOf(() =>
    runHandler(host, target, step, handler, before === undefined ? initial : before, kind === 'projection'),
  );
}

/** What happens to a piece of behavior: its value, or the error that ends it. */
export function outcomeOf(run: () => JsonValue | undefined): Outcome {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof StepError) return { error: error.detail };
    throw error;
  }
}
