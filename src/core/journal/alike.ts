/** Rows that look alike, told apart by what they say: exactly, in bounded memory, and each block of the journal read about once. */
import { canonicalText } from '../record/canonical.ts';
import type { JournalRecord } from '../record/record.ts';
import { subjectName } from '../record/record.ts';

/** Reads the record of a row; only rows that look alike are asked for. */
export type ReadRecord = (row: number) => JournalRecord | Promise<JournalRecord>;
/** The line of a row as it is kept; what it gives may be overwritten once the next one is asked for. */
export type ReadLine = (row: number) => Uint8Array | Promise<Uint8Array>;

/** So many rows are compared at once: their first lines are held meanwhile. */
const ROWS_AT_ONCE = 2 ** 16;

/** Rows of a group whose identities are equal. */
export interface AlikeRows {
  /** Ascending. */
  readonly rows: readonly number[];
  /** Whether all of them say the same. */
  readonly exact: boolean;
}

/** What must be equal for two records to be a redelivery of one: type, version, subject, sequence, t_event and payload. */
function content(record: JournalRecord): string {
  const { type, version, sequence, t_event, payload } = record;
  const subject = subjectName(record.subject_type, record.subject_id) ?? '';
  return canonicalText([type, version, subject, sequence ?? null, t_event ?? null, payload]);
}

const identityText = (record: JournalRecord, fields: readonly string[]) =>
  JSON.stringify(fields.map((field) => (record as unknown as Record<string, unknown>)[field] ?? null));

interface Part {
  readonly rows: number[];
  readonly content: string;
  exact: boolean;
}

/**
 * For each group those of its rows that belong together, one alone among them: by `identity`, whose contents may differ, or without it by
 * content. `line` is a shortcut: lines of the same bytes are the same record, and are not parsed.
 */
export async function* alikeAmong(
  groups: readonly (readonly number[])[],
  {
    read,
    line,
    identity,
  }: { readonly read: ReadRecord; readonly line?: ReadLine | undefined; readonly identity?: readonly string[] },
): AsyncGenerator<readonly AlikeRows[]> {
  const inOrder = groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  for (let from = 0; from < inOrder.length; ) {
    let held = 0;
    let to = from;
    while (to < inOrder.length && (to === from || held + (inOrder[to]?.length ?? 0) <= ROWS_AT_ONCE))
      held += inOrder[to++]?.length ?? 0;
    const batch = inOrder.slice(from, to);
    const same = line ? await sameLines(batch, line) : new Uint8Array(batch.length);
    const parts = batch.map((_, g) => (same[g] ? undefined : new Map<string, Part>()));
    await inRowOrder(
      batch,
      (g) => parts[g] !== undefined,
      async (row, g) => {
        const record = await read(row);
        const text = content(record);
        const key = identity ? identityText(record, identity) : text;
        const part = parts[g]?.get(key);
        if (!part) parts[g]?.set(key, { rows: [row], content: text, exact: true });
        else {
          part.rows.push(row);
          if (part.content !== text) part.exact = false;
        }
      },
    );
    for (const [g, rows] of batch.entries()) {
      const found = parts[g];
      yield found ? [...found.values()] : [{ rows, exact: true }];
    }
    from = to;
  }
}

/** Visits the rows of those groups that are wanted, ascending over all groups. */
async function inRowOrder(
  groups: readonly (readonly number[])[],
  wanted: (group: number) => boolean,
  visit: (row: number, group: number) => Promise<void>,
): Promise<void> {
  const count = groups.reduce((sum, rows, g) => sum + (wanted(g) ? rows.length : 0), 0);
  // Row and group in one number, which sorts by row; both are far below what a double holds together.
  const keys = new Float64Array(count);
  let at = 0;
  for (const [g, rows] of groups.entries()) if (wanted(g)) for (const row of rows) keys[at++] = row * groups.length + g;
  keys.sort();
  for (const key of keys) {
    const row = Math.floor(key / groups.length);
    await visit(row, key - row * groups.length);
  }
}

/** By group: 1 where its lines are the same bytes. */
async function sameLines(groups: readonly (readonly number[])[], line: ReadLine): Promise<Uint8Array> {
  const same = new Uint8Array(groups.length).fill(1);
  const first = new Array<Uint8Array | undefined>(groups.length);
  await inRowOrder(
    groups,
    () => true,
    async (row, g) => {
      if (!same[g]) return;
      const bytes = await line(row);
      const known = first[g];
      if (!known) first[g] = bytes.slice();
      else if (!equalBytes(known, bytes)) {
        same[g] = 0;
        first[g] = undefined;
      }
    },
  );
  return same;
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
