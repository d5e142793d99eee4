/** What a panel shows that asks about behavior over a journal, while one of them is missing. */
import type { ReactNode } from 'react';
import { isBehaviorFile } from './checking.ts';
import { showPanel } from './layout.ts';
import { useWorkbench } from './store.ts';

/** Whether the workspace has a file of behavior. */
export const useHasBehavior = (): boolean =>
  useWorkbench((s) => s.workspace?.files.some(({ path }) => isBehaviorFile(path)) ?? false);

interface Props {
  /** What the panel is for. */
  readonly explained: string;
  readonly children: ReactNode;
}

export function NeedsBehavior({ explained, children }: Props) {
  const journal = useWorkbench((s) => s.journal !== undefined);
  const hasBehavior = useHasBehavior();
  if (journal && hasBehavior) return children;
  return (
    <div className="panel">
      <div className="empty-state">
        <h2>{journal ? 'No behavior yet' : 'No journal is open'}</h2>
        <p>
          {explained} {journal ? 'Write a fold or a projection first.' : 'Open a journal first.'}
        </p>
        <button
          type="button"
          className="btn btn-primary"
          onClick={() => showPanel(journal ? 'behavior' : 'import', { focus: true })}
        >
          {journal ? 'Write behavior' : 'Import a journal'}
        </button>
      </div>
    </div>
  );
}
