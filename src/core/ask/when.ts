/** When: all intervals in which a condition over a state and the record that made it holds, for every subject or row alike. */
import type { JsonValue } from '../record/record.ts';
import type { BehaviorEvent } from '../replay/event.ts';
import { messageOf } from '../replay/step.ts';
import { foldOfSubject } from '../replay/subjects.ts';
import { rowId, walk } from '../replay/walk.ts';
import { type Interval, type Intervals, MOST } from './ask.types.ts';
import { type Asked, slotsFor } from './blame.ts';

/** May throw: then it does not hold. */
export type Condition = (state: JsonValue, event: BehaviorEvent) => unknown;

export interface Over {
  /** `fold/order`, `projection/open_orders` */
  readonly target: string;
  /** One subject or row only. */
  readonly key?: string;
}

/**
 * A fold's condition is looked at after each record of the subject that reaches folds, heard or not; a projection's after each record that
 * wrote the row. In between nothing changes. A row that is deleted ends its interval.
 */
export async function when(asked: Asked, over: Over, condition: Condition): Promise<Intervals> {
  const { journal, behavior } = asked;
  const { order } = journal;
  const intervals: Interval[] = [];
  const holding = new Map<string, { readonly from: number; readonly record: string }>();
  let total = 0;
  let evaluated = 0;
  let threw = 0;
  let message: string | undefined;
  const end = (key: string, to: number, open: boolean) => {
    const begun = holding.get(key);
    if (!begun) return;
    holding.delete(key);
    total++;
    if (intervals.length < MOST) intervals.push({ key, ...begun, to, open });
  };
  const look = (key: string, slot: number, state: JsonValue | undefined, event: BehaviorEvent) => {
    if (over.key !== undefined && over.key !== key) return;
    let holds = false;
    if (state !== undefined) {
      evaluated++;
      try {
        holds = Boolean(condition(state, event));
      } catch (error) {
        threw++;
        message ??= messageOf(error);
      }
    }
    if (!holds) end(key, slot, false);
    else if (!holding.has(key)) holding.set(key, { from: slot + 1, record: event.id });
  };
  const isFold = over.target.startsWith('fold/');
  let reached = 0;
  const { errors, stopped } = await walk({
    ...asked,
    ...(over.key !== undefined && { slots: slotsFor(asked, { target: over.target, key: over.key }) }),
    only: (target) => target === over.target,
    everyRecord: isFold,
    onTouch({ slot, heard, call, after }) {
      if (!isFold) look(call.key, slot, after, heard.event);
    },
    onSlot(slot, heard, states) {
      reached = slot + 1;
      if (!isFold || !heard) return;
      const subject = order.subject[heard.admission.row] ?? 0;
      const fold = foldOfSubject(order, behavior, subject);
      if (!fold || `fold/${fold.name}` !== over.target) return;
      const key = order.subjects[subject] ?? '';
      look(key, slot, states.get(rowId(over.target, key)) ?? fold.fold.initial, heard.event);
    },
  });
  const last = stopped || over.key === undefined ? reached : order.count;
  for (const key of [...holding.keys()]) end(key, last, true);
  intervals.sort((a, b) => a.from - b.from);
  const error = stopped ?? [...errors.values()][0];
  return { intervals, total, evaluated, threw, ...(message !== undefined && { message }), ...(error && { error }) };
}
