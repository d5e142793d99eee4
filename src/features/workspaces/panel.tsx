import { Copy, Download, Pencil, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { showPanel } from '../../app/layout.ts';
import { SAMPLES } from '../../app/samples/samples.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import {
  addJournal,
  createWorkspace,
  openSample,
  openWorkspace,
  removeJournal,
  restoreJournal,
} from '../../app/workspace.ts';
import {
  chooseFiles,
  chooseWorkspaceZip,
  download,
  downloadWorkspace,
  openFilesInto,
  saveToDisk,
} from '../../app/workspace-files.ts';
import type { DeletedWorkspace, WorkspaceFile, WorkspaceSummary } from '../../core/workspace/workspace.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';
import { Bin } from './bin.tsx';
import { byWorkspace } from './by-workspace.ts';
import { HistoryDialog } from './history.tsx';
import { JournalList } from './journal-list.tsx';
import './workspaces.css';

const NEW_MODEL = 'factline: 1\nmodel: untitled\nprofiles: [unified]\n\nevents: {}\n';

/** `Untitled`, `Untitled 2` … */
function freeName(list: readonly WorkspaceSummary[]): string {
  const taken = new Set(list.map(({ name }) => name));
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'Untitled' : `Untitled ${n}`;
    if (!taken.has(name)) return name;
  }
}

export function WorkspacesPanel() {
  const { workspaces, journals } = useServices();
  const current = useWorkbench((s) => s.workspace);
  const readOnly = useWorkbench((s) => s.readOnly);
  const working = useWorkbench((s) => s.working);
  const openJournalId = useWorkbench((s) => s.journal?.id);
  const changed = useWorkbench((s) => s.journalsChanged);
  const [list, setList] = useState<readonly WorkspaceSummary[]>([]);
  const [deleted, setDeleted] = useState<readonly DeletedWorkspace[]>([]);
  const [stored, setStored] = useState<readonly JournalSummary[]>([]);
  const [renaming, setRenaming] = useState<string>();
  const [showsHistory, setShowsHistory] = useState(false);

  const refresh = useCallback(() => {
    workspaces.list().then(setList, report);
    workspaces.deleted().then(setDeleted, report);
    journals.list().then(setStored, report);
  }, [workspaces, journals]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open tells that something may have been added
  useEffect(refresh, [refresh, current?.id, current?.journals, changed]);

  const present = stored.filter(({ deletedAt }) => deletedAt === undefined);
  const [own, others] = byWorkspace(present, current?.journals ?? []);
  const binned = stored.filter(({ deletedAt }) => deletedAt !== undefined);
  const act = (work: Promise<unknown>) => void work.then(refresh, report);

  const addOther = async (id: string) => {
    await addJournal(id);
    const name = others.find((journal) => journal.id === id)?.name ?? 'The journal';
    toast(`${name} belongs to this workspace, too, now.`);
  };
  const rename = async (id: string, name: string) => {
    setRenaming(undefined);
    if (name.trim() === '') return;
    await workspaces.rename(id, name.trim());
    const { workspace, set } = useWorkbench.getState();
    if (workspace?.id === id) set({ workspace: { ...workspace, name: name.trim() } });
  };
  const remove = async ({ id, name }: WorkspaceSummary) => {
    await workspaces.remove(id);
    toast(`${name} was deleted.`, { action: { title: 'Undo', run: () => act(workspaces.restore(id)) } });
    if (id !== current?.id) return;
    const [next] = await workspaces.list();
    if (next) await openWorkspace(next.id);
    else if (SAMPLES[0]) await openSample(SAMPLES[0]);
  };
  const removeFile = (file: WorkspaceFile) => {
    const state = useWorkbench.getState();
    state.removeFile(file.path);
    toast(`${file.path} was deleted.`, { action: { title: 'Undo', run: () => state.addFile(file) } });
  };
  const binJournal = async ({ id, name }: JournalSummary) => {
    await removeJournal(id);
    toast(`${name} lies in the bin for 30 days.`, { action: { title: 'Undo', run: () => act(restoreJournal(id)) } });
  };

  const saveJournal = ({ id, name }: JournalSummary) =>
    act(journals.export({ id }).then((blob) => download(`${name}.ndjson`, blob)));

  return (
    <div className="panel-body workspaces">
      {showsHistory && <HistoryDialog onClose={() => setShowsHistory(false)} />}
      <section>
        <div className="section-head">
          <h2>Workspaces</h2>
          <button
            type="button"
            className="btn"
            onClick={() => act(createWorkspace(freeName(list), [{ path: 'untitled.model.yaml', text: NEW_MODEL }]))}
          >
            New
          </button>
        </div>
        <ul className="items">
          {list.map((workspace) => (
            <li key={workspace.id} aria-current={workspace.id === current?.id}>
              {renaming === workspace.id ? (
                <input
                  className="input"
                  aria-label={`New name of ${workspace.name}`}
                  defaultValue={workspace.name}
                  ref={(input) => input?.select()}
                  onBlur={(event) => act(rename(workspace.id, event.target.value))}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter') event.currentTarget.blur();
                    if (event.key === 'Escape') setRenaming(undefined);
                  }}
                />
              ) : (
                <button type="button" className="item-name" onClick={() => act(openWorkspace(workspace.id))}>
                  {workspace.name}
                </button>
              )}
              <span className="item-actions">
                <button
                  type="button"
                  className="btn btn-icon"
                  onClick={() => setRenaming(workspace.id)}
                  aria-label={`Rename ${workspace.name}`}
                  title={`Rename ${workspace.name}`}
                >
                  <Pencil size={14} aria-hidden />
                </button>
                <button
                  type="button"
                  className="btn btn-icon"
                  onClick={() => act(workspaces.duplicate(workspace.id))}
                  aria-label={`Duplicate ${workspace.name}`}
                  title={`Duplicate ${workspace.name}`}
                >
                  <Copy size={14} aria-hidden />
                </button>
                <button
                  type="button"
                  className="btn btn-icon"
                  onClick={() => act(remove(workspace))}
                  aria-label={`Delete ${workspace.name}`}
                  title={`Delete ${workspace.name}`}
                >
                  <Trash2 size={14} aria-hidden />
                </button>
              </span>
            </li>
          ))}
        </ul>
        <div className="row-buttons">
          <button type="button" className="btn" onClick={() => act(downloadWorkspace(false))}>
            Export zip
          </button>
          <button type="button" className="btn" onClick={chooseWorkspaceZip}>
            Import zip
          </button>
        </div>
      </section>
      <section>
        <div className="section-head">
          <h2>Files</h2>
          <button type="button" className="btn" onClick={() => setShowsHistory(true)}>
            History
          </button>
          <button
            type="button"
            className="btn"
            disabled={readOnly}
            onClick={() => chooseFiles('.yaml,.yml,.ts,.json', true, openFilesInto)}
          >
            Open files
          </button>
        </div>
        <ul className="items">
          {current?.files.map(({ path, text }) => (
            <li key={path}>
              <button
                type="button"
                className="item-name"
                onClick={() => {
                  useWorkbench.getState().openFile(path);
                  showPanel(path.endsWith('.ts') ? 'behavior' : 'model');
                }}
              >
                {path}
              </button>
              <span className="item-actions">
                <button
                  type="button"
                  className="btn btn-icon"
                  aria-label={`Save ${path} to disk`}
                  title={`Save ${path} to disk`}
                  onClick={() => act(saveToDisk(path, new Blob([text], { type: 'text/plain' })))}
                >
                  <Download size={14} aria-hidden />
                </button>
                <button
                  type="button"
                  className="btn btn-icon"
                  aria-label={`Delete ${path}`}
                  title={`Delete ${path}`}
                  disabled={readOnly}
                  onClick={() => removeFile({ path, text })}
                >
                  <Trash2 size={14} aria-hidden />
                </button>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <div className="section-head">
          <h2>Journals</h2>
          <button type="button" className="btn" onClick={() => showPanel('import', { focus: true })}>
            Import
          </button>
        </div>
        {own.length === 0 && (
          <p className="muted">
            {working !== undefined
              ? `${working} …`
              : present.length === 0
                ? 'None yet. Drop a file on the page, or choose Import.'
                : 'This workspace has none of its own yet.'}
          </p>
        )}
        <JournalList
          label="Journals of this workspace"
          list={own}
          open={openJournalId}
          onOpen={(id) => act(addJournal(id))}
          onSave={saveJournal}
          onBin={(journal) => act(binJournal(journal))}
        />
        {others.length > 0 && <h3>Other journals in this browser</h3>}
        <JournalList
          label="Other journals in this browser"
          list={others}
          open={openJournalId}
          onOpen={(id) => act(addOther(id))}
          onSave={saveJournal}
          onBin={(journal) => act(binJournal(journal))}
        />
      </section>
      <Bin journals={binned} workspaces={deleted} restoreWorkspace={(id) => workspaces.restore(id)} act={act} />
      <section>
        <h2>Samples</h2>
        <ul className="items">
          {SAMPLES.map((sample) => (
            <li key={sample.id} className="sample">
              <button type="button" className="item-name" onClick={() => act(openSample(sample))}>
                {sample.title}
              </button>
              <p className="muted">{sample.description}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
