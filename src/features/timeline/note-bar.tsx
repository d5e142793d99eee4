/** Writing a note, or changing one. */
import { useEffect, useId, useRef, useState } from 'react';
import { timeText } from '../../core/journal/timeline-text.ts';
import type { Zone } from '../../core/record/zone.ts';

export interface NoteDraft {
  /** Of the note that is changed; undefined = a new one. */
  readonly id: string | undefined;
  /** Undefined until the worker has said where. */
  readonly atMicros: number | undefined;
  readonly record: string | undefined;
  readonly text: string;
}

export interface NoteBarProps {
  readonly draft: NoteDraft;
  readonly zone: Zone;
  readonly onSave: (text: string) => void;
  readonly onClose: () => void;
}

export function NoteBar({ draft, zone, onSave, onClose }: NoteBarProps) {
  const [text, setText] = useState(draft.text);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="timeline-area timeline-note-bar"
      aria-label={draft.id === undefined ? 'New note' : 'Change note'}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.atMicros !== undefined) onSave(text.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <label htmlFor={id}>
        <strong>{draft.id === undefined ? 'Note' : 'Change note'}</strong> at{' '}
        <span className="mono">{timeText(draft.atMicros, zone)}</span>
        {draft.record !== undefined && <span className="muted"> on record {draft.record}</span>}
      </label>
      <input
        ref={field}
        id={id}
        className="input"
        value={text}
        maxLength={2000}
        placeholder="What is to be remembered; empty = a bookmark"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn btn-primary">
        Save
      </button>
      <button type="button" className="btn" onClick={onClose}>
        Cancel
      </button>
    </form>
  );
}
