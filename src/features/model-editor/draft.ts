import { track } from '../../app/busy.ts';
import { showPanel } from '../../app/layout.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';

/** A new file with a model proposed from the open journal; never over one that is there. */
export async function draftFromJournal(): Promise<void> {
  const { journal, workspace, addFile } = useWorkbench.getState();
  if (!journal || !workspace) return;
  const { journals, language } = getServices();
  const shapes = await track(journals.shapes({ id: journal.id }));
  const text = await track(language.draft({ name: journal.name, shapes }));
  const base = journal.name.replace(/\.(nd)?json(\.gz)?$|\.csv$/i, '').replace(/[^\w-]+/g, '-') || 'journal';
  const taken = new Set(workspace.files.map(({ path }) => path));
  let path = `${base}.model.yaml`;
  for (let n = 2; taken.has(path); n++) path = `${base}-${n}.model.yaml`;
  addFile({ path, text });
  showPanel('model', { focus: true });
  toast(
    `${path} proposes ${shapes.length} event types with their fields. What a journal cannot tell is marked '?': each is a problem with its answers as fixes.`,
  );
}
