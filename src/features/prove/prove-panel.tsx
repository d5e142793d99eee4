import { isBehaviorFile } from '../../app/checking.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import { CompareBehavior } from './compare-behavior.tsx';
import { Proofs } from './proofs.tsx';
import './prove.css';
import { Retention } from './retention.tsx';

export function ProvePanel() {
  const journal = useWorkbench((s) => s.journal);
  const hasBehavior = useWorkbench((s) => s.workspace?.files.some(({ path }) => isBehaviorFile(path)) ?? false);
  if (!journal || !hasBehavior)
    return (
      <div className="panel">
        <div className="empty-state">
          <h2>{journal ? 'No behavior yet' : 'No journal is open'}</h2>
          <p>
            Proofs run every fold and projection over a journal again and again: from the start and from checkpoints, in
            fresh realms, and say whether one may rely on the result.
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
  return (
    <div className="panel">
      <div key={journal.id} className="panel-body prove">
        <Proofs journal={journal} />
        <Retention journal={journal} />
        <CompareBehavior journal={journal} />
      </div>
    </div>
  );
}
