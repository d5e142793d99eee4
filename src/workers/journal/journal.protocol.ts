/** What the journal worker does for the page. Every method takes one argument; see `rpc.ts` for progress and cancel. */

import type { Finding } from '../../core/finding.ts';
import type { ForkEdit } from '../../core/fork/fork.ts';
import type { JournalHeader, SourceRef } from '../../core/formats/mapping.ts';
import type { Preview, Reading } from '../../core/formats/preview.ts';
import type { NotCarried } from '../../core/formats/writers/writer.ts';
import type { Hold } from '../../core/hold/found.ts';
import type { AxisChange, AxisExample, DryRun } from '../../core/journal/axis/dry-run.ts';
import type { OffsetProposal } from '../../core/journal/axis/propose-offset.ts';
import type { ClockOffset } from '../../core/journal/axis/source.ts';
import type { ChangedField } from '../../core/journal/compare/changed-fields.ts';
import type { FacetAsk, FacetCounts } from '../../core/journal/find/facets.ts';
import type { FindingsOverTime } from '../../core/journal/findings-over-time.ts';
import type { LagStrips } from '../../core/journal/lag-strips.ts';
import type { SplitBy } from '../../core/journal/lane-split.ts';
import type { LaneData, MarkKind } from '../../core/journal/lanes.ts';
import type { StepBy } from '../../core/journal/neighbour.ts';
import type { PositionsRead } from '../../core/journal/positions-read.ts';
import type { PositionColumns } from '../../core/journal/positions-tables.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import type { IntegrityReport, Rejected, Thresholds } from '../../core/journal/report.ts';
import type { TypeShape } from '../../core/journal/shape.ts';
import type { ThreadNode } from '../../core/journal/thread.ts';
import type { TimelineBins } from '../../core/journal/timeline-bins.ts';
import type { Model, ProfileName } from '../../core/model/model.ts';
import type { JournalHead } from '../../core/prove/certificate.ts';
import type { JournalRecord, ProcessingRow } from '../../core/record/record.ts';
import type { Commit } from '../../core/writepath/grouped.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import type { Call } from '../rpc.ts';

/** A file from a picker or drop, or pasted text (given as a File too). */
export type ImportFile = File;

export interface ImportProgress {
  readonly stage: 'reading' | 'finishing';
  readonly records: number;
  readonly rejected: number;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly recordsPerSecond: number;
  /** While finishing, where records look alike: how much of that is compared, 0 to 1. */
  readonly compared?: number;
}

export interface JournalSummary {
  readonly id: string;
  readonly name: string;
  readonly state: 'complete' | 'importing';
  readonly records: number;
  readonly rejected: number;
  /** How far an unfinished import came, in bytes of its source. */
  readonly bytesDone: number;
  readonly createdAt: string;
  readonly header: JournalHeader;
  readonly sources: readonly SourceRef[];
  /** What was found in it that a person decides on; who shows it asks the model first (`reasonsToHold`). */
  readonly hold?: Hold;
  /** In the bin since then, milliseconds since 1970. */
  readonly deletedAt?: number;
}

export interface JournalInfo extends JournalSummary {
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly subjects: number;
  readonly subjectTypes: readonly string[];
  readonly consumers: readonly string[];
  readonly processingRows: number;
  readonly rejectedLines: readonly Rejected[];
}

export interface Row {
  readonly row: number;
  readonly slot: number;
  readonly line: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly sequence: number | undefined;
  readonly tEventMicros: number | undefined;
  readonly tLogMicros: number | undefined;
  readonly tProcessMicros: number | undefined;
  readonly marks: readonly MarkKind[];
  readonly preview: string;
}
export interface RowPage {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Row[];
  /** How much of the journal was looked through, 0 to 1; below 1 total and rows are those found so far: ask again. */
  readonly searched: number;
  /** Of a question (`every A needs B`): how many have it, how many lack it. */
  readonly answer?: { readonly evidence: number; readonly exceptions: number };
}

export interface FacetAnswer {
  /** Records that the query shows. */
  readonly total: number;
  /** As in RowPage: below 1 the counts are of those found so far. */
  readonly searched: number;
  /** How much of the journal was read for the facets that need it, 0 to 1; below 1 those are missing: ask again. */
  readonly read: number;
  readonly facets: readonly FacetCounts[];
}

/** A journal to be put on one axis with others; `micros` is added to these times of its records. */
export interface MergeInput extends ClockOffset {
  readonly id: string;
}
export interface MergeExample extends Omit<AxisExample, 'source'> {
  readonly journal: string;
  readonly name: string;
  readonly line: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}
export interface MergeOutlook extends Omit<DryRun, 'movedExamples' | 'changes'> {
  readonly movedExamples: readonly MergeExample[];
  readonly changes: readonly (Omit<AxisChange, 'examples'> & { readonly examples: readonly MergeExample[] })[];
}

export interface ComparedTotals {
  readonly same: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
  readonly changed: number;
  /** In another order among the records of its subject; may be changed too. */
  readonly moved: number;
}
export type DifferenceKind = Exclude<keyof ComparedTotals, 'same'>;
export interface ComparedRecord {
  readonly row: number;
  readonly line: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: number | undefined;
}
export interface Difference {
  readonly left: ComparedRecord | undefined;
  readonly right: ComparedRecord | undefined;
  /** Of a changed one. */
  readonly fields: readonly ChangedField[];
}

export interface RecordLink {
  readonly row: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}
export interface RecordDetail {
  readonly row: number;
  readonly slot: number;
  readonly line: number;
  readonly record: JournalRecord;
  readonly processing: readonly ProcessingRow[];
  readonly marks: readonly { readonly kind: MarkKind; readonly text: string }[];
  readonly cause: RecordLink | undefined;
  readonly effects: readonly RecordLink[];
  /** Records of the same correlation id, in slot order, at most 200, and how many there are. */
  readonly thread: readonly RecordLink[];
  readonly threadTotal: number;
  readonly previousOfSubject: RecordLink | undefined;
  readonly nextOfSubject: RecordLink | undefined;
}

export interface ThreadAnswer {
  readonly nodes: readonly ThreadNode[];
  /** The thread is longer than what is here. */
  readonly cut: boolean;
  /** Any record of the journal names a cause or a correlation id. */
  readonly linked: boolean;
}

export interface RecordsChecked {
  /** Grouped by rule, type and field; the first ones, `counts` are of all. */
  readonly findings: readonly Finding[];
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  /** Where no model was given. */
  readonly offered?: Partial<Readonly<Record<ProfileName, number>>>;
}

export interface ForkOrder {
  readonly name: string;
  readonly edits: readonly ForkEdit[];
  /** The edits in words, for the header. */
  readonly said: readonly string[];
}

/** A file of consumer positions, and how a person says it is to be read. */
export interface PositionsFile {
  readonly file: File;
  readonly columns?: PositionColumns | undefined;
  /** When the table was read, where it says no times. */
  readonly readAt?: string | undefined;
}
export interface PositionsPreview
  extends Pick<PositionsRead, 'title' | 'known' | 'columns' | 'chosen' | 'timeless' | 'passed' | 'rejected' | 'notes'> {
  readonly rejectedTotal: number;
  readonly consumers: readonly {
    readonly consumer: string;
    readonly positions: number;
    /** How many of the journal's records they cover, and the first and last time. */
    readonly records: number;
    readonly fromMicros?: number;
    readonly toMicros?: number;
  }[];
  /** Records of the journal. */
  readonly total: number;
}

export interface ConvertProgress {
  readonly records: number;
  readonly total: number;
}
export interface Converted {
  readonly blob: Blob;
  readonly records: number;
  /** What the format could not hold. */
  readonly notCarried: readonly NotCarried[];
}

export interface LanesWanted {
  readonly id: string;
  readonly query?: RowQuery;
  /** Whose processing is the t_process lane; absent = of all consumers the first. */
  readonly consumer?: string;
  readonly by?: SplitBy;
}

/** Records by their number in file order, from 1, both ends included. */
export interface LostRecords {
  readonly from: number;
  readonly to: number;
}
export interface Rescued {
  readonly journal: JournalSummary;
  readonly lost: readonly LostRecords[];
  /** Processing rows that stand apart from records could not all be read. */
  readonly lostProcessing: boolean;
}

export interface JournalService {
  readonly list: (argument: unknown, call: Call) => Promise<readonly JournalSummary[]>;
  readonly preview: (
    argument: { readonly files: readonly ImportFile[]; readonly reading?: Reading },
    call: Call,
  ) => Promise<Preview>;
  /**
   * With a model that is about the records they are checked on their way, and a `check` against the same one is answered at once.
   * Progress: ImportProgress. Cancelled: erased, and throws an error named AbortError.
   */
  readonly import: (
    argument: {
      readonly files: readonly ImportFile[];
      readonly reading: Reading;
      readonly name: string;
      readonly model?: Model | undefined;
    },
    call: Call,
  ) => Promise<JournalSummary>;
  /** Goes on with an unfinished import from the same files; refuses other ones by their name, size and hash. */
  readonly continueImport: (
    argument: { readonly id: string; readonly files: readonly ImportFile[]; readonly model?: Model | undefined },
    call: Call,
  ) => Promise<JournalSummary>;
  /** The newest import that broke off, was begun from just these files, and is not under way in another tab. */
  readonly unfinishedOf: (
    argument: { readonly files: readonly ImportFile[] },
    call: Call,
  ) => Promise<JournalSummary | undefined>;
  readonly rename: (argument: { readonly id: string; readonly name: string }, call: Call) => Promise<void>;
  /** Into the bin; what lies there for 30 days is erased when journals are next listed. */
  readonly remove: (argument: { readonly id: string }, call: Call) => Promise<void>;
  readonly restore: (argument: { readonly id: string }, call: Call) => Promise<void>;
  /** At once, with columns, dictionaries and everything else that was stored of it. */
  readonly erase: (argument: { readonly id: string }, call: Call) => Promise<void>;
  /** A new journal of the same records, each with its hash in a chain; refused where they have hashes. Progress: ImportProgress. */
  readonly seal: (argument: { readonly id: string; readonly name: string }, call: Call) => Promise<JournalSummary>;
  /** What consumer positions would make of a journal; nothing is stored. */
  readonly positions: (argument: PositionsFile & { readonly id: string }, call: Call) => Promise<PositionsPreview>;
  /** A new journal of the same records, with a processing row for each that a position covers. Progress: ImportProgress. */
  readonly addPositions: (
    argument: PositionsFile & { readonly id: string; readonly name: string },
    call: Call,
  ) => Promise<JournalSummary>;
  /**
   * A new journal of what can still be read of a damaged one, which is not touched. Progress: ImportProgress. Cancelled: erased, and throws
   * an error named AbortError.
   */
  readonly rescue: (argument: { readonly id: string; readonly name: string }, call: Call) => Promise<Rescued>;
  /** `none`, `intact` or `broken at line N`, found anew. */
  readonly verify: (argument: { readonly id: string }, call: Call) => Promise<string>;
  /** The person has decided: the journal stays as it is, and does not ask again. */
  readonly keep: (argument: { readonly id: string }, call: Call) => Promise<JournalSummary>;
  /**
   * Makes a new journal of the same records in which the values are masked that are a reason to hold under `model`; its header lists them.
   * The original is not touched. Progress: ImportProgress. Cancelled: erased, and throws an error named AbortError.
   */
  readonly mask: (
    argument: { readonly id: string; readonly name: string; readonly model?: Model },
    call: Call,
  ) => Promise<JournalSummary>;
  /** A new journal: the records with the edits made. Throws a ForkError where one cannot be. Progress: ImportProgress; cancelled: erased. */
  readonly fork: (argument: { readonly id: string } & ForkOrder, call: Call) => Promise<JournalSummary>;
  readonly open: (argument: { readonly id: string }, call: Call) => Promise<JournalInfo>;
  readonly close: (argument: { readonly id: string }, call: Call) => Promise<void>;
  readonly rows: (
    argument: { readonly id: string; readonly query: RowQuery; readonly from: number; readonly count: number },
    call: Call,
  ) => Promise<RowPage>;
  /** Counts by value of what a query shows; of each facet no more values than are asked for. */
  readonly facets: (
    argument: { readonly id: string; readonly query: RowQuery; readonly asks: readonly FacetAsk[] },
    call: Call,
  ) => Promise<FacetAnswer>;
  /** Where a record stands in a query's result; undefined when the filter leaves it out. */
  readonly locate: (
    argument: { readonly id: string; readonly query: RowQuery; readonly row: number },
    call: Call,
  ) => Promise<number | undefined>;
  /** Resolves `line:N`, `id:X`, `slot:N` or a time to a row. */
  readonly resolve: (argument: { readonly id: string; readonly at: string }, call: Call) => Promise<number | undefined>;
  /** The slot that a step leads to; undefined where there is none. */
  readonly neighbour: (
    argument: { readonly id: string; readonly slot: number; readonly by: StepBy; readonly forward: boolean },
    call: Call,
  ) => Promise<number | undefined>;
  /** For how many slots, from the first, two journals hold the same lines. */
  readonly agreement: (argument: { readonly id: string; readonly other: string }, call: Call) => Promise<number>;
  readonly record: (argument: { readonly id: string; readonly row: number }, call: Call) => Promise<RecordDetail>;
  /** The records that replay applies, in its order, as the simulator takes them: what came twice stands there once. */
  readonly replayed: (
    argument: {
      readonly id: string;
      /** No more than so many; `total` counts all. */
      readonly most: number;
      /** Up to this slot, with it. */
      readonly until?: number;
      /** Only those of the subject of this row. */
      readonly subjectOf?: number;
    },
    call: Call,
  ) => Promise<{ readonly records: readonly SimRecord[]; readonly total: number }>;
  /** What led to a record and what it led to. */
  readonly thread: (argument: { readonly id: string; readonly row: number }, call: Call) => Promise<ThreadAnswer>;
  readonly report: (
    argument: { readonly id: string; readonly thresholds?: Thresholds },
    call: Call,
  ) => Promise<IntegrityReport>;
  /** The report with what a page draws beside it. */
  readonly integrity: (
    argument: { readonly id: string; readonly thresholds?: Thresholds },
    call: Call,
  ) => Promise<FindingsOverTime & { readonly report: IntegrityReport }>;
  /** For each listed gap, how many of its missing records stand in which of the other journals. */
  readonly fillers: (
    argument: { readonly id: string; readonly others: readonly string[] },
    call: Call,
  ) => Promise<readonly (readonly { readonly journal: string; readonly found: number }[])[]>;
  /** This journal (left) beside another, record by record. Progress: 0 to 1. Cancelled: throws an error named AbortError. */
  readonly compare: (argument: { readonly id: string; readonly other: string }, call: Call) => Promise<ComparedTotals>;
  /** A page of what a comparison found. */
  readonly differences: (
    argument: {
      readonly id: string;
      readonly other: string;
      readonly kind: DifferenceKind;
      readonly from: number;
      readonly count: number;
    },
    call: Call,
  ) => Promise<readonly Difference[]>;
  /** Of each journal an offset of its clock against the first's, where the records show one. */
  readonly proposeOffsets: (
    argument: { readonly ids: readonly string[] },
    call: Call,
  ) => Promise<readonly (OffsetProposal | undefined)[]>;
  /** What putting them on one axis would change; nothing is written. Progress: 0 to 1. */
  readonly mergeOutlook: (argument: { readonly sources: readonly MergeInput[] }, call: Call) => Promise<MergeOutlook>;
  /**
   * Makes a new journal of all their records on one axis; its header lists them with their offsets, each record says where it comes from in
   * `meta.merged`. They themselves are not touched. Progress: ImportProgress. Cancelled: erased, and throws an error named AbortError.
   */
  readonly merge: (
    argument: { readonly sources: readonly MergeInput[]; readonly name: string },
    call: Call,
  ) => Promise<JournalSummary>;
  /** The records against a model; without one against integrity, with what each profile would find. Progress is records done. */
  readonly check: (argument: { readonly id: string; readonly model?: Model }, call: Call) => Promise<RecordsChecked>;
  readonly shapes: (argument: { readonly id: string }, call: Call) => Promise<readonly TypeShape[]>;
  /** How the timeline of the whole journal looks at first, for one that is not open yet; undefined where that was never kept. */
  readonly picture: (argument: { readonly id: string }, call: Call) => Promise<TimelineBins | undefined>;
  /** Buffers are handed over. With `by` there is a lane for each type and so on beside the three; 'producer' reads every record once. */
  readonly lanes: (argument: LanesWanted, call: Call) => Promise<LaneData>;
  /** How long records took, over time. Buffers are handed over. */
  readonly lags: (argument: Omit<LanesWanted, 'by'>, call: Call) => Promise<LagStrips>;
  /** Serves `ReplaySource` (core/replay/source.ts) on the port, which must be in the call's `transfer`. */
  readonly serveReplay: (
    argument: {
      readonly id: string;
      readonly port: MessagePort;
      /** Names behavior and model; where it is given, checkpoints are kept under it. */
      readonly behavior?: string;
    },
    call: Call,
  ) => Promise<void>;
  /** What a certificate says of the journal. */
  readonly head: (argument: { readonly id: string }, call: Call) => Promise<JournalHead>;
  /** The journal as NDJSON with its header, processing rows last. */
  readonly export: (argument: { readonly id: string }, call: Call) => Promise<Blob>;
  /** An empty journal that is appended to by `commit`. */
  readonly begin: (argument: { readonly header: JournalHeader }, call: Call) => Promise<JournalSummary>;
  /**
   * Appends a group of lines in one transaction: all of them or, with an error, none; named ConflictError where `first` are not all records that
   * are there. `export` has them at once; everything else when the journal was settled.
   */
  readonly commit: (argument: Commit & { readonly id: string }, call: Call) => Promise<void>;
  /**
   * A new journal of the same records and those that were committed, if there are any; the old one takes no more commits, and is the caller's to
   * erase. A ConflictError, and nothing made, where somebody commits meanwhile. Progress: ImportProgress. Cancelled: erased, and throws an error named AbortError.
   */
  readonly settle: (argument: { readonly id: string }, call: Call) => Promise<JournalSummary>;
  /**
   * The records, in file order, in a format of `core/formats/writers`: all, those that a query shows (its search is waited for), or one.
   * Progress: ConvertProgress. Cancelled: throws an error named AbortError.
   */
  readonly convert: (
    argument: { readonly id: string; readonly format: string; readonly query?: RowQuery; readonly row?: number },
    call: Call,
  ) => Promise<Converted>;
}
