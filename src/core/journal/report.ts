/** The integrity report of the contract (§6): the shape that `factline inspect --format json` prints. Findings are defined in §5. */
import type { NotJudgedKinds } from './not-judged.ts';

export interface Gap {
  readonly subject: string;
  readonly after: number;
  readonly before: number;
  readonly missing: number;
}
export interface Start {
  readonly subject: string;
  readonly sequence: number;
}
export interface Duplicate {
  readonly id?: string;
  readonly kind: 'exact' | 'conflicting' | 'sequence';
  readonly ids?: readonly string[];
  readonly lines: readonly number[];
}
export interface OutOfOrder {
  readonly subject: string;
  readonly line: number;
  readonly sequence: number;
  readonly after: number;
}
export interface ClockSkew {
  readonly line: number;
  readonly id: string;
  readonly t_event?: string;
  readonly t_log?: string;
  readonly t_process?: string;
  readonly consumer?: string;
}
export interface Late {
  readonly line: number;
  readonly id: string;
  /** ISO 8601 duration. */
  readonly by: string;
}
export interface Orphan {
  readonly line: number;
  readonly id: string;
  readonly causation_id: string;
}
export interface Rejected {
  readonly line: number;
  readonly reason: string;
  readonly source?: string;
}

type TimeSpan = readonly [string, string];

/** A list holds up to 1,000 entries; `<list>_total` always the true count. */
export interface IntegrityReport {
  readonly format: string;
  readonly records: number;
  readonly accepted: number;
  readonly rejected: readonly Rejected[];
  readonly rejected_total: number;
  readonly subjects: number;
  readonly types: Readonly<Record<string, number>>;
  readonly time: { readonly t_event?: TimeSpan; readonly t_log?: TimeSpan; readonly t_process?: TimeSpan };
  readonly gaps: readonly Gap[];
  readonly gaps_total: number;
  readonly starts: readonly Start[];
  readonly starts_total: number;
  readonly duplicates: readonly Duplicate[];
  readonly duplicates_total: number;
  readonly out_of_order: readonly OutOfOrder[];
  readonly out_of_order_total: number;
  readonly clock_skew: readonly ClockSkew[];
  readonly clock_skew_total: number;
  readonly late: readonly Late[];
  readonly late_total: number;
  readonly orphans: readonly Orphan[];
  readonly orphans_total: number;
  readonly ties: number;
  readonly chain: string;
  /** What the journal does not say enough for; absent in reports that were kept by an older Factline. */
  readonly not_judged?: NotJudgedKinds;
  /** Scopes in which a sequence counts; absent likewise. */
  readonly scopes?: number;
}

export interface Thresholds {
  readonly skewToleranceMicros: number;
  readonly lateMicros: number;
}
export const DEFAULT_THRESHOLDS: Thresholds = { skewToleranceMicros: 1_000_000, lateMicros: 3_600_000_000 };
