/** The import under way: files taken, looked at, corrected and stored. */
import { track } from '../../app/busy.ts';
import { showPanel } from '../../app/layout.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { addJournal, createWorkspace, eraseJournal } from '../../app/workspace.ts';
import { journalName } from '../../core/formats/journal-name.ts';
import type { Mapping } from '../../core/formats/mapping.ts';
import type { Reading } from '../../core/formats/preview.ts';
import type { ImportProgress, JournalSummary } from '../../workers/journal/journal.protocol.ts';
import { readSaved } from './saved-mappings.ts';
import { unpack } from './unpack.ts';
import { type Back, messageOf, type Resumed, setWizard, type WizardAt, wizard } from './wizard-state.ts';

let working: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined;
let looking = false;

const nameOfFiles = (files: readonly File[]) => journalName(files.map(({ name }) => name));

/** Begins with new files, folders and zips. While an import runs they are not taken. */
export function takeFiles(given: readonly File[]): void {
  if (given.length === 0) return;
  const before = wizard();
  if (before.at === 'importing') {
    toast('An import is under way. Wait for it, or cancel it, before the next one.');
    return;
  }
  setWizard({
    at: 'preview',
    files: given,
    name: nameOfFiles(given),
    preview: undefined,
    reading: undefined,
    pending: true,
    unpacking: true,
  });
  void track(take(given, before.at === 'preview' ? before : undefined));
}

async function take(given: readonly File[], before: WizardAt<'preview'> | undefined): Promise<void> {
  const isStill = () => {
    const now = wizard();
    return now.at === 'preview' && now.unpacking === true && now.files === given ? now : undefined;
  };
  try {
    const { files, mappings, passedOver, name } = await unpack(given);
    const saved = await Promise.all(mappings.map(keepMapping));
    const now = isStill();
    if (!now) return;
    const { unpacking: _, ...rest } = now;
    const [only] = saved;
    if (files.length === 0 && only !== undefined) {
      // Only a mapping: it is for the file that is looked at, or for the next.
      setWizard(before ?? { at: 'choose', note: 'The mapping is kept. Choose the file that it is to read.' });
      if (before) correct(only);
      return;
    }
    if (files.length === 0) throw new Error('There is no file in it that could hold records.');
    const unfinished = useWorkbench.getState().readOnly
      ? undefined
      : await getServices().journals.unfinishedOf({ files });
    if (!isStill()) return;
    if (unfinished) return await resume({ journal: unfinished, files });
    setWizard({
      ...rest,
      files,
      name: name ?? nameOfFiles(files),
      ...(passedOver.length > 0 && { note: leftOut(passedOver) }),
    });
    await look();
  } catch (error) {
    const now = isStill();
    if (now) setWizard({ ...now, unpacking: false, pending: false, problem: messageOf(error) });
  }
}

const LISTED = 5;
const leftOut = (paths: readonly string[]) =>
  `Left out, since their names are no journals’: ${paths.slice(0, LISTED).join(', ')}${paths.length > LISTED ? ` and ${paths.length - LISTED} more` : ''}.`;

/** A mapping's file goes into the workspace, where the wizard lists it. Throws an Error that names what in it does not fit. */
async function keepMapping(file: File): Promise<Mapping> {
  const path = file.name.split('/').at(-1) ?? file.name;
  const saved = readSaved({ path, text: await file.text() });
  if ('problem' in saved) throw new Error(`${path} cannot be used: ${saved.problem}`);
  const { workspace, readOnly, editFile } = useWorkbench.getState();
  if (workspace && !readOnly) editFile({ path, text: await file.text() });
  return saved.mapping;
}

/** Reads a mapping's file, keeps it in the workspace and looks at the files by it. */
export async function takeMapping(file: File): Promise<void> {
  correct(await keepMapping(file));
}

export function takeText(text: string): void {
  if (text.trim() !== '') takeFiles([new File([text], 'pasted.txt', { type: 'text/plain' })]);
}

/** Of several files, all but this one. */
export function leaveOut(file: File): void {
  const now = wizard();
  if (now.at !== 'preview' || now.files.length < 2) return;
  setWizard({ ...now, files: now.files.filter((other) => other !== file), pending: true });
  void look();
}

/** Another candidate, or a corrected mapping: the preview follows, the newest wins. */
export function choose(reading: Reading): void {
  const now = wizard();
  if (now.at !== 'preview') return;
  setWizard({ ...now, reading, pending: true });
  void look();
}

export function correct(mapping: Mapping): void {
  choose({ mapping });
}

export function rename(name: string): void {
  const now = wizard();
  if (now.at === 'preview' || now.at === 'positions') setWizard({ ...now, name });
}

export function startOver(): void {
  if (wizard().at !== 'importing') setWizard({ at: 'choose' });
}

export function goBack(): void {
  const now = wizard();
  setWizard(now.at === 'failed' && now.back ? now.back : { at: 'choose' });
}

/** Looks at the files by the reading that is chosen now. One look at a time: what changes meanwhile is looked at next, and only the newest of it. */
async function look(): Promise<void> {
  if (looking) return;
  looking = true;
  try {
    for (;;) {
      const { files, reading, pending, unpacking } = inPreview() ?? {};
      if (!files || !pending || unpacking) return;
      const answer = await getServices()
        .journals.preview({ files, ...(reading && { reading }) })
        .catch((error: unknown) => ({ problem: messageOf(error) }));
      const now = inPreview();
      if (now?.files !== files || now.reading !== reading) continue;
      const { problem: _, ...rest } = now;
      setWizard(
        'problem' in answer
          ? { ...now, pending: false, problem: answer.problem }
          : { ...rest, preview: answer, pending: false },
      );
    }
  } finally {
    looking = false;
  }
}

const inPreview = (): WizardAt<'preview'> | undefined => {
  const now = wizard();
  return now.at === 'preview' ? now : undefined;
};

/** Where an imported journal goes: the open workspace, or one of its own, where no other model or behavior meets it. */
export type Into = 'open' | 'new';

/** Stores the files as a journal by the reading that is shown, adds it to the workspace and opens it. */
export async function startImport(into: Into = 'open'): Promise<void> {
  const now = wizard();
  if (now.at !== 'preview' || now.pending) return;
  const { files, preview } = now;
  const name = now.name.trim() || nameOfFiles(files);
  const reading = now.reading ?? preview?.reading;
  if (!reading) return;
  // The records are checked on their way against the model that they will meet.
  const model = into === 'open' ? useWorkbench.getState().model : undefined;
  await run(name, now, (options) => getServices().journals.import({ files, reading, name, model }, options), into);
}

/** Goes on with an import that broke off, from the files that a person says are the same. */
export async function continueImport(journal: JournalSummary, given: readonly File[]): Promise<void> {
  if (wizard().at === 'importing') return;
  try {
    const { files } = await unpack(given);
    await resume({ journal, files });
  } catch (error) {
    setWizard({ at: 'failed', name: journal.name, why: messageOf(error), back: undefined });
  }
}

async function resume(resumed: Resumed): Promise<void> {
  const { journal, files } = resumed;
  const { journals } = getServices();
  const { model } = useWorkbench.getState();
  await run(
    journal.name,
    undefined,
    (options) => journals.continueImport({ id: journal.id, files, model }, options),
    'open',
    resumed,
  );
}

/** Instead of going on where it stopped: what was stored of it is erased, and its files are looked at as new ones. */
export async function startAnew({ journal, files }: Resumed): Promise<void> {
  await stopped();
  await eraseJournal(journal.id);
  setWizard({ at: 'choose' });
  takeFiles(files);
}

type Work = (options: {
  readonly signal: AbortSignal;
  readonly onProgress: (value: unknown) => void;
}) => Promise<JournalSummary>;

/** Work that makes a journal, with its progress; what it made is opened. */
export async function run(
  name: string,
  back: Back | undefined,
  work: Work,
  into: Into = 'open',
  resumed?: Resumed,
): Promise<void> {
  const abort = new AbortController();
  const from = resumed && { resumed };
  setWizard({ at: 'importing', name, progress: undefined, cancelling: false, ...from });
  const onProgress = (value: unknown) => {
    const now = wizard();
    if (now.at === 'importing') setWizard({ ...now, progress: value as ImportProgress });
  };
  const worked = async () => {
    const summary = await work({ signal: abort.signal, onProgress });
    await (into === 'new' ? createWorkspace(name, [], [summary.id]) : addJournal(summary.id));
    setWizard({ at: 'done', summary, ...from });
    // A workspace of its own opens with its own panels in front.
    if (into === 'new') showPanel('import');
  };
  const ended = worked().catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') {
      const note = resumed
        ? 'The import was stopped. What is stored of it stays: give the same file again to go on.'
        : 'The import was cancelled. Nothing of it was kept; what was stored before is unchanged.';
      setWizard(back?.at === 'preview' ? { ...back, note } : (back ?? { at: 'choose', note }));
    } else setWizard({ at: 'failed', name, why: messageOf(error), back });
  });
  working = { abort, ended };
  await ended;
}

export function cancelImport(): void {
  const now = wizard();
  if (now.at !== 'importing') return;
  setWizard({ ...now, cancelling: true });
  working?.abort.abort();
}

async function stopped(): Promise<void> {
  cancelImport();
  await working?.ended;
}
