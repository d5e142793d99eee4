/** Earlier texts of a workspace's files: to look into, and to take back. */

import { useEffect, useRef, useState } from 'react';
import { moment } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import type { FileVersion } from '../../core/workspace/workspace.ts';

export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const { workspaces } = useServices();
  const workspace = useWorkbench((s) => s.workspace);
  const readOnly = useWorkbench((s) => s.readOnly);
  const [versions, setVersions] = useState<readonly FileVersion[]>();
  const [chosen, setChosen] = useState<FileVersion>();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = workspace?.id;
  useEffect(() => {
    dialog.current?.showModal();
    if (id === undefined) return;
    workspaces.history(id).then((found) => {
      setVersions(found);
      setChosen(found[0]);
    }, report);
  }, [workspaces, id]);
  const restore = ({ path, text, at }: FileVersion) => {
    const { editFile, addFile, removeFile, workspace: now } = useWorkbench.getState();
    const before = now?.files.find((file) => file.path === path);
    if (before) editFile({ path, text });
    else addFile({ path, text });
    toast(`${path} is again as it was on ${moment(at)}.`, {
      action: { title: 'Undo', run: () => (before ? editFile(before) : removeFile(path)) },
    });
    onClose();
  };
  return (
    <dialog ref={dialog} className="dialog history" aria-label="History of the files" onClose={onClose}>
      <div className="section-head">
        <h2>History of {workspace?.name}</h2>
        <button type="button" className="btn" onClick={onClose}>
          Close
        </button>
      </div>
      {versions === undefined ? (
        <p role="status">Reading…</p>
      ) : versions.length === 0 ? (
        <p className="muted">
          Nothing yet. When a file is changed or deleted, what it held before is kept here: every few minutes of the
          last hour, then each hour, after two days each day.
        </p>
      ) : (
        <div className="history-body">
          <ul className="items" aria-label="Versions">
            {versions.map((version) => (
              <li key={`${version.path} ${version.at}`} aria-current={version === chosen}>
                <button type="button" className="item-name" onClick={() => setChosen(version)}>
                  {version.path}
                  <span className="muted"> until {moment(version.at)}</span>
                </button>
              </li>
            ))}
          </ul>
          {chosen && (
            <section aria-label={`${chosen.path} until ${moment(chosen.at)}`}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
              <pre tabIndex={0}>{chosen.text}</pre>
              <button type="button" className="btn btn-primary" disabled={readOnly} onClick={() => restore(chosen)}>
                Restore this text
              </button>
            </section>
          )}
        </div>
      )}
    </dialog>
  );
}
