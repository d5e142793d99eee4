/**
 * Consumer positions (contract §6, `--processing`): how far a consumer had come at a time, for stores that keep it apart from the records. A
 * position covers all records up to it, so each gets a processing row with the time of the first position that covers it: it was
 * processed by then.
 *
 * `positions-read.ts` reads them, of a store's own table or as
 * `{"consumer":"mailer","position":1200,"t_process":"…"}`: the whole log, by `position` (else by slot, from 1).
 * `{"consumer":"mailer","scope":"order/o-1","position":7,"t_process":"…"}`: one scope, by `sequence`; without a number all of it.
 */
import type { SequenceSpec } from '../formats/mapping.ts';
import type { Columns, ProcessingColumns } from './columns.ts';
import { scopesOf } from './scopes.ts';
import { slotRows } from './slots.ts';

export interface Position {
  readonly consumer: string;
  /** What `upTo` is a sequence of, by its name or a stream's (`order-o-1`); without it a place in the whole log. */
  readonly scope?: string;
  /** Only records of subjects of that type. */
  readonly category?: string;
  /** Infinity: all of the scope. */
  readonly upTo: number;
  /** Places below it that it does not cover. */
  readonly gaps?: ReadonlySet<number>;
  readonly tProcessMicros: number;
}

/** The columns with a processing row for each record and consumer that a position covers. */
export function withPositions(columns: Columns, positions: readonly Position[], sequence: SequenceSpec): Columns {
  const scopes = scopesOf(columns, sequence);
  const byPosition = columns.position.some((p) => !Number.isNaN(p));
  const slot = new Float64Array(columns.count);
  if (!byPosition) for (const [i, row] of slotRows(columns, scopes).entries()) slot[row] = i + 1;
  const typeOf = (row: number) =>
    columns.subjectTypes[columns.subjectTypeOf[columns.subject[row] ?? 0] ?? 0] || NO_TYPE;
  const consumers = [...columns.processing.consumers];
  const rows: number[] = [];
  const of: number[] = [];
  const times: number[] = [];
  for (const consumer of new Set(positions.map((position) => position.consumer))) {
    const own = positions.filter((position) => position.consumer === consumer);
    const inWhole = own.filter(({ scope }) => scope === undefined);
    const whole = inWhole.filter(({ gaps }) => gaps === undefined);
    const log = ladder(whole.filter(({ category }) => category === undefined));
    const perCategory = new Map(
      [...grouped(whole, ({ category = '' }) => category)].map(([category, some]) => [category, ladder(some)]),
    );
    const withGaps = inWhole.filter(({ gaps }) => gaps !== undefined);
    const perScope = laddersByScope(
      own.filter(({ scope }) => scope !== undefined),
      scopes.names,
    );
    let index = consumers.indexOf(consumer);
    if (index < 0) index = consumers.push(consumer) - 1;
    for (let row = 0; row < columns.count; row++) {
      const inLog = byPosition ? (columns.position[row] ?? Number.NaN) : (slot[row] ?? Number.NaN);
      const inScope = columns.sequence[row] ?? Number.NaN;
      const scoped = perScope.get(scopes.of[row] ?? 0);
      const typed = perCategory.size > 0 ? perCategory.get(typeOf(row)) : undefined;
      let time = Math.min(
        coveredAt(log, inLog),
        typed ? coveredAt(typed, inLog) : Number.POSITIVE_INFINITY,
        scoped ? coveredAt(scoped, inScope) : Number.POSITIVE_INFINITY,
      );
      for (const { upTo, gaps, tProcessMicros } of withGaps)
        if (upTo >= inLog && !gaps?.has(inLog)) time = Math.min(time, tProcessMicros);
      if (time === Number.POSITIVE_INFINITY) continue;
      rows.push(row);
      of.push(index);
      times.push(time);
    }
  }
  return { ...columns, processing: joined(columns.processing, consumers, rows, of, times) };
}

/** The key of positions without a category must be no record's type. */
const NO_TYPE = '\0';

function grouped(positions: readonly Position[], keyOf: (position: Position) => string): Map<string, Position[]> {
  const groups = new Map<string, Position[]>();
  for (const position of positions) {
    const group = groups.get(keyOf(position));
    if (group) group.push(position);
    else groups.set(keyOf(position), [position]);
  }
  return groups;
}

/** Ladders by the scope's number. A stream's name is a scope's where it is cut as readers cut it: `order-o-1` is `order/o-1`. */
function laddersByScope(
  positions: readonly Position[],
  names: readonly string[],
): ReadonlyMap<number, readonly Position[]> {
  if (positions.length === 0) return new Map();
  const byName = grouped(positions, ({ scope = '' }) => scope);
  const ladders = new Map<number, readonly Position[]>();
  for (const [number, name] of names.entries()) {
    if (number === 0) continue;
    const at = name.indexOf('/');
    const streams =
      at < 0
        ? [name]
        : [name, `${name.slice(0, at)}-${name.slice(at + 1)}`, `${name.slice(0, at)}|${name.slice(at + 1)}`];
    const own = streams.flatMap((stream) => byName.get(stream) ?? []);
    if (own.length > 0) ladders.set(number, ladder(own));
  }
  return ladders;
}

/** Positions ascending, each with the earliest time at which it or a later one was reached. */
function ladder(positions: readonly Position[]): readonly Position[] {
  const sorted = positions.toSorted((a, b) => a.upTo - b.upTo || a.tProcessMicros - b.tProcessMicros);
  let earliest = Number.POSITIVE_INFINITY;
  return sorted
    .toReversed()
    .map((position) => {
      earliest = Math.min(earliest, position.tProcessMicros);
      return { ...position, tProcessMicros: earliest };
    })
    .toReversed();
}

/** Infinity: no position reaches it. */
function coveredAt(steps: readonly Position[], number: number): number {
  if (steps.length === 0) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(number)) {
    const last = steps.at(-1);
    return last?.upTo === Number.POSITIVE_INFINITY ? last.tProcessMicros : Number.POSITIVE_INFINITY;
  }
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.upTo ?? 0) >= number) high = middle;
    else low = middle + 1;
  }
  return steps[low]?.tProcessMicros ?? Number.POSITIVE_INFINITY;
}

function joined(
  before: ProcessingColumns,
  consumers: readonly string[],
  rows: readonly number[],
  of: readonly number[],
  times: readonly number[],
): ProcessingColumns {
  const count = before.count + rows.length;
  const after = <A extends Uint32Array | Uint16Array | Uint8Array | Float64Array>(
    into: A,
    old: A,
    more: readonly number[],
  ): A => {
    into.set(old.subarray(0, before.count));
    into.set(more, before.count);
    return into;
  };
  const none = rows.map(() => Number.NaN);
  return {
    count,
    row: after(new Uint32Array(count), before.row, rows),
    consumer: after(new Uint16Array(count), before.consumer, of),
    tStartMicros: after(new Float64Array(count), before.tStartMicros, none),
    tProcessMicros: after(new Float64Array(count), before.tProcessMicros, times),
    outcome: after(
      new Uint8Array(count),
      before.outcome,
      rows.map(() => 0),
    ),
    attempt: after(
      new Uint16Array(count),
      before.attempt,
      rows.map(() => 1),
    ),
    consumers,
  };
}
