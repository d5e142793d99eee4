/**
 * Two exports of one log compared by identity (contract §7; HL-010, HL-012, FA-020, EM-011): what is in both is the same, what was there is
 * still there, and new records stand at the end. An export that only ends earlier is older, not altered.
 */
import type { Finding } from '../finding.ts';
import type { ProfileName } from '../model/model.ts';
import { canonicalText } from '../record/canonical.ts';
import type { ExactObject, JournalRecord } from '../record/record.ts';
import { type Change, change } from './change.ts';
import { brokenRule } from './diff-rules.ts';

/** A record as it is compared. */
export interface ExportedRecord {
  /** What it is known by: the values that the header's `identity` names. */
  readonly id: string;
  readonly line: number;
  /** `contentOf` the record, or a hash of it. */
  readonly content: string;
  readonly type?: string | undefined;
}

export interface JournalChange extends Change {
  /** Of the first record, in the export that `side` names. */
  readonly line: number;
  readonly type: string;
  /** How many records it speaks of. */
  readonly count: number;
}

export interface JournalDiffOptions {
  readonly profiles: readonly ProfileName[];
  /** Names of the fields in which two records differ, by their indexes in the two exports. */
  readonly fields?: (old: number, now: number) => readonly string[];
}

/** Canonical text of all of a record that never changes: everything but its place in the log and in the hash chain. */
export function contentOf(record: JournalRecord): string {
  const { hash: _hash, prev_hash: _previous, position: _position, ...content } = record;
  return canonicalText(content as unknown as ExactObject);
}

/** The fields in which two records differ. */
export function fieldsThatDiffer(old: JournalRecord, now: JournalRecord): readonly string[] {
  const [a, b] = [new Map(Object.entries(old)), new Map(Object.entries(now))];
  const text = (value: unknown) => (value === undefined ? '' : canonicalText(value as ExactObject));
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    (key) => !['hash', 'prev_hash', 'position'].includes(key) && text(a.get(key)) !== text(b.get(key)),
  );
}

interface Known {
  readonly index: number;
  readonly line: number;
  readonly type: string;
  /** Contents that the new export has not shown yet. */
  readonly unseen: Set<string>;
  readonly all: Set<string>;
  seen: boolean;
  /** Records of this identity whose content is new. */
  altered: number;
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

/** One pass over each export; of the old one only identities and contents are kept. */
export function diffJournals(
  old: Iterable<ExportedRecord>,
  now: Iterable<ExportedRecord>,
  { profiles, fields }: JournalDiffOptions,
): readonly JournalChange[] {
  const known = new Map<string, Known>();
  let oldIndex = 0;
  for (const { id, line, content, type = '' } of old) {
    const entry = known.get(id);
    if (entry) {
      entry.all.add(content);
      entry.unseen.add(content);
    } else
      known.set(id, {
        index: oldIndex,
        line,
        type,
        unseen: new Set([content]),
        all: new Set([content]),
        seen: false,
        altered: 0,
      });
    oldIndex++;
  }
  const broken = (clauses: readonly string[]) => [brokenRule('record-unchanged', profiles, clauses) ?? []].flat();
  const changes: JournalChange[] = [];
  const fresh = new Map<string, { readonly line: number; readonly index: number }>();
  let lastCommon = -1;
  let index = 0;
  for (const { id, line, content, type = '' } of now) {
    const entry = known.get(id);
    if (!entry) {
      if (!fresh.has(id)) fresh.set(id, { line, index });
    } else {
      entry.seen = true;
      lastCommon = index;
      if (entry.all.has(content)) entry.unseen.delete(content);
      else {
        entry.altered++;
        const names = fields?.(entry.index, index) ?? [];
        const message = `Record \`${id}\` is not what it was in the old export${names.length > 0 ? `: ${quoted(names)} ${names.length === 1 ? 'differs' : 'differ'}` : ''}. A record in the log never changes: find out who rewrote it, restore it, and record a correction instead.`;
        const place = { at: id, side: 'new' } as const;
        changes.push({
          ...change('breaking', 'record changed', place, message, broken(['HL-010', 'FA-020', 'EM-011'])),
          line,
          type,
          count: 1,
        });
      }
    }
    index++;
  }
  const goesOn = [...fresh.values()].some((record) => record.index > lastCommon);
  changes.push(...missing(known, goesOn, broken(['HL-010', 'HL-012', 'FA-020'])));
  changes.push(...added(fresh, lastCommon));
  return changes;
}

/** What the new export lacks although it goes on after it was; the end of the old export alone is only not exported yet. */
function missing(
  known: ReadonlyMap<string, Known>,
  goesOn: boolean,
  broken: Change['broken'],
): readonly JournalChange[] {
  const all = [...known];
  const end = goesOn ? all.length : all.findLastIndex(([, { seen }]) => seen) + 1;
  const changes: JournalChange[] = all.slice(0, end).flatMap(([id, { seen, unseen, altered, line, type }]) => {
    if (seen && unseen.size <= altered) return [];
    const what = seen ? 'one of its conflicting contents is gone' : 'it is gone';
    const message = `Record \`${id}\` was on line ${line} of the old export, and in the new one, which goes on after it, ${what}. A log only grows: restore it, and record a correction instead.`;
    const place = { at: id, side: 'old' } as const;
    return [{ ...change('breaking', 'record removed', place, message, broken), line, type, count: 1 }];
  });
  const tail = all.slice(end).filter(([, { seen }]) => !seen);
  const [first] = tail;
  if (first) {
    const message = `The new export ends before ${tail.length} of the old records, from line ${first[1].line} on. It is older, or was cut off.`;
    const place = { at: first[0], side: 'old' } as const;
    changes.push({
      ...change('drift', 'export ends earlier', place, message),
      line: first[1].line,
      type: '',
      count: tail.length,
    });
  }
  return changes;
}

/** New records after the last known one are what a log is for; others were put between. */
function added(
  fresh: ReadonlyMap<string, { readonly line: number; readonly index: number }>,
  lastCommon: number,
): readonly JournalChange[] {
  const entries = [...fresh];
  const summary = (kind: 'compatible' | 'drift', what: string, list: typeof entries, text: string) => {
    const [first] = list;
    if (!first) return [];
    const [id, { line }] = first;
    const message = `${list.length} ${list.length === 1 ? 'record' : 'records'} ${text}, from line ${line} on.`;
    return [{ ...change(kind, what, { at: id, side: 'new' }, message), line, type: '', count: list.length }];
  };
  const inside = entries.filter(([, { index }]) => index < lastCommon);
  const after = entries.filter(([, { index }]) => index >= lastCommon);
  return [
    ...summary('drift', 'records inserted', inside, 'that the old export lacks stand between records that it has'),
    ...summary('compatible', 'records appended', after, 'that the old export does not have were appended'),
  ];
}

/** Problems of records, one for each kind of change and type, with its first record and up to 20 ids. `files`: what the exports are called. */
export function problemsOfJournals(
  changes: readonly JournalChange[],
  files: { readonly old: string; readonly new: string },
): readonly Finding[] {
  const groups = new Map<string, JournalChange[]>();
  for (const found of changes) {
    if (found.broken.length === 0) continue;
    const key = JSON.stringify([found.what, found.type]);
    const group = groups.get(key);
    if (group) group.push(found);
    else groups.set(key, [found]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return first.broken.map(({ rule, clauses }) => ({
      rule,
      clauses,
      severity: 'error' as const,
      place: { file: files[first.side], line: first.line, record: first.at },
      message: first.message,
      count: group.length,
      examples: group.slice(0, 20).map(({ at }) => at),
    }));
  });
}
