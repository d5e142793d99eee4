/** What replay needs of an analysed journal, for the page's worker and the command line. */
import type { ReplayOrder } from '../replay/source.ts';
import type { Analysis } from './analyse.ts';
import type { Columns } from './columns.ts';
import { slotRows } from './slots.ts';

/**
 * The order of contract §5. `known` leaves rows out, as if they had not been recorded: of the others the slots close ranks. `slotRow` is
 * made anew unless it is given.
 */
export function replayOrder(
  columns: Columns,
  analysis: Analysis,
  known?: (row: number) => boolean,
  slotRow = slotRows(columns, analysis.scopes),
): ReplayOrder {
  const gapBefore = new Float64Array(columns.count);
  for (const { row, after, before } of analysis.gaps) gapBefore[row] = before - after - 1;
  const visited = known ? slotRow.filter(known) : slotRow;
  const { type, version, subject, types, subjects, subjectTypeOf, subjectTypes } = columns;
  return {
    count: visited.length,
    slotRow: visited,
    applied: analysis.applied,
    gapBefore,
    type,
    version,
    subject,
    types,
    subjects,
    subjectTypeOf,
    subjectTypes,
  };
}
