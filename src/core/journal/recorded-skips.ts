/** Records that their source says were not applied: in a Redux DevTools recording, actions that were switched off (`meta.skipped`). */
import { Applied, type ReplayOrder } from '../replay/source.ts';
import type { ReadRecord } from './alike.ts';

/** `from`: the format that the header names. Of any other format the order is returned as it is, and nothing is read. */
export async function withRecordedSkips(
  order: ReplayOrder,
  from: string | undefined,
  read: ReadRecord,
): Promise<ReplayOrder> {
  if (from !== 'redux-devtools') return order;
  const applied = order.applied.slice();
  for (const row of order.slotRow)
    if ((await read(row)).meta?.skipped === true && applied[row] === Applied.yes)
      applied[row] = Applied.skippedAtSource;
  return { ...order, applied };
}
