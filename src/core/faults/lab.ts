/**
 * The delivery lab: seeded schedules of faults over a journal, for each consumer, projection and fold. Every verdict is against the run of the clean
 * journal, and for each failure the smallest schedule is looked for. The same seed gives the same verdicts.
 */
import { UNHEARD } from '../judged.ts';
import { type Context, shownClauses } from '../writepath/context.ts';
import type { SimRecord } from '../writepath/record.ts';
import { harmOfPoison } from './poison.ts';
import { createRandom, type Random, seedOf } from './random.ts';
import { deliveriesOf, type Fault, type FaultKind, type Schedule, schedules, shrink, transports } from './schedule.ts';
import {
  consumerSubject,
  foldSubject,
  partitionOf,
  projectionSubject,
  type Result,
  type Subject,
  same,
  sameEffects,
  subjectOf,
} from './subject.ts';
import {
  ACROSS_ONLY,
  FIXES,
  METRIC_CLAUSES,
  NEEDS,
  type Needs,
  type Property,
  type ScheduledFault,
  VERDICT_CLAUSES,
  type Verdict,
} from './verdict.ts';
import { versionVerdict } from './versions.ts';

export interface LabRequest {
  readonly what: 'lab';
  /** In replay order. */
  readonly journal: readonly SimRecord[];
  readonly seed?: number;
  /** A target and property each; 100 unless it is said. */
  readonly schedules?: number;
  /** Only these: `consumer/mailer`. */
  readonly targets?: readonly string[];
}
export interface LabAnswer {
  readonly seed: number;
  readonly verdicts: readonly Verdict[];
}

const SHRINK_RUNS = 400;
const NO_SCHEDULE = 'no schedule was to be tried';
export const INLINE =
  'it is applied inline: its row is committed together with its checkpoint, so nothing reaches it twice';
/** With these a record is handled later than it was recorded. */
export const LATE: readonly FaultKind[] = ['delay', 'lose', 'slow', 'two instances', 'down'];
const TRANSPORTS: readonly [FaultKind, ...FaultKind[]] = ['delay', 'duplicate', 'redeliver'];
type Kind = 'consumer' | 'projection' | 'fold';
type Scope = ((record: number) => string | undefined) | undefined;

export interface Trial {
  readonly context: Context;
  readonly kind: Kind;
  readonly subject: Subject;
  readonly clean: Result;
  /** The same, commands meeting the whole journal: see `Subject.run`. */
  readonly settled: Result;
  readonly seed: number;
  readonly most: number;
}
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

async function search(
  { context, subject, clean: inTime, settled, seed, most }: Trial,
  property: string,
  kinds: readonly [FaultKind, ...FaultKind[]],
  scope: Scope,
  differs: (clean: Result, faulty: Result) => boolean,
  plan: (random: Random, count: number) => Iterable<Schedule> = (random, count) =>
    schedules(random, kinds, count, most),
): Promise<Searched> {
  const random = createRandom(seedOf(seed, subject.target, property));
  const count = subject.records.length;
  // What comes late may not be blamed for what was recorded meanwhile.
  const late = kinds.some((kind) => LATE.includes(kind));
  const clean = late ? settled : inTime;
  const run = (schedule: Schedule) => subject.run(deliveriesOf(count, schedule, scope), late);
  let tried = 0;
  if (subject.heard === 0) return { failure: undefined, tried };
  for (const schedule of plan(random, count)) {
    await context.host.pause();
    tried++;
    if (!differs(clean, run(schedule))) continue;
    let runs = 0;
    const smallest = shrink(schedule, (smaller) => ++runs <= SHRINK_RUNS && differs(clean, run(smaller)));
    return { failure: { schedule: smallest, result: run(smallest), clean }, tried };
  }
  return { failure: undefined, tried };
}

interface Searched {
  readonly failure: Failure | undefined;
  readonly tried: number;
  /** By its design nothing can happen to it that could be tried: why. */
  readonly immune?: string;
}

function verdictOf(
  { context, kind, subject }: Trial,
  property: Property,
  { failure, tried, immune }: Searched,
  clauses: readonly string[] = VERDICT_CLAUSES[kind][property] ?? [],
): Verdict {
  const untried = subject.heard === 0 ? UNHEARD : tried === 0 ? (immune ?? NO_SCHEDULE) : undefined;
  return {
    target: subject.target,
    property,
    holds: failure === undefined,
    ...(untried !== undefined && { not_tried: untried }),
    clauses: shownClauses(context, clauses),
    schedule: failure ? scheduled(subject, failure.schedule) : [],
    tried,
    ...(failure && { message: `${difference(failure.clean, failure.result)}. ${FIXES[property]}` }),
  };
}

const differ = (clean: Result, faulty: Result) => !same(clean, faulty);

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
async function orderVerdict(trial: Trial, declared: Needs): Promise<Verdict> {
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

async function consumerVerdicts(trial: Trial, name: string): Promise<readonly Verdict[]> {
  const { context, subject, clean } = trial;
  const declared = declaredOrder(context, name);
  const scope = scopeBy(context, subject, declared);
  const verdicts = [
    verdictOf(trial, 'idempotent', await search(trial, 'idempotent', ['duplicate'], scope, differ)),
    await orderVerdict(trial, declared),
    verdictOf(trial, 'loss', await search(trial, 'loss', ['lose'], scope, differ)),
    verdictOf(trial, 'crash', await search(trial, 'crash', ['crash'], scope, differ)),
    versionVerdict(trial, name),
    verdictOf(
      trial,
      'poison',
      await search(trial, 'poison', ['poison'], scope, (a, b) => harmOfPoison(a, b) !== undefined),
    ),
    verdictOf(trial, 'instances', await search(trial, 'instances', ['two instances'], scope, differ)),
    verdictOf(trial, 'slow', await search(trial, 'slow', ['slow'], scope, differ)),
    verdictOf(trial, 'outage', await search(trial, 'outage', ['down', 'refused'], scope, differ)),
    verdictOf(
      trial,
      'transport',
      await search(trial, 'transport', TRANSPORTS, scope, differ, (random, count) =>
        transports(random, count, trial.most),
      ),
    ),
  ];
  if ((context.model.consumers[name]?.effects?.length ?? 0) === 0 && clean.effectCount === 0) return verdicts;
  const effects = await search(
    trial,
    'effects',
    ['crash', 'effect fails', 'duplicate'],
    scope,
    (a, b) => !sameEffects(a, b),
  );
  const swallowed = effects.failure?.result.swallowed === true;
  const all = VERDICT_CLAUSES.consumer.effects ?? [];
  const clauses = effects.failure && !swallowed ? all.filter((clause) => !METRIC_CLAUSES.includes(clause)) : all;
  return [...verdicts, verdictOf(trial, 'effects', effects, clauses)];
}

async function projectionVerdicts(trial: Trial, name: string): Promise<readonly Verdict[]> {
  const { context } = trial;
  const again = context.model.projections[name]?.apply === 'outbox';
  const held: Searched = { failure: undefined, tried: 0, immune: INLINE };
  const redelivered = async (property: string) =>
    again ? search(trial, property, ['redeliver'], undefined, differ) : held;
  return [
    verdictOf(trial, 'idempotent', await redelivered('idempotent')),
    await orderVerdict(trial, 'partition'),
    verdictOf(trial, 'crash', await redelivered('crash')),
  ];
}

export async function runLab(
  context: Context,
  { journal: given, seed = 1, schedules: most = 100, targets }: LabRequest,
): Promise<LabAnswer> {
  const known = new Set<string>();
  // The clean journal: what came twice stands in it once.
  const journal = given.filter(({ id }) => !known.has(id) && known.add(id));
  const verdicts: Verdict[] = [];
  const trialOf = (kind: Kind, subject: Subject): Trial => {
    const whole = deliveriesOf(subject.records.length, []);
    const clean = subject.run(whole);
    // Only for a consumer is there something that settles.
    const settled = kind === 'consumer' ? subject.run(whole, true) : clean;
    return { context, kind, subject, clean, settled, seed, most };
  };
  const wanted = (target: string) => targets === undefined || targets.includes(target);
  for (const name of Object.keys(context.model.consumers))
    if (context.behavior.consumers.has(name) && wanted(`consumer/${name}`))
      verdicts.push(...(await consumerVerdicts(trialOf('consumer', consumerSubject(context, name, journal)), name)));
  for (const { name } of context.facts.projections)
    if (wanted(`projection/${name}`))
      verdicts.push(
        ...(await projectionVerdicts(trialOf('projection', projectionSubject(context, name, journal)), name)),
      );
  for (const name of context.behavior.folds.keys())
    if (wanted(`fold/${name}`))
      verdicts.push(await orderVerdict(trialOf('fold', foldSubject(context, name, journal)), 'partition'));
  return { seed, verdicts };
}
