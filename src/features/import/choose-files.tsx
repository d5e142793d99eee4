import { useId, useRef, useState } from 'react';
import { takeFiles, takeText } from './wizard.ts';

/** What makes a picker choose a folder; React’s types do not know it. */
const FOLDER = { webkitdirectory: '' };

/** Drop, pick or paste. The whole window is the drop target; this is where one is told so. */
export function ChooseFiles({ note }: { readonly note: string | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const paste = useId();
  return (
    <div className="import-step">
      <h2>Import a journal</h2>
      {note !== undefined && (
        <p className="notice" role="status">
          {note}
        </p>
      )}
      <div className="import-drop">
        <p className="import-drop-title">Drop files of events, a folder or a zip anywhere on this page</p>
        <p>
          <button type="button" className="btn btn-primary" onClick={() => input.current?.click()}>
            Choose files…
          </button>
          <input
            ref={input}
            type="file"
            multiple
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Files to import"
            onChange={(event) => {
              takeFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />{' '}
          <button type="button" className="btn" onClick={() => folder.current?.click()}>
            Choose a folder…
          </button>
          <input
            ref={folder}
            type="file"
            {...FOLDER}
            className="visually-hidden"
            tabIndex={-1}
            aria-label="Folder to import"
            onChange={(event) => {
              takeFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </p>
        <p className="muted">
          JSON lines, a JSON array, CSV, SQL dumps, XML, CloudEvents or Factline records, gzipped or not. Several files
          of one kind make one journal. You see how it is understood before anything is stored.
        </p>
        <p className="import-promise">Nothing leaves this browser.</p>
      </div>
      <details className="import-paste">
        <summary>Paste text instead</summary>
        <label htmlFor={paste}>Events as text</label>
        <textarea
          id={paste}
          className="input mono"
          rows={6}
          value={text}
          spellCheck={false}
          placeholder={'{"type":"OrderPlaced","order_id":"o-1","time":"2026-01-05T10:00:00Z"}'}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="button" className="btn" disabled={text.trim() === ''} onClick={() => takeText(text)}>
          Look at it
        </button>
      </details>
    </div>
  );
}
