/** Records that are applied and yet change nothing, since no handler is for their type: most often, behavior of another journal. */
import { admissionOf } from './admission.ts';
import type { Behavior } from './behavior.ts';
import type { ReplayFacts } from './facts.ts';
import { handlerOf } from './projections.ts';
import type { ReplayOrder } from './source.ts';
import { foldOfSubject } from './subjects.ts';

export interface Unheard {
  readonly records: number;
  /** How many types these are of. */
  readonly types: number;
}
export interface UnheardTypes extends Unheard {
  /** The most frequent first; at most `MOST_TYPES`. */
  readonly list: readonly { readonly type: string; readonly records: number }[];
}

export const MOST_TYPES = 200;
const SLICE_SLOTS = 4096;

/** Records by type, from slot to slot. What the model keeps from replay (`audit_only`) is not meant to be heard, and not counted. */
function* slices(order: ReplayOrder, facts: ReplayFacts, behavior: Behavior, slots: number) {
  const counts = new Map<string, number>();
  for (let slot = 0; slot < slots; slot++) {
    if (slot % SLICE_SLOTS === SLICE_SLOTS - 1) yield counts;
    const { row, name, folded, projected } = admissionOf(order, facts, behavior, slot);
    if (!folded) continue;
    const on = foldOfSubject(order, behavior, order.subject[row] ?? 0)?.fold.on;
    if (on?.has(name) || on?.has('*')) continue;
    if (projected && facts.projections.some((projection) => handlerOf(projection, name))) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  yield counts;
}

const told = (counts: ReadonlyMap<string, number>): Unheard => ({
  records: [...counts.values()].reduce((sum, records) => sum + records, 0),
  types: counts.size,
});

/** Of the first `slots`. */
export function unheardOf(order: ReplayOrder, facts: ReplayFacts, behavior: Behavior, slots: number): Unheard {
  return told([...slices(order, facts, behavior, slots)].at(-1) ?? new Map());
}

/** Of all slots, with their types. `pause` is called often. */
export async function unheardTypes(
  order: ReplayOrder,
  facts: ReplayFacts,
  behavior: Behavior,
  pause: () => Promise<void>,
): Promise<UnheardTypes> {
  let counts: ReadonlyMap<string, number> = new Map();
  for (counts of slices(order, facts, behavior, order.count)) await pause();
  const list = [...counts].map(([type, records]) => ({ type, records })).sort((a, b) => b.records - a.records);
  return { ...told(counts), list: list.slice(0, MOST_TYPES) };
}
