/** Opening, saving and closing workspaces; their journals. */

import type { Workspace, WorkspaceFile } from '../core/workspace/workspace.ts';
import type { ImportProgress, JournalInfo } from '../workers/journal/journal.protocol.ts';
import type { SampleJournal } from '../workers/samples/samples.protocol.ts';
import { track } from './busy.ts';
import { number } from './format.ts';
import { layFor, showPanel } from './layout.ts';
import { announceSaved, startLock, takeLock } from './lock.ts';
import { recall, remember } from './remember.ts';
import { type Sample, sampleById } from './samples/samples.ts';
import { getServices } from './services.ts';
import { INITIAL_STATE, useWorkbench } from './store.ts';
import { report, toast } from './toast.ts';

const LAST = 'factline.workspace';
const PAUSE_MILLIS = 400;

/** Texts as they are stored, by path. */
let stored = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> = Promise.resolve();

async function writeChanges(): Promise<void> {
  const { workspace, readOnly, set } = useWorkbench.getState();
  if (!workspace || readOnly) return;
  const { workspaces } = getServices();
  const changed = unsaved(workspace);
  const gone = [...stored.keys()].filter((path) => !workspace.files.some((file) => file.path === path));
  try {
    for (const file of changed) {
      await workspaces.saveFile(workspace.id, file);
      stored.set(file.path, file.text);
    }
    for (const path of gone) {
      await workspaces.removeFile(workspace.id, path);
      stored.delete(path);
    }
    if (changed.length + gone.length > 0) announceSaved(workspace.id);
    remember(unsavedKey(workspace.id), undefined);
    // What was typed meanwhile has its own turn.
    if (useWorkbench.getState().workspace?.files === workspace.files) set({ saved: 'saved' });
  } catch (error) {
    set({ saved: 'failed' });
    report(
      new Error(
        `Your last changes could not be stored (${error instanceof Error ? error.message : String(error)}). They are still here: export the workspace to keep them.`,
      ),
    );
  }
}

const unsaved = ({ files }: Workspace) => files.filter((file) => stored.get(file.path) !== file.text);
const unsavedKey = (id: string) => `factline.unsaved.${id}`;

/** A page that goes away is not waited for by IndexedDB: what is not stored yet is put where writing is synchronous. */
function keepUnsaved(): void {
  const { workspace, readOnly } = useWorkbench.getState();
  if (!workspace || readOnly) return;
  const files = unsaved(workspace);
  if (files.length > 0) remember(unsavedKey(workspace.id), JSON.stringify(files));
}

function unsavedBefore(id: string): readonly WorkspaceFile[] {
  try {
    const files: unknown = JSON.parse(recall(unsavedKey(id)) ?? '[]');
    return Array.isArray(files)
      ? files.flatMap(({ path, text }) =>
          typeof path === 'string' && typeof text === 'string' ? [{ path, text }] : [],
        )
      : [];
  } catch {
    return [];
  }
}

/** Writes at once what the autosave still has before it. */
export function saveNow(): Promise<void> {
  clearTimeout(timer);
  saving = saving.then(writeChanges);
  return track(saving);
}

/** Autosave on every pause in typing, and before the page may go away. */
export function startSaving(): void {
  let before = useWorkbench.getState().workspace;
  useWorkbench.subscribe((state) => {
    const { workspace, readOnly } = state;
    const changed = workspace !== undefined && before?.id === workspace.id && before.files !== workspace.files;
    before = workspace;
    if (!changed || readOnly) return;
    if (state.saved !== 'saving') queueMicrotask(() => state.set({ saved: 'saving' }));
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), PAUSE_MILLIS);
  });
  const flush = () => {
    keepUnsaved();
    void saveNow();
  };
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  window.addEventListener('pagehide', flush);
  window.addEventListener('beforeunload', (event) => {
    if (useWorkbench.getState().saved === 'failed') event.preventDefault();
  });
  startLock(
    async () => {
      await saveNow();
      useWorkbench.getState().set({ readOnly: true });
      toast('Another tab has taken this workspace over. Your changes were saved; here it is read-only now.');
    },
    (id) => {
      const { workspace, readOnly } = useWorkbench.getState();
      if (readOnly && workspace?.id === id) reload(id).catch(report);
    },
    (id) => {
      const { workspace, set } = useWorkbench.getState();
      if (workspace?.id !== id) return;
      set({ readOnly: true });
      toast('Another tab has taken this workspace over; here it is read-only now.', { severity: 'error' });
    },
  );
}

function put(workspace: Workspace): void {
  stored = new Map(workspace.files.map((file) => [file.path, file.text]));
  useWorkbench.getState().set({ workspace });
}

async function reload(id: string): Promise<void> {
  const workspace = await getServices().workspaces.load(id);
  if (workspace) put(workspace);
}

/** Opens a workspace after saving the one before; read-only when another tab writes it. */
export async function openWorkspace(id: string): Promise<boolean> {
  await saveNow();
  const { workspace: before, saved } = useWorkbench.getState();
  if (before?.id === id) return true;
  if (before && saved === 'failed')
    throw new Error(`${before.name} holds changes that could not be stored. Export it as a zip before you leave it.`);
  const workspace = await getServices().workspaces.load(id);
  if (!workspace) return false;
  const mine = await takeLock(id);
  useWorkbench.getState().set({
    ...INITIAL_STATE,
    busy: useWorkbench.getState().busy,
    readOnly: !mine,
    opened: { files: workspace.files, at: Date.now() },
    activeFile: workspace.files.find((f) => f.path.endsWith('.model.yaml'))?.path,
  });
  put(workspace);
  if (mine) for (const file of unsavedBefore(id)) useWorkbench.getState().editFile(file);
  remember(LAST, id);
  layFor(id);
  document.title = `${workspace.name} – Factline`;
  const journal = workspace.journals[0];
  if (journal !== undefined) await openJournal(journal).catch(report);
  return true;
}

/** Takes the open workspace from the tab that writes it. */
export async function takeOver(): Promise<void> {
  const { workspace, set } = useWorkbench.getState();
  if (!workspace) return;
  const mine = await takeLock(workspace.id, { wait: true });
  await reload(workspace.id);
  set({ readOnly: !mine });
}

export async function createWorkspace(
  name: string,
  files: Workspace['files'],
  journals: readonly string[] = [],
  sample?: string,
): Promise<void> {
  const { id } = await getServices().workspaces.create({
    name,
    files,
    journals,
    ...(sample !== undefined && { sample }),
  });
  await openWorkspace(id);
}

/** Opens a sample as a workspace of its own; one that was opened before is opened again as it was left. */
export async function openSample(sample: Sample): Promise<void> {
  const { workspaces } = getServices();
  const known = (await workspaces.list()).find((w) => w.sample === sample.id);
  if (known) {
    await openWorkspace(known.id);
    return;
  }
  await createWorkspace(sample.title, sample.files, [], sample.id);
  if (sample.journal) await track(importSampleJournal(sample.journal));
}

async function importSampleJournal(name: SampleJournal): Promise<void> {
  const { journals, sampleJournal } = getServices();
  const { workspace, set } = useWorkbench.getState();
  const onProgress = (value: unknown) =>
    set({
      working: `Importing the sample's journal: ${number((value as ImportProgress).records)} records`,
    });
  set({ working: "Making the sample's journal" });
  try {
    const file = new File([await track(sampleJournal(name))], `${name}.ndjson`);
    const summary = await journals.import({ files: [file], reading: { format: 'factline' }, name }, { onProgress });
    await addJournal(summary.id, workspace?.id);
  } finally {
    set({ working: undefined });
  }
}

/** Adds a journal to a workspace (the open one unless named) and, unless it is said, opens it there. */
export async function addJournal(
  journal: string,
  workspaceId = useWorkbench.getState().workspace?.id,
  { open = true } = {},
): Promise<void> {
  const { workspaces } = getServices();
  const workspace = workspaceId === undefined ? undefined : await workspaces.load(workspaceId);
  if (!workspace) return;
  const journals = [journal, ...workspace.journals.filter((id) => id !== journal)];
  await workspaces.setJournals(workspace.id, journals);
  const state = useWorkbench.getState();
  if (state.workspace?.id !== workspace.id) return;
  state.set({ workspace: { ...state.workspace, journals } });
  // Asked once something is there that is worth keeping.
  navigator.storage?.persist?.().catch(() => false);
  if (open) await openJournal(journal);
}

/** Erases a journal from this browser at once, and takes it out of the open workspace. */
export async function eraseJournal(id: string): Promise<void> {
  await letGo(id);
  await getServices().journals.erase({ id });
  tellLists();
}

/** Puts a journal into the bin; the way back puts it into the open workspace again. */
export async function removeJournal(id: string): Promise<void> {
  await letGo(id);
  await getServices().journals.remove({ id });
  tellLists();
}

export async function restoreJournal(id: string): Promise<void> {
  await getServices().journals.restore({ id });
  tellLists();
  await addJournal(id);
}

const tellLists = () => useWorkbench.getState().set({ journalsChanged: useWorkbench.getState().journalsChanged + 1 });

async function letGo(id: string): Promise<void> {
  const { workspaces } = getServices();
  const { workspace, setJournal, journal, set } = useWorkbench.getState();
  if (journal?.id === id) setJournal(undefined);
  if (workspace?.journals.includes(id)) {
    const rest = workspace.journals.filter((other) => other !== id);
    await workspaces.setJournals(workspace.id, rest);
    set({ workspace: { ...workspace, journals: rest } });
  }
}

/** The timeline as it was last seen whole, until its lanes come. */
async function showPicture(id: string): Promise<void> {
  const bins = await getServices().journals.picture({ id });
  if (bins) useWorkbench.getState().set({ firstLook: { id, bins } });
}

/** Opens a journal for all panels. Of a damaged one a rescue is offered. */
export async function openJournal(id: string): Promise<JournalInfo> {
  try {
    const { journals } = getServices();
    // Asked for first: it is there long before the columns are.
    showPicture(id).catch(() => undefined);
    const info = await track(journals.open({ id }));
    useWorkbench.getState().setJournal(info);
    return info;
  } catch (error) {
    useWorkbench.getState().set({ firstLook: undefined });
    if (!(error instanceof Error) || error.name !== 'DamagedError') throw error;
    const title = 'Rescue what can be read';
    toast(error.message, { severity: 'error', action: { title, run: () => void rescueJournal(id).catch(report) } });
    throw new DOMException('told already', 'AbortError');
  }
}

/** Shows a record of a journal, which is opened for it. */
export async function showRecord(journal: string, row: number): Promise<void> {
  if (useWorkbench.getState().journal?.id !== journal) await openJournal(journal);
  useWorkbench.getState().selectRow(row);
  showPanel('table');
  showPanel('record', { focus: true });
}

/** Makes a new journal of what can be read of a damaged one, and opens it. */
export async function rescueJournal(id: string): Promise<void> {
  const { journals } = getServices();
  const name = (await journals.list()).find((journal) => journal.id === id)?.name ?? 'journal';
  const { journal, lost, lostProcessing } = await track(journals.rescue({ id, name: `${name}, rescued` }));
  await addJournal(journal.id);
  const count = lost.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const ranges = lost.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
  const shown = ranges.length > 5 ? `${ranges.slice(0, 5).join(', ')} and more` : ranges.join(', ');
  toast(
    `${journal.name} is open with ${journal.records} records. ${count === 0 ? 'No record is lost.' : `Lost are ${count}: ${shown}.`}${lostProcessing ? ' Some processing rows are lost.' : ''} The damaged journal is unchanged.`,
    { severity: count > 0 || lostProcessing ? 'error' : 'info' },
  );
}

/** The workspace to begin with: the linked one, the last one, any, else the first sample. */
export async function openFirst(linked: string | undefined, sample: string): Promise<void> {
  const { workspaces } = getServices();
  for (const id of [linked, recall(LAST)]) if (id !== undefined && (await openWorkspace(id))) return;
  const [any] = await workspaces.list();
  if (any && (await openWorkspace(any.id))) return;
  const first = sampleById(sample);
  if (first) await openSample(first);
}
