/**
 * Consumer positions (contract §6, `--processing`): how far a consumer had come at a time, for stores that keep it apart from the records. A
 * position covers all records up to it, so each gets a processing row with the time of the first position that covers it: it was
 * processed by then.
 *
 * `{"consumer":"mailer","position":1200,"t_process":"…"}`: the whole log, by `position` (else by slot, from 1).
 * `{"consumer":"mailer","scope":"order/o-1","position":7,"t_process":"…"}`: one scope, by `sequence`; without a number all of it.
 */
import type { SequenceSpec } from '../formats/mapping.ts';
import { parseTime } from '../record/time.ts';
import type { Columns, ProcessingColumns } from './columns.ts';
import type { Rejected } from './report.ts';
import { scopesOf } from './scopes.ts';
import { slotRows } from './slots.ts';

export interface Position {
  readonly consumer: string;
  readonly scope?: string;
  /** Infinity: all of the scope. */
  readonly upTo: number;
  readonly tProcessMicros: number;
}

/** NDJSON or a JSON array of positions. Bad lines are rejected with their reason. */
export function parsePositions(text: string): {
  readonly positions: readonly Position[];
  readonly rejected: readonly Rejected[];
} {
  const positions: Position[] = [];
  const rejected: Rejected[] = [];
  const whole = text.trim().startsWith('[') ? parsed(text) : undefined;
  const rows: readonly (readonly [number, unknown])[] = Array.isArray(whole)
    ? whole.map((row, i) => [i + 1, row] as const)
    : text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [[i + 1, parsed(line)] as const]));
  for (const [line, row] of rows) {
    const found = positionOf(row);
    if (typeof found === 'string') rejected.push({ line, reason: found });
    else positions.push(found);
  }
  return { positions, rejected };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function positionOf(row: unknown): Position | string {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'this is no JSON object';
  const { consumer, scope, position, sequence, t_process } = row as Readonly<Record<string, unknown>>;
  if (typeof consumer !== 'string' || consumer === '') return 'it names no `consumer`';
  if (scope !== undefined && scope !== null && typeof scope !== 'string') return 'its `scope` is no text';
  const number = position ?? sequence ?? undefined;
  const upTo = typeof number === 'string' && /^\d{1,15}$/.test(number) ? Number(number) : number;
  if (upTo !== undefined && !(typeof upTo === 'number' && Number.isSafeInteger(upTo) && upTo >= 0))
    return 'its `position` is no whole number from 0';
  if (upTo === undefined && typeof scope !== 'string') return 'it has neither a `position` nor a `scope`';
  const time = typeof t_process === 'string' ? parseTime(t_process, 'Z') : undefined;
  if (!time) return 'its `t_process` is no time';
  return {
    consumer,
    ...(typeof scope === 'string' && { scope }),
    upTo: upTo ?? Number.POSITIVE_INFINITY,
    tProcessMicros: time.micros,
  };
}

/** The columns with a processing row for each record and consumer that a position covers. */
export function withPositions(columns: Columns, positions: readonly Position[], sequence: SequenceSpec): Columns {
  const scopes = scopesOf(columns, sequence);
  const byPosition = columns.position.some((p) => !Number.isNaN(p));
  const slot = new Float64Array(columns.count);
  if (!byPosition) for (const [i, row] of slotRows(columns, scopes).entries()) slot[row] = i + 1;
  const consumers = [...columns.processing.consumers];
  const rows: number[] = [];
  const of: number[] = [];
  const times: number[] = [];
  for (const consumer of new Set(positions.map((position) => position.consumer))) {
    const own = positions.filter((position) => position.consumer === consumer);
    const log = ladder(own.filter(({ scope }) => scope === undefined));
    const perScope = scopes.names.map((name) => ladder(own.filter(({ scope }) => scope === name)));
    let index = consumers.indexOf(consumer);
    if (index < 0) index = consumers.push(consumer) - 1;
    for (let row = 0; row < columns.count; row++) {
      const inLog = byPosition ? (columns.position[row] ?? Number.NaN) : (slot[row] ?? Number.NaN);
      const inScope = columns.sequence[row] ?? Number.NaN;
      const scoped = perScope[scopes.of[row] ?? 0];
      const time = Math.min(coveredAt(log, inLog), scoped ? coveredAt(scoped, inScope) : Number.POSITIVE_INFINITY);
      if (time === Number.POSITIVE_INFINITY) continue;
      rows.push(row);
      of.push(index);
      times.push(time);
    }
  }
  return { ...columns, processing: joined(columns.processing, consumers, rows, of, times) };
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
