/**
 * A target run over deliveries. A clean run is recorded once; where a schedule differs from it the run is taken up again, and as soon as it has come
 * back to what was recorded there, what follows is known. What does not come back is run as a whole, so that the outcome is always that of a whole run.
 */
import { type Memory, plainMemory, type Recorded, type Resumed, recordedMemory } from '../writepath/memory.ts';
import type { Delivery } from './schedule.ts';
import type { Result, Seen } from './subject.ts';

export type Watch = (at: number, seen: Seen) => void;
/** A run that is under way. All that it remembers from one delivery to the next, and that its result is made of, is in its memory. */
export interface Course {
  /** Before the first delivery. */
  begin(): void;
  /** `at`: how many were before. False: it takes no more. */
  take(delivery: Delivery, at: number, watch?: Watch): boolean;
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

interface Clean {
  readonly result: Result;
  readonly memory: Recorded;
}
interface Again {
  readonly memory: Resumed;
  readonly course: Course;
}

const isOrdinary = (delivery: Delivery | undefined, record: number): boolean =>
  delivery === undefined || (delivery.record === record && !delivery.fault && !delivery.poison);

/** Whether a run of these deliveries ends where the recorded one does. False may only mean that it was not found out. */
function comesBack(deliveries: readonly Delivery[], count: number, { memory, course }: Again): boolean {
  /** So many came as in the clean run, or to the same end. */
  let clean = 0;
  for (let at = 0; at < deliveries.length; ) {
    if (isOrdinary(deliveries[at], clean)) {
      clean++;
      at++;
      continue;
    }
    memory.resume(clean);
    const ahead = new Set<number>();
    do {
      const delivery = deliveries[at];
      if (!delivery || delivery.poison || !course.take(delivery, at) || course.troubled()) return false;
      at++;
      if (delivery.record >= clean) ahead.add(delivery.record);
      while (ahead.delete(clean)) clean++;
    } while (ahead.size > 0 || !isOrdinary(deliveries[at], clean));
    if (!memory.isAt(clean)) return false;
  }
  return clean === count;
}

/** A function that runs deliveries of `count` records; with a `watch` always as a whole. */
export function runner(start: Start, count: number): (deliveries: readonly Delivery[], watch?: Watch) => Result {
  let clean: Clean | undefined;
  let again: Again | undefined;
  const record = (): Clean => {
    const memory = recordedMemory();
    const course = start(memory);
    const all = Array.from({ length: count }, (_, i): Delivery => ({ record: i }));
    const result = whole(course, all, undefined, memory);
    if (!course.troubled()) {
      const resumed = memory.resumed();
      again = { memory: resumed, course: start(resumed) };
    }
    return { result, memory };
  };
  return (deliveries, watch) => {
    if (watch) return whole(start(plainMemory), deliveries, watch);
    clean ??= record();
    if (again && comesBack(deliveries, count, again)) return clean.result;
    return whole(start(plainMemory), deliveries);
  };
}
