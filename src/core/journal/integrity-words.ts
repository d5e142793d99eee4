/** What each kind of finding is, how bad it is without a model, and when it is harmless: for the page, the command line and exported reports. */
import type { Severity } from '../finding.ts';
import { durationText, parseDuration } from '../record/duration.ts';
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

/** How bad the kind is in this report: conflicting duplicates are errors, late starts of an excerpt are not. */
export function severityIn(kind: FindingKind, report: IntegrityReport): Exclude<Severity, 'off'> {
  if (kind === 'starts' && excerptText(report) !== undefined) return 'info';
  const conflict = kind === 'duplicates' && report.duplicates.some((found) => found.kind === 'conflicting');
  return conflict ? 'error' : FINDING_WORDS[kind].severity;
}

/** Rank of the worst finding, 0 info to 2 error; -1 when there is none. */
export function worstRank(report: IntegrityReport): number {
  const found = FINDING_KINDS.flatMap((kind) => (report[`${kind}_total`] > 0 ? [RANK[severityIn(kind, report)]] : []));
  return Math.max(-1, report.chain.startsWith('broken') ? RANK.error : -1, ...found);
}

/** One entry as `key value, key value`; how late it is, as people write it. */
export function entryText(entry: object): string {
  return Object.entries(entry)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(' ') : valueText(key, String(value))}`)
    .join(', ');
}
const valueText = (key: string, value: string): string => {
  const micros = key === 'by' ? parseDuration(value) : undefined;
  return micros === undefined ? value : durationText(micros);
};

const count = (n: number) => n.toLocaleString('en');

/** From this share of the scopes on, starting late says what kind of file it is and nothing of a scope. */
const EXCERPT = 0.8;

/** Of a file that was cut out of a running log nearly every scope starts late: that in one sentence; undefined where it is none. */
export function excerptText({ starts_total, scopes = 0 }: Pick<IntegrityReport, 'starts_total' | 'scopes'>) {
  if (starts_total === 0 || starts_total < EXCERPT * scopes || scopes === 0) return undefined;
  const all =
    starts_total === scopes
      ? scopes === 1
        ? 'its one scope starts'
        : `all ${count(scopes)} scopes start`
      : `${count(starts_total)} of ${count(scopes)} scopes start`;
  return `This is an excerpt of a running log: ${all} late. States folded from it lack what came before: export from the beginning, or begin from a snapshot, where they are to be right.`;
}

/** What can be said of a kind besides its findings. */
export type Judgement =
  | { readonly says: 'found' }
  /** All was looked at, and there is none. */
  | { readonly says: 'none' }
  /** `text`: a clause, why some or all of the records could not be looked at. */
  | { readonly says: 'partly' | 'cannot be judged'; readonly text: string };

export function judgementOf(kind: FindingKind, report: IntegrityReport): Judgement {
  const not = report.not_judged?.[kind];
  if (report[`${kind}_total`] > 0) return { says: 'found' };
  if (!not) return { says: 'none' };
  return { says: not.judged === 0 ? 'cannot be judged' : 'partly', text: not.why };
}

/** A kind in one line without its entries: `2 gaps (warning)`, `gaps cannot be judged: no record has a sequence`. */
export function headline(kind: FindingKind, report: IntegrityReport): string {
  const { one, many } = FINDING_WORDS[kind];
  const total = report[`${kind}_total`];
  const judgement = judgementOf(kind, report);
  if (judgement.says === 'cannot be judged') return `${many} cannot be judged: ${judgement.text}`;
  const why = report.not_judged?.[kind]?.why;
  const counted = `${count(total)} ${total === 1 ? one : many}`;
  return `${counted}${total > 0 ? ` (${severityIn(kind, report)})` : ''}${why === undefined ? '' : `; not all can be judged: ${why}`}`;
}

/** Kinds that cannot be judged at all, those of one reason together: `gaps, records out of order: no record has a sequence`. */
export function notJudgedTexts(report: Pick<IntegrityReport, 'not_judged'>): readonly string[] {
  const byWhy = new Map<string, string[]>();
  for (const kind of FINDING_KINDS) {
    const not = report.not_judged?.[kind];
    if (not?.judged === 0) byWhy.set(not.why, [...(byWhy.get(not.why) ?? []), FINDING_WORDS[kind].many]);
  }
  return [...byWhy].map(([why, kinds]) => `${kinds.join(', ')}: ${why}`);
}

/** What is shown of the chain: that there is none is no finding, but then a change would not be seen either. */
export const chainText = (chain: string): string =>
  chain === 'none' ? 'none: no record has a hash, so that it was not altered cannot be judged' : chain;
