/** What a rule on records is: it sees each record once, in file order, while a journal is imported or checked (streaming). */
import type { Severity } from '../../finding.ts';
import type { JournalHeader } from '../../formats/mapping.ts';
import type { Model, ProfileName } from '../../model/model.ts';
import type { JournalRecord, ProcessingRow } from '../../record/record.ts';
import type { ProfileSettings } from '../profiles.ts';
import type { RuleMeta } from '../rule.ts';

/** A record and where it stands: `line` is 1-based in its file. */
export interface SeenRecord {
  readonly record: JournalRecord;
  readonly line: number;
  /** The source names no version; `record.version` is then the 1 that readers take. */
  readonly unversioned?: true;
  /** The source has no payload; `record.payload` is then null. */
  readonly unpaid?: true;
}

/** Reports of one rule, type and field are one problem with a count and up to 20 examples (contract §6). */
export interface RecordReport {
  readonly at: SeenRecord;
  /** The field or payload path concerned; absent where it is the record as a whole. */
  readonly field?: string;
  /** A function where it is worth not making it: only the first report of a problem is told. */
  readonly message: string | (() => string);
  /** Those of the rule's clauses that this breaks; absent = all. */
  readonly clauses?: readonly string[];
  readonly severity?: Exclude<Severity, 'off' | 'error'>;
}

export interface RecordContext {
  /** Undefined: there is no model, so a journal is checked for integrity only (contract §2). */
  readonly model: Model | undefined;
  readonly profile: ProfileName;
  readonly settings: ProfileSettings;
  readonly header: JournalHeader | undefined;
  report(report: RecordReport): void;
}

/** What one run of a rule over one journal holds. */
export interface RecordPass {
  record?(at: SeenRecord): void;
  processing?(row: ProcessingRow, line: number): void;
  /** After the last record. */
  end?(): void;
}

export interface RecordRule {
  readonly meta: RuleMeta;
  /** Undefined where the rule has nothing to look for, so that it costs nothing. */
  start(context: RecordContext): RecordPass | undefined;
}
