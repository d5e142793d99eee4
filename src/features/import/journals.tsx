import { useCallback, useEffect, useRef, useState } from 'react';
import { confirm } from '../../app/confirm.ts';
import { bytes, number, plural } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { addJournal, eraseJournal, openJournal } from '../../app/workspace.ts';
import { download } from '../../app/workspace-files.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';
import { startPositions } from './positions.ts';
import { continueImport } from './wizard.ts';

/** The journals that the browser keeps: unfinished imports first, then the others. `at`: read again when the wizard's step changes. */
export function Journals({ at }: { readonly at: string }) {
  const { journals } = useServices();
  const open = useWorkbench((s) => s.journal?.id);
  const workspace = useWorkbench((s) => s.workspace);
  const changed = useWorkbench((s) => s.journalsChanged);
  const [list, setList] = useState<readonly JournalSummary[]>([]);
  const refresh = useCallback(() => {
    journals
      .list()
      .then((all) => setList(all.filter(({ deletedAt }) => deletedAt === undefined)))
      .catch(report);
  }, [journals]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list changes with the step and the workspace's journals
  useEffect(refresh, [refresh, at, open, workspace?.journals, changed]);

  const erase = async (journal: JournalSummary) => {
    const what =
      journal.state === 'complete'
        ? 'The file that it came from is not touched, but no undo brings it back here.'
        : 'What was stored of it so far goes.';
    if (
      !(await confirm(
        `Erase ${journal.name}?`,
        `${plural(journal.records, 'record')} will be erased from this browser. ${what}`,
        'Erase',
      ))
    )
      return;
    await eraseJournal(journal.id);
    toast(`${journal.name} was erased.`);
  };
  const show = (journal: JournalSummary) =>
    workspace?.journals.includes(journal.id) ? openJournal(journal.id).then(() => undefined) : addJournal(journal.id);
  const save = async (journal: JournalSummary) =>
    download(`${journal.name}.factline.ndjson`, await journals.export({ id: journal.id }));

  if (list.length === 0) return undefined;
  const unfinished = list.filter((j) => j.state === 'importing');
  return (
    <div className="import-step import-journals">
      {unfinished.length > 0 && (
        <>
          <h3>Unfinished imports</h3>
          <ul>
            {unfinished.map((journal) => (
              <Unfinished key={journal.id} journal={journal} onErase={() => void erase(journal).catch(report)} />
            ))}
          </ul>
        </>
      )}
      <h3>Journals in this browser</h3>
      <ul>
        {list
          .filter((j) => j.state === 'complete')
          .map((journal) => (
            <li key={journal.id} data-open={journal.id === open}>
              <Name journal={journal} onRenamed={refresh} />
              <span className="muted">
                {plural(journal.records, 'record')}
                {journal.header.masked ? ', masked' : ''}
                {journal.id === open ? ', open' : ''}
              </span>
              <span className="import-row-actions">
                <button
                  type="button"
                  className="btn"
                  disabled={journal.id === open}
                  aria-label={`Open ${journal.name}`}
                  onClick={() => void show(journal).catch(report)}
                >
                  Open
                </button>
                <button
                  type="button"
                  className="btn"
                  aria-label={`Add consumer positions to ${journal.name}`}
                  onClick={() => startPositions(journal)}
                >
                  Consumer positions…
                </button>
                <button
                  type="button"
                  className="btn"
                  aria-label={`Export ${journal.name} as NDJSON`}
                  onClick={() => void save(journal).catch(report)}
                >
                  Export NDJSON
                </button>
                <button
                  type="button"
                  className="btn btn-danger"
                  aria-label={`Erase ${journal.name}`}
                  onClick={() => void erase(journal).catch(report)}
                >
                  Erase
                </button>
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** Saved when it is left or by Enter; Escape takes it back. */
function Name({ journal, onRenamed }: { readonly journal: JournalSummary; readonly onRenamed: () => void }) {
  const { journals } = useServices();
  const [draft, setDraft] = useState<string>();
  const save = () => {
    const name = draft?.trim() ?? '';
    setDraft(undefined);
    if (name === '' || name === journal.name) return;
    journals.rename({ id: journal.id, name }).then(onRenamed).catch(report);
  };
  return (
    <input
      className="input import-name"
      aria-label={`Name of the journal ${journal.name}`}
      value={draft ?? journal.name}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}

function Unfinished({ journal, onErase }: { readonly journal: JournalSummary; readonly onErase: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const names = journal.sources.map((source) => `${source.name} (${bytes(source.bytes)})`).join(', ');
  return (
    <li data-unfinished>
      <strong>{journal.name}</strong>
      <span className="sev-warning">
        incomplete, {plural(journal.records, 'record')}, byte {number(journal.bytesDone)}
      </span>
      <span className="muted">To go on, drop or choose the same file again: {names}.</span>
      <span className="import-row-actions">
        <button
          type="button"
          className="btn btn-primary"
          aria-label={`Continue ${journal.name}`}
          onClick={() => input.current?.click()}
        >
          Continue…
        </button>
        <input
          ref={input}
          type="file"
          multiple
          className="visually-hidden"
          tabIndex={-1}
          aria-label={`Files of ${journal.name}`}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void continueImport(journal, files);
          }}
        />
        <button type="button" className="btn btn-danger" aria-label={`Erase ${journal.name}`} onClick={onErase}>
          Erase
        </button>
      </span>
    </li>
  );
}
