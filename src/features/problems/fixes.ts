/** Fixes of problems, put into the texts; one undo takes each back. */
import { number } from '../../app/format.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import type { Fix } from '../../core/finding.ts';
import { applyEdits } from '../../core/rules/edit.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';

/** Puts texts in place of others, together; one undo takes all of them back. */
function replaceFiles(texts: readonly WorkspaceFile[], done: string): void {
  const { workspace, editFile } = useWorkbench.getState();
  const before = texts.flatMap(({ path }) => workspace?.files.find((f) => f.path === path) ?? []);
  for (const file of texts) editFile(file);
  toast(done, {
    action: {
      title: 'Undo',
      run: () => {
        for (const file of before) editFile(file);
      },
    },
  });
}

export function applyFix({ title, edits }: Fix): void {
  const { workspace, checkedFiles } = useWorkbench.getState();
  const texts: WorkspaceFile[] = [];
  for (const path of new Set(edits.map((edit) => edit.file))) {
    const file = workspace?.files.find((f) => f.path === path);
    if (!file) continue;
    if (!checkedFiles.includes(file)) {
      toast(`${path} has changed since it was checked; look at the problem again.`);
      return;
    }
    const own = edits.filter((edit) => edit.file === path);
    texts.push({ path, text: applyEdits(file.text, own) });
  }
  replaceFiles(texts, `${title}: done.`);
}

export async function applyAll(rule: string): Promise<void> {
  const { checkedFiles } = useWorkbench.getState();
  const { files, done, refused } = await getServices().language.fixAll({ files: checkedFiles, rule });
  const { workspace } = useWorkbench.getState();
  const changed = files.filter(({ text }, i) => text !== checkedFiles[i]?.text);
  if (checkedFiles.some((file) => !workspace?.files.includes(file)))
    toast('The text has changed meanwhile; look at the problems again.');
  else if (changed.length === 0) toast(`No fix of ${rule} is safe to make by itself: make them one by one.`);
  else
    replaceFiles(
      changed,
      `${number(done)} fixes of ${rule} made${refused > 0 ? `, ${number(refused)} left to you` : ''}.`,
    );
}
