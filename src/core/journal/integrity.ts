/** The integrity report (contract §6) from an analysis. */
import { formatDuration } from '../record/duration.ts';
import type { JournalRecord } from '../record/record.ts';
import { formatMicros } from '../record/time.ts';
import type { ReadRecord } from './alike.ts';
import type { Analysis } from './analyse.ts';
import type { Columns } from './columns.ts';
import { notJudged } from './not-judged.ts';
import type { ClockSkew, Duplicate, IntegrityReport, Late, Orphan, Rejected } from './report.ts';
import { sequencedScopes } from './scopes.ts';

const LISTED = 1000;

interface ReportInput {
  readonly format: string;
  readonly columns: Columns;
  readonly analysis: Analysis;
  readonly rejected: readonly Rejected[];
  readonly rejectedTotal: number;
  readonly chain: string;
  readonly read: ReadRecord;
}

// By index, here and below: this runs once a journal, by code that is hardly compiled yet, in which an iterator leaves an object a record.

/** Least and greatest time of a column as RFC 3339; undefined where none is there. */
function span(values: Float64Array): readonly [string, string] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const from = formatMicros(low);
  const to = formatMicros(high);
  return low <= high && from !== undefined && to !== undefined ? [from, to] : undefined;
}

export function countTypes(columns: Columns): Record<string, number> {
  const counts = new Uint32Array(columns.types.length);
  const { type } = columns;
  for (let row = 0; row < type.length; row++) counts[type[row] as number] = (counts[type[row] as number] ?? 0) + 1;
  const entries = columns.types.map((type, i) => [type, counts[i] ?? 0] as const).filter(([, n]) => n > 0);
  return Object.fromEntries(entries.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

export async function integrityReport(input: ReportInput): Promise<IntegrityReport> {
  const { columns, analysis, rejected, rejectedTotal, read } = input;
  const { names } = analysis.scopes;
  const name = (scope: number) => names[scope] ?? '';
  const line = (row: number) => columns.line[row] ?? 0;
  const listed = async <T, R>(list: readonly T[], entry: (item: T) => R | Promise<R>): Promise<R[]> => {
    const result: R[] = [];
    for (const item of list.slice(0, LISTED)) result.push(await entry(item));
    return result;
  };
  const times = {
    t_event: span(columns.tEventMicros),
    t_log: span(columns.tLogMicros),
    t_process: span(columns.processing.tProcessMicros),
  };
  const gaps = [...analysis.gaps].sort((a, b) => a.row - b.row);
  return {
    format: input.format,
    records: columns.count + rejectedTotal,
    accepted: columns.count,
    rejected: rejected.slice(0, LISTED),
    rejected_total: rejectedTotal,
    subjects: columns.subjects.length - 1,
    types: countTypes(columns),
    time: Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined)),
    gaps: await listed(gaps, ({ scope, after, before }) => ({
      subject: name(scope),
      after,
      before,
      missing: before - after - 1,
    })),
    gaps_total: gaps.length,
    starts: await listed(analysis.starts, ({ scope, sequence }) => ({ subject: name(scope), sequence })),
    starts_total: analysis.starts.length,
    duplicates: await listed(analysis.duplicates, async ({ kind, rows }): Promise<Duplicate> => {
      const lines = rows.map(line);
      const first = await read(rows[0] ?? 0);
      if (kind !== 'sequence') return { id: first.id, kind, lines };
      const ids: string[] = [];
      for (const row of rows) ids.push((await read(row)).id);
      return { kind, ids, lines };
    }),
    duplicates_total: analysis.duplicates.length,
    out_of_order: await listed(analysis.outOfOrder, ({ row, after }) => ({
      subject: name(analysis.scopes.of[row] ?? 0),
      line: line(row),
      sequence: columns.sequence[row] ?? 0,
      after,
    })),
    out_of_order_total: analysis.outOfOrder.length,
    clock_skew: await listed(analysis.skews, async ({ row, processing }): Promise<ClockSkew> => {
      const { id, t_event, t_log } = await read(row);
      const log = t_log === undefined ? {} : { t_log };
      if (processing === undefined) return { line: line(row), id, ...(t_event !== undefined && { t_event }), ...log };
      const { tProcessMicros, consumer, consumers } = columns.processing;
      const t_process = formatMicros(tProcessMicros[processing] ?? Number.NaN);
      const who = consumers[consumer[processing] ?? 0] ?? '';
      return { line: line(row), id, ...log, ...(t_process !== undefined && { t_process }), consumer: who };
    }),
    clock_skew_total: analysis.skews.length,
    late: await listed(analysis.lates, async (row): Promise<Late> => {
      const by = (columns.tLogMicros[row] ?? 0) - (columns.tEventMicros[row] ?? 0);
      return { line: line(row), id: (await read(row)).id, by: formatDuration(by) };
    }),
    late_total: analysis.lates.length,
    orphans: await listed(analysis.orphans, async (row): Promise<Orphan> => {
      const record: JournalRecord = await read(row);
      return { line: line(row), id: record.id, causation_id: record.causation_id ?? '' };
    }),
    orphans_total: analysis.orphans.length,
    ties: analysis.ties,
    chain: input.chain,
    not_judged: notJudged(columns, analysis.scopes),
    scopes: sequencedScopes(columns, analysis.scopes),
  };
}
