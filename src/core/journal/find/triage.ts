/**
 * A query over columns. Each row comes out as no (0), yes (2), or maybe (1) where only the record itself can tell; `and` is the least of
 * its parts, `or` the greatest, `not` turns around.
 */
import type { StoredAnalysis } from '../analyse.ts';
import type { Columns } from '../columns.ts';
import type { RowWords } from '../row-words.ts';
import { fieldNamed } from './fields.ts';
import type { Find, FindOp, FindTest, FindValue } from './find.types.ts';
import { hourAt } from './hour.ts';
import { durationOf, nameTest, timeSpan } from './values.ts';

export const NO = 0;
export const MAYBE = 1;
export const YES = 2;
export type Verdict = 0 | 1 | 2;
export type RowTest = (row: number) => Verdict;

export interface FindInput {
  readonly columns: Columns;
  readonly analysis: StoredAnalysis;
  readonly rowSlot: Uint32Array;
  readonly tProcessMicros: Float64Array;
  /** The words of a field that stands in the lines alone, once they were read. */
  readonly words?: (field: string) => RowWords | undefined;
}

/** The test of a row by what the columns hold. */
export function triage(find: Find, input: FindInput): RowTest {
  switch (find.kind) {
    case 'and': {
      const parts = find.of.map((part) => triage(part, input));
      return (row) => {
        let least: Verdict = YES;
        for (const part of parts) {
          const verdict = part(row);
          if (verdict === NO) return NO;
          if (verdict < least) least = verdict;
        }
        return least;
      };
    }
    case 'or': {
      const parts = find.of.map((part) => triage(part, input));
      return (row) => {
        let most: Verdict = NO;
        for (const part of parts) {
          const verdict = part(row);
          if (verdict === YES) return YES;
          if (verdict > most) most = verdict;
        }
        return most;
      };
    }
    case 'not': {
      const inner = triage(find.of, input);
      return (row) => (YES - inner(row)) as Verdict;
    }
    case 'text':
      return () => MAYBE;
    case 'test': {
      const known = columnTest(find, input);
      return known ? (row) => (known(row) ? YES : NO) : () => MAYBE;
    }
  }
}

/** A test that the columns answer; undefined where they do not. */
export function columnTest(test: FindTest, input: FindInput): ((row: number) => boolean) | undefined {
  const field = fieldNamed(test.field);
  if (!field?.columns) return wordTest(test, input.words?.(test.field));
  const positive = positiveTest(test, field.name, input);
  return positive && test.op === '!=' ? (row) => !positive(row) : positive;
}

/** A field of the record's line whose words were read: whole words in quotes, which compare as they stand. */
function wordTest({ op, values }: FindTest, words: RowWords | undefined): ((row: number) => boolean) | undefined {
  if (!words || (op !== ':' && op !== '=')) return undefined;
  const asked = new Set<number>();
  for (const value of values) {
    if (value.kind !== 'text' || !value.quoted || value.text === '') return undefined;
    const entry = words.entry(value.text);
    if (entry !== undefined) asked.add(entry);
  }
  return (row) => asked.has(words.of[row] ?? 0);
}

function positiveTest(test: FindTest, name: string, input: FindInput): ((row: number) => boolean) | undefined {
  const { columns, analysis, rowSlot, tProcessMicros } = input;
  const { op, values } = test;
  const named = (names: readonly string[], of: Uint32Array | Uint16Array) => {
    const fits = matches(names, op, values);
    return (row: number) => fits[of[row] ?? 0] === 1;
  };
  const numbers = (of: (row: number) => number) => {
    const fits = amountTest(op, values, Number);
    return (row: number) => fits(of(row));
  };
  const times = (of: Float64Array) => {
    const fits = timeTest(op, values);
    return (row: number) => fits(of[row] ?? Number.NaN);
  };
  const span = (from: Float64Array, to: Float64Array) => {
    const fits = amountTest(op, values, (text) => durationOf(text) ?? Number.NaN);
    return (row: number) => fits((to[row] ?? Number.NaN) - (from[row] ?? Number.NaN));
  };
  const rows = (found: Iterable<number>) => {
    const marked = new Uint8Array(columns.count);
    for (const row of found) marked[row] = 1;
    const wanted = values.map((value) => (value.kind === 'text' && value.text.toLowerCase() === 'no' ? 0 : 1));
    return (row: number) => wanted.some((want) => marked[row] === want);
  };
  switch (name) {
    case 'type':
      return named(columns.types, columns.type);
    case 'subject':
      return named(columns.subjects, columns.subject);
    case 'subject_type': {
      const fits = matches(columns.subjectTypes, op, values);
      return (row) => fits[columns.subjectTypeOf[columns.subject[row] ?? 0] ?? 0] === 1;
    }
    case 'partition':
      return named(columns.partitions, columns.partition);
    case 'consumer': {
      const fits = matches(columns.processing.consumers, op, values);
      return rowsOfProcessing(columns, (i) => fits[columns.processing.consumer[i] ?? 0] === 1);
    }
    case 'outcome': {
      const fits = matches(OUTCOMES, op, values);
      return rowsOfProcessing(columns, (i) => fits[columns.processing.outcome[i] ?? 0] === 1);
    }
    case 'sequence':
      return numbers((row) => columns.sequence[row] ?? Number.NaN);
    case 'position':
      return numbers((row) => columns.position[row] ?? Number.NaN);
    case 'version':
      return numbers((row) => columns.version[row] ?? Number.NaN);
    case 'line':
      return numbers((row) => columns.line[row] ?? Number.NaN);
    case 'slot':
      return numbers((row) => (rowSlot[row] ?? 0) + 1);
    case 't_event':
      return times(columns.tEventMicros);
    case 't_log':
      return times(columns.tLogMicros);
    case 't_process':
      return times(tProcessMicros);
    case 'hour':
      return numbers((row) => hourAt(columns, row) - 1);
    case 'late':
      return values.every(isWord) ? rows(analysis.lates) : span(columns.tEventMicros, columns.tLogMicros);
    case 'processing':
      return span(columns.tLogMicros, tProcessMicros);
    case 'gap':
      return rows(analysis.gaps.map(({ row }) => row));
    case 'duplicate': {
      const kinds = values.flatMap((value) => (value.kind === 'text' ? [value.text.toLowerCase()] : []));
      const asked = kinds.filter((kind) => kind !== 'yes' && kind !== 'no');
      const groups =
        asked.length === 0 ? analysis.duplicates : analysis.duplicates.filter(({ kind }) => asked.includes(kind));
      return rows(groups.flatMap((group) => [...group.rows]));
    }
    case 'out_of_order':
      return rows(analysis.outOfOrder.map(({ row }) => row));
    case 'skew':
      return rows(analysis.skews.map(({ row }) => row));
    case 'start':
      return rows(analysis.starts.map(({ row }) => row));
    case 'orphan':
      return rows(analysis.orphans);
    default:
      return undefined;
  }
}

const OUTCOMES = ['', 'ok', 'failed', 'skipped', 'parked'];

const isWord = (value: FindValue) => value.kind === 'text' && /^(?:yes|no)$/i.test(value.text);

function rowsOfProcessing({ count, processing }: Columns, fits: (i: number) => boolean): (row: number) => boolean {
  const marked = new Uint8Array(count);
  for (let i = 0; i < processing.count; i++) if (fits(i)) marked[processing.row[i] ?? 0] = 1;
  return (row) => marked[row] === 1;
}

/** Of a dictionary, which entries fit. Entry 0 means absent and fits nothing. */
function matches(names: readonly string[], op: FindOp, values: readonly FindValue[]): Uint8Array {
  const tests = values.map((value) => textTest(op, value));
  return Uint8Array.from(names, (name, i) => (i > 0 && tests.some((fits) => fits(name)) ? 1 : 0));
}

/** `:` takes `*` and any case; `=` and `!=` the text as it stands. */
export function textTest(op: FindOp, value: FindValue): (text: string) => boolean {
  if (value.kind === 'range') {
    const { from, to } = value;
    return (text) => (from === undefined || text >= from) && (to === undefined || text <= to);
  }
  const { text, quoted } = value;
  switch (op) {
    case ':':
      return quoted ? (other) => other === text : nameTest(text);
    case '>':
      return (other) => other > text;
    case '>=':
      return (other) => other >= text;
    case '<':
      return (other) => other < text;
    case '<=':
      return (other) => other <= text;
    default:
      return (other) => other === text;
  }
}

/** `read`: what a text of the query amounts to; NaN fits nothing. */
function amountTest(
  op: FindOp,
  values: readonly FindValue[],
  read: (text: string) => number,
): (value: number) => boolean {
  const tests = values.map((value): ((x: number) => boolean) => {
    if (value.kind !== 'range') return compared(op, read(value.text));
    const from = value.from === undefined ? Number.NEGATIVE_INFINITY : read(value.from);
    const to = value.to === undefined ? Number.POSITIVE_INFINITY : read(value.to);
    return (x) => x >= from && x <= to;
  });
  return (x) => tests.some((fits) => fits(x));
}

function compared(op: FindOp, asked: number): (x: number) => boolean {
  switch (op) {
    case '>':
      return (x) => x > asked;
    case '>=':
      return (x) => x >= asked;
    case '<':
      return (x) => x < asked;
    case '<=':
      return (x) => x <= asked;
    default:
      return (x) => x === asked;
  }
}

/** A named time is a span: `>` is after all of it, `:` within it. */
export function timeTest(op: FindOp, values: readonly FindValue[]): (micros: number) => boolean {
  const tests = values.map((value): ((x: number) => boolean) => {
    if (value.kind === 'range') {
      const from = value.from === undefined ? Number.NEGATIVE_INFINITY : (timeSpan(value.from)?.from ?? Number.NaN);
      const to = value.to === undefined ? Number.POSITIVE_INFINITY : (timeSpan(value.to)?.to ?? Number.NaN);
      return (x) => x >= from && x < to;
    }
    const { from, to } = timeSpan(value.text) ?? { from: Number.NaN, to: Number.NaN };
    switch (op) {
      case '>':
        return (x) => x >= to;
      case '>=':
        return (x) => x >= from;
      case '<':
        return (x) => x < from;
      case '<=':
        return (x) => x < to;
      default:
        return (x) => x >= from && x < to;
    }
  });
  return (x) => tests.some((fits) => fits(x));
}
