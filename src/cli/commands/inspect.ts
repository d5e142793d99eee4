/** `factline inspect`: what is found in a journal (contract §5, §6), as JSON or to be read. */
import { chainVerdict } from '../../core/formats/chain-of.ts';
import { integrityReport } from '../../core/journal/integrity.ts';
import {
  chainText,
  entryText,
  excerptText,
  FINDING_KINDS,
  headline,
  worstRank,
} from '../../core/journal/integrity-words.ts';
import { type Lags, lagsOf, lagText } from '../../core/journal/lags.ts';
import { processedAt } from '../../core/journal/lanes-of.ts';
import type { IntegrityReport } from '../../core/journal/report.ts';
import { reportHtml, reportMarkdown } from '../../core/journal/report-pages.ts';
import type { CliCommand } from '../command.ts';
import { type CliJournal, readJournal } from '../journal-input.ts';
import { failOnOf, formatOf, textOf } from '../options.ts';

const RANK = { info: 0, warning: 1, error: 2 } as const;
/** Entries of a list that the text form shows. */
const SHOWN = 10;

function* linesOf({ columns, line }: CliJournal) {
  for (let row = 0; row < columns.count; row++) yield { line: columns.line[row] ?? 0, bytes: line(row) };
}

function asText(report: IntegrityReport, { toLog, toProcess }: Lags): string {
  const types = Object.entries(report.types);
  const lines = [
    `read as ${report.format}; records ${report.records}, accepted ${report.accepted}, subjects ${report.subjects}, types ${types.length}`,
    ...Object.entries(report.time).map(([lane, [from, to]]) => `  ${lane.padEnd(9)} ${from} to ${to}`),
    ...(toLog ? [`  from happening to the log: ${lagText(toLog)}`] : []),
    ...(toProcess ? [`  from the log to having been processed: ${lagText(toProcess)}`] : []),
    ...types.slice(0, SHOWN).map(([type, count]) => `  ${String(count).padStart(9)} ${type}`),
    ...(types.length > SHOWN ? [`            and ${types.length - SHOWN} more types`] : []),
  ];
  for (const kind of FINDING_KINDS) {
    const total = report[`${kind}_total`];
    lines.push(headline(kind, report));
    const excerpt = kind === 'starts' ? excerptText(report) : undefined;
    if (excerpt !== undefined) {
      lines.push(`  ${excerpt}`);
      continue;
    }
    lines.push(...report[kind].slice(0, SHOWN).map((entry) => `  ${entryText(entry)}`));
    if (total > SHOWN) lines.push(`  and ${total - SHOWN} more`);
  }
  lines.push(
    `${report.ties} records share their place in the log with another: file order decides between them`,
    `hash chain: ${chainText(report.chain)}`,
  );
  return lines.join('\n');
}

export const inspect: CliCommand = {
  name: 'inspect',
  usage:
    'inspect JOURNAL… [--from FORMAT] [--mapping F] [--processing F [--processing-at TIME]] [--format text|json|markdown|html] [--fail-on info|warning|error]',
  summary: 'The integrity report of a journal: gaps, duplicates, order, clocks.',
  options: {
    from: { type: 'string' },
    mapping: { type: 'string' },
    processing: { type: 'string' },
    'processing-at': { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['text', 'json', 'markdown', 'html']);
    const failOn = failOnOf(values);
    const journal = await readJournal(
      positionals,
      {
        from: textOf(values.from),
        mapping: textOf(values.mapping),
        processing: textOf(values.processing),
        processingAt: textOf(values['processing-at']),
      },
      io,
    );
    const report = await integrityReport({
      format: journal.format,
      columns: journal.columns,
      analysis: journal.analysis,
      rejected: journal.rejected,
      rejectedTotal: journal.rejectedTotal,
      chain: await chainVerdict(journal.header, () => linesOf(journal)),
      read: journal.read,
    });
    const name = journal.header.journal;
    const print = {
      text: () => asText(report, lagsOf(journal.columns, processedAt(journal.columns))),
      json: () => JSON.stringify(report, undefined, 2),
      markdown: () => reportMarkdown(name, report),
      html: () => reportHtml(name, report),
    };
    io.out(print[format]());
    return worstRank(report) >= RANK[failOn] ? 1 : 0;
  },
};
