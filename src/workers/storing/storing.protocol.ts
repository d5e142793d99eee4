/** Segments of an import looked through for secrets and personal data, and stored, in a worker of their own. */
import type { JournalHeader } from '../../core/formats/mapping.ts';
import type { Found } from '../../core/hold/found.ts';
import type { Block } from '../../core/journal/columns.ts';
import type { Rejected } from '../../core/journal/report.ts';
import type { Segment } from '../../core/journal/segment.ts';
import type { Call } from '../rpc.ts';

/** Where the journal stands with the segments given. */
export interface Standing {
  readonly header: JournalHeader;
  readonly records: number;
  readonly rejected: number;
  readonly bytes: number;
  readonly rejectedLines: readonly Rejected[];
}

export interface Stored {
  /** In all segments so far. */
  readonly found: readonly Found[];
  /** Those of the segments given, whose buffers come back. */
  readonly blocks: readonly (readonly Block[])[];
}

export type StoringService = {
  /** First. What was found in the segments that are stored already, and the types that they have. */
  begin(
    argument: { readonly journal: string; readonly before: readonly Found[]; readonly types: readonly string[] },
    call?: Call,
  ): Promise<void>;
  /**
   * Segments in order, from the first that is not stored yet; none is stored before it was looked through. Once one was not stored, none
   * after it is.
   */
  append(
    argument: { readonly segments: readonly Segment[]; readonly standing: Standing },
    call?: Call,
  ): Promise<Stored>;
};

/** The service, and its end: what it was given and has not stored is lost. */
export type Storing = StoringService & { readonly end: () => void };
