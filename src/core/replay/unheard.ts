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

/** Of the first `slots`. What the model keeps from replay (`audit_only`) is not meant to be heard, and not counted. */
export function unheardOf(order: ReplayOrder, facts: ReplayFacts, behavior: Behavior, slots: number): Unheard {
  const types = new Set<string>();
  let records = 0;
  for (let slot = 0; slot < slots; slot++) {
    const { row, name, folded, projected } = admissionOf(order, facts, behavior, slot);
    if (!folded) continue;
    const on = foldOfSubject(order, behavior, order.subject[row] ?? 0)?.fold.on;
    if (on?.has(name) || on?.has('*')) continue;
    if (projected && facts.projections.some((projection) => handlerOf(projection, name))) continue;
    records++;
    types.add(name);
  }
  return { records, types: types.size };
}
