/** Journals put on one axis of time, each with the offset of its clock. */
import type { SequenceSpec, TimeRole } from '../../formats/mapping.ts';
import type { JournalRecord } from '../../record/record.ts';
import type { Analysis } from '../analyse.ts';
import type { Columns } from '../columns.ts';
import type { Hashes } from '../hashes.ts';

/** Added to these times of every record of a source. */
export interface ClockOffset {
  readonly micros: number;
  readonly times: readonly TimeRole[];
}

export interface AxisSource {
  readonly name: string;
  readonly columns: Columns;
  readonly hashes: Hashes;
  readonly analysis: Analysis;
  readonly slotRow: Uint32Array;
  readonly sequence: SequenceSpec;
  readonly identity: readonly string[];
  readonly offset: ClockOffset;
  read(row: number): Promise<JournalRecord>;
  /** As it is kept. */
  line(row: number): Promise<Uint8Array>;
}

/** What is added to a time of a source's records. */
export const shiftOf = ({ micros, times }: ClockOffset, role: TimeRole): number => (times.includes(role) ? micros : 0);

/**
 * What sequences count in once they stand together. Journals that count by subject go on so. Others count in scopes that are named after
 * what they counted in: a subject or partition keeps its name (two exports of one partition belong together), a whole log gets its journal's.
 */
export function scopesTogether(sources: readonly AxisSource[]): {
  readonly sequence: SequenceSpec;
  /** The partition that a record gets; undefined: what it has is kept. */
  readonly partition: ((source: AxisSource, row: number) => string) | undefined;
} {
  const [first] = sources;
  const base = first?.sequence.base ?? 1;
  const all = (per: SequenceSpec['per']) => sources.every(({ sequence }) => sequence.per === per);
  for (const per of ['subject', 'partition', 'stream', 'none'] as const)
    if (all(per)) return { sequence: { per, base }, partition: undefined };
  return {
    sequence: { per: 'partition', base },
    partition: ({ name, sequence: { per }, columns }, row) => {
      switch (per) {
        case 'subject':
          return columns.subjects[columns.subject[row] ?? 0] ?? '';
        case 'log':
          return name;
        case 'none':
          return '';
        default:
          return columns.partitions[columns.partition[row] ?? 0] ?? '';
      }
    },
  };
}

/** The fields that tell records apart in all of them; where they differ, the id. */
export function identityTogether(sources: readonly AxisSource[]): readonly string[] {
  const [first, ...others] = sources.map(({ identity }) => identity);
  return first && others.every((other) => other.join('\n') === first.join('\n')) ? first : ['id'];
}
