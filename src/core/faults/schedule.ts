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
  | { readonly fault: 'effect fails'; readonly record: number; readonly effect: number }
  /** Before it comes one like it that nobody can read. */
  | { readonly fault: 'poison'; readonly record: number }
  /** A second instance takes over: this record comes to both, and of the next `last` every other one is handled by the second, `by` deliveries behind. */
  | { readonly fault: 'two instances'; readonly record: number; readonly last: number; readonly by: number }
  /** It takes so long that the transport gives it to somebody else; the slow one is done `by` deliveries later. */
  | { readonly fault: 'slow'; readonly record: number; readonly by: number }
  /** The process ends after all is done and is down; up again, it gets the last so many records once more. */
  | { readonly fault: 'down'; readonly record: number; readonly last: number }
  /** From here on for so many records each effect and command is refused the first time. */
  | { readonly fault: 'refused'; readonly record: number; readonly last: number };
export type Schedule = readonly Fault[];

export interface Delivery {
  readonly record: number;
  /** It is not the record itself that comes, but one like it that cannot be read. */
  readonly poison?: true;
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
    const until = Math.min(count, 'last' in fault ? record + fault.last : 0);
    if (fault.fault === 'delay' || fault.fault === 'lose' || fault.fault === 'slow')
      at[record] = Math.max(at[record] ?? 0, record + fault.by + 0.5);
    else if (fault.fault === 'two instances')
      for (let one = record + 1; one < until; one += 2) at[one] = Math.max(at[one] ?? 0, one + fault.by + 0.5);
    else if (fault.fault === 'refused')
      for (let one = record; one < until; one++) faults.set(one, { ...faults.get(one), refused: true });
    else if (fault.fault === 'down') faults.set(record, { ...faults.get(record), crash: 'after' });
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
    if (fault.fault === 'poison')
      placed.push({ record: fault.record, at: (at[fault.record] ?? 0) - 0.1, first: false, poison: true });
    if (fault.fault === 'slow') placed.push({ record: fault.record, at: fault.record + 0.2, first: false });
    if (fault.fault === 'two instances')
      placed.push({ record: fault.record, at: (at[fault.record] ?? 0) + fault.by + 0.25, first: false });
    if (fault.fault === 'redeliver' || fault.fault === 'down')
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
  if (kind === 'poison') return { fault: kind, record };
  if (kind === 'down' || kind === 'refused') return { fault: kind, record, last: 1 + random.below(WINDOW) };
  if (kind === 'two instances') return { fault: kind, record, last: 2 + random.below(WINDOW), by: 1 + random.below(4) };
  if (kind === 'effect fails') return { fault: kind, record, effect: 1 + random.below(2) };
  return { fault: kind, record, by: random.below(WINDOW) + (kind === 'duplicate' ? 0 : 1) };
}

/** Each fault alone, record by record; then several at once, by chance. At most `most` schedules. */
export function* schedules(
  random: Random,
  kinds: readonly [FaultKind, ...FaultKind[]],
  count: number,
  most: number,
  distances: (record: number, kind: 'duplicate' | 'delay' | 'lose' | 'slow') => readonly number[] = (_, kind) => [
    kind === 'duplicate' ? 0 : 1,
  ],
): Generator<Schedule> {
  if (count === 0) return;
  const single = (kind: FaultKind, record: number): readonly Fault[] => {
    switch (kind) {
      case 'crash':
        return POINTS.map((point) => ({ fault: kind, record, point }));
      case 'effect fails':
        return [{ fault: kind, record, effect: 1 }];
      case 'poison':
        return [{ fault: kind, record }];
      case 'two instances':
        return [{ fault: kind, record, last: 2, by: 1 }];
      case 'redeliver':
      case 'down':
      case 'refused':
        return [{ fault: kind, record, last: 1 }];
      default:
        return distances(record, kind).map((by) => ({ fault: kind, record, by }));
    }
  };
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

/**
 * Two transports that promise the same, at least once: a log, which after a rebalance gives the last records again in their order; and a queue, which
 * gives each on its own, late or twice. By turns, whole runs of either.
 */
export function* transports(random: Random, count: number, most: number): Generator<Schedule> {
  if (count === 0) return;
  const faults = Math.min(count, MOST_OF_A_TRANSPORT);
  for (let i = 0; i < most; i++) {
    const log = i % 2 === 0;
    const kinds: readonly [FaultKind, ...FaultKind[]] = log ? ['redeliver'] : ['delay', 'duplicate', 'delay'];
    const some = log ? 1 + random.below(3) : Math.ceil(faults / 2) + random.below(faults);
    yield Array.from({ length: some }, () => randomFault(random, kinds, count));
  }
}
const MOST_OF_A_TRANSPORT = 40;

/** The smallest part of a schedule that still fails: faults are left out, many at once and then one by one, and made gentler, as long as it fails. */
export function shrink(schedule: Schedule, fails: (schedule: Schedule) => boolean): Schedule {
  let best = schedule;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < best.length; ) {
      const without = [...best.slice(0, at), ...best.slice(at + size)];
      if (without.length > 0 && fails(without)) best = without;
      else at += size;
    }
  for (let i = 0; i < best.length; i++)
    for (const gentler of gentlerThan(best[i])) {
      const next = best.map((other, k) => (k === i ? gentler : other));
      if (!fails(next)) continue;
      best = next;
      break;
    }
  return best;
}

/** The gentlest first. */
function* gentlerThan(fault: Fault | undefined): Generator<Fault> {
  if (!fault) return;
  const least = fault.fault === 'two instances' ? 2 : 1;
  const lasts = 'last' in fault ? Array.from({ length: fault.last - least + 1 }, (_, i) => least + i) : [undefined];
  const from = fault.fault === 'duplicate' ? 0 : 1;
  const bys =
    'by' in fault ? Array.from({ length: Math.max(1, fault.by - from + 1) }, (_, i) => from + i) : [undefined];
  for (const last of lasts)
    for (const by of bys) {
      const gentler = { ...fault, ...(last !== undefined && { last }), ...(by !== undefined && { by }) };
      const [a, b] = [fault as { last?: number; by?: number }, gentler as { last?: number; by?: number }];
      if (a.last !== b.last || a.by !== b.by) yield gentler;
    }
}
