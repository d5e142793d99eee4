/** Fields of a record: whether one is there, what stands in its place, and which clauses name it. */
import { type FieldName, isFieldName } from '../../../record/fields.ts';
import type { JournalRecord } from '../../../record/record.ts';
import type { SeenRecord } from '../record-rule.ts';

/** Clauses that name a field (contract §7): a record that lacks it, or cannot hold it, breaks them all. */
export const FIELD_CLAUSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['id', ['ES-001', 'ES-010', 'ES-012', 'FA-010', 'EM-049']],
  ['kind', ['HL-050']],
  ['stream', ['HL-040']],
  ['version', ['ES-001', 'ES-002', 'ES-010', 'ES-014', 'ES-030', 'FA-010', 'FA-011', 'EM-014', 'EM-042', 'EM-122']],
  ['t_event', ['HL-070', 'ES-001', 'ES-010', 'ES-015', 'FA-010', 'FA-014', 'EM-012', 'EM-044', 'EM-112', 'EM-122']],
  ['t_log', ['HL-071', 'FA-010', 'FA-014']],
  ['producer', ['ES-001', 'ES-010', 'ES-016', 'EM-013', 'EM-043', 'EM-112', 'EM-121']],
  ['correlation_id', ['ES-001', 'ES-003', 'ES-010', 'ES-060', 'FA-010', 'FA-016', 'EM-045', 'EM-085', 'EM-120']],
  ['causation_id', ['EM-045']],
  ['idempotency_key', ['EM-085']],
  ['classification', ['EM-047']],
  ['payload', ['ES-001', 'ES-010']],
  ['tenant_id', ['FA-010', 'FA-012']],
  ['space_id', ['FA-010', 'FA-012']],
  ['subject_type', ['FA-010']],
  ['subject_id', ['FA-010']],
  ['actor_type', ['FA-010', 'FA-013']],
  ['actor_id', ['FA-010', 'FA-013']],
  ['sequence', ['FA-010', 'FA-030']],
]);

const metaOf = (record: JournalRecord): Readonly<Record<string, unknown>> | undefined =>
  record.meta as Readonly<Record<string, unknown>> | undefined;

/** What the source had where the field is empty because it does not fit (`meta.raw`), field by field. */
export function rawOf(record: JournalRecord): Readonly<Record<string, unknown>> | undefined {
  const raw = metaOf(record)?.raw;
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? (raw as Readonly<Record<string, unknown>>)
    : undefined;
}

export const idIsMade = (record: JournalRecord): boolean => metaOf(record)?.id_made === true;

/** Text with nothing in it to read. */
export const isBlank = (value: string): boolean => value === '' || (value.charCodeAt(0) <= 32 && value.trim() === '');

type Value = (record: JournalRecord) => unknown;
/** A place of its own for each field: reading all of them by name at one place is what is slow. */
const VALUES: Readonly<Record<FieldName, Value>> = {
  id: (record) => record.id,
  type: (record) => record.type,
  version: (record) => record.version,
  kind: (record) => record.kind,
  stream: (record) => record.stream,
  subject_type: (record) => record.subject_type,
  subject_id: (record) => record.subject_id,
  entity_type: (record) => record.entity_type,
  entity_id: (record) => record.entity_id,
  also: (record) => record.also,
  sequence: (record) => record.sequence,
  partition: (record) => record.partition,
  position: (record) => record.position,
  t_event: (record) => record.t_event,
  t_log: (record) => record.t_log,
  producer: (record) => record.producer,
  actor_type: (record) => record.actor_type,
  actor_id: (record) => record.actor_id,
  tenant_id: (record) => record.tenant_id,
  space_id: (record) => record.space_id,
  correlation_id: (record) => record.correlation_id,
  causation_id: (record) => record.causation_id,
  request_id: (record) => record.request_id,
  idempotency_key: (record) => record.idempotency_key,
  system_id: (record) => record.system_id,
  system_version: (record) => record.system_version,
  classification: (record) => record.classification,
  payload: (record) => record.payload,
  meta: (record) => record.meta,
  hash: (record) => record.hash,
  prev_hash: (record) => record.prev_hash,
};

const isThere = (value: unknown): boolean =>
  typeof value === 'string' ? !isBlank(value) : value !== undefined && value !== null;

/** Whether the source gave a record a value for the field of that name; blank text is none. */
export function holds(name: string): (at: SeenRecord) => boolean {
  if (name === 'version') return ({ unversioned }) => unversioned === undefined;
  if (name === 'payload') return ({ unpaid }) => unpaid === undefined;
  if (name === 'id') return ({ record }) => !isBlank(record.id) && !idIsMade(record);
  if (!isFieldName(name)) return () => false;
  const read = VALUES[name];
  return ({ record }) => isThere(read(record));
}
