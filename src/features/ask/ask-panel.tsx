import { useEffect, useState } from 'react';
import { useAsking } from '../../app/asking.ts';
import { useBlame } from '../../app/blame.ts';
import { isBehaviorFile } from '../../app/checking.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import './ask.css';
import { BetweenView } from './between-view.tsx';
import { BlameView } from './blame-view.tsx';
import { KnownView } from './known-view.tsx';
import { WhenView } from './when-view.tsx';

const VIEWS = [
  { id: 'blame', title: 'Who wrote it', view: BlameView },
  { id: 'when', title: 'When', view: WhenView },
  { id: 'between', title: 'What changed', view: BetweenView },
  { id: 'known', title: 'Known at', view: KnownView },
] as const;

export function AskPanel() {
  const journal = useWorkbench((s) => s.journal);
  const hasBehavior = useWorkbench((s) => s.workspace?.files.some(({ path }) => isBehaviorFile(path)) ?? false);
  const asked = useBlame((s) => s.asked);
  const [shown, setShown] = useState<(typeof VIEWS)[number]['id']>('when');
  const asking = useAsking();
  useEffect(() => {
    if (asked) setShown('blame');
  }, [asked]);
  if (!journal || !hasBehavior)
    return (
      <div className="panel">
        <div className="empty-state">
          <h2>{journal ? 'No behavior yet' : 'No journal is open'}</h2>
          <p>
            Here one asks the history: which record wrote this value, when did that hold, what changed between two
            positions, what was known at a time.{' '}
            {journal ? 'Write a fold or a projection first.' : 'Open a journal first.'}
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
      <div className="panel-toolbar" role="toolbar" aria-label="Questions">
        {VIEWS.map(({ id, title }) => (
          <button key={id} type="button" className="btn" aria-pressed={shown === id} onClick={() => setShown(id)}>
            {title}
          </button>
        ))}
      </div>
      {VIEWS.map(({ id, view: View }) => (
        // What was asked stays while one looks at another answer.
        <div key={id} className="panel-body ask" hidden={shown !== id}>
          <View key={journal.id} asking={asking} journal={journal} />
        </div>
      ))}
    </div>
  );
}
