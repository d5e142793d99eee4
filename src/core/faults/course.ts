/**
 * A target run over deliveries. A clean run is recorded once; where a schedule differs from it the run is taken up again, and as soon as it has come
 * back to what was recorded there, what follows is known. What does not come back is run as a whole, so that the outcome is always that of a whole run.
 */
import { type Memory, plainMemory, type Recorded, type Resumed, recordedMemory } from '../writepath/memory.ts';
import type { SimRecord } from '../writepath/record.ts';
import type { Delivery } from './schedule.ts';
import { type PoisonSeen, poisonId, type Result, type Seen } from './subject.ts';

export type Watch = (at: number, seen: Seen) => void;
/** A run that is under way. All that it remembers from one delivery to the next, and that its result is made of, is in its memory. */
export interface Course {
  /** Before the first delivery. */
  begin(): void;
  /** `at`: how many were before. False: it takes no more. */
  take(delivery: Delivery, at: number, watch?: Watch): boolean;
  /** Of records that nobody can read. Whoever takes it up again empties this. */
  readonly poison: PoisonSeen[];
  /** Something went wrong that its memory does not hold. */
  troubled(): boolean;
  result(): Result;
}
export type Start = (memory: Memory) => Course;

function whole(course: Course, deliveries: readonly Delivery[], watch?: Watch, recorded?: Recorded): Result {
  course.begin();
  for (const [at, delivery] of deliveries.entries()) {
    recorded?.mark();
    if (!course.take(delivery, at, watch)) break;
  }
  recorded?.mark();
  return course.result();
}

interface Again {
  readonly memory: Resumed;
  readonly course: Course;
}

const isOrdinary = (delivery: Delivery | undefined, record: number): boolean =>
  delivery === undefined || (delivery.record === record && !delivery.fault && !delivery.poison);

/** The result of these deliveries, where it is that of the recorded run but for what nobody could read; undefined may only mean that it was not found out. */
function comesBack(
  deliveries: readonly Delivery[],
  records: readonly SimRecord[],
  clean: Result,
  { memory, course }: Again,
): Result | undefined {
  const unread = new Set<string>();
  course.poison.length = 0;
  /** So many came as in the clean run, or to the same end. */
  let done = 0;
  for (let at = 0; at < deliveries.length; ) {
    if (isOrdinary(deliveries[at], done)) {
      done++;
      at++;
      continue;
    }
    memory.resume(done);
    const ahead = new Set<number>();
    let until = 0;
    do {
      const delivery = deliveries[at];
      if (!delivery || !course.take(delivery, at) || course.troubled()) return undefined;
      at++;
      const record = records[delivery.record];
      if (delivery.poison && record) {
        // What the first of two did is forgotten with its place.
        const id = poisonId(record);
        if (unread.has(id)) return undefined;
        unread.add(id);
        // The journal has grown for it: only with the record itself can it be as it was.
        until = delivery.record + 1;
      } else if (delivery.record >= done) ahead.add(delivery.record);
      while (ahead.delete(done)) done++;
    } while (ahead.size > 0 || done < until || !isOrdinary(deliveries[at], done));
    if (!memory.isAt(done, unread)) return undefined;
  }
  if (done !== records.length) return undefined;
  return course.poison.length === 0 ? clean : { ...clean, poison: [...course.poison] };
}

/** A function that runs deliveries of these records; with a `watch` always as a whole. */
export function runner(
  start: Start,
  records: readonly SimRecord[],
): (deliveries: readonly Delivery[], watch?: Watch) => Result {
  const ids = new Set(records.map(({ id }) => id));
  /** An id could be taken for that of one that cannot be read. */
  const alike = records.some((record) => ids.has(poisonId(record)));
  let clean: Result | undefined;
  let again: Again | undefined;
  const record = (): Result => {
    const memory = recordedMemory();
    const course = start(memory);
    const all = records.map((_, record): Delivery => ({ record }));
    const result = whole(course, all, undefined, memory);
    if (!course.troubled() && !alike) {
      const resumed = memory.resumed();
      again = { memory: resumed, course: start(resumed) };
    }
    return result;
  };
  return (deliveries, watch) => {
    if (watch) return whole(start(plainMemory), deliveries, watch);
    clean ??= record();
    return (again && comesBack(deliveries, records, clean, again)) ?? whole(start(plainMemory), deliveries);
  };
}
