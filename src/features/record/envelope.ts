/** The envelope of a record as lines of a table, grouped as people ask: what, about what, when, by whom, because of what. */

import type { JournalRecord } from '../../core/record/record.ts';

type Field = Exclude<keyof JournalRecord, 'payload' | 'meta'>;

const FIELDS: readonly Field[] = [
  'id',
  'type',
  'version',
  'kind',
  'stream',
  'subject_type',
  'subject_id',
  'entity_type',
  'entity_id',
  'also',
  'sequence',
  'partition',
  'position',
  't_event',
  't_log',
  'producer',
  'actor_type',
  'actor_id',
  'tenant_id',
  'space_id',
  'correlation_id',
  'causation_id',
  'request_id',
  'idempotency_key',
  'system_id',
  'system_version',
  'classification',
  'hash',
  'prev_hash',
];

export interface EnvelopeLine {
  readonly name: Field;
  readonly value: string;
}

/** The fields that the record has, in the contract's order (§4); values as text. */
export function envelopeLines(record: JournalRecord): readonly EnvelopeLine[] {
  return FIELDS.flatMap((name) => {
    const value = record[name];
    if (value === undefined) return [];
    return [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  });
}
