/** Rules on a journal as a whole. They read no records one by one: `journal-findings.ts` tells what the analysis found under their names. */
import type { RuleMeta } from '../../rule.ts';
import type { RecordRule } from '../record-rule.ts';

const rule = (
  id: string,
  title: string,
  clauses: readonly string[],
  severity: RuleMeta['severity'],
): RecordRule & { readonly meta: RuleMeta } => ({
  meta: { id, title, clauses, severity, targets: 'records', since: '0.1' },
  start: () => undefined,
});

const all = (severity: 'error' | 'warning' | 'info') =>
  ({
    hless: severity,
    game: severity,
    envelope: severity,
    evidence: severity,
    eventing: severity,
    unified: severity,
  }) as const;

/** What was altered shows it: the clauses that say that a record never changes. */
const IMMUTABLE = ['HL-010', 'GS-002', 'FA-020', 'EM-011'] as const;

export const lineIsRecord = rule(
  'line-is-record',
  'Each line of a journal is a record',
  ['ES-001', 'ES-010', 'FA-010'],
  all('error'),
);
export const sequenceWithoutGap = rule(
  'sequence-without-gap',
  'Sequence numbers have no gap',
  ['FA-031', 'EM-112', 'HL-012'],
  { hless: 'warning', game: 'error', evidence: 'warning', eventing: 'warning', unified: 'warning' },
);
export const sequenceStartsAtOne = rule('sequence-starts-at-one', 'The sequence of a subject starts at 1', ['FA-030'], {
  game: 'error',
  evidence: 'error',
  unified: 'warning',
});
export const sequencePerSubject = rule(
  'sequence-per-subject',
  'A sequence counts the records of one subject',
  ['FA-030'],
  {
    game: 'error',
    evidence: 'error',
  },
);
export const recordDeliveredOnce = rule('record-delivered-once', 'A record stands in the journal once', ['FA-032'], {
  ...all('info'),
  evidence: 'warning',
  unified: 'warning',
});
export const recordIsUnique = rule(
  'record-is-unique',
  'One identity or sequence number is one record',
  [...IMMUTABLE, 'ES-011', 'FA-021', 'EM-081', 'FA-034'],
  all('error'),
);
export const chainIsIntact = rule(
  'chain-is-intact',
  'The hash chain of a sealed journal is whole',
  [...IMMUTABLE, 'HL-012'],
  all('error'),
);
export const timesInOrder = rule(
  'times-in-order',
  'A record happened before it was logged, and was logged before it was processed',
  ['HL-073', 'FA-015'],
  { hless: 'error', evidence: 'error', unified: 'warning' },
);
export const recordsInOrder = rule(
  'records-in-order',
  'The records of a scope stand in the order of their sequence',
  [],
  { game: 'warning', evidence: 'warning', unified: 'info' },
);
export const causeIsRecorded = rule(
  'cause-is-recorded',
  'What caused a record is in the journal',
  ['FA-016', 'EM-120'],
  { evidence: 'warning', eventing: 'warning', unified: 'warning' },
);

export const processingIsFinished = rule(
  'processing-is-finished',
  'What a consumer started to process it finished',
  ['ES-061'],
  { envelope: 'error', unified: 'warning' },
);
export const recordIsProcessed = rule(
  'record-is-processed',
  'Each record has a processing row of each consumer that hears it',
  ['HL-072'],
  { hless: 'error' },
);

export const INTEGRITY_RULES: readonly RecordRule[] = [
  lineIsRecord,
  sequenceWithoutGap,
  sequenceStartsAtOne,
  sequencePerSubject,
  recordDeliveredOnce,
  recordIsUnique,
  chainIsIntact,
  timesInOrder,
  recordsInOrder,
  causeIsRecorded,
  processingIsFinished,
  recordIsProcessed,
];
