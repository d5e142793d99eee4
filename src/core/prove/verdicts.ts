/** What the trials prove: `deterministic` and `pure` of every fold, projection and upcaster that is there. */
import type { Listening } from '../replay/calls.ts';
import type { ReplayError } from '../replay/view.ts';
import { causeOfReach } from './causes.ts';
import type { Cause, ChainEvidence, Divergence, Proof, Run } from './prove.types.ts';
import { type Trial, trialOf } from './trial.ts';
import { untriedBecause } from './untried.ts';

export const CLAUSES_OF = {
  deterministic: ['GS-025', 'GS-013', 'FA-033', 'FA-035'],
  pure: ['GS-025', 'FA-002', 'FA-020', 'HL-010'],
} as const;

export function verdicts(
  { behavior, facts }: Listening,
  trials: ReadonlyMap<string, Trial>,
  chain: ChainEvidence,
  stopped: ReplayError | undefined,
): readonly Proof[] {
  const targets = [
    ...[...behavior.folds.keys()].map((name) => `fold/${name}`),
    ...facts.projections.map(({ name }) => `projection/${name}`),
    ...[...behavior.upcasters].flatMap(([name, steps]) =>
      [...steps.keys()].map((version) => `upcaster/${name}@${version}`),
    ),
  ];
  return targets.flatMap((target) => {
    const trial = trials.get(target) ?? trialOf(target);
    const untried = untriedBecause(trial, stopped);
    const proofs = [deterministic(trial, chain), pure(trial)];
    return untried === undefined ? proofs : proofs.map((proof) => ({ ...proof, not_tried: untried }));
  });
}

/** Kinds of error that a run brings about by itself, whatever the log holds. */
const OWN_FAULT = new Set([
  'clock',
  'randomness',
  'outside',
  'mutation of the event',
  'mutation of the state',
  'shared state',
]);

function deterministic(trial: Trial, chain: ChainEvidence): Proof {
  const cause = causeOf(trial);
  const divergence = earliest(trial);
  const holds = divergence === undefined && !(cause && OWN_FAULT.has(cause.kind));
  return {
    name: 'deterministic',
    target: trial.target,
    holds,
    clauses: CLAUSES_OF.deterministic,
    evidence: {
      calls: trial.calls,
      compared: trial.compared,
      hash: `sha256:${chain.final}`,
      ...(divergence && { divergence }),
      ...(!holds && cause && { cause }),
      ...(trial.rounding > 0 && { rounding: trial.rounding }),
      ...(trial.error && { error: trial.error }),
    },
  };
}

function earliest({ divergences }: Trial): Divergence | undefined {
  return [...divergences.values()].sort((a, b) => a.slot - b.slot)[0];
}

const SAYS: Readonly<Record<Run, Omit<Cause, 'handler'>>> = {
  again: { kind: 'unknown', says: 'Two runs of the same calls in the same order give different states.' },
  alone: {
    kind: 'shared state',
    says: 'It comes out differently when the other handlers are not run: it shares a memory with one of them.',
  },
  'from a checkpoint': {
    kind: 'memory',
    says: 'It comes out differently when the replay begins at a checkpoint: it remembers something beside the state.',
  },
  'keys in another order': {
    kind: 'iteration order',
    says: "It depends on the order of an object's keys, which JSON does not keep: use an array, or sort the keys.",
  },
};

/** What was seen outweighs what must be inferred. */
function causeOf(trial: Trial): Cause | undefined {
  if (trial.cause) return trial.cause;
  for (const run of ['again', 'alone', 'from a checkpoint', 'keys in another order'] as const)
    if (trial.divergences.has(run)) return { ...SAYS[run], handler: trial.handler ?? trial.target };
  return undefined;
}

function pure(trial: Trial): Proof {
  const { cause, reaches } = trial;
  const mutates = cause && (cause.kind.startsWith('mutation') || cause.kind === 'shared state');
  const reached = reaches.map((reach) => ({ ...causeOfReach(reach, reach.handler), slot: reach.slot }));
  return {
    name: 'pure',
    target: trial.target,
    holds: !mutates && reached.length === 0 && trial.altered === 0,
    clauses: CLAUSES_OF.pure,
    evidence: {
      calls: trial.calls,
      unchanged: trial.unchanged,
      ...(trial.altered > 0 && { altered: trial.altered }),
      ...(reached.length > 0 && { reaches: reached }),
      ...(mutates && { cause }),
      ...(trial.error && { error: trial.error }),
    },
  };
}
