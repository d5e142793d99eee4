/** What the open model is compared with. */
import { useEffect, useState } from 'react';
import { isModelFile } from '../../app/checking.ts';
import { moment } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { chooseFiles } from '../../app/workspace-files.ts';
import type { FileVersion, WorkspaceSummary } from '../../core/workspace/workspace.ts';
import { asOf, modelsOf, type Older, readFromDisk } from './older.ts';

const WORKSPACE = 'workspace:';
const HISTORY = 'history:';
const optionOf = (older: Older) =>
  older.kind === 'workspace' ? WORKSPACE + older.id : older.kind === 'history' ? HISTORY + older.at : older.kind;

const MOST_VERSIONS = 50;
const modelVersions = (all: readonly FileVersion[]) => all.filter(({ path }) => isModelFile(path));

interface Props {
  readonly older: Older;
  readonly onChoose: (older: Older) => void;
}

export function ChooseOlder({ older, onChoose }: Props) {
  const { workspaces } = useServices();
  const current = useWorkbench((s) => s.workspace?.id);
  const openedAt = useWorkbench((s) => s.opened?.at);
  const [list, setList] = useState<readonly WorkspaceSummary[]>([]);
  const [history, setHistory] = useState<readonly FileVersion[]>([]);
  const refresh = () => {
    workspaces.list().then(setList, report);
    if (current !== undefined) workspaces.history(current).then((all) => setHistory(modelVersions(all)), report);
  };
  useEffect(refresh, [workspaces, current]);
  const others = list.filter(({ id }) => id !== current);

  const take = async (id: string) => {
    const workspace = await workspaces.load(id);
    if (!workspace) throw new Error('This workspace was deleted meanwhile.');
    onChoose({ kind: 'workspace', id, files: modelsOf(workspace.files) });
  };
  const change = (value: string) => {
    if (value.startsWith(HISTORY)) {
      const at = Number(value.slice(HISTORY.length));
      const now = modelsOf(useWorkbench.getState().workspace?.files ?? []);
      onChoose({ kind: 'history', at, files: asOf(at, now, history) });
    } else if (value.startsWith(WORKSPACE)) take(value.slice(WORKSPACE.length)).catch(report);
    else if (value === 'opened' || value === 'disk' || value === 'text') onChoose({ kind: value });
  };
  const fromDisk = () =>
    chooseFiles('.yaml,.yml,.json,.zip', true, async (files) => {
      if (files.length > 0) onChoose({ kind: 'disk', files: await readFromDisk(files) });
    });
  return (
    <>
      <label className="compare-choice">
        Compare with{' '}
        <select
          className="input"
          aria-label="Compare with"
          value={optionOf(older)}
          onFocus={refresh}
          onChange={(event) => change(event.target.value)}
        >
          <option value="opened">
            this workspace as opened
            {openedAt !== undefined && ` at ${new Date(openedAt).toLocaleTimeString([], { timeStyle: 'short' })}`}
          </option>
          <option value="disk">a file from disk</option>
          <option value="text">pasted text</option>
          {history.length > 0 && (
            <optgroup label="Until">
              {history.slice(0, MOST_VERSIONS).map(({ path, at }) => (
                <option key={`${path} ${at}`} value={HISTORY + at}>
                  {moment(at)} ({path} changed then)
                </option>
              ))}
            </optgroup>
          )}
          {others.length > 0 && (
            <optgroup label="Another workspace">
              {others.map(({ id, name }) => (
                <option key={id} value={WORKSPACE + id}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      {older.kind === 'disk' && (
        <button type="button" className="btn" onClick={fromDisk}>
          {older.files ? 'Choose another file' : 'Choose a file'}
        </button>
      )}
      {older.kind === 'text' && older.files && (
        <button type="button" className="btn" onClick={() => onChoose({ kind: 'text' })}>
          Paste another text
        </button>
      )}
    </>
  );
}
