/** A journal's records as the simulator takes them. */
import { parseLine } from '../../core/record/json.ts';
import { readRecord } from '../../core/replay/event.ts';
import { Applied } from '../../core/replay/source.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import type { OpenJournal } from './open-journal.ts';

export async function replayedRecords(
  { columns, analysis, slotRow, line }: Pick<OpenJournal, 'columns' | 'analysis' | 'slotRow' | 'line'>,
  {
    most,
    until = columns.count,
    subjectOf,
  }: { readonly most: number; readonly until?: number; readonly subjectOf?: number },
): Promise<{ readonly records: readonly SimRecord[]; readonly total: number }> {
  const subject = subjectOf === undefined ? undefined : columns.subject[subjectOf];
  const records: SimRecord[] = [];
  let total = 0;
  for (const row of slotRow.subarray(0, until)) {
    if (analysis.applied[row] !== Applied.yes) continue;
    if (subject !== undefined && columns.subject[row] !== subject) continue;
    total++;
    if (records.length >= most) continue;
    const bytes = await line(row);
    records.push({ ...parseLine(bytes, false), ...readRecord(bytes) });
  }
  return { records, total };
}
