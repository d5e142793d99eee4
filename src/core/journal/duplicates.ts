/** Records that are there more than once (contract §5): exact, conflicting, or of one sequence. */
import { canonicalText } from '../record/canonical.ts';
import type { JournalRecord } from '../record/record.ts';
import { subjectName } from '../record/record.ts';
import { Applied } from '../replay/source.ts';
import { type Columns, RecordFlag } from './columns.ts';
import { release } from './release.ts';
import type { Scopes, Sequenced } from './scopes.ts';

export interface DuplicateGroup {
  readonly kind: 'exact' | 'conflicting' | 'sequence';
  /** Ascending. */
  readonly rows: readonly number[];
}

export interface Duplicates {
  readonly groups: readonly DuplicateGroup[];
  /** By row, an `Applied` value: of a group the first line is applied. */
  readonly applied: Uint8Array;
  /** By row: 1 where the identity, or the exact record, was there before. */
  readonly repeat: Uint8Array;
}

/** Reads the record of a row; only rows that look alike are asked for. */
export type ReadRecord = (row: number) => JournalRecord | Promise<JournalRecord>;

/** Groups of rows whose identity hash stands elsewhere too; made ids are no identity and have no hash. */
function identityGroups({ count, flags }: Columns, identityHash: Uint32Array): number[][] {
  let size = 16;
  while (size < 1.5 * count) size *= 2;
  const table = new Int32Array(size).fill(-1);
  const groups = new Map<number, number[]>();
  for (let row = 0; row < count; row++) {
    const low = identityHash[2 * row] ?? 0;
    const high = identityHash[2 * row + 1] ?? 0;
    if ((low === 0 && high === 0) || ((flags[row] ?? 0) & RecordFlag.idMade) !== 0) continue;
    let slot = (low ^ high) & (size - 1);
    for (;;) {
      const first = table[slot] ?? -1;
      if (first < 0) {
        table[slot] = row;
        break;
      }
      if (identityHash[2 * first] === low && identityHash[2 * first + 1] === high) {
        const group = groups.get(first);
        if (group) group.push(row);
        else groups.set(first, [first, row]);
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  release(table);
  return [...groups.values()];
}

/** What must be equal for two records to be a redelivery of one: type, version, subject, sequence, t_event and payload. */
function content(record: JournalRecord): string {
  const { type, version, sequence, t_event, payload } = record;
  const subject = subjectName(record.subject_type, record.subject_id) ?? '';
  return canonicalText([type, version, subject, sequence ?? null, t_event ?? null, payload]);
}

const identityText = (record: JournalRecord, fields: readonly string[]) =>
  JSON.stringify(fields.map((field) => (record as unknown as Record<string, unknown>)[field] ?? null));

function split(rows: readonly number[], key: (row: number) => string): number[][] {
  const parts = new Map<string, number[]>();
  for (const row of rows) {
    const part = parts.get(key(row));
    if (part) part.push(row);
    else parts.set(key(row), [row]);
  }
  return [...parts.values()];
}

const HOW = {
  exact: Applied.exactDuplicate,
  conflicting: Applied.conflictingDuplicate,
  sequence: Applied.sequenceDuplicate,
} as const;

/** By row, an `Applied` value: what is no first line of its group is not applied, for the group that says most about it. */
export function appliedOf(count: number, groups: readonly DuplicateGroup[]): Uint8Array {
  const applied = new Uint8Array(count);
  for (const { kind, rows } of groups)
    for (const row of rows.slice(1)) if (applied[row] === Applied.yes || kind !== 'sequence') applied[row] = HOW[kind];
  return applied;
}

export async function findDuplicates(
  columns: Columns,
  identityHash: Uint32Array,
  identity: readonly string[],
  scopes: Scopes,
  { rows, starts }: Sequenced,
  read: ReadRecord,
): Promise<Duplicates> {
  const repeat = new Uint8Array(columns.count);
  const groups: DuplicateGroup[] = [];
  const add = (kind: DuplicateGroup['kind'], members: readonly number[]) => {
    groups.push({ kind, rows: members });
    if (kind !== 'sequence') for (const row of members.slice(1)) repeat[row] = 1;
  };
  const records = new Map<number, { identity: string; content: string }>();
  const look = async (members: readonly number[]) => {
    for (const row of members) {
      if (records.has(row)) continue;
      const record = await read(row);
      records.set(row, { identity: identityText(record, identity), content: content(record) });
    }
  };
  for (const group of identityGroups(columns, identityHash)) {
    await look(group);
    for (const same of split(group, (row) => records.get(row)?.identity ?? '')) {
      if (same.length < 2) continue;
      const contents = new Set(same.map((row) => records.get(row)?.content));
      add(contents.size === 1 ? 'exact' : 'conflicting', same);
    }
    records.clear();
  }
  for (let scope = 1; scope < scopes.names.length; scope++) {
    const end = starts[scope + 1] ?? 0;
    for (let i = starts[scope] ?? 0; i < end; ) {
      let j = i + 1;
      const sequence = columns.sequence[rows[i] ?? 0];
      while (j < end && columns.sequence[rows[j] ?? 0] === sequence) j++;
      if (j - i > 1) {
        // One of each identity stands for it; made ids have none, and are compared by content.
        const alone = [...rows.subarray(i, j)].filter((row) => repeat[row] === 0);
        const made = alone.filter((row) => ((columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0);
        await look(made);
        for (const same of split(made, (row) => records.get(row)?.content ?? ''))
          if (same.length > 1) add('exact', same);
        records.clear();
        const distinct = alone.filter((row) => repeat[row] === 0);
        if (distinct.length > 1) add('sequence', distinct);
      }
      i = j;
    }
  }
  groups.sort((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  return { groups, applied: appliedOf(columns.count, groups), repeat };
}
