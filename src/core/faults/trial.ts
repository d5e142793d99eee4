/** A target of the lab under schedules of one property: the search for one that fails, the smallest of its kind, and the verdict. */
import { UNHEARD } from '../judged.ts';
import { type Context, shownClauses } from '../writepath/context.ts';
import { harmOfPoison } from './poison.ts';
import { createRandom, type Random, seedOf } from './random.ts';
import { deliveriesOf, type Fault, type FaultKind, type Schedule, schedules, shrink } from './schedule.ts';
import { partitionOf, type Result, type Subject, same, sameEffects, subjectOf } from './subject.ts';
import {
  ACROSS_ONLY,
  fixOf,
  type Kind,
  NEEDS,
  type Needs,
  type Property,
  type ScheduledFault,
  VERDICT_CLAUSES,
  type Verdict,
} from './verdict.ts';

const SHRINK_RUNS = 400;
const NO_SCHEDULE = 'no schedule was to be tried';
/** With these a record is handled later than it was recorded. */
export const LATE: readonly FaultKind[] = ['delay', 'lose', 'slow', 'two instances', 'down'];
export type Scope = ((record: number) => string | undefined) | undefined;

export interface Trial {
  readonly context: Context;
  readonly kind: Kind;
  readonly subject: Subject;
  readonly clean: Result;
  /** The same, commands meeting the whole journal: see `Subject.run`. */
  readonly settled: Result;
  readonly seed: number;
  readonly most: number;
  /** Hears how much of the search under way is done, between 0 and 1. */
  readonly tell: (part: number) => void;
}
/** The schedules to be tried. */
export type Plan = (random: Random, count: number) => Iterable<Schedule>;
interface Failure {
  readonly schedule: Schedule;
  readonly result: Result;
  /** What it was compared with. */
  readonly clean: Result;
}

export function scheduled(subject: Subject, schedule: Schedule): readonly ScheduledFault[] {
  return schedule.map((fault: Fault): ScheduledFault => {
    const { record: place, ...rest } = fault;
    const record = subject.records[place];
    return { ...rest, record: record?.id ?? '', type: record?.type ?? '' };
  });
}

/** What differs, in words. */
export function difference(clean: Result, faulty: Result): string {
  const harm = faulty.poison && harmOfPoison(clean, faulty);
  if (harm !== undefined) return harm;
  if (faulty.swallowed && faulty.effects.length < clean.effects.length)
    return 'an effect failed, the consumer said nothing, and it was left out: no counter moved and nobody tries again';
  if (faulty.effects.length > clean.effects.length)
    return `${faulty.effects.length} effects were done instead of ${clean.effects.length}`;
  if (faulty.effects.length < clean.effects.length)
    return `${clean.effects.length - faulty.effects.length} of ${clean.effects.length} effects were left out`;
  if (!sameEffects(clean, faulty)) {
    const other = faulty.effects.find((effect) => !clean.effects.includes(effect)) ?? '';
    return `another effect was done: ${other.slice(0, 200)}`;
  }
  if (faulty.threw !== undefined && clean.threw === undefined) return `it failed: ${faulty.threw.slice(0, 300)}`;
  return `the outcome is ${faulty.rest.slice(0, 300)} instead of ${clean.rest.slice(0, 300)}`;
}

/** Why nothing can be shown of it, whatever is done to it. */
export function untriedOf({ heard }: Pick<Subject, 'heard'>, { failed, threw = '' }: Result): string | undefined {
  if (heard === 0) return UNHEARD;
  return failed && failed.count >= failed.of
    ? `it fails on the clean journal, without any fault: ${threw.slice(0, 300)}`
    : undefined;
}

/** What fails before anything is done to it. */
export const failureOf = ({ failed, threw = '' }: Result): Pick<Verdict, 'fails_clean'> =>
  failed && failed.count > 0 ? { fails_clean: { ...failed, message: threw.slice(0, 300) } } : {};

export async function search(
  { context, subject, clean: inTime, settled, seed, most, tell }: Trial,
  property: string,
  kinds: readonly [FaultKind, ...FaultKind[]],
  scope: Scope,
  differs: (clean: Result, faulty: Result) => boolean,
  plan: Plan = (random, count) => schedules(random, kinds, count, most),
): Promise<Searched> {
  const random = createRandom(seedOf(seed, subject.target, property));
  const count = subject.records.length;
  // What comes late may not be blamed for what was recorded meanwhile.
  const late = kinds.some((kind) => LATE.includes(kind));
  const clean = late ? settled : inTime;
  const run = (schedule: Schedule) => subject.run(deliveriesOf(count, schedule, scope), late);
  let tried = 0;
  if (untriedOf(subject, inTime) !== undefined) return { failure: undefined, tried };
  for (const schedule of plan(random, count)) {
    await context.host.pause();
    tell(Math.min(1, tried / most));
    tried++;
    if (!differs(clean, run(schedule))) continue;
    let runs = 0;
    const smallest = shrink(schedule, (smaller) => ++runs <= SHRINK_RUNS && differs(clean, run(smaller)));
    return { failure: { schedule: smallest, result: run(smallest), clean }, tried };
  }
  return { failure: undefined, tried };
}

export interface Searched {
  readonly failure: Failure | undefined;
  readonly tried: number;
  /** By its design nothing can happen to it that could be tried: why. */
  readonly immune?: string;
}

export function verdictOf(
  { context, kind, subject, clean }: Trial,
  property: Property,
  { failure, tried, immune }: Searched,
  clauses: readonly string[] = VERDICT_CLAUSES[kind][property] ?? [],
): Verdict {
  const untried = untriedOf(subject, clean) ?? (tried === 0 ? (immune ?? NO_SCHEDULE) : undefined);
  return {
    target: subject.target,
    property,
    holds: failure === undefined,
    ...(untried !== undefined && { not_tried: untried }),
    clauses: shownClauses(context, clauses),
    schedule: failure ? scheduled(subject, failure.schedule) : [],
    tried,
    ...failureOf(clean),
    ...(failure && { message: `${difference(failure.clean, failure.result)}. ${fixOf(kind, property)}` }),
  };
}

export const differ = (clean: Result, faulty: Result) => !same(clean, faulty);

/** What the transport keeps in order for a consumer, and how much that is. */
export function declaredOrder({ model }: Context, name: string): Needs {
  const { ordering, ordering_from } = model.consumers[name] ?? {};
  if (ordering !== 'subject' && ordering !== 'partition') return 'none';
  const scope = ordering_from === undefined ? undefined : model.streams[ordering_from]?.ordering_scope;
  // A stream that keeps no order gives none, whatever the consumer says.
  return scope === 'none' ? 'none' : ordering;
}
export const scopeBy = (context: Context, { records }: Subject, needs: Needs): Scope => {
  if (needs === 'none') return undefined;
  const names = records.map((record) => (needs === 'subject' ? subjectOf(record) : partitionOf(context, record)));
  return (record) => names[record];
};

/** How much order the outcome needs: the least that keeps it the clean one. */
export async function orderVerdict(trial: Trial, declared: Needs): Promise<Verdict> {
  const { context, kind, subject } = trial;
  const names = subject.records.map((record) => subjectOf(record));
  const nextOfSubject = new Int32Array(names.length).fill(-1);
  const seen = new Map<string, number>();
  for (let i = names.length - 1; i >= 0; i--) {
    const name = names[i] ?? '';
    nextOfSubject[i] = seen.get(name) ?? -1;
    seen.set(name, i);
  }
  const distances = (record: number): readonly number[] => {
    const next = nextOfSubject[record] ?? -1;
    return [...new Set([1, ...(next > record ? [next - record] : []), Math.max(1, names.length - 1 - record)])];
  };
  let needs: Needs = 'none';
  let last: Searched = { failure: undefined, tried: 0 };
  let shown: Failure | undefined;
  let tried = 0;
  for (const level of ['none', 'subject', 'partition'] as const) {
    const plan = (random: Random, count: number) => schedules(random, ['delay'], count, trial.most, distances);
    last = await search(trial, `order ${level}`, ['delay'], scopeBy(context, subject, level), differ, plan);
    tried += last.tried;
    if (!last.failure) break;
    // The schedule that is shown is one that the declared order allows.
    if (NEEDS.indexOf(level) <= NEEDS.indexOf(declared)) shown = last.failure;
    needs = NEEDS[NEEDS.indexOf(level) + 1] ?? 'across';
  }
  const holds = NEEDS.indexOf(needs) <= NEEDS.indexOf(declared);
  const all = VERDICT_CLAUSES[kind].order ?? [];
  const clauses = holds || needs === 'across' ? all : all.filter((clause) => !ACROSS_ONLY.includes(clause));
  const verdict = verdictOf(trial, 'order', { failure: holds ? undefined : shown, tried }, clauses);
  return verdict.not_tried === undefined ? { ...verdict, holds, needs } : verdict;
}
