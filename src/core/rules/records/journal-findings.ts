/** What the analysis of a journal found (contract §5), as problems of clauses (§7). */
import type { Finding } from '../../finding.ts';
import type { JournalHeader } from '../../formats/mapping.ts';
import type { ReadRecord } from '../../journal/alike.ts';
import type { Analysis } from '../../journal/analyse.ts';
import type { Columns } from '../../journal/columns.ts';
import type { Rejected } from '../../journal/report.ts';
import type { Model, ProfileName } from '../../model/model.ts';
import { severityOf } from '../profiles.ts';
import { createCollector } from './collect.ts';
import * as rules from './integrity/index.ts';
import { processingReports } from './processing.ts';
import type { RecordReport, RecordRule, SeenRecord } from './record-rule.ts';

export interface JournalInput {
  readonly header: JournalHeader;
  readonly columns: Columns;
  readonly analysis: Analysis;
  /** As `verifyChain` says it. */
  readonly chain: string;
  readonly rejected: readonly Rejected[];
  readonly rejectedTotal: number;
  readonly read: ReadRecord;
}
export interface JournalOptions {
  readonly model?: Model | undefined;
  /** Instead of those that the model names; without either, `unified`. */
  readonly profiles?: readonly ProfileName[] | undefined;
  readonly file?: string | undefined;
}

/** A report of a rule, for some profiles only where it says so. */
export interface Told {
  readonly rule: RecordRule;
  readonly row: number;
  readonly report: Omit<RecordReport, 'at'>;
  readonly only?: readonly ProfileName[];
}

/** Records whose ids are read for examples; of more only their number is told. */
const READ = 200;
/** So many are read at once: they lie far apart, and one at a time mostly waits for storage. */
const TOGETHER = 16;
const NOT_UNIQUE = ['HL-010', 'GS-002', 'ES-011', 'FA-020', 'FA-021', 'EM-011', 'EM-081'] as const;

export async function journalFindings(input: JournalInput, options: JournalOptions = {}): Promise<readonly Finding[]> {
  const { model, file } = options;
  const profiles = options.profiles ?? model?.profiles ?? ['unified'];
  const { columns, read } = input;
  const collector = createCollector({ model, file });
  collector.unordered();
  const severities = new Map<string, ReturnType<typeof severityOf>>();
  const severity = ({ meta }: RecordRule, profile: ProfileName) => {
    const key = `${meta.id} ${profile}`;
    const known = severities.get(key) ?? severityOf(meta, profile, model?.rules ?? {});
    severities.set(key, known);
    return known;
  };
  const say = (rule: RecordRule, report: RecordReport, only?: readonly ProfileName[]) => {
    for (const profile of profiles) {
      const given = severity(rule, profile);
      if (given !== 'off' && (only === undefined || only.includes(profile)))
        collector.report(rule.meta, profile, given, report);
    }
  };
  for (const { line, reason } of input.rejected)
    say(rules.lineIsRecord, {
      at: { record: { id: '', type: '', version: 1, payload: null }, line },
      message: `This line is no record and is left out: ${reason}. Give it a JSON object with a \`type\`.`,
    });
  const readOf = new Map<RecordRule, number>();
  const seenAt = async ({ rule, row }: Told): Promise<SeenRecord> => {
    const many = readOf.get(rule) ?? 0;
    readOf.set(rule, many + 1);
    const line = columns.line[row] ?? 0;
    const wanted = many < READ || (model?.waivers.length ?? 0) > 0;
    return wanted
      ? { record: await read(row), line }
      : { record: { id: '', type: columns.types[columns.type[row] ?? 0] ?? '', version: 1, payload: null }, line };
  };
  let together: Told[] = [];
  const sayTogether = async () => {
    const all = await Promise.all(together.map(seenAt));
    for (const [i, { rule, report, only }] of together.entries()) {
      const at = all[i];
      if (at) say(rule, { ...report, at }, only);
    }
    together = [];
  };
  for (const one of told(input, model)) {
    if (!profiles.some((profile) => severity(one.rule, profile) !== 'off')) continue;
    together.push(one);
    if (together.length === TOGETHER) await sayTogether();
  }
  await sayTogether();
  return collector
    .findings()
    .map((found) => (found.rule === rules.lineIsRecord.meta.id ? { ...found, count: input.rejectedTotal } : found));
}

function* told(input: JournalInput, model: Model | undefined): Iterable<Told> {
  yield* sequences(input);
  yield* duplicates(input);
  yield* times(input);
  const { analysis, columns, chain } = input;
  const line = Number(/^broken at line (\d+)$/.exec(chain)?.[1] ?? Number.NaN);
  if (!Number.isNaN(line))
    yield {
      rule: rules.chainIsIntact,
      row: Math.max(0, columns.line.indexOf(line)),
      report: {
        message: `The hash chain is broken at line ${line}: this record, or one before it, is not what was sealed. A log only grows; find out who rewrote it, and restore it from a copy whose chain is whole.`,
      },
    };
  for (const row of analysis.orphans)
    yield {
      rule: rules.causeIsRecorded,
      row,
      report: {
        field: 'causation_id',
        message:
          'The `causation_id` names no record and no request of this journal, so nobody can follow why this happened. Import the journal that holds the cause too, or name the right one.',
      },
    };
  yield* processingReports(columns, model);
}

function* sequences({ header, columns, analysis }: JournalInput): Iterable<Told> {
  const { scopes } = analysis;
  const name = (scope: number) => `\`${scopes.names[scope] ?? ''}\``;
  for (const { scope, after, before, row } of [...analysis.gaps].sort((a, b) => a.row - b.row)) {
    const missing = before - after - 1;
    yield {
      rule: rules.sequenceWithoutGap,
      row,
      report: {
        field: 'sequence',
        message: `In ${name(scope)} the sequence goes from ${after} to ${before}: ${missing === 1 ? 'a record is' : `${missing} records are`} missing, and what is replayed is not what happened. Find the missing part and import it.`,
      },
    };
  }
  const late = (scope: number, sequence: number) => ({
    field: 'sequence',
    message: `The lowest sequence of ${name(scope)} is ${sequence}, not 1, so its beginning is not here. Import the journal from its first record on.`,
  });
  for (const { scope, sequence, row } of analysis.starts)
    yield { rule: rules.sequenceStartsAtOne, row, report: late(scope, sequence) };
  const fromZero = new Set<number>();
  for (let row = 0; row < columns.count; row++) {
    const scope = scopes.of[row] ?? 0;
    if (scope === 0 || columns.sequence[row] !== 0 || fromZero.has(scope)) continue;
    fromZero.add(scope);
    yield { rule: rules.sequenceStartsAtOne, row, report: late(scope, 0), only: ['game', 'evidence'] };
  }
  const { per } = header.sequence;
  const first = per === 'subject' ? -1 : columns.sequence.findIndex((sequence) => !Number.isNaN(sequence));
  if (first >= 0)
    yield {
      rule: rules.sequencePerSubject,
      row: first,
      report: {
        field: 'sequence',
        message: `The sequence of this journal counts per ${per === 'none' ? 'nothing that is known' : per}, so the number says nothing about what is missing from one subject. Number the records of each subject from 1.`,
      },
    };
  for (const { row, after } of analysis.outOfOrder)
    yield {
      rule: rules.recordsInOrder,
      row,
      report: {
        field: 'sequence',
        message: `Sequence ${columns.sequence[row]} of ${name(scopes.of[row] ?? 0)} stands after ${after}. Replay puts the records of a scope in order; who reads the file line by line must bear it.`,
      },
    };
}

function* duplicates({ columns, analysis }: JournalInput): Iterable<Told> {
  for (const { kind, rows } of analysis.duplicates) {
    const [first = 0, row = 0] = rows;
    const lines = `lines ${rows
      .slice(0, 5)
      .map((r) => columns.line[r])
      .join(', ')}${rows.length > 5 ? ' …' : ''}`;
    if (kind === 'exact')
      yield {
        rule: rules.recordDeliveredOnce,
        row,
        report: {
          message: `This record was delivered ${rows.length} times, all alike (${lines}). Replay takes the first and skips the rest; who counts must do so too.`,
        },
      };
    else if (kind === 'conflicting')
      yield {
        rule: rules.recordIsUnique,
        row,
        report: {
          field: 'id',
          clauses: NOT_UNIQUE,
          message: `One identity, and records that differ (${lines}): somebody rewrote a published record, or gave its id to another. Only line ${columns.line[first]} counts. Restore it, and record a correction under an id of its own.`,
        },
      };
    else
      yield {
        rule: rules.recordIsUnique,
        row,
        report: {
          field: 'sequence',
          clauses: [...NOT_UNIQUE, 'FA-034'],
          message: `Several records of ${`\`${analysis.scopes.names[analysis.scopes.of[row] ?? 0] ?? ''}\``} have the sequence ${columns.sequence[row]} (${lines}), so their order is not known. Only line ${columns.line[first]} counts. Give each record the next number, once.`,
        },
      };
  }
}

function* times({ columns, analysis }: JournalInput): Iterable<Told> {
  const { consumer, consumers } = columns.processing;
  for (const { row, processing } of analysis.skews)
    yield {
      rule: rules.timesInOrder,
      row,
      report:
        processing === undefined
          ? {
              field: 't_event',
              message:
                '`t_event` is after `t_log`: a record cannot be logged before it happened. A late record is fine, one from the future is not; set the clock of the producer, or say which time is meant.',
            }
          : {
              field: 't_process',
              message: `The consumer \`${consumers[consumer[processing] ?? 0] ?? ''}\` processed this record before it was logged. Set the clocks, or say which time is meant.`,
            },
    };
}
