/** What the language worker knows, for the editor. */
import { nameProviders } from '../../app/names.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding } from '../../core/finding.ts';
import { ASKING } from '../../core/rules/fix-all.ts';
import { registerNames } from '../../ui/code-editor/name-providers.ts';
import { registerProviders } from '../../ui/code-editor/providers.ts';
import { eventLenses } from './lenses.ts';

let started = false;

export function startModelLanguage(): void {
  if (started) return;
  started = true;
  const language = () => getServices().language;
  const registering = registerProviders('factline-model', {
    complete: (path, text, line, column, signal) => language().complete({ path, text, line, column }, { signal }),
    hover: (path, text, line, column) =>
      language().hover({ path, text, line, column, problems: problemsAt(path, line, column) }),
    format: (_, text) => language().format({ text }),
    fixes: (path, line) => {
      const { findings, checkedFiles, workspace } = useWorkbench.getState();
      if (!workspace?.files.some((file) => file.path === path && checkedFiles.includes(file))) return [];
      const here = findings.filter(({ place }) => place.file === path && place.line === line);
      // One that edits another file as well is offered in the Problems panel only.
      return here.flatMap(({ rule, fixes = [] }) =>
        fixes
          .filter(({ edits }) => edits.every(({ file }) => file === path))
          .map((fix) => ({ ...fix, preferred: !ASKING.has(rule) })),
      );
    },
    symbols: (path) => useWorkbench.getState().outline.filter(({ file }) => file === path),
    lenses: eventLenses,
  });
  Promise.all([registering, registerNames('factline-model', nameProviders)]).catch((error: unknown) => {
    started = false;
    report(error);
  });
}

/** What is marked at a place. */
function problemsAt(path: string, line: number, column: number): readonly Finding[] {
  return useWorkbench.getState().findings.filter(({ place }) => {
    const { endLine = place.line ?? 0, endColumn = (place.column ?? 0) + 1 } = place;
    return (
      place.file === path &&
      (line > (place.line ?? 0) || (line === place.line && column >= (place.column ?? 1))) &&
      (line < endLine || (line === endLine && column <= endColumn))
    );
  });
}
