/** Notes of the open journal, as the workspace's file of notes has them. Every change can be undone. */
import { useMemo } from 'react';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { formatNotes, journalKey, NOTES_PATH, type Note, readNotes } from '../../core/workspace/notes.ts';

const fileOf = (files: readonly { readonly path: string; readonly text: string }[] | undefined) =>
  files?.find(({ path }) => path === NOTES_PATH);

export interface Notes {
  readonly notes: readonly Note[];
  readonly problem?: string;
}

export function useNotes(): Notes {
  const text = useWorkbench((s) => fileOf(s.workspace?.files)?.text);
  const journal = useWorkbench((s) => s.journal?.name);
  return useMemo(() => {
    const { notes, problem } = text === undefined ? { notes: [] } : readNotes(text);
    const mine = journal === undefined ? [] : notes.filter((note) => note.journal === journalKey(journal));
    return { notes: mine, ...(problem !== undefined && { problem }) };
  }, [text, journal]);
}

/** Changes all notes; false, and said, where that cannot be. */
function change(says: string, make: (notes: readonly Note[]) => readonly Note[]): boolean {
  const state = useWorkbench.getState();
  const before = fileOf(state.workspace?.files);
  const { notes, problem } = before ? readNotes(before.text) : { notes: [] };
  if (problem !== undefined) {
    toast(`${problem}: nothing was changed. Mend or remove that file first.`, { severity: 'error' });
    return false;
  }
  if (state.readOnly || !state.workspace) {
    toast('Another tab writes this workspace: nothing is changed here.', { severity: 'error' });
    return false;
  }
  state.editFile(formatNotes(make(notes).toSorted((a, b) => a.atMicros - b.atMicros)));
  const { id } = state.workspace;
  const undo = () => {
    const now = useWorkbench.getState();
    if (now.workspace?.id !== id) return;
    if (before) now.editFile(before);
    else now.removeFile(NOTES_PATH);
  };
  toast(says, { action: { title: 'Undo', run: undo } });
  return true;
}

export function addNote(note: Omit<Note, 'id' | 'journal'>): boolean {
  const { journal } = useWorkbench.getState();
  if (!journal) return false;
  const made = { ...note, id: crypto.randomUUID(), journal: journalKey(journal.name) };
  return change(note.text === '' ? 'Bookmark set.' : 'Note added.', (notes) => [...notes, made]);
}

export const editNote = (id: string, text: string): boolean =>
  change('Note changed.', (notes) => notes.map((note) => (note.id === id ? { ...note, text } : note)));

export const removeNote = ({ id, text }: Note): boolean =>
  change(text === '' ? 'Bookmark removed.' : 'Note removed.', (notes) => notes.filter((note) => note.id !== id));
