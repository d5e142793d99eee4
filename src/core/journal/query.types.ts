/** What the journal table asks for. */
import type { MarkKind } from './lanes.ts';

/** `late`: by `t_log − t_event`; `processing`: by `t_process − t_log`; the longest first, without one last. */
export type SortOrder = 'slot' | 'log' | 'file' | 'late' | 'processing';
export interface RowQuery {
  readonly sort: SortOrder;
  readonly descending?: boolean;
  /** Any of these types; absent = all. */
  readonly types?: readonly string[];
  /** The query line (`find/find.types.ts`); must parse. */
  readonly find?: string;
  readonly marks?: readonly MarkKind[];
  /** Rows whose time in `lane` lies in [from, to), microseconds. */
  readonly range?: { readonly lane: 't_event' | 't_log' | 't_process'; readonly from: number; readonly to: number };
}
