/**
 * What a counter counts in. A sequence runs 1, 2, 3 … within its scope only, so the scope is the small set of fields under which the counter
 * has the most steps of exactly one, and the fewest steps back, repeats and holes:
 *
 *   Hostname, Channel, RecordNumber:  A/System 7, B/System 5001, A/System 8, A/Security 90   -> by Hostname and Channel
 */
import { isTransient, nameScore, PARTITION_NAME, ROLE_RULES, snakeOf } from './propose-words.ts';
import { type Column, type Sample, wholeNumbers } from './sample.ts';

export interface ScopedCounter {
  readonly column: Column;
  /** The fields that make the scope, the coarser first; none = the whole log. */
  readonly scope: readonly Column[];
  readonly groups: number;
  /** Of the sample, within the scope. */
  readonly steps: number;
  readonly gaps: number;
  readonly back: number;
  readonly repeats: number;
  /** 0 or 1: from where it counts. */
  readonly base: number;
  /** 1: every record is the next of its scope. */
  readonly fit: number;
}

/** A counter that only ever grows over the whole log, holes allowed. */
export interface Counters {
  readonly scoped: ScopedCounter | undefined;
  readonly position: Column | undefined;
}

const MAX_SCOPES = 18;
const BEAM = 6;
/** Of numbers that no name makes a counter, those with the most values are tried. */
const UNNAMED = 4;
const MAX_COUNTERS = 10;
const FIELD_COST = 0.015;

interface Measure {
  readonly groups: number;
  readonly steps: number;
  readonly gaps: number;
  readonly back: number;
  readonly repeats: number;
  readonly base: number;
  readonly fit: number;
}

/** Finds the sequence and its scope, and the position in the whole log. `taken` are columns that cannot be counters (times). */
export function findCounters(sample: Sample, taken: ReadonlySet<Column>, root: readonly string[]): Counters {
  const numbers = sample.columns.flatMap((column) => {
    const named = nameScore(ROLE_RULES.sequence, column, root);
    const usual = column.present >= sample.rows * (named > 0.6 ? 0.1 : 0.5);
    const values = !usual || taken.has(column) || column.distinct < 2 ? undefined : wholeNumbers(column);
    return values ? [{ column, values, named }] : [];
  });
  const unnamed = numbers.filter(({ named }) => named === 0).toSorted((a, b) => b.column.distinct - a.column.distinct);
  const candidates = [...numbers.filter(({ named }) => named > 0), ...unnamed.slice(0, UNNAMED)].slice(0, MAX_COUNTERS);
  const scopes = scopeFields(sample, taken, root);
  const measured = candidates.map(({ column, values, named }) => {
    const best = bestScope(values, scopes, column);
    return { column, values, named, ...best, score: best.measure.fit + 0.12 * named - FIELD_COST * best.fields.length };
  });
  const position = measured
    .filter(({ values, column }) => {
      const { fit, back, repeats } = measure(values, new Uint32Array(values.length), 1);
      const rows = sample.rows;
      const grows = repeats * 50 <= rows && back * 20 <= rows;
      return (
        rows > 1 &&
        nameScore(ROLE_RULES.position, column, root) > 0.6 &&
        (fit > 0.8 || (grows && /global|position|ordering|gpos|index|seq/.test(snakeOf(column.keys.at(-1) ?? ''))))
      );
    })
    .toSorted((a, b) => positionName(b.column) - positionName(a.column));
  const sequence = measured
    .filter(
      (m) =>
        m.fields.length > 0 ||
        (m.named >= 0.6 &&
          !/^(position|offset|ordering|global.*|gpos|seq_id|index)$/.test(snakeOf(m.column.keys.at(-1) ?? ''))),
    )
    .filter((m) => m.measure.fit > (m.named > 0.5 ? 0.45 : m.named > 0 ? 0.7 : 0.93) && m.measure.steps > 0)
    .toSorted((a, b) => b.score - wholeLog(b.fields) - a.score + wholeLog(a.fields))[0];
  const scoped = sequence && {
    column: sequence.column,
    scope: ordered([...sequence.fields, ...constantScope(sample, sequence.fields)]),
    ...sequence.measure,
  };
  return { scoped, position: position.find((p) => p.column !== scoped?.column)?.column };
}

/**
 * A sequence by its name alone, where the sample is too small or too holey to show what it counts in: whole numbers that never repeat
 * within the subject.
 */
export function namedSequence(
  sample: Sample,
  taken: ReadonlySet<Column>,
  root: readonly string[],
  subject: Column | undefined,
): ScopedCounter | undefined {
  for (const column of sample.columns) {
    const values =
      taken.has(column) || nameScore(ROLE_RULES.sequence, column, root) < 0.9 ? undefined : wholeNumbers(column);
    if (!values || column === subject) continue;
    const codes = subject?.codes ?? new Uint32Array(values.length);
    const found = measure(values, codes, (subject?.distinct ?? 0) + 1);
    if (found.repeats === 0) return { column, scope: subject ? [subject] : [], ...found };
  }
  return undefined;
}

/** Of two good counters the one of a subject is the sequence; the other is the position. */
const wholeLog = (fields: readonly Column[]) => (fields.length === 0 ? 0.2 : 0);

const positionName = (column: Column) =>
  /global|ordering|gpos|position|log|seq_id/.test(snakeOf(column.keys.at(-1) ?? '')) ? 1 : 0;

interface ScopeField {
  readonly column: Column;
  /** A small push for names of subjects, so that of two equal scopes the better named wins. */
  readonly bonus: number;
}

function scopeFields(sample: Sample, taken: ReadonlySet<Column>, root: readonly string[]): readonly ScopeField[] {
  return sample.columns
    .filter(
      (column) =>
        !taken.has(column) &&
        !isTransient(column) &&
        column.present * 100 >= sample.rows * 95 &&
        column.distinct >= 2 &&
        column.distinct * 10 <= sample.rows * 9 &&
        column.kinds.every((kind) => kind === 'text' || kind === 'number'),
    )
    .map((column) => ({ column, bonus: scopeName(column, root) }))
    .toSorted((a, b) => b.bonus - a.bonus || a.column.distinct - b.column.distinct)
    .slice(0, MAX_SCOPES);
}

function scopeName(column: Column, root: readonly string[]): number {
  const name = snakeOf(column.keys.at(-1) ?? '');
  if (PARTITION_NAME.test(name)) return 0.012;
  return 0.014 * nameScore(ROLE_RULES.subject_id, column, root);
}

interface Scope {
  readonly fields: readonly ScopeField[];
  readonly codes: Uint32Array;
  readonly groups: number;
  readonly measure: Measure;
  readonly score: number;
}

/** Grows scopes field by field, keeping the BEAM best of each size. */
function bestScope(
  values: Float64Array,
  fields: readonly ScopeField[],
  counter: Column,
): { readonly fields: readonly Column[]; readonly measure: Measure } {
  const whole = scopeOf(values, [], new Uint32Array(values.length), 1);
  let best = whole;
  let level: readonly Scope[] = [whole];
  for (let size = 1; size <= 3; size++) {
    const seen = new Set<string>();
    level = level
      .flatMap((scope) =>
        fields.flatMap((field) => {
          const all = [...scope.fields, field];
          const key = all
            .map((f) => f.column.path)
            .sort()
            .join('\u0000');
          if (field.column === counter || scope.fields.includes(field) || seen.has(key)) return [];
          seen.add(key);
          const { codes, groups } = combined(scope.codes, field.column.codes);
          return [scopeOf(values, all, codes, groups)];
        }),
      )
      .toSorted((a, b) => b.score - a.score)
      .slice(0, BEAM);
    const [first] = level;
    if (!first) break;
    if (first.score > best.score + 1e-9) best = first;
  }
  return { fields: best.fields.map((f) => f.column), measure: best.measure };
}

function scopeOf(values: Float64Array, fields: readonly ScopeField[], codes: Uint32Array, groups: number): Scope {
  const found = measure(values, codes, groups);
  const bonus = fields.reduce((sum, field) => sum + field.bonus, 0) / Math.max(1, fields.length);
  return { fields, codes, groups, measure: found, score: found.fit + bonus - FIELD_COST * fields.length };
}

function combined(a: Uint32Array, b: Uint32Array): { readonly codes: Uint32Array; readonly groups: number } {
  const dense = new Map<number, number>();
  const codes = new Uint32Array(a.length);
  for (let row = 0; row < a.length; row++) {
    const key = (a[row] ?? 0) * 65_536 + (b[row] ?? 0);
    let code = dense.get(key);
    if (code === undefined) {
      code = dense.size;
      dense.set(key, code);
    }
    codes[row] = code;
  }
  return { codes, groups: dense.size };
}

/** How well a counter counts within groups. `fit` is at most 1; steps back, repeats and holes cost. */
function measure(values: Float64Array, codes: Uint32Array, groups: number): Measure {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row] ?? Number.NaN));
  const ascending = rows.toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const last = new Float64Array(groups).fill(Number.NaN);
  const lowest = new Map<number, number>();
  let steps = 0;
  let gaps = 0;
  let repeats = 0;
  let used = 0;
  for (const row of ascending) {
    const group = codes[row] ?? 0;
    const value = values[row] ?? 0;
    const step = value - (last[group] ?? Number.NaN);
    if (Number.isNaN(step)) {
      used++;
      lowest.set(value, (lowest.get(value) ?? 0) + 1);
    } else if (step === 0) repeats++;
    else if (step === 1) steps++;
    else gaps++;
    last[group] = value;
  }
  const highest = new Float64Array(groups).fill(-1);
  let back = 0;
  for (const row of rows) {
    const group = codes[row] ?? 0;
    const value = values[row] ?? 0;
    if (value < (highest[group] ?? -1)) back++;
    else highest[group] = value;
  }
  const fromZero = lowest.get(0) ?? 0;
  const fromOne = lowest.get(1) ?? 0;
  const starts = Math.min(used, Math.max(fromZero, fromOne));
  const fit = rows.length < 2 ? 0 : (steps + starts - gaps - 2 * back - 3 * repeats) / rows.length;
  return { groups: used, steps, gaps, back, repeats, base: fromZero > fromOne ? 0 : 1, fit };
}

const INNER = /^(channel|log_?name|topic|queue|table|table_name|partition|partition_id|shard|source_?name)$/;

const MACHINE = /^(host_?name|computer(_?name)?|machine(_?name)?|node(_?name)?)$/;
const HOST = /^(host|server)$/;
const LOG = /^(channel|log_?name)$/;

/**
 * A log of machines counts per machine and log. Where the sample holds one machine only, or one log, the rest of the file may hold more: the
 * field belongs to the scope although it is the same all over.
 */
function constantScope(sample: Sample, scope: readonly Column[]): readonly Column[] {
  const named = (name: RegExp, columns: readonly Column[]) =>
    columns.find((c) => name.test(snakeOf(c.keys.at(-1) ?? '')) && c.present * 100 >= sample.rows * 95);
  const machines = scope.filter((c) => named(MACHINE, [c]) || named(HOST, [c]));
  const logs = scope.filter((c) => named(LOG, [c]));
  if (scope.length > machines.length + logs.length) return [];
  const constant = sample.columns.filter((c) => c.distinct === 1);
  const machine = machines.length === 0 ? (named(MACHINE, constant) ?? named(HOST, constant)) : undefined;
  const log = logs.length === 0 ? named(LOG, constant) : undefined;
  // One of the two alone, over a whole file, is no sign of such a log.
  if (scope.length === 0 && !(machine && log)) return [];
  return [machine, log].filter((c) => c !== undefined);
}

/** The coarser field first: a host before its channels. */
function ordered(fields: readonly Column[]): readonly Column[] {
  const inner = (column: Column) => Number(INNER.test(snakeOf(column.keys.at(-1) ?? '')));
  return fields.toSorted((a, b) => inner(a) - inner(b) || a.distinct - b.distinct);
}
