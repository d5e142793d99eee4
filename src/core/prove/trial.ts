/** One target under proof: what its runs gave, and where they first differ. */
import type { JsonValue } from '../record/record.ts';
import type { Outcome } from '../replay/calls.ts';
import { changesOf } from '../replay/changes.ts';
import type { ReplayError } from '../replay/view.ts';
import { sameJson } from './digest.ts';
import type { Cause, Divergence, Reach, Run } from './prove.types.ts';

export interface Trial {
  readonly target: string;
  calls: number;
  /** Records that it hears and whose key they do not hold. */
  withoutKey: number;
  /** Runs of a call besides the first one. */
  readonly compared: Record<Run, number>;
  readonly divergences: Map<Run, Divergence>;
  /** The handler of the first divergence. */
  handler: string | undefined;
  error: ReplayError | undefined;
  cause: Cause | undefined;
  readonly reaches: (Reach & { readonly handler: string; readonly slot: number })[];
  /** Differences that rounding alone makes where keys stand in another order. */
  rounding: number;
  /** Records that were read again after the calls, and were what they had been. */
  unchanged: number;
  /** Those that were not. */
  altered: number;
}

export const trialOf = (target: string): Trial => ({
  target,
  calls: 0,
  withoutKey: 0,
  compared: { again: 0, alone: 0, 'from a checkpoint': 0, 'keys in another order': 0 },
  divergences: new Map(),
  handler: undefined,
  error: undefined,
  cause: undefined,
  reaches: [],
  rounding: 0,
  unchanged: 0,
  altered: 0,
});

const MOST_CHANGES = 20;

/** Another run of a call: the same as the first, or the first divergence of this kind. */
export function compareRun(
  trial: Trial,
  at: Pick<Divergence, 'run' | 'slot' | 'record' | 'key' | 'checkpoint'>,
  handler: string,
  first: Outcome,
  other: Outcome,
): void {
  const { run } = at;
  trial.compared[run]++;
  if (first.error && other.error) return;
  const [a, b] = [given(first), given(other)];
  if (!first.error && !other.error && sameJson(a, b)) return;
  const changes = first.error || other.error ? [] : changesOf(a, b);
  const rounding = (x: JsonValue | undefined, y: JsonValue | undefined) =>
    typeof x === 'number' &&
    typeof y === 'number' &&
    Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y), 1e-9);
  if (
    run === 'keys in another order' &&
    changes.length > 0 &&
    changes.every(({ before, after }) => rounding(before, after))
  ) {
    trial.rounding++;
    return;
  }
  if (trial.divergences.has(run)) return;
  trial.handler ??= handler;
  const error = other.error ?? first.error;
  trial.divergences.set(run, { ...at, changes: changes.slice(0, MOST_CHANGES), ...(error && { error }) });
}

const given = (outcome: Outcome): JsonValue | undefined => (outcome.error ? undefined : outcome.value);
