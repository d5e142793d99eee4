/** Rows that look alike, told apart by what they say: exactly, in bounded memory, and each block of the journal read about once. */
import { sameBytes, skipSpace } from '../record/bytes.ts';
import { canonicalText } from '../record/canonical.ts';
import { eachMember, nameIndex } from '../record/members.ts';
import type { JournalRecord } from '../record/record.ts';
import { subjectName } from '../record/record.ts';

/** Reads the record of a row; only rows that look alike are asked for. */
export type ReadRecord = (row: number) => JournalRecord | Promise<JournalRecord>;
/** The line of a row as it is kept; what it gives may be overwritten once the next one is asked for. */
export type ReadLine = (row: number) => Uint8Array | Promise<Uint8Array>;

/** So many rows are compared at once: their first lines are held meanwhile. */
const ROWS_AT_ONCE = 2 ** 16;
const TICK_ROWS = 512;

/** Rows of a group whose identities are equal. */
export interface AlikeRows {
  /** Ascending. */
  readonly rows: readonly number[];
  /** Whether all of them say the same. */
  readonly exact: boolean;
}

/** What must be equal for two records to be a redelivery of one. */
const CONTENT = ['type', 'version', 'subject_type', 'subject_id', 'sequence', 't_event', 'payload'];

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

export interface AlikeInput {
  readonly read: ReadRecord;
  /** A shortcut: lines whose fields that matter are the same bytes need not be parsed. */
  readonly line?: ReadLine | undefined;
  readonly identity?: readonly string[];
  /** Told now and then how much is done, 0 to 1; what it throws ends the work. */
  readonly tick?: ((done: number) => void | Promise<void>) | undefined;
}

/**
 * For each group those of its rows that belong together, one alone among them: by `identity`, whose contents may differ, or without it by
 * content. Groups come in the order of their first rows.
 */
export async function* alikeAmong(
  groups: readonly (readonly number[])[],
  { read, line, identity, tick }: AlikeInput,
): AsyncGenerator<readonly AlikeRows[]> {
  const inOrder = groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  const total = inOrder.reduce((sum, rows) => sum + rows.length, 0);
  const essence = essenceOf(identity ?? []);
  let before = 0;
  for (let from = 0; from < inOrder.length; ) {
    let held = 0;
    let to = from;
    while (to < inOrder.length && (to === from || held + (inOrder[to]?.length ?? 0) <= ROWS_AT_ONCE))
      held += inOrder[to++]?.length ?? 0;
    const batch = inOrder.slice(from, to);
    let visited = 0;
    const tell = () => tick?.((before + held * Math.min(1, visited / (2 * held))) / total);
    const same = new Uint8Array(batch.length);
    if (line) {
      const first = new Array<Uint8Array | undefined>(batch.length);
      same.fill(1);
      await inRowOrder(batch, same, 1, async (row, g) => {
        if (visited++ % TICK_ROWS === 0) await tell();
        if (same[g] === 0) return;
        const bytes = essence(await line(row));
        const known = first[g];
        if (bytes && !known) first[g] = bytes.slice();
        else if (!bytes || !known || !sameBytes(known, bytes)) {
          same[g] = 0;
          first[g] = undefined;
        }
      });
    }
    const parts = batch.map(() => new Map<string, Part>());
    await inRowOrder(batch, same, 0, async (row, g) => {
      if (visited++ % TICK_ROWS === 0) await tell();
      const record = await read(row);
      const text = content(record);
      const key = identity ? identityText(record, identity) : text;
      const part = parts[g]?.get(key);
      if (!part) parts[g]?.set(key, { rows: [row], content: text, exact: true });
      else {
        part.rows.push(row);
        if (part.content !== text) part.exact = false;
      }
    });
    for (const [g, rows] of batch.entries())
      yield same[g] === 1 ? [{ rows, exact: true }] : [...(parts[g]?.values() ?? [])];
    before += held;
    from = to;
  }
}

/** Visits the rows of those groups that are marked so, ascending over all of them. */
async function inRowOrder(
  groups: readonly (readonly number[])[],
  marks: Uint8Array,
  mark: number,
  visit: (row: number, group: number) => Promise<void>,
): Promise<void> {
  const count = groups.reduce((sum, rows, g) => sum + (marks[g] === mark ? rows.length : 0), 0);
  // Row and group in one number, which sorts by row; a double holds both exactly.
  const keys = new Float64Array(count);
  let at = 0;
  for (const [g, rows] of groups.entries())
    if (marks[g] === mark) for (const row of rows) keys[at++] = row * groups.length + g;
  keys.sort();
  for (const key of keys) {
    const row = Math.floor(key / groups.length);
    await visit(row, key - row * groups.length);
  }
}

const utf8 = new TextEncoder();

/**
 * The members of a line that say what it is, as they stand, one after the other; overwritten by the next line's. Where two are equal, their
 * records are. Undefined where that cannot be said: a key with escapes may be one of them.
 */
function essenceOf(identity: readonly string[]): (line: Uint8Array) => Uint8Array | undefined {
  const names = [...new Set([...CONTENT, ...identity])].map((name) => utf8.encode(name));
  let room = new Uint8Array(4096);
  return (line) => {
    if (room.length < line.length) room = new Uint8Array(2 * line.length);
    let length = 0;
    let escaped = false;
    const whole = eachMember(line, skipSpace(line, 0), (at, keyEnd, _from, to) => {
      if (nameIndex(names, line, at + 1, keyEnd - 1) < 0) {
        for (let i = at; i < keyEnd; i++) if (line[i] === 92) escaped = true;
        return;
      }
      for (let i = at; i < to; i++) room[length++] = line[i] ?? 0;
    });
    return whole && !escaped ? room.subarray(0, length) : undefined;
  };
}
