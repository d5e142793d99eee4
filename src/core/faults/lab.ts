/**
 * The delivery lab: seeded schedules of faults over a journal, for each consumer, projection and fold. Every verdict is against the run of the clean
 * journal, and for each failure the smallest schedule is looked for. The same seed gives the same verdicts.
 */
import type { Context } from '../writepath/context.ts';
import type { SimRecord } from '../writepath/record.ts';
import { consumerSubject } from './consumer-subject.ts';
import { foldSubject, projectionSubject } from './derived-subject.ts';
import { harmOfPoison } from './poison.ts';
import { deliveriesOf, type FaultKind, transports } from './schedule.ts';
import { type Result, type Subject, sameEffects } from './subject.ts';
import {
  declaredOrder,
  differ,
  orderVerdict,
  type Plan,
  type Scope,
  type Searched,
  scopeBy,
  search,
  type Trial,
  verdictOf,
} from './trial.ts';
import { type Kind, METRIC_CLAUSES, type Property, VERDICT_CLAUSES, type Verdict } from './verdict.ts';
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

const INLINE = 'it is applied inline: its row is committed together with its checkpoint, so nothing reaches it twice';
const TRANSPORTS: readonly [FaultKind, ...FaultKind[]] = ['delay', 'duplicate', 'redeliver'];
const poisoned = (a: Result, b: Result) => harmOfPoison(a, b) !== undefined;

type Kinds = readonly [FaultKind, ...FaultKind[]];
/** What comes to one verdict. */
type Step = () => Promise<Verdict>;

/** Verdicts by a search each. */
const searching =
  (trial: Trial, scope: Scope) =>
  (property: Property, kinds: Kinds, differs = differ, plan?: Plan): Step =>
  async () =>
    verdictOf(trial, property, await search(trial, property, kinds, scope, differs, plan));

function consumerSteps(trial: Trial, name: string): readonly Step[] {
  const { context, subject, clean, most } = trial;
  const declared = declaredOrder(context, name);
  const scope = scopeBy(context, subject, declared);
  const under = searching(trial, scope);
  const steps: readonly Step[] = [
    under('idempotent', ['duplicate']),
    () => orderVerdict(trial, declared),
    under('loss', ['lose']),
    under('crash', ['crash']),
    async () => versionVerdict(trial, name),
    under('poison', ['poison'], poisoned),
    under('instances', ['two instances']),
    under('slow', ['slow']),
    under('outage', ['down', 'refused']),
    under('transport', TRANSPORTS, differ, (random, count) => transports(random, count, most)),
  ];
  const acts = (context.model.consumers[name]?.effects?.length ?? 0) > 0 || clean.effectCount > 0;
  return acts ? [...steps, () => effectsVerdict(trial, scope)] : steps;
}

async function effectsVerdict(trial: Trial, scope: Scope): Promise<Verdict> {
  const kinds: Kinds = ['crash', 'effect fails', 'duplicate'];
  const effects = await search(trial, 'effects', kinds, scope, (a, b) => !sameEffects(a, b));
  const swallowed = effects.failure?.result.swallowed === true;
  const all = VERDICT_CLAUSES.consumer.effects ?? [];
  const clauses = effects.failure && !swallowed ? all.filter((clause) => !METRIC_CLAUSES.includes(clause)) : all;
  return verdictOf(trial, 'effects', effects, clauses);
}

function projectionSteps(trial: Trial, name: string): readonly Step[] {
  const { context, subject, most } = trial;
  const again = context.model.projections[name]?.apply === 'outbox';
  const scope = scopeBy(context, subject, 'partition');
  const held: Searched = { failure: undefined, tried: 0, immune: INLINE };
  const searched = searching(trial, scope);
  const under = (property: Property, kinds: Kinds, plan?: Plan): Step =>
    again ? searched(property, kinds, differ, plan) : async () => verdictOf(trial, property, held);
  return [
    under('idempotent', ['redeliver']),
    () => orderVerdict(trial, 'partition'),
    under('crash', ['redeliver']),
    searched('poison', ['poison'], poisoned),
    under('instances', ['two instances']),
    under('slow', ['slow']),
    // What refuses an effect has nothing to refuse here.
    under('outage', ['down']),
    under('transport', TRANSPORTS, (random, count) => transports(random, count, most)),
  ];
}

/** It reads the journal: each record of a subject once, and in order. */
function foldSteps(trial: Trial): readonly Step[] {
  const scope = scopeBy(trial.context, trial.subject, 'partition');
  return [() => orderVerdict(trial, 'partition'), searching(trial, scope)('poison', ['poison'], poisoned)];
}

interface Target {
  readonly kind: Kind;
  readonly name: string;
  readonly subject: (context: Context, name: string, journal: readonly SimRecord[]) => Subject;
  readonly steps: (trial: Trial, name: string) => readonly Step[];
}
function targetsOf({ model, behavior, facts }: Context): readonly Target[] {
  const consumers = Object.keys(model.consumers).filter((name) => behavior.consumers.has(name));
  return [
    ...consumers.map((name) => ({ kind: 'consumer', name, subject: consumerSubject, steps: consumerSteps }) as const),
    ...facts.projections.map(
      ({ name }) => ({ kind: 'projection', name, subject: projectionSubject, steps: projectionSteps }) as const,
    ),
    ...[...behavior.folds.keys()].map(
      (name) => ({ kind: 'fold', name, subject: foldSubject, steps: foldSteps }) as const,
    ),
  ];
}

/** `progress` hears how much of all is done, between 0 and 1. */
export async function runLab(
  context: Context,
  { journal: given, seed = 1, schedules: most = 100, targets: wanted }: LabRequest,
  progress: (part: number) => void = () => undefined,
): Promise<LabAnswer> {
  const known = new Set<string>();
  // The clean journal: what came twice stands in it once.
  const journal = given.filter(({ id }) => !known.has(id) && known.add(id));
  const verdicts: Verdict[] = [];
  const targets = targetsOf(context).filter(({ kind, name }) => wanted?.includes(`${kind}/${name}`) ?? true);
  for (const [t, { kind, name, subject: subjectFor, steps: stepsFor }] of targets.entries()) {
    const subject = subjectFor(context, name, journal);
    const whole = deliveriesOf(subject.records.length, []);
    const clean = subject.run(whole);
    // Only for a consumer is there something that settles.
    const settled = kind === 'consumer' ? subject.run(whole, true) : clean;
    let [done, all] = [0, 1];
    const tell = (part: number) => progress((t + (done + part) / all) / targets.length);
    const steps = stepsFor({ context, kind, subject, clean, settled, seed, most, tell }, name);
    all = steps.length;
    for (const step of steps) {
      verdicts.push(await step());
      done++;
      tell(0);
    }
  }
  return { seed, verdicts };
}
