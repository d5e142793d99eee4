/** A plan of faults over the deliveries of a journal, and the deliveries that come of it. Records are named by their place in the clean order, from 0. */
import type { DeliveryFault } from '../writepath/consumers.ts';
import type { Random } from './random.ts';

export type Fault =
  /** It comes once more, `by` deliveries later. */
  | { readonly fault: 'duplicate'; readonly record: number; readonly by: number }
  /** It comes `by` deliveries late. */
  | { readonly fault: 'delay'; readonly record: number; readonly by: number }
  /** It is lost, and sent again `by` deliveries later. */
  | { readonly fault: 'lose'; readonly record: number; readonly by: number }
  /** The process ends while it is handled, and it comes again. */
  | { readonly fault: 'crash'; readonly record: number; readonly point: NonNullable<DeliveryFault['crash']> }
  /** After a crash the last so many records come again, this one the last of them. */
  | { readonly fault: 'redeliver'; readonly record: number; readonly last: number }
  /** An effect fails once. */
  | { readonly fault: 'effect fails'; readonly record: number; readonly effect: number };
export type Schedule = readonly Fault[];

export interface Delivery {
  readonly record: number;
  readonly fault?: DeliveryFault;
}

interface Placed extends Delivery {
  readonly at: number;
  readonly first: boolean;
}

/**
 * The deliveries of `count` records under a schedule. `scopeOf`: what the transport keeps in order, whatever comes late; undefined: nothing.
 * There the places of a scope's first deliveries are filled in their clean order.
 */
export function deliveriesOf(
  count: number,
  schedule: Schedule,
  scopeOf?: (record: number) => string | undefined,
): readonly Delivery[] {
  const placed: Placed[] = [];
  const at = new Float64Array(count);
  const faults = new Map<number, DeliveryFault>();
  for (let record = 0; record < count; record++) at[record] = record;
  for (const fault of schedule) {
    const { record } = fault;
    if (record >= count) continue;
    if (fault.fault === 'delay' || fault.fault === 'lose')
      at[record] = Math.max(at[record] ?? 0, record + fault.by + 0.5);
    else if (fault.fault === 'crash') faults.set(record, { ...faults.get(record), crash: fault.point });
    else if (fault.fault === 'effect fails') faults.set(record, { ...faults.get(record), failEffect: fault.effect });
  }
  for (let record = 0; record < count; record++) {
    const fault = faults.get(record);
    placed.push({ record, at: at[record] ?? record, first: true, ...(fault && { fault }) });
  }
  for (const fault of schedule) {
    if (fault.record >= count) continue;
    if (fault.fault === 'duplicate')
      placed.push({ record: fault.record, at: (at[fault.record] ?? 0) + fault.by + 0.25, first: false });
    if (fault.fault === 'redeliver')
      for (let record = Math.max(0, fault.record - fault.last + 1); record <= fault.record; record++)
        placed.push({ record, at: (at[fault.record] ?? 0) + 0.25, first: false });
  }
  placed.sort((a, b) => a.at - b.at || a.record - b.record);
  if (!scopeOf) return placed;
  const places = new Map<string, number[]>();
  for (const [i, { record, first }] of placed.entries()) {
    const scope = first ? scopeOf(record) : undefined;
    if (scope === undefined) continue;
    const list = places.get(scope) ?? [];
    list.push(i);
    places.set(scope, list);
  }
  const ordered: Placed[] = [...placed];
  for (const list of places.values()) {
    const mine = list.flatMap((i) => placed[i] ?? []).sort((a, b) => a.record - b.record);
    for (const [k, i] of list.entries()) {
      const one = mine[k];
      if (one) ordered[i] = one;
    }
  }
  return ordered;
}

/** How many deliveries late something may be. */
const WINDOW = 8;
export type FaultKind = Fault['fault'];

const POINTS: readonly [NonNullable<DeliveryFault['crash']>, ...NonNullable<DeliveryFault['crash']>[]] = [
  'after',
  1,
  'before',
  2,
];

export function randomFault(random: Random, kinds: readonly [FaultKind, ...FaultKind[]], count: number): Fault {
  const record = random.below(count);
  const kind = random.pick(kinds);
  if (kind === 'crash') return { fault: kind, record, point: random.pick(POINTS) };
  if (kind === 'redeliver') return { fault: kind, record, last: 1 + random.below(4) };
  if (kind === 'effect fails') return { fault: kind, record, effect: 1 + random.below(2) };
  return { fault: kind, record, by: random.below(WINDOW) + (kind === 'duplicate' ? 0 : 1) };
}

/** Each fault alone, record by record; then several at once, by chance. At most `most` schedules. */
export function* schedules(
  random: Random,
  kinds: readonly [FaultKind, ...FaultKind[]],
  count: number,
  most: number,
  distances: (record: number, kind: 'duplicate' | 'delay' | 'lose') => readonly number[] = (_, kind) => [
    kind === 'duplicate' ? 0 : 1,
  ],
): Generator<Schedule> {
  if (count === 0) return;
  const single = (kind: FaultKind, record: number): readonly Fault[] =>
    kind === 'crash'
      ? POINTS.map((point) => ({ fault: kind, record, point }))
      : kind === 'effect fails'
        ? [{ fault: kind, record, effect: 1 }]
        : kind === 'redeliver'
          ? [{ fault: kind, record, last: 1 }]
          : distances(record, kind).map((by) => ({ fault: kind, record, by }));
  let left = most;
  const alone = Math.ceil(most / 2);
  // Spread over the journal where there are more of them than may be tried.
  const stride = Math.max(1, Math.ceil((count * kinds.length) / alone));
  for (let record = 0; record < count; record += stride)
    for (const kind of kinds)
      for (const fault of single(kind, record)) {
        if (left <= most - alone) break;
        left--;
        yield [fault];
      }
  for (; left > 0; left--) yield Array.from({ length: 1 + random.below(5) }, () => randomFault(random, kinds, count));
}

/** The smallest part of a schedule that still fails: faults are left out, then made gentler, as long as it fails. */
export function shrink(schedule: Schedule, fails: (schedule: Schedule) => boolean): Schedule {
  let best = schedule;
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < best.length; i++) {
      const without = best.filter((_, k) => k !== i);
      if (without.length > 0 && fails(without)) {
        best = without;
        changed = true;
        break;
      }
    }
  }
  for (const [i, fault] of best.entries()) {
    if (!('by' in fault)) continue;
    for (let by = fault.fault === 'duplicate' ? 0 : 1; by < fault.by; by++) {
      const gentler = best.map((other, k) => (k === i ? { ...fault, by } : other));
      if (!fails(gentler)) continue;
      best = gentler;
      break;
    }
  }
  return best;
}
