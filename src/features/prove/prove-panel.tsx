import { NeedsBehavior } from '../../app/needs-behavior.tsx';
import { useWorkbench } from '../../app/store.ts';
import { CompareBehavior } from './compare-behavior.tsx';
import { Proofs } from './proofs.tsx';
import './prove.css';
import { Retention } from './retention.tsx';

export function ProvePanel() {
  const journal = useWorkbench((s) => s.journal);
  return (
    <NeedsBehavior explained="Proofs run every fold and projection over a journal again and again, from the start and from checkpoints, in fresh realms, and say whether one may rely on the result.">
      {journal && (
        <div className="panel">
          <div key={journal.id} className="panel-body prove">
            <Proofs journal={journal} />
            <Retention journal={journal} />
            <CompareBehavior journal={journal} />
          </div>
        </div>
      )}
    </NeedsBehavior>
  );
}
