/** A workspace to and from disk: single files, and the whole as a zip. */
import { isWorkspaceFile, unzipWorkspace, zipWorkspace } from '../core/workspace/zip.ts';
import { track } from './busy.ts';
import { getServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { report, toast } from './toast.ts';
import { addJournal, createWorkspace, saveNow } from './workspace.ts';

interface SavePicker {
  showSaveFilePicker(options: { readonly suggestedName: string }): Promise<FileSystemFileHandle>;
}

/** Saves to a place that the person chooses, where the browser can; else among the downloads. */
export async function saveToDisk(name: string, content: Blob): Promise<void> {
  if (!('showSaveFilePicker' in window)) {
    download(name, content);
    return;
  }
  const handle = await (window as unknown as SavePicker).showSaveFilePicker({ suggestedName: name });
  const stream = await handle.createWritable();
  await stream.write(content);
  await stream.close();
}

/** Hands a file to the person. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Lets the person choose files; nothing happens when they choose none. */
export function chooseFiles(accept: string, multiple: boolean, then: (files: readonly File[]) => Promise<void>): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = multiple;
  input.addEventListener('change', () => void then([...(input.files ?? [])]).catch(report));
  input.click();
}

export async function downloadWorkspace(withJournals: boolean): Promise<void> {
  const { workspace } = useWorkbench.getState();
  if (!workspace) return;
  const journals: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  const { journals: service } = getServices();
  const known = withJournals ? await service.list() : [];
  for (const { id, name } of known.filter((j) => workspace.journals.includes(j.id) && j.state === 'complete')) {
    const blob = await track(service.export({ id }));
    const plain = name.replace(/\.ndjson$/, '').replace(/[^\w.-]+/g, '-');
    const taken = journals.filter((j) => j.name === plain || j.name.startsWith(`${plain}.`)).length;
    journals.push({
      name: taken === 0 ? plain : `${plain}.${taken + 1}`,
      bytes: new Uint8Array(await blob.arrayBuffer()),
    });
  }
  const zip = zipWorkspace(workspace.files, journals);
  download(
    `${workspace.name.replace(/[^\w.-]+/g, '-') || 'workspace'}.zip`,
    new Blob([zip as Uint8Array<ArrayBuffer>], { type: 'application/zip' }),
  );
}

export async function openZip(file: File): Promise<void> {
  if (file.size > 256 * 2 ** 20)
    throw new Error(
      `${file.name} is larger than a workspace's zip may be (256 MB). Import its journals one by one instead.`,
    );
  const { files, journals } = unzipWorkspace(new Uint8Array(await file.arrayBuffer()));
  await createWorkspace(file.name.replace(/\.zip$/i, ''), files);
  for (const { name, bytes } of journals) {
    const source = new File([bytes as Uint8Array<ArrayBuffer>], `${name}.ndjson`);
    const summary = await getServices().journals.import({ files: [source], reading: { format: 'factline' }, name });
    await addJournal(summary.id);
  }
  toast(`Imported ${files.length} files and ${journals.length} journals as a new workspace.`);
}

export const chooseWorkspaceZip = (): void =>
  chooseFiles('.zip,application/zip', false, async ([file]) => (file ? openZip(file) : undefined));

/** Adds single files to the open workspace; one of the same name is replaced only after saving what was there, and that can be undone. */
export async function openFilesInto(files: readonly File[]): Promise<void> {
  const state = useWorkbench.getState();
  for (const file of files) {
    if (!isWorkspaceFile(file.name))
      throw new Error(
        `${file.name} is no file of a workspace: those end in .model.yaml, .behavior.ts, .mapping.json or .notes.json. A journal is imported in the import panel.`,
      );
    const before = state.workspace?.files.find((f) => f.path === file.name);
    state.addFile({ path: file.name, text: await file.text() });
    if (before) toast(`${file.name} was replaced.`, { action: { title: 'Undo', run: () => state.editFile(before) } });
  }
  await saveNow();
}
