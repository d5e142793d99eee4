/** Records checked on their way into a journal, in a worker of their own. */
import type { Finding } from '../../core/finding.ts';
import type { JournalHeader } from '../../core/formats/mapping.ts';
import type { Segment } from '../../core/journal/segment.ts';
import type { Model } from '../../core/model/model.ts';
import type { ProcessingRow } from '../../core/record/record.ts';
import type { Call } from '../rpc.ts';

export type RecordsPart = Pick<Segment, 'flags' | 'line' | 'type' | 'blocks'> & {
  /** Types that are new in it. */
  readonly words: readonly string[];
  /** The blocks' buffers are handed over. */
  readonly given: boolean;
};

export type RecordsService = {
  /** First. Tells whether any rule asks for processing rows. `file` is what the journal is called. */
  begin(
    argument: { readonly model: Model; readonly header: JournalHeader; readonly file: string },
    call?: Call,
  ): Promise<{ readonly hearsProcessing: boolean }>;
  /** Parts in order, from the first record on. */
  check(part: RecordsPart, call?: Call): Promise<void>;
  processing(argument: { readonly rows: readonly ProcessingRow[] }, call?: Call): Promise<void>;
  /** Last. */
  finish(argument: { readonly all: true }, call?: Call): Promise<readonly Finding[]>;
};

/** The service, and its end: it keeps what it has seen. */
export type Records = RecordsService & { readonly end: () => void };
