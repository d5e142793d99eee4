/** Where stepping leads that leaves out what one is not looking for. */

export const STEPS = ['record', 'subject', 'type', 'thread', 'finding'] as const;
/** Every record, or those of the same subject, type or correlation as the one at the cursor, or those with a finding. */
export type StepBy = (typeof STEPS)[number];

export interface NeighbourInput {
  /** The row at each slot, from 0. */
  readonly slotRow: Uint32Array;
  readonly subject: Uint32Array;
  readonly type: Uint16Array | Uint32Array;
  /** Two words a row; both 0 where the record has none. */
  readonly correlation: Uint32Array | undefined;
  /** Not 0 where a finding is. */
  readonly marks: Uint8Array | undefined;
}

/**
 * The slot (1-based) that a step from `slot` leads to; undefined where there is none. From 0, before the first record, there is no subject,
 * type or thread to keep to.
 */
export function neighbour(input: NeighbourInput, slot: number, by: StepBy, forward: boolean): number | undefined {
  const { slotRow } = input;
  const wanted = test(input, slotRow[slot - 1], by);
  if (!wanted) return undefined;
  const step = forward ? 1 : -1;
  for (let at = slot - 1 + step; at >= 0 && at < slotRow.length; at += step)
    if (wanted(slotRow[at] ?? 0)) return at + 1;
  return undefined;
}

function test(
  { subject, type, correlation, marks }: NeighbourInput,
  here: number | undefined,
  by: StepBy,
): ((row: number) => boolean) | undefined {
  if (by === 'record') return () => true;
  if (by === 'finding') return (row) => (marks?.[row] ?? 0) !== 0;
  if (here === undefined) return undefined;
  if (by === 'subject') return subject[here] === 0 ? undefined : (row) => subject[row] === subject[here];
  if (by === 'type') return (row) => type[row] === type[here];
  const [low, high] = [correlation?.[2 * here] ?? 0, correlation?.[2 * here + 1] ?? 0];
  if (low === 0 && high === 0) return undefined;
  return (row) => correlation?.[2 * row] === low && correlation[2 * row + 1] === high;
}
