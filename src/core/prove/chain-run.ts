/** The chain of one plain run, for another realm to be compared with. */
import { walk } from '../replay/walk.ts';
import { chainFrom, digester, type RowChange } from './digest.ts';
import type { Bench } from './prove.ts';
import type { ChainEvidence, Proof } from './prove.types.ts';

export const CHECKPOINT_EVERY = 1024;

/** Keeps the hash of each step as it is told. */
export function chainKeeper(count: number) {
  const chain = chainFrom(digester());
  const steps = new Uint32Array(2 * count);
  const at: (readonly [number, string])[] = [];
  let slots = 0;
  return {
    /** `slot` is 0-based; slots ascend without holes. */
    add(slot: number, changes: readonly RowChange[]): void {
      if (slot % CHECKPOINT_EVERY === 0) at.push([slot, chain.hash]);
      const hash = chain.add(changes);
      steps[2 * slot] = Number.parseInt(hash.slice(0, 8), 16);
      steps[2 * slot + 1] = Number.parseInt(hash.slice(8, 16), 16);
      slots = slot + 1;
    },
    evidence: (): ChainEvidence => ({ final: chain.hash, slots, at: [...at, [slots, chain.hash] as const], steps }),
  };
}

export async function chain({ journal, model, host, fresh, progress }: Bench): Promise<ChainEvidence> {
  const keeper = chainKeeper(journal.order.count);
  let changes: RowChange[] = [];
  await walk({
    journal,
    model,
    host,
    progress,
    behavior: fresh(),
    onTouch: ({ call, after }) => changes.push({ target: call.target, key: call.key, after }),
    onSlot(slot) {
      keeper.add(slot, changes);
      changes = [];
    },
  });
  return keeper.evidence();
}

/** The first slot (1-based) at which two chains differ; undefined where they are one. */
export function firstDifference(a: ChainEvidence, b: ChainEvidence): number | undefined {
  if (a.final === b.final && a.slots === b.slots) return undefined;
  for (let word = 0; word < 2 * Math.min(a.slots, b.slots); word++)
    if (a.steps[word] !== b.steps[word]) return Math.floor(word / 2) + 1;
  return Math.min(a.slots, b.slots) + 1;
}

/** Where another realm came to other states, no fold and no projection can be called deterministic. */
export const withSecondRealm = (proofs: readonly Proof[], differsAt: number | undefined): readonly Proof[] =>
  differsAt === undefined
    ? proofs
    : proofs.map((proof) => {
        if (proof.name !== 'deterministic') return proof;
        const { not_tried: _, ...rest } = proof;
        return { ...rest, holds: false, evidence: { ...proof.evidence, secondRealm: { differsAt } } };
      });
