/** What putting journals on one axis would change, before anything is written: the order, and the findings that come and go. */
import { type Analysis, analyse } from '../analyse.ts';
import { NO_ROW } from '../builder-processing.ts';
import type { Columns } from '../columns.ts';
import { moved } from '../compare/longest-rise.ts';
import { type Hashes, rowsByHash } from '../hashes.ts';
import { columnsTogether, hashesTogether, placesOf } from './columns.ts';
import { type AxisOrder, axisOrder } from './order.ts';
import { shiftTime } from './shift-time.ts';
import { type AxisSource, identityTogether, scopesTogether, shiftOf } from './source.ts';

export const AXIS_FINDINGS = [
  'gap',
  'start',
  'duplicate',
  'out-of-order',
  'skew',
  'late',
  'orphan',
  'backwards',
] as const;
/** `backwards`: an effect that stands before its cause. */
export type AxisFinding = (typeof AXIS_FINDINGS)[number];

export interface AxisExample {
  readonly what: 'appears' | 'vanishes' | 'moves';
  /** Index of the journal, and the record in it. */
  readonly source: number;
  readonly row: number;
}
export interface AxisChange {
  readonly kind: AxisFinding;
  /** Of the journals each by itself, and of all on one axis. */
  readonly apart: number;
  readonly together: number;
  readonly appear: number;
  readonly vanish: number;
  readonly examples: readonly AxisExample[];
}
export interface DryRun {
  readonly records: number;
  /** How often the axis goes over from one journal to another. */
  readonly changesOver: number;
  /** Records that the offsets put elsewhere, as few as explain it; 0 without offsets. */
  readonly moved: number;
  readonly movedExamples: readonly AxisExample[];
  readonly changes: readonly AxisChange[];
}

const EXAMPLES = 5;

/** A finding by what it is, whichever journal or axis it is found in; and the record it stands at. */
type Found = Map<string, { readonly source: number; readonly row: number }>;
type Findings = Record<AxisFinding, Found>;
/** Where a row of the analysed columns comes from. */
type Origin = (row: number) => { readonly source: number; readonly row: number };

function named(analysis: Analysis, origin: Origin, scopeName: (scope: number) => string): Findings {
  const found = Object.fromEntries(AXIS_FINDINGS.map((kind) => [kind, new Map()])) as Findings;
  const at = (row: number) => {
    const { source, row: own } = origin(row);
    return `${source}:${own}`;
  };
  for (const { scope, after, before, row } of analysis.gaps)
    found.gap.set(`${scopeName(scope)} ${after} ${before}`, origin(row));
  for (const { scope, sequence, row } of analysis.starts)
    found.start.set(`${scopeName(scope)} ${sequence}`, origin(row));
  for (const { kind, rows } of analysis.duplicates)
    found.duplicate.set(`${kind} ${rows.map(at).sort().join(' ')}`, origin(rows[0] ?? 0));
  for (const { row } of analysis.outOfOrder) found['out-of-order'].set(at(row), origin(row));
  for (const { row, processing } of analysis.skews)
    found.skew.set(`${at(row)} ${processing === undefined ? 'event' : 'process'}`, origin(row));
  for (const row of analysis.lates) found.late.set(at(row), origin(row));
  for (const row of analysis.orphans) found.orphan.set(at(row), origin(row));
  return found;
}

/** Rows whose cause, a record or a request, has a later time. */
function backwards(
  { tLogMicros, tEventMicros, count }: Columns,
  { id, request, causation }: Hashes,
): readonly number[] {
  if (!causation.some((word) => word !== 0)) return [];
  const byId = rowsByHash(id);
  const byRequest = rowsByHash(request);
  const found: number[] = [];
  for (let row = 0; row < count; row++) {
    const [low, high] = [causation[2 * row] ?? 0, causation[2 * row + 1] ?? 0];
    const record = byId(low, high);
    const cause = record === NO_ROW ? byRequest(low, high) : record;
    if (cause === NO_ROW || cause === row) continue;
    const earlier = (times: Float64Array) => (times[row] ?? Number.NaN) < (times[cause] ?? Number.NaN);
    const logged = !Number.isNaN((tLogMicros[row] ?? Number.NaN) + (tLogMicros[cause] ?? Number.NaN));
    if (earlier(logged ? tLogMicros : tEventMicros)) found.push(row);
  }
  return found;
}

export interface DryRunOptions {
  /** Told now and then how much is done, 0 to 1; what it throws ends the work. */
  tick(done: number): void | Promise<void>;
}

export async function dryRun(sources: readonly AxisSource[], { tick }: DryRunOptions): Promise<DryRun> {
  await tick(0);
  const order = axisOrder(sources);
  await tick(0.2);
  const hashes = hashesTogether(sources, order);
  const columns = columnsTogether(sources, order, hashes);
  await tick(0.4);
  const origin: Origin = (place) => ({ source: order.source[place] ?? 0, row: order.row[place] ?? 0 });
  const at = (place: number) => {
    const { source, row } = origin(place);
    const from = sources[source];
    if (!from) throw new RangeError(`There is no journal ${source}.`);
    return { from, row };
  };
  const read = async (place: number) => {
    const { from, row } = at(place);
    const record = await from.read(row);
    const t_event = record.t_event && shiftTime(record.t_event, shiftOf(from.offset, 't_event'));
    return t_event === undefined ? record : { ...record, t_event };
  };
  // Where clocks are set otherwise, equal lines do not say the same.
  const shifts = new Set(sources.map(({ offset }) => shiftOf(offset, 't_event')));
  const line = (place: number) => {
    const { from, row } = at(place);
    return from.line(row);
  };
  const { sequence, partition } = scopesTogether(sources);
  const analysis = await analyse({
    columns,
    hashes,
    sequence,
    identity: identityTogether(sources),
    read,
    line: shifts.size === 1 ? line : undefined,
    tick: (done) => tick(0.4 + 0.5 * done),
  });
  const together = named(analysis, origin, (scope) => analysis.scopes.names[scope] ?? '');
  for (const place of backwards(columns, hashes)) together.backwards.set(keyOf(origin(place)), origin(place));
  const apart = sources.map((source, index) => {
    const { scopes } = source.analysis;
    const own: Origin = (row) => ({ source: index, row });
    const name = (scope: number) =>
      partition && source.sequence.per === 'log' ? source.name : (scopes.names[scope] ?? '');
    const found = named(source.analysis, own, name);
    for (const row of backwards(source.columns, source.hashes)) found.backwards.set(keyOf(own(row)), own(row));
    return found;
  });
  await tick(0.9);
  const changes = AXIS_FINDINGS.map((kind) =>
    changeOf(
      kind,
      apart.map((found) => found[kind]),
      together[kind],
    ),
  );
  return { records: order.count, changesOver: crossings(order), ...movedBy(sources, order), changes };
}

const keyOf = ({ source, row }: { readonly source: number; readonly row: number }) => `${source}:${row}`;

function changeOf(kind: AxisFinding, apart: readonly Found[], together: Found): AxisChange {
  const examples: AxisExample[] = [];
  let appear = 0;
  let vanish = 0;
  const before = new Set<string>();
  for (const found of apart) for (const key of found.keys()) before.add(key);
  for (const [key, at] of together)
    if (!before.has(key) && appear++ < EXAMPLES) examples.push({ what: 'appears', ...at });
  for (const found of apart)
    for (const [key, at] of found)
      if (!together.has(key) && vanish++ < EXAMPLES) examples.push({ what: 'vanishes', ...at });
  return {
    kind,
    apart: apart.reduce((sum, { size }) => sum + size, 0),
    together: together.size,
    appear,
    vanish,
    examples,
  };
}

function crossings({ source, count }: AxisOrder): number {
  let times = 0;
  for (let place = 1; place < count; place++) if (source[place] !== source[place - 1]) times++;
  return times;
}

/** Against the order that the clocks as they are would give. */
function movedBy(sources: readonly AxisSource[], order: AxisOrder): Pick<DryRun, 'moved' | 'movedExamples'> {
  if (sources.every(({ offset }) => offset.micros === 0)) return { moved: 0, movedExamples: [] };
  const plain = sources.map((source) => ({ ...source, offset: { ...source.offset, micros: 0 } }));
  const before = placesOf(axisOrder(plain), plain);
  const list = new Uint32Array(order.count);
  for (let place = 0; place < order.count; place++)
    list[place] = before[order.source[place] ?? 0]?.[order.row[place] ?? 0] ?? 0;
  const marks = moved(list);
  const movedExamples: AxisExample[] = [];
  let count = 0;
  for (let place = 0; place < order.count; place++)
    if (marks[place] === 1 && count++ < EXAMPLES)
      movedExamples.push({ what: 'moves', source: order.source[place] ?? 0, row: order.row[place] ?? 0 });
  return { moved: count, movedExamples };
}
