/** What the language worker knows, for the editor. */
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { registerProviders } from '../../ui/code-editor/providers.ts';

let started = false;

export function startModelLanguage(): void {
  if (started) return;
  started = true;
  const language = () => getServices().language;
  registerProviders('factline-model', {
    complete: (_, text, line, column) => language().complete({ text, line, column }),
    hover: (_, text, line, column) => language().hover({ text, line, column }),
    format: (_, text) => language().format({ text }),
    fixes: (path, line) => {
      const { findings, checkedFiles, workspace } = useWorkbench.getState();
      if (!workspace?.files.some((file) => file.path === path && checkedFiles.includes(file))) return [];
      const here = findings.filter(({ place }) => place.file === path && place.line === line);
      // One that edits another file as well is offered in the Problems panel only.
      return here.flatMap(({ fixes = [] }) => fixes.filter(({ edits }) => edits.every(({ file }) => file === path)));
    },
    symbols: (path) => useWorkbench.getState().outline.filter(({ file }) => file === path),
  }).catch((error: unknown) => {
    started = false;
    report(error);
  });
}
