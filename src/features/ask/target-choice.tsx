/** Which fold or projection a question is about. */
import { useEffect, useState } from 'react';
import type { Asking } from '../../app/asking.ts';
import { useWorkbench } from '../../app/store.ts';

/** `fold/order`, `projection/open_orders`, as the behavior in the editor has them; empty while it does not load. */
export function useTargets(asking: Asking): readonly string[] {
  const files = useWorkbench((s) => s.workspace?.files);
  const journal = useWorkbench((s) => s.journal?.id);
  const [targets, setTargets] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text may have others
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () =>
        asking
          .targets()
          .then((found) => current && setTargets(found))
          // Why the behavior does not run is said when something is asked.
          .catch(() => current && setTargets([])),
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
  readonly targets: readonly string[];
  readonly chosen: string;
  readonly onChoose: (target: string) => void;
}

export function TargetChoice({ targets, chosen, onChoose }: Props) {
  return (
    <label>
      Of{' '}
      <select
        className="select"
        value={chosen}
        aria-label="Fold or projection"
        onChange={(event) => onChoose(event.target.value)}
      >
        {(targets.includes(chosen) || chosen === '' ? targets : [chosen, ...targets]).map((target) => (
          <option key={target} value={target}>
            {target.replace('/', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}
