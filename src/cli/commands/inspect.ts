/** `factline inspect`: what is found in a journal (contract §5, §6), as JSON or to be read. */
import { integrityReport } from '../../core/journal/integrity.ts';
import type { IntegrityReport } from '../../core/journal/report.ts';
import { verifyChain } from '../../core/record/chain.ts';
import type { CliCommand } from '../command.ts';
import { type CliJournal, readJournal } from '../journal-input.ts';
import { failOnOf, formatOf, textOf } from '../options.ts';

const RANK = { info: 0, warning: 1, error: 2 } as const;
/** Entries of a list that the text form shows. */
const SHOWN = 10;

function* linesOf({ columns, line }: CliJournal) {
  for (let row = 0; row < columns.count; row++) yield { line: columns.line[row] ?? 0, bytes: line(row) };
}

/** What a text line says of each list, its singular and plural, and how bad it is. Without a model no finding but these is an error. */
const LISTS = {
  rejected: ['line that is no record', 'lines that are no record', 'error'],
  gaps: ['gap', 'gaps', 'warning'],
  starts: ['scope that starts late', 'scopes that start late', 'warning'],
  duplicates: ['duplicate', 'duplicates', 'warning'],
  out_of_order: ['record out of order', 'records out of order', 'warning'],
  clock_skew: ['record with clock skew', 'records with clock skew', 'warning'],
  late: ['late record', 'late records', 'info'],
  orphans: ['orphan', 'orphans', 'warning'],
} as const;
type List = keyof typeof LISTS;

/** Rank of the worst finding; -1 when there is none. */
function worst(report: IntegrityReport): number {
  const conflict = report.duplicates.some(({ kind }) => kind === 'conflicting');
  const broken = report.chain.startsWith('broken');
  const found = Object.entries(LISTS).flatMap(([list, [, , severity]]) =>
    report[`${list as List}_total`] > 0 ? [RANK[severity]] : [],
  );
  return Math.max(-1, conflict || broken ? RANK.error : -1, ...found);
}

/** One entry as `key value, key value`. */
const entryText = (entry: object) =>
  Object.entries(entry)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ');

function asText(report: IntegrityReport): string {
  const types = Object.entries(report.types);
  const lines = [
    `read as ${report.format}; records ${report.records}, accepted ${report.accepted}, subjects ${report.subjects}, types ${types.length}`,
    ...Object.entries(report.time).map(([lane, [from, to]]) => `  ${lane.padEnd(9)} ${from} to ${to}`),
    ...types.slice(0, SHOWN).map(([type, count]) => `  ${String(count).padStart(9)} ${type}`),
    ...(types.length > SHOWN ? [`            and ${types.length - SHOWN} more types`] : []),
  ];
  for (const [key, [one, many, severity]] of Object.entries(LISTS)) {
    const list = report[key as List];
    const total = report[`${key as List}_total`];
    lines.push(`${total} ${total === 1 ? one : many}${total > 0 ? ` (${severity})` : ''}`);
    lines.push(...list.slice(0, SHOWN).map((entry) => `  ${entryText(entry)}`));
    if (total > SHOWN) lines.push(`  and ${total - SHOWN} more`);
  }
  lines.push(`${report.ties} records share their place in the log`, `hash chain: ${report.chain}`);
  return lines.join('\n');
}

export const inspect: CliCommand = {
  name: 'inspect',
  usage: 'inspect JOURNAL… [--from FORMAT] [--mapping F] [--format text|json] [--fail-on info|warning|error]',
  summary: 'The integrity report of a journal: gaps, duplicates, order, clocks.',
  options: { from: { type: 'string' }, mapping: { type: 'string' } },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['text', 'json']);
    const failOn = failOnOf(values);
    const journal = await readJournal(positionals, { from: textOf(values.from), mapping: textOf(values.mapping) }, io);
    const report = await integrityReport({
      format: journal.format,
      columns: journal.columns,
      analysis: journal.analysis,
      rejected: journal.rejected,
      rejectedTotal: journal.rejectedTotal,
      chain: await verifyChain(linesOf(journal), journal.header.head),
      read: journal.read,
    });
    io.out(format === 'json' ? JSON.stringify(report, undefined, 2) : asText(report));
    return worst(report) >= RANK[failOn] ? 1 : 0;
  },
};
