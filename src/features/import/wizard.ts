/** The import under way: one state for the panel, the drop target and the commands, so that closing the panel loses nothing. */
import { useSyncExternalStore } from 'react';
import { showPanel } from '../../app/layout.ts';
import { getServices } from '../../app/services.ts';
import { toast } from '../../app/toast.ts';
import { addJournal, createWorkspace } from '../../app/workspace.ts';
import type { Mapping } from '../../core/formats/mapping.ts';
import type { Preview, Reading } from '../../core/formats/preview.ts';
import type { ImportProgress, JournalSummary } from '../../workers/journal/journal.protocol.ts';

export type Wizard =
  | { readonly at: 'choose'; readonly note?: string }
  | {
      readonly at: 'preview';
      readonly files: readonly File[];
      readonly name: string;
      /** The one that is shown; an older one, dimmed, while `pending`. */
      readonly preview: Preview | undefined;
      /** What the person chose or corrected; absent = the first candidate. */
      readonly reading: Reading | undefined;
      readonly pending: boolean;
      readonly problem?: string;
      readonly note?: string;
    }
  | {
      readonly at: 'importing';
      readonly name: string;
      readonly progress: ImportProgress | undefined;
      readonly cancelling: boolean;
    }
  | { readonly at: 'done'; readonly summary: JournalSummary }
  | {
      readonly at: 'failed';
      readonly name: string;
      readonly why: string;
      readonly back: (Wizard & { at: 'preview' }) | undefined;
    };

let state: Wizard = { at: 'choose' };
const listeners = new Set<() => void>();
let working: AbortController | undefined;
let looking = false;

function set(next: Wizard): void {
  state = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useWizard = (): Wizard => useSyncExternalStore(subscribe, () => state);

/** `logs/winlog.ndjson.gz` -> `winlog` */
function journalName(files: readonly File[]): string {
  const [first] = files;
  const base = (first?.name ?? 'journal').replace(/\.gz$/i, '').replace(/\.[a-z]{2,6}$/i, '') || 'journal';
  return files.length > 1 ? `${base} and ${files.length - 1} more` : base;
}

/** Begins with new files. While an import runs they are not taken. */
export function takeFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  if (state.at === 'importing') {
    toast('An import is under way. Wait for it, or cancel it, before the next one.');
    return;
  }
  set({ at: 'preview', files, name: journalName(files), preview: undefined, reading: undefined, pending: true });
  void look();
}

export function takeText(text: string): void {
  if (text.trim() !== '') takeFiles([new File([text], 'pasted.txt', { type: 'text/plain' })]);
}

/** Another candidate, or a corrected mapping: the preview follows, the newest wins. */
export function choose(reading: Reading): void {
  if (state.at !== 'preview') return;
  set({ ...state, reading, pending: true });
  void look();
}

export function correct(mapping: Mapping): void {
  choose({ mapping });
}

export function rename(name: string): void {
  if (state.at === 'preview') set({ ...state, name });
}

export function startOver(): void {
  if (state.at !== 'importing') set({ at: 'choose' });
}

export function goBack(): void {
  set(state.at === 'failed' && state.back ? state.back : { at: 'choose' });
}

/** Looks at the files by the reading that is chosen now. One look at a time: what changes meanwhile is looked at next, and only the newest of it. */
async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  try {
    while (state.at === 'preview' && state.pending) {
      const { files, reading } = state;
      const answer = await getServices()
        .journals.preview({ files, ...(reading && { reading }) })
        .catch((error: unknown) => ({ problem: messageOf(error) }));
      if (state.at !== 'preview' || state.files !== files || state.reading !== reading) continue;
      set(
        'problem' in answer
          ? { ...state, pending: false, problem: answer.problem }
          : { ...withoutMessages(state), preview: answer, pending: false },
      );
    }
  } finally {
    looking = false;
  }
}

function withoutMessages(of: Wizard & { at: 'preview' }): Wizard & { at: 'preview' } {
  const { problem: _, note: __, ...rest } = of;
  return rest;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Where an imported journal goes: the open workspace, or one of its own, where no other model or behavior meets it. */
export type Into = 'open' | 'new';

/** Stores the files as a journal by the reading that is shown, adds it to the workspace and opens it. */
export async function startImport(into: Into = 'open'): Promise<void> {
  if (state.at !== 'preview' || state.pending) return;
  const { files, preview } = state;
  const name = state.name.trim() || journalName(files);
  const reading = state.reading ?? preview?.reading;
  if (!reading) return;
  await run(name, state, (options) => getServices().journals.import({ files, reading, name }, options), into);
}

/** Goes on with an import that was broken off, from the same files. */
export async function continueImport(unfinished: JournalSummary, files: readonly File[]): Promise<void> {
  if (state.at === 'importing') return;
  await run(unfinished.name, undefined, (options) =>
    getServices().journals.continueImport({ id: unfinished.id, files }, options),
  );
}

type Work = (options: {
  readonly signal: AbortSignal;
  readonly onProgress: (value: unknown) => void;
}) => Promise<JournalSummary>;

async function run(
  name: string,
  back: (Wizard & { at: 'preview' }) | undefined,
  work: Work,
  into: Into = 'open',
): Promise<void> {
  const mine = new AbortController();
  working = mine;
  set({ at: 'importing', name, progress: undefined, cancelling: false });
  const onProgress = (value: unknown) => {
    if (state.at === 'importing') set({ ...state, progress: value as ImportProgress });
  };
  try {
    const summary = await work({ signal: mine.signal, onProgress });
    await (into === 'new' ? createWorkspace(name, [], [summary.id]) : addJournal(summary.id));
    set({ at: 'done', summary });
    // A workspace of its own opens with its own panels in front.
    if (into === 'new') showPanel('import');
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      const note = 'The import was cancelled. Nothing of it was kept; what was stored before is unchanged.';
      set(back ? { ...back, note } : { at: 'choose', note });
    } else set({ at: 'failed', name, why: messageOf(error), back });
  }
}

export function cancelImport(): void {
  if (state.at !== 'importing') return;
  set({ ...state, cancelling: true });
  working?.abort();
}
