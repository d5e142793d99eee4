/** A schedule that was found, run once more delivery by delivery beside the clean run: what a person steps through. */
import type { Context } from '../writepath/context.ts';
import { Refusal } from '../writepath/errors.ts';
import type { SimRecord } from '../writepath/record.ts';
import { consumerSubject } from './consumer-subject.ts';
import { foldSubject, projectionSubject } from './derived-subject.ts';
import { type Delivery, deliveriesOf, type Fault } from './schedule.ts';
import { poisonId, type Result, type Seen, type Subject } from './subject.ts';
import { declaredOrder, difference, LATE, scopeBy } from './trial.ts';
import { NEEDS, type ScheduledFault, type Verdict } from './verdict.ts';
import { nextVersion, strange } from './versions.ts';

export interface SteppingRequest {
  readonly what: 'stepping';
  /** The journal that the verdict is of. */
  readonly journal: readonly SimRecord[];
  readonly verdict: Pick<Verdict, 'target' | 'property' | 'needs' | 'schedule'>;
}
export interface SteppedDelivery extends Seen {
  readonly record: string;
  readonly type: string;
  readonly subject?: string;
  /** It was delivered before. */
  readonly again: boolean;
  /** What was done to it, of the schedule. */
  readonly faults: readonly ScheduledFault[];
}
export interface SteppedRun {
  /** Those around the faults; `from` is the place of the first, from 0, `total` how many there are. */
  readonly deliveries: readonly SteppedDelivery[];
  readonly from: number;
  readonly total: number;
}
export interface SteppingAnswer {
  readonly clean: SteppedRun;
  readonly faulty: SteppedRun;
  /** What is another one in the end, in words. */
  readonly difference: string;
}

const BEFORE = 20;
const SHOWN = 400;

function subjectFor(context: Context, target: string, journal: readonly SimRecord[]): Subject {
  const [kind = '', name = ''] = target.split(/\/(.*)/s);
  if (kind === 'consumer') return consumerSubject(context, name, journal);
  if (kind === 'projection') return projectionSubject(context, name, journal);
  if (kind === 'fold') return foldSubject(context, name, journal);
  throw new Refusal('ErrTypeUnknown', `There is nothing \`${target}\` to put under faults.`);
}

/** What the transport kept in order when the schedule was found. */
function scopeOf(
  context: Context,
  subject: Subject,
  { target, property, needs = 'none' }: SteppingRequest['verdict'],
): ((record: number) => string | undefined) | undefined {
  const [kind = '', name = ''] = target.split(/\/(.*)/s);
  const declared = kind === 'consumer' ? declaredOrder(context, name) : 'partition';
  if (property !== 'order') return scopeBy(context, subject, declared);
  const level = Math.min(Math.max(0, NEEDS.indexOf(needs) - 1), NEEDS.indexOf(declared));
  return scopeBy(context, subject, NEEDS[level] ?? 'none');
}

function watched(
  subject: Subject,
  deliveries: readonly Delivery[],
  settled: boolean,
  faults: readonly ScheduledFault[],
  records: readonly SimRecord[] = subject.records,
): { readonly run: readonly SteppedDelivery[]; readonly result: Result } {
  const seen: Seen[] = [];
  const result = subject.run(deliveries, settled, (at, what) => {
    seen[at] = what;
  });
  const known = new Set<number>();
  const run = deliveries.flatMap(({ record, poison }, at): readonly SteppedDelivery[] => {
    const one = records[record];
    if (!one) return [];
    const again = known.has(record);
    if (!poison) known.add(record);
    const { id, type, subject_type, subject_id } = one;
    return [
      {
        ...seen[at],
        record: poison ? poisonId(one) : id,
        type,
        ...(subject_id !== undefined && { subject: `${subject_type ?? ''}/${subject_id}` }),
        again,
        faults: faults.filter((fault) => fault.record === id),
      },
    ];
  });
  return { run, result };
}

/** Throws a Refusal where there is no such target. */
export function runStepping(context: Context, { journal: given, verdict }: SteppingRequest): SteppingAnswer {
  const known = new Set<string>();
  const journal = given.filter(({ id }) => !known.has(id) && known.add(id));
  const { target, property, schedule } = verdict;
  const subject = subjectFor(context, target, journal);
  if (property === 'version') return strangeRecord(context, subject, schedule);
  const places = new Map(subject.records.map(({ id }, i) => [id, i]));
  const faults = schedule.flatMap(({ record, type: _, ...fault }) => {
    const place = places.get(record);
    return place === undefined ? [] : [{ ...fault, record: place } as Fault];
  });
  const settled = faults.some(({ fault }) => LATE.includes(fault)) || property === 'transport';
  const count = subject.records.length;
  const clean = watched(subject, deliveriesOf(count, []), settled, []);
  const faulty = watched(subject, deliveriesOf(count, faults, scopeOf(context, subject, verdict)), settled, schedule);
  const first = faulty.run.findIndex(
    ({ record, again, faults: own }, i) => again || own.length > 0 || clean.run[i]?.record !== record,
  );
  const from = Math.max(0, first - BEFORE);
  const cut = ({ run }: typeof clean): SteppedRun => ({
    deliveries: run.slice(from, from + SHOWN),
    from,
    total: run.length,
  });
  return { clean: cut(clean), faulty: cut(faulty), difference: difference(clean.result, faulty.result) };
}

function strangeRecord(context: Context, subject: Subject, schedule: readonly ScheduledFault[]): SteppingAnswer {
  const name = subject.target.slice('consumer/'.length);
  const [fault] = schedule;
  const record = subject.records.find(({ id }) => id === fault?.record);
  const empty: SteppedRun = { deliveries: [], from: 0, total: 0 };
  if (!fault || !record) return { clean: empty, faulty: empty, difference: '' };
  const other = strange(record, fault.fault, nextVersion(context, name, record));
  const [clean, faulty] = [record, other].map((one) =>
    watched(consumerSubject(context, name, [one]), [{ record: 0 }], false, one === other ? schedule : []),
  );
  if (!clean || !faulty) return { clean: empty, faulty: empty, difference: '' };
  const whole = ({ run }: typeof clean): SteppedRun => ({ deliveries: run, from: 0, total: run.length });
  return { clean: whole(clean), faulty: whole(faulty), difference: difference(clean.result, faulty.result) };
}
