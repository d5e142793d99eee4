import { useEffect, useState } from 'react';
import { useAsking } from '../../app/asking.ts';
import { useBlame } from '../../app/blame.ts';
import { NeedsBehavior } from '../../app/needs-behavior.tsx';
import { useWorkbench } from '../../app/store.ts';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';
import './ask.css';
import { BetweenView } from './between-view.tsx';
import { BlameView } from './blame-view.tsx';
import { KnownView } from './known-view.tsx';
import { useTargets } from './target-choice.tsx';
import { WhenView } from './when-view.tsx';

const VIEWS = [
  { id: 'blame', title: 'Who wrote it', view: BlameView },
  { id: 'when', title: 'When', view: WhenView },
  { id: 'between', title: 'What changed', view: BetweenView },
  { id: 'known', title: 'Known at', view: KnownView },
] as const;
type ViewId = (typeof VIEWS)[number]['id'];

export function AskPanel() {
  const journal = useWorkbench((s) => s.journal);
  return (
    <NeedsBehavior explained="Here one asks the history: which record wrote this value, when did that hold, what changed between two positions, what was known at a time.">
      {journal && <Questions key={journal.id} journal={journal} />}
    </NeedsBehavior>
  );
}

function Questions({ journal }: { readonly journal: JournalInfo }) {
  const asked = useBlame((s) => s.asked);
  const [shown, setShown] = useState<ViewId>('when');
  const [visited, setVisited] = useState<ReadonlySet<ViewId>>(new Set(['when']));
  const asking = useAsking();
  const targets = useTargets(asking);
  const show = (id: ViewId) => {
    setShown(id);
    setVisited((before) => new Set(before).add(id));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking is a new object
  useEffect(() => {
    if (asked) show('blame');
  }, [asked]);
  return (
    <div className="panel">
      <div className="panel-toolbar" role="toolbar" aria-label="Questions">
        {VIEWS.map(({ id, title }) => (
          <button key={id} type="button" className="btn" aria-pressed={shown === id} onClick={() => show(id)}>
            {title}
          </button>
        ))}
      </div>
      {VIEWS.filter(({ id }) => visited.has(id)).map(({ id, view: View }) => (
        // What was asked stays while one looks at another answer.
        <div key={id} className="panel-body ask" hidden={shown !== id}>
          <View asking={asking} journal={journal} targets={targets} />
        </div>
      ))}
    </div>
  );
}
