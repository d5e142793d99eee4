/** `every A needs B within subject`: which records of A have a B before them. The same accumulator as a model's `precedence`. */
import type { JournalRecord } from '../../record/record.ts';
import { subjectName } from '../../record/record.ts';
import { createEarlier } from '../../rules/records/content/earlier.ts';
import type { Precedence } from './find.types.ts';
import { nameTest } from './values.ts';

export interface PrecedenceJudge {
  concerns(type: string): boolean;
  add(record: JournalRecord, row: number, line: number): void;
  /** Rows of the records that have what they need, and of those that lack it. */
  end(): { readonly evidence: readonly number[]; readonly exceptions: readonly number[] };
}

export function judgePrecedence({ every, needs, within }: Precedence, perSubject: boolean): PrecedenceJudge {
  const isAsked = nameTest(every);
  const isNeeded = nameTest(needs);
  const earlier = createEarlier(perSubject);
  const asked: number[] = [];
  const rowOfLine = new Map<number, number>();
  const keysOf = ({ correlation_id, subject_type, subject_id, also = [] }: JournalRecord): readonly string[] => {
    if (within === 'correlation') return correlation_id === undefined ? [] : [correlation_id];
    const names = [{ subject_type, subject_id }, ...also].map((ref) => subjectName(ref.subject_type, ref.subject_id));
    return names.filter((name) => name !== undefined);
  };
  return {
    concerns: (type) => isAsked(type) || isNeeded(type),
    add(record, row, line) {
      const keys = keysOf(record);
      const at = { record, line };
      if (isAsked(record.type)) {
        asked.push(row);
        rowOfLine.set(line, row);
        earlier.needs(keys, at);
      }
      if (isNeeded(record.type)) earlier.came(keys, at);
    },
    end() {
      const lacking = new Set(earlier.missing().map(({ line }) => rowOfLine.get(line)));
      return {
        evidence: asked.filter((row) => !lacking.has(row)),
        exceptions: asked.filter((row) => lacking.has(row)),
      };
    },
  };
}
