/** Tabs over the files of a workspace that a panel edits. */
import { useState } from 'react';
import { confirm } from './confirm.ts';
import { useWorkbench } from './store.ts';
import { toast } from './toast.ts';
import { download } from './workspace-files.ts';

interface Props {
  readonly label: string;
  readonly matches: (path: string) => boolean;
  readonly active: string | undefined;
  /** Ending of a new file, `.model.yaml`. */
  readonly ending: string;
  readonly initial: string;
}

/** A name instead of the tab's: Enter takes it, Escape leaves it. The ending says what the file is, and stays. */
function Rename({
  path,
  ending,
  onDone,
}: {
  readonly path: string;
  readonly ending: string;
  readonly onDone: () => void;
}) {
  const files = useWorkbench((s) => s.workspace?.files) ?? [];
  const [name, setName] = useState(path.endsWith(ending) ? path.slice(0, -ending.length) : path);
  const to = `${name.trim()}${ending}`;
  const why = !/^[\w][\w .-]*$/.test(name.trim())
    ? 'A name is letters, digits, spaces, dots, - and _.'
    : to !== path && files.some((f) => f.path === to)
      ? `There is a file ${to} already.`
      : undefined;
  return (
    <form
      className="file-rename"
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== undefined) return;
        if (to !== path) useWorkbench.getState().renameFile(path, to);
        onDone();
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the person just asked for it
        autoFocus
        aria-label={`New name of ${path}`}
        aria-invalid={why !== undefined}
        title={why}
        value={name}
        size={Math.max(8, name.length)}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <span className="muted">{ending}</span>
      {why !== undefined && (
        <span className="sev-error" role="alert">
          {why}
        </span>
      )}
    </form>
  );
}

export function FileTabs({ label, matches, active, ending, initial }: Props) {
  const files = useWorkbench((s) => s.workspace?.files) ?? [];
  const readOnly = useWorkbench((s) => s.readOnly);
  const mine = files.filter(({ path }) => matches(path));
  const [renaming, setRenaming] = useState(false);
  const { openFile, addFile, removeFile } = useWorkbench.getState();
  const add = () => {
    const taken = new Set(files.map(({ path }) => path));
    let n = 1;
    while (taken.has(`untitled-${n}${ending}`)) n++;
    addFile({ path: `untitled-${n}${ending}`, text: initial });
  };
  const remove = async (path: string) => {
    const file = files.find((f) => f.path === path);
    if (
      !file ||
      !(await confirm(
        `Delete ${path}?`,
        'The file is taken out of this workspace. You can undo that for a moment.',
        'Delete',
      ))
    )
      return;
    removeFile(path);
    toast(`${path} was deleted.`, { action: { title: 'Undo', run: () => addFile(file) } });
  };
  return (
    <div className="file-tabs">
      <div className="file-tabs" role="tablist" aria-label={`${label} files`}>
        {mine.map(({ path }) => (
          <button
            key={path}
            type="button"
            role="tab"
            aria-selected={path === active}
            className="file-tab"
            onClick={() => openFile(path)}
          >
            {path}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="btn btn-icon"
        aria-label={`New ${label} file`}
        title={`New ${label} file`}
        disabled={readOnly}
        onClick={add}
      >
        +
      </button>
      {active !== undefined && renaming && (
        <Rename key={active} path={active} ending={ending} onDone={() => setRenaming(false)} />
      )}
      {active !== undefined && !renaming && (
        <>
          <button type="button" className="btn-link" disabled={readOnly} onClick={() => setRenaming(true)}>
            rename
          </button>
          <button
            type="button"
            className="btn-link"
            onClick={() => download(active, new Blob([mine.find((f) => f.path === active)?.text ?? '']))}
          >
            save to disk
          </button>
          <button type="button" className="btn-link" disabled={readOnly} onClick={() => void remove(active)}>
            delete
          </button>
        </>
      )}
    </div>
  );
}
