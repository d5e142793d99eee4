/** What replay needs of an analysed journal, for the page's worker and the command line. */
import type { ReplayOrder } from '../replay/source.ts';
import type { Analysis } from './analyse.ts';
import type { Columns } from './columns.ts';
import { slotRows } from './slots.ts';

/** The order of contract §5. `slotRow` is made anew unless it is given. */
export function replayOrder(
  columns: Columns,
  analysis: Analysis,
  slotRow = slotRows(columns, analysis.scopes),
): ReplayOrder {
  return {
    count: slotRow.length,
    slotRow,
    applied: analysis.applied,
    gapBefore: new Map(analysis.gaps.map(({ row, after, before }) => [row, before - after - 1])),
    ...wordsOf(columns),
  };
}

/** Of every row, whether it is visited or not. */
export const wordsOf = ({ type, version, subject, types, subjects, subjectTypeOf, subjectTypes }: Columns) => ({
  type,
  version,
  subject,
  types,
  subjects,
  subjectTypeOf,
  subjectTypes,
});
