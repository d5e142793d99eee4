/** Fields of a record: whether one is there, what stands in its place, and which clauses name it. */
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

/** Value of a field by its name; undefined for what is no field. */
export const fieldOf = (record: JournalRecord, name: string): unknown =>
  Object.hasOwn(record, name) ? (record as unknown as Readonly<Record<string, unknown>>)[name] : undefined;

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

/** Whether the source gave the record a value there; blank text is none. */
export function has({ record, unversioned, unpaid }: SeenRecord, name: string): boolean {
  if (name === 'version') return unversioned === undefined;
  if (name === 'payload') return unpaid === undefined;
  if (name === 'id') return !idIsMade(record) && !isBlank(record.id);
  const value = (record as unknown as Readonly<Record<string, unknown>>)[name];
  return value !== undefined && value !== null && !(typeof value === 'string' && isBlank(value));
}
