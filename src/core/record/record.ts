/** The record of the contract (§4), field names as they stand in a journal. */

export type RecordKind = 'INTENT' | 'FACT' | 'OBSERVATION' | 'DERIVATION';
export type Classification = 'public' | 'internal' | 'confidential' | 'personal' | 'phi';

/**
 * A number whose decimal value a double cannot hold (9007199254740993, 1e400), with its own digits.
 * Readers of records meet it wherever a JSON number may stand; behavior code gets the digits as a string.
 */
export interface RawNumber {
  readonly $digits: string;
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
/** Like JsonValue, but no integer has been altered. */
export type ExactValue = null | boolean | number | string | RawNumber | readonly ExactValue[] | ExactObject;
export interface ExactObject {
  readonly [key: string]: ExactValue;
}

export interface SubjectRef {
  readonly subject_type?: string;
  readonly subject_id?: string;
  readonly sequence?: number;
}

export interface JournalRecord {
  readonly id: string;
  readonly type: string;
  /** ≥ 1; 1 where the source names none. */
  readonly version: number;
  readonly kind?: RecordKind;
  readonly stream?: string;
  readonly subject_type?: string;
  readonly subject_id?: string;
  readonly entity_type?: string;
  readonly entity_id?: string;
  readonly also?: readonly SubjectRef[];
  readonly sequence?: number;
  readonly partition?: string;
  readonly position?: number;
  /** RFC 3339 text, as fine as the source had it. */
  readonly t_event?: string;
  readonly t_log?: string;
  readonly producer?: string;
  readonly actor_type?: string;
  readonly actor_id?: string;
  readonly tenant_id?: string;
  readonly space_id?: string;
  readonly correlation_id?: string;
  readonly causation_id?: string;
  readonly request_id?: string;
  readonly idempotency_key?: string;
  readonly system_id?: string;
  readonly system_version?: string;
  readonly classification?: Classification;
  readonly payload: ExactValue;
  readonly meta?: ExactObject;
  readonly hash?: string;
  readonly prev_hash?: string;
}

export type ProcessingOutcome = 'ok' | 'failed' | 'skipped' | 'parked';

/** What became of a record at a consumer; outside the record and its hash. */
export interface ProcessingRow {
  /** The record's id. */
  readonly processed: string;
  readonly consumer: string;
  readonly t_start?: string;
  readonly t_process?: string;
  readonly outcome?: ProcessingOutcome;
  readonly attempt?: number;
}

/** `type/id`, `id` alone, or undefined: how a subject is written. */
export function subjectName(type: string | undefined, id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  return type === undefined ? id : `${type}/${id}`;
}
