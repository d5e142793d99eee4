/** What each kind of finding is, how bad it is without a model, and when it is harmless: for the page, the command line and exported reports. */
import type { Severity } from '../finding.ts';
import type { IntegrityReport } from './report.ts';

export const FINDING_KINDS = [
  'rejected',
  'gaps',
  'starts',
  'duplicates',
  'out_of_order',
  'clock_skew',
  'late',
  'orphans',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface FindingWords {
  readonly one: string;
  readonly many: string;
  readonly severity: Exclude<Severity, 'off'>;
  readonly means: string;
  readonly harmless: string;
  readonly todo: string;
}

export const FINDING_WORDS: Readonly<Record<FindingKind, FindingWords>> = {
  rejected: {
    one: 'line that is no record',
    many: 'lines that are no record',
    severity: 'error',
    means: 'These lines could not be read as records. Nothing of them is stored.',
    harmless: 'Where they are headings, comments or the last line of a file that was cut while it was written.',
    todo: 'Read the reasons. If a whole kind of line is missing, the reading or mapping is not the right one.',
  },
  gaps: {
    one: 'gap',
    many: 'gaps',
    severity: 'warning',
    means: 'Within one scope the sequence leaves numbers out: records that were written are not in this file.',
    harmless:
      'Where the scope is a Kafka partition or a JetStream stream (compaction, deletion, transaction markers), or the export was filtered. Holes in the position of the whole log are not counted here: rolled-back writes leave them in every store.',
    todo: 'State folded past a gap is not to be trusted. Export the missing range and import it with this file.',
  },
  starts: {
    one: 'scope that starts late',
    many: 'scopes that start late',
    severity: 'warning',
    means: 'The lowest sequence of the scope is neither 0 nor 1: its beginning is not in this file.',
    harmless: 'Where the export begins in the middle on purpose, or the store truncates old records.',
    todo: 'Folds of such a scope begin without its history: export from the beginning, or begin from a snapshot.',
  },
  duplicates: {
    one: 'duplicate',
    many: 'duplicates',
    severity: 'warning',
    means:
      'Several records have one identity, or one place in their scope. Exact: the same content, a redelivery. Conflicting: one identity, other content. Sequence: one place, two identities.',
    harmless: 'Exact ones are: the first is applied, the others are skipped. The other two kinds never are.',
    todo: 'For conflicting and sequence duplicates find the writer: two of them believed to be alone.',
  },
  out_of_order: {
    one: 'record out of order',
    many: 'records out of order',
    severity: 'warning',
    means: 'In the file the record stands after later ones of its scope.',
    harmless:
      'For replay: it sorts each scope by sequence. A consumer that reads the file as it stands would see it late.',
    todo: 'If the order of delivery is what you examine, sort the table in file order and look around it.',
  },
  clock_skew: {
    one: 'record with clock skew',
    many: 'records with clock skew',
    severity: 'warning',
    means: 'A record was logged before it happened, or processed before it was logged: two clocks disagree.',
    harmless: 'Where it is less than the clocks’ known precision. A constant whole quarter of an hour is a zone.',
    todo: 'Do not order across sources by these times; correct the zone in the mapping if it is one.',
  },
  late: {
    one: 'late record',
    many: 'late records',
    severity: 'info',
    means: 'It reached the log long after it happened.',
    harmless: 'For devices that were offline, and for batches.',
    todo: 'Answers given in between did not know it: compare what was known at a time with what happened until then.',
  },
  orphans: {
    one: 'orphan',
    many: 'orphans',
    severity: 'warning',
    means: 'It names a cause that is no record of this journal.',
    harmless: 'Where the cause is a command or request that is not recorded, or belongs to another journal.',
    todo: 'If causes ought to be here, the export lost them.',
  },
};

const RANK = { info: 0, warning: 1, error: 2 } as const;

/** How bad the kind is in this report: conflicting duplicates are errors. */
export function severityIn(kind: FindingKind, report: IntegrityReport): Exclude<Severity, 'off'> {
  const conflict = kind === 'duplicates' && report.duplicates.some((found) => found.kind === 'conflicting');
  return conflict ? 'error' : FINDING_WORDS[kind].severity;
}

/** Rank of the worst finding, 0 info to 2 error; -1 when there is none. */
export function worstRank(report: IntegrityReport): number {
  const found = FINDING_KINDS.flatMap((kind) => (report[`${kind}_total`] > 0 ? [RANK[severityIn(kind, report)]] : []));
  return Math.max(-1, report.chain.startsWith('broken') ? RANK.error : -1, ...found);
}

/** One entry as `key value, key value`. */
export function entryText(entry: object): string {
  return Object.entries(entry)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
    .join(', ');
}
