/** What the import wizard shows before anything is stored. */
import type { Found } from '../hold/found.ts';
import type { IntegrityReport, Rejected } from '../journal/report.ts';
import type { JournalRecord, ProcessingRow } from '../record/record.ts';
import type { JournalHeader, Mapping } from './mapping.ts';

/** How a file is to be read: a reader's name of `core/formats`, or a mapping. */
export type Reading = { readonly format: string } | { readonly mapping: Mapping };

export interface Candidate {
  readonly reading: Reading;
  readonly title: string;
  /** Why it is proposed, in a sentence. */
  readonly because: string;
}

/** A field of the source, by path, as the first records show it. */
export interface SourceField {
  readonly path: string;
  readonly present: number;
  readonly kinds: readonly string[];
  readonly distinct: number;
  readonly examples: readonly string[];
}

/** What the wizard shows before anything is stored: made from the head of the file, at most `sampled` rows. */
export interface Preview {
  readonly candidates: readonly Candidate[];
  /** The reading that this preview shows: the asked one, else the first candidate. */
  readonly reading?: Reading;
  readonly header?: JournalHeader;
  readonly fields: readonly SourceField[];
  readonly records: readonly {
    readonly line: number;
    readonly record: JournalRecord;
    readonly processing: readonly ProcessingRow[];
  }[];
  readonly sampled: number;
  readonly sampledBytes: number;
  /** The sample is the whole of the files. (Bytes do not tell: those of the sample are counted after gunzip.) */
  readonly complete: boolean;
  readonly totalBytes: number;
  readonly rejected: readonly Rejected[];
  /** Of the sample: what the journal would look like. */
  readonly report?: IntegrityReport;
  /** Secrets and personal data in the sample. */
  readonly sensitive?: readonly Found[];
  /** Sentences about the reading: a proposed offset, a made id, values that do not fit a field. */
  readonly notes: readonly { readonly severity: 'info' | 'warning'; readonly text: string; readonly role?: string }[];
  /** Set when the file is no journal: what was recognised and what to do. Then there are no candidates. */
  readonly refused?: { readonly recognised: string; readonly advice: string };
}
