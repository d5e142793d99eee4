/** The envelope of a record as lines of a table, grouped as people ask: what, about what, when, by whom, because of what. */

import { FIELD_NAMES } from '../../core/record/fields.ts';
import type { JournalRecord } from '../../core/record/record.ts';

type Field = Exclude<keyof JournalRecord, 'payload' | 'meta'>;

/** In the contract's order; the payload and `meta` are shown by themselves. */
const FIELDS: readonly Field[] = FIELD_NAMES.filter((name) => name !== 'payload' && name !== 'meta');

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
