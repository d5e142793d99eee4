import { useEffect, useMemo, useState } from 'react';
import { plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useHasBehavior } from '../../app/needs-behavior.tsx';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Model } from '../../core/model/model.ts';
import { orderOfModel } from '../../core/writepath/write-orders.ts';
import './commands.css';
import { BatchView } from './batch-view.tsx';
import { ConsistencyView } from './consistency-view.tsx';
import { type Draft, draftOf, requestOf } from './draft.ts';
import { readOwn } from './own-journal.ts';
import { ReadsView } from './reads-view.tsx';
import { RecordView } from './record-view.tsx';
import { RunView } from './run-view.tsx';
import { begin, currentSession, setSession, useSession } from './session.ts';
import { Refusals, TroubleView } from './trouble.tsx';
import { type Simulating, useSimulator } from './use-simulator.ts';

const VIEWS = [
  ['run', 'Run'],
  ['record', 'Record'],
  ['consistency', 'Consistency'],
  ['reads', 'Lag'],
  ['batch', 'Many'],
] as const;

/** A session begins with the workspace, and anew when its journal is gone. */
function useBase(workspaceId: string | undefined): void {
  const journals = useWorkbench((s) => s.workspace?.journals);
  useEffect(() => {
    const { workspace } = useWorkbench.getState();
    if (!workspace || workspace.id !== workspaceId || !journals) return;
    const session = currentSession();
    const { journal } = session?.base ?? {};
    if (session?.workspace === workspace.id && (journal === undefined || journals.includes(journal))) return;
    let dropped = false;
    readOwn(workspace, { recover: true }).then((base) => {
      if (!dropped) setSession(begin(workspace.id, base));
    }, report);
    return () => {
      dropped = true;
    };
  }, [workspaceId, journals]);
}

export function CommandsPanel() {
  const workspace = useWorkbench((s) => s.workspace?.id);
  const model = useWorkbench((s) => s.model);
  const hasBehavior = useHasBehavior();
  useBase(workspace);
  if (!model || Object.keys(model.commands).length === 0)
    return (
      <Empty title={model ? 'The model has no commands' : 'No model yet'} panel="model" action="Write the model">
        Here commands run, step by step: request, command, decider, append, apply.{' '}
        {model ? 'Declare' : 'Write a model with'} <code>commands:</code> first.
      </Empty>
    );
  if (!hasBehavior)
    return (
      <Empty title="No behavior yet" panel="behavior" action="Write behavior">
        {plural(Object.keys(model.commands).length, 'command')} of the model, and nothing that decides them. Write{' '}
        <code>deciders</code> first.
      </Empty>
    );
  return <Commands key={workspace} workspace={workspace ?? ''} model={model} />;
}

interface EmptyProps {
  readonly title: string;
  readonly panel: string;
  readonly action: string;
  readonly children: React.ReactNode;
}

function Empty({ title, panel, action, children }: EmptyProps) {
  return (
    <div className="panel">
      <div className="empty-state">
        <h2>{title}</h2>
        <p>{children}</p>
        <button type="button" className="btn btn-primary" onClick={() => showPanel(panel, { focus: true })}>
          {action}
        </button>
      </div>
    </div>
  );
}

function Commands({ workspace, model }: { readonly workspace: string; readonly model: Model }) {
  const [view, setView] = useState<(typeof VIEWS)[number][0]>('run');
  const simulating = useSimulator();
  const session = useSession(workspace);
  const [written, setWritten] = useState<Draft>();
  const [first] = Object.keys(model.commands);
  const known = written && Object.hasOwn(model.commands, written.type) ? written : undefined;
  const draft = useMemo(() => known ?? draftOf(model, first ?? ''), [known, model, first]);
  const sent = useMemo(() => requestOf(model, draft), [model, draft]);
  return (
    <div className="panel">
      <div className="panel-toolbar" role="toolbar" aria-label="Commands">
        {VIEWS.map(([id, title]) => (
          <button key={id} type="button" className="btn" aria-pressed={view === id} onClick={() => setView(id)}>
            {title}
          </button>
        ))}
        <span className="spacer" />
        <Start simulating={simulating} model={model} />
      </div>
      <div className="panel-body commands">
        <Standing simulating={simulating} />
        {!session && <p role="status">Reading the workspace's own journal…</p>}
        {session && (
          <>
            {/* What was found stays while one looks elsewhere. */}
            <div hidden={view !== 'run'}>
              <RunView
                model={model}
                session={session}
                simulating={simulating}
                draft={draft}
                sent={sent}
                onDraft={setWritten}
              />
            </div>
            {view === 'record' && <RecordView model={model} session={session} />}
            <div hidden={view !== 'consistency'}>
              <ConsistencyView
                session={session}
                simulating={simulating}
                request={sent.request}
                asked={orderOfModel(model).name}
              />
            </div>
            <div hidden={view !== 'batch'}>
              <BatchView model={model} session={session} simulating={simulating} />
            </div>
            <div hidden={view !== 'reads'}>
              <ReadsView model={model} session={session} simulating={simulating} request={sent.request} />
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function Start({ simulating, model }: { readonly simulating: Simulating; readonly model: Model }) {
  const { started } = simulating;
  const [starting, setStarting] = useState(false);
  const start = async () => {
    setStarting(true);
    await simulating.start();
    setStarting(false);
  };
  return (
    <>
      <span role="status" className="cut">
        {starting && 'Starting…'}
        {!starting && started.phase === 'runs' && (
          <span
            className="commands-holds"
            title="So many does it have. Change model or behavior, and it starts anew at the next command."
          >
            Runs: {plural(Object.keys(model.commands).length, 'command')}, {plural(started.outline.folds, 'fold')},{' '}
            {plural(started.outline.projections, 'projection')}
          </span>
        )}
      </span>
      <button type="button" className="btn" disabled={starting} onClick={() => start().catch(report)}>
        Start the model
      </button>
    </>
  );
}

/** Why it does not run. */
function Standing({ simulating: { started } }: { readonly simulating: Simulating }) {
  if (started.phase === 'refused') return <Refusals registration={started.registration} />;
  if (started.phase === 'failed') return <TroubleView trouble={started.trouble} />;
  return null;
}
