import { useMemo, useState } from 'react';
import { useWorkbench } from '../../app/store.ts';
import type { Place } from '../../core/finding.ts';
import { DiffEditor } from '../../ui/code-editor/diff-editor.tsx';
import type { DiffEditorProps } from '../../ui/code-editor/types.ts';
import { ChooseOlder } from './choose-older.tsx';
import './compare.css';
import { Differences } from './differences.tsx';
import { modelsOf, type Older, pasted } from './older.ts';
import { pairFiles } from './pair-files.ts';
import { useDiff } from './use-diff.ts';

function PasteText({ onPaste }: { readonly onPaste: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <form
      className="compare-paste"
      onSubmit={(event) => {
        event.preventDefault();
        onPaste(text);
      }}
    >
      <label htmlFor="compare-text">The older model, as text</label>
      <textarea
        id="compare-text"
        className="input mono"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn btn-primary" disabled={text.trim() === ''}>
        Compare with it
      </button>
    </form>
  );
}

/** The same files as before are the same list, whatever else changed in the workspace. */
function useModels() {
  const files = useWorkbench((s) => s.workspace?.files);
  const opened = useWorkbench((s) => s.opened);
  const now = useMemo(() => modelsOf(files ?? []), [files]);
  const before = useMemo(() => modelsOf(opened?.files ?? []), [opened]);
  return { now, before };
}

export function ComparePanel() {
  const { now, before } = useModels();
  const [older, setOlder] = useState<Older>({ kind: 'opened' });
  const [title, setTitle] = useState<string>();
  const [reveal, setReveal] = useState<DiffEditorProps['reveal']>();
  const old = older.kind === 'opened' ? before : older.files;
  const result = useDiff(old, now);
  const pairs = useMemo(() => pairFiles(old ?? [], now), [old, now]);
  const pair = pairs.find((p) => p.title === title) ?? pairs.find((p) => p.old?.text !== p.now?.text) ?? pairs[0];

  const choose = (next: Older) => {
    setOlder(next);
    setTitle(undefined);
    setReveal(undefined);
  };
  const jump = (side: 'old' | 'new', { file, line = 1, column = 1 }: Place) => {
    const target = pairs.find((p) => (side === 'old' ? p.old : p.now)?.path === file);
    if (!target) return;
    setTitle(target.title);
    setReveal({ side: side === 'old' ? 'original' : 'modified', line, column });
  };
  return (
    <>
      <div className="panel-toolbar">
        <ChooseOlder older={older} onChoose={choose} />
        <span className="spacer" />
        {old && pairs.length > 1 && (
          <label className="compare-choice">
            File{' '}
            <select
              className="input"
              aria-label="File"
              value={pair?.title}
              onChange={(event) => setTitle(event.target.value)}
            >
              {pairs.map((p) => (
                <option key={p.title} value={p.title}>
                  {p.title}
                  {p.old === undefined ? ' (added)' : p.now === undefined ? ' (gone)' : ''}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {now.length === 0 && <p className="empty-state">There is no model in this workspace to compare.</p>}
      {now.length > 0 && older.kind === 'text' && !older.files && (
        <PasteText onPaste={(text) => choose({ kind: 'text', files: pasted(text) })} />
      )}
      {now.length > 0 && older.kind === 'disk' && !older.files && (
        <p className="empty-state">
          Choose the older model: one or several *.model.yaml, or the zip of a workspace. It is only read.
        </p>
      )}
      {now.length > 0 && old && pair && (
        <>
          <DiffEditor
            language="factline-model"
            original={{ text: pair.old?.text ?? '', label: `Older ${pair.old?.path ?? 'model, without this file'}` }}
            modified={{ text: pair.now?.text ?? '', label: `Open ${pair.now?.path ?? 'model, without this file'}` }}
            reveal={reveal}
          />
          {result?.kind === 'compared' && <Differences result={result} jump={jump} />}
          {result?.kind === 'unreadable' && (
            <div className="notice" data-severity="warning" role="status">
              {result.side === 'old' ? 'The older text' : 'The open model'} cannot be compared yet
              {result.finding.place.file !== undefined &&
                ` (${result.finding.place.file}, line ${result.finding.place.line})`}
              : {result.finding.message}
            </div>
          )}
        </>
      )}
    </>
  );
}
