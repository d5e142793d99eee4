/** What always holds of a subject's state (contract §3), asked after each record. */
import { call } from './decide.ts';
import { Refusal, type WriteError } from './errors.ts';
import type { SimRecord } from './record.ts';
import type { World } from './world.ts';

export interface Broken {
  readonly message: string;
  readonly clauses: readonly string[];
  /** `invariant/order/never negative`, where it is one that does not hold. */
  readonly invariant?: string;
  /** The fold or the invariant itself failed. */
  readonly error?: WriteError;
}

/** What does not hold any more after this record, the last of the journal. */
export function brokenAfter(world: World, record: SimRecord): readonly Broken[] {
  const { subject_type: type, subject_id: id } = record;
  const checks = type === undefined ? undefined : world.context.behavior.invariants.get(type);
  try {
    const state = world.stateOf(type, id);
    return [...(checks ?? [])].flatMap(([says, holds]) => {
      const invariant = `invariant/${type}/${says}`;
      return call(world.context, invariant, world.log.length, () => holds(state))
        ? []
        : [
            {
              invariant,
              message: `The invariant “${says}” does not hold for ${type}/${id ?? ''} after ${record.type}: its state is ${JSON.stringify(state).slice(0, 300)}.`,
              clauses: [],
            },
          ];
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [{ message: error.message, clauses: error.detail.clauses, error: error.detail }];
  }
}
