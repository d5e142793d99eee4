/** The fields of a record (contract §4) in the order in which its line is written, and what fits each. */
import type { JournalRecord } from './record.ts';

export type FieldName = keyof JournalRecord;
export type FieldKind =
  | 'text'
  | 'count'
  | 'version'
  | 'time'
  | 'kind'
  | 'classification'
  | 'also'
  | 'object'
  | 'any'
  | 'hex';

export const FIELD_KINDS: Readonly<Record<FieldName, FieldKind>> = {
  id: 'text',
  type: 'text',
  version: 'version',
  kind: 'kind',
  stream: 'text',
  subject_type: 'text',
  subject_id: 'text',
  entity_type: 'text',
  entity_id: 'text',
  also: 'also',
  sequence: 'count',
  partition: 'text',
  position: 'count',
  t_event: 'time',
  t_log: 'time',
  producer: 'text',
  actor_type: 'text',
  actor_id: 'text',
  tenant_id: 'text',
  space_id: 'text',
  correlation_id: 'text',
  causation_id: 'text',
  request_id: 'text',
  idempotency_key: 'text',
  system_id: 'text',
  system_version: 'text',
  classification: 'classification',
  payload: 'any',
  meta: 'object',
  hash: 'hex',
  prev_hash: 'hex',
};

export const FIELD_NAMES = Object.keys(FIELD_KINDS) as readonly FieldName[];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELD_KINDS, name);
}

export const KINDS: readonly string[] = ['INTENT', 'FACT', 'OBSERVATION', 'DERIVATION'];
export const CLASSIFICATIONS: readonly string[] = ['public', 'internal', 'confidential', 'personal', 'phi'];
/** In the order of `ProcessingColumns.outcome`; entry 0 is none. */
export const OUTCOMES: readonly string[] = ['', 'ok', 'failed', 'skipped', 'parked'];
export const MAX_VERSION = 65_535;
