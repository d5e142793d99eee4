/** Which fold or projection a question is about. */
import { useEffect, useState } from 'react';
import type { Asking } from '../../app/asking.ts';
import { useWorkbench } from '../../app/store.ts';

export interface Targets {
  /** `fold/order`, `projection/open_orders`, as the behavior in the editor has them. */
  readonly list: readonly string[];
  /** Nothing is known of the behavior yet. */
  readonly loading?: true;
  /** Why the behavior does not run. */
  readonly problem?: string;
}

export function useTargets(asking: Asking): Targets {
  const files = useWorkbench((s) => s.workspace?.files);
  const journal = useWorkbench((s) => s.journal?.id);
  const [targets, setTargets] = useState<Targets>({ list: [], loading: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text may have others
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () =>
        asking
          .targets()
          .then((list) => current && setTargets({ list }))
          .catch((error: unknown) => {
            if (current) setTargets({ list: [], problem: error instanceof Error ? error.message : String(error) });
          }),
      500,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asking, files, journal]);
  return targets;
}

interface Props {
  readonly targets: Targets;
  readonly chosen: string;
  readonly onChoose: (target: string) => void;
}

export function TargetChoice({ targets: { list, loading, problem }, chosen, onChoose }: Props) {
  if (problem !== undefined)
    return (
      <p className="notice ask-wide" data-severity="error" role="alert">
        {problem}
      </p>
    );
  return (
    <label>
      Of{' '}
      <select
        className="select"
        value={chosen}
        aria-label="Fold or projection"
        aria-busy={loading ?? false}
        disabled={loading}
        onChange={(event) => onChoose(event.target.value)}
      >
        {list.length === 0 && chosen === '' && (
          <option value="">{loading ? 'reading the behavior…' : 'no fold or projection'}</option>
        )}
        {(list.includes(chosen) || chosen === '' ? list : [chosen, ...list]).map((target) => (
          <option key={target} value={target}>
            {target.replace('/', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}
