/** Which of two records came first: by sequence within one subject, else position, else the time of the log, else the line (contract §5). */
import type { JournalRecord } from '../../../record/record.ts';
import { utcText } from '../../../record/time.ts';
import type { SeenRecord } from '../record-rule.ts';

export interface Moment {
  readonly scope: string | undefined;
  readonly sequence: number | undefined;
  readonly position: number | undefined;
  readonly log: string | undefined;
  readonly line: number;
}

/** `perSubject`: sequences of this journal count in the subject. */
export function momentOf({ record, line }: SeenRecord, perSubject: boolean): Moment {
  return {
    scope:
      perSubject && record.subject_id !== undefined ? `${record.subject_type ?? ''}/${record.subject_id}` : undefined,
    sequence: record.sequence,
    position: record.position,
    log: record.t_log,
    line,
  };
}

export function isEarlier(a: Moment, b: Moment): boolean {
  if (a.scope !== undefined && a.scope === b.scope && a.sequence !== undefined && b.sequence !== undefined)
    if (a.sequence !== b.sequence) return a.sequence < b.sequence;
  if (a.position !== undefined && b.position !== undefined && a.position !== b.position) return a.position < b.position;
  if (a.log !== undefined && b.log !== undefined && a.log !== b.log) {
    const [x, y] = [utcText(a.log) ?? a.log, utcText(b.log) ?? b.log];
    if (x !== y) return x < y;
  }
  return a.line < b.line;
}

/** What of one kind came, by key, and what waits for it. */
export interface Earlier {
  /** It came, under these keys. */
  came(keys: readonly string[], at: SeenRecord): void;
  /** This needs one before it, under one of these keys; judged now or at the end. */
  needs(keys: readonly string[], at: SeenRecord): void;
  /** Those that have none before them. */
  missing(): readonly SeenRecord[];
}

export function createEarlier(perSubject: boolean): Earlier {
  const first = new Map<string, Moment>();
  const waiting: { readonly keys: readonly string[]; readonly at: SeenRecord }[] = [];
  const held = (keys: readonly string[], at: SeenRecord): boolean => {
    let mine: Moment | undefined;
    for (const key of keys) {
      const before = first.get(key);
      if (before === undefined) continue;
      mine ??= momentOf(at, perSubject);
      if (isEarlier(before, mine)) return true;
    }
    return false;
  };
  return {
    came(keys, at) {
      const moment = momentOf(at, perSubject);
      for (const key of keys) {
        const before = first.get(key);
        if (before === undefined || isEarlier(moment, before)) first.set(key, moment);
      }
    },
    needs(keys, at) {
      if (!held(keys, at)) waiting.push({ keys, at: { ...at, record: slim(at.record) } });
    },
    // What came later in the file may stand earlier in the log.
    missing: () => waiting.filter(({ keys, at }) => !held(keys, at)).map(({ at }) => at),
  };
}

const slim = (record: JournalRecord): JournalRecord => {
  const { meta: _, ...rest } = record;
  return { ...rest, payload: null };
};
